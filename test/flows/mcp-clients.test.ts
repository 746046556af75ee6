// The configuration files of clients, as docs/mcp.md shows them: each is read, and its command started from the packed package.

import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { projectRoot } from "../support/command-line.ts";
import { startCommand } from "../support/mcp-wire.ts";
import { installPacked } from "../support/packed-package.ts";

interface Configured {
  readonly client: string;
  readonly command: string;
  readonly args: readonly string[];
}

let folder = "";

beforeAll(() => {
  folder = installPacked({ hasTypes: false, isModule: false });
  writeFileSync(join(folder, "app.py"), "import pickle\n\n\ndef load(data):\n    return pickle.loads(data)\n");
}, 180_000);
afterAll(() => rmSync(join(folder, ".."), { recursive: true, force: true }));

describe("each client's file", () => {
  const configured = readConfigurations(readFileSync(join(projectRoot, "docs", "mcp.md"), "utf8"));

  it("is there for all of them", () => {
    expect(configured.map(({ client }) => client)).toEqual(["Claude Code", "Cursor", "VS Code", "Codex", "Cline", "Kilo Code", "Roo Code"]);
  });

  it.each(configured.map((one) => [one.client, one] as const))("of %s starts a server that answers", async (_, { command, args }) => {
    const server = await startCommand(command, args, folder);
    const { result } = await server.ask("tools/list");
    expect((result as { tools: readonly { name: string }[] }).tools.map(({ name }) => name)).toContain("scan_security");
    const scanned = await server.call("scan_security", { paths: ["app.py"] });
    expect(scanned.isError ?? false).toBe(false);
    expect(JSON.stringify(scanned.structuredContent)).toContain("app.py");
    expect(await server.close()).toBe(0);
  }, 60_000);
});

/** Of each `### CLIENT: file` the command in the block below it. */
function readConfigurations(page: string): Configured[] {
  return [...page.matchAll(/^### ([^:\n]+): [^\n]+\n```(json|toml)\n([\s\S]*?)```/gm)].map(([, client, syntax, text]) => {
    if (syntax === "json") {
      const file = JSON.parse(text!) as Record<string, Record<string, { command: string; args: string[] }>>;
      const { command, args } = (file["mcpServers"] ?? file["servers"])!["assay"]!;
      return { client: client!, command, args };
    }
    const [, command] = /^command = "([^"]+)"$/m.exec(text!)!;
    const [, list] = /^args = (\[.*\])$/m.exec(text!)!;
    return { client: client!, command: command!, args: JSON.parse(list!) as string[] };
  });
}
