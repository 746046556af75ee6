// Every MCP tool keeps what clients rely on, and is driven in every way; a new tool without its uses fails here.

import { describe, expect, it } from "vitest";
import { catalog } from "../../src/mcp/catalog.generated.ts";
import { toCamelCase } from "../../src/mcp/read-arguments.ts";
import { toolsets } from "../../src/mcp/tool.ts";
import { cancelledUses, rightUses, wrongUses } from "../support/mcp-uses.ts";

const names = catalog.map(({ listed }) => listed.name);

describe("the tools", () => {
  it.each([
    ["rightly", rightUses],
    ["wrongly", wrongUses],
    ["and given up", cancelledUses],
  ] as const)("are all used %s", (_, uses) => {
    expect(new Set(uses.map(([tool]) => tool))).toEqual(new Set(names));
  });

  it("fill every toolset", () => {
    expect(new Set(catalog.map(({ toolset }) => toolset))).toEqual(new Set(toolsets));
  });
});

describe.each(catalog.map((entry) => [entry.listed.name, entry] as const))("%s", (name, { effect, listed, load }) => {
  it("says what it does, and whether a client should ask before", () => {
    expect(name).toMatch(/^[a-z]+(_[a-z]+)*$/);
    expect(listed.description.length).toBeGreaterThan(40);
    expect(listed.annotations).toMatchObject({ readOnlyHint: effect === "reads", destructiveHint: effect === "destroys" });
  });

  it("has aliases that stand for arguments and hide none", async () => {
    const { aliases = {}, input } = await load();
    for (const [alias, target] of Object.entries(aliases)) {
      const argument = typeof target === "string" ? target : target.argument;
      expect(Object.keys(input.shape)).toContain(argument);
      expect(alias).toBe(toCamelCase(alias));
      if (alias !== argument) expect(Object.keys(input.shape)).not.toContain(alias);
    }
  });

  it("has plain schemas: one object in, one out", () => {
    for (const schema of [listed.inputSchema, listed.outputSchema]) {
      expect(schema.type).toBe("object");
      expect(JSON.stringify(schema)).not.toContain('"$ref"');
    }
  });
});
