// The MCP server as agents start it, over standard input and output.

import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { estimateTokens } from "../../src/mcp/budget.ts";
import { makeSandbox } from "../support/command-line.ts";
import { cancelledUses, fillIn, flawed, idIn, type KeptIds, rightUses, usedFiles, wrongUses } from "../support/mcp-uses.ts";
import { isRunning, until } from "../support/processes.ts";
import { type WireClient, startServer, textOf } from "../support/mcp-wire.ts";

const sandbox = makeSandbox(usedFiles);
let client: WireClient;

beforeAll(async () => {
  sandbox.git("init", "-q");
  client = await startServer(sandbox.folder);
});
afterAll(async () => {
  await client.close();
  sandbox.remove();
});

describe("each tool, rightly used", () => {
  const kept: KeptIds = new Map();
  it.each(rightUses.map(([tool, given, expected, keepAs = ""]) => [tool, given, expected, keepAs] as const))("%s %j", async (tool, given, expected, keepAs) => {
    const result = await client.call(tool, fillIn(given, kept));
    if (keepAs !== "") kept.set(keepAs, idIn(result.structuredContent));
    expect(textOf(result)).not.toBe("");
    expect(result.isError ?? false).toBe(false);
    expect(result.structuredContent).toMatchObject(fillIn(expected, kept));
    await expectSchema(tool, result.structuredContent);
    expect(estimateTokens(JSON.stringify(result))).toBeLessThanOrEqual(8_000);
  });

  it("answers equal input with equal bytes", async () => {
    const given = { code: flawed, language: "python" };
    const [first, second] = [await client.call("scan_security", given), await client.call("scan_security", given)];
    expect(JSON.stringify(second)).toBe(JSON.stringify(first));
  });
});

describe("each tool, wrongly used", () => {
  it.each(wrongUses)("%s %j: %s", async (tool, given, code, said) => {
    const result = await client.call(tool, given);
    expect(result.isError).toBe(true);
    expect(textOf(result)).toContain(said);
    expect(textOf(result)).toMatch(new RegExp(`^${code}: `));
    if (result.structuredContent !== undefined) await expectSchema(tool, result.structuredContent);
  });

  it("refuses unknown tools, methods and resources in the protocol's words", async () => {
    expect((await client.ask("tools/call", { name: "rm" })).error).toMatchObject({ code: -32_602 });
    expect((await client.ask("no/such")).error).toMatchObject({ code: -32_601 });
    expect((await client.ask("resources/read", { uri: "assay://nothing/1" })).error?.message).toContain("assay://rules");
    expect((await client.ask("resources/read", { uri: "file:///etc/passwd" })).error?.message).toContain("names no resource");
    expect((await client.ask("prompts/get", { name: "fix-finding", arguments: {} })).error?.message).toContain("finding");
  });
});

describe("verify_fix", () => {
  it.each([
    ["a right fix", flawed.replace("os.system(", "print("), ["--rule", "python/command-injection"]],
    ["a wrong one", flawed.replace('["name"]', '["name"].replace(";", "")'), []],
    ["one that the tests judge", flawed.replace('os.system("cat " + request.args["name"])', 'os.spawnlp(os.P_WAIT, "cat", "cat", "--", request.args["name"])'), ["--tests", "grep -q spawnlp app.py || grep -q system app.py"]],
  ])("says of %s what the command line says, byte for byte", async (_, content, words) => {
    sandbox.write("../new-app.py", content);
    const { out } = sandbox.assay(["verify", "--with", "app.py=../new-app.py", "--format", "json", ...words]);
    const named = words.length === 0 ? {} : { [words[0]!.slice(2)]: words[1] };
    const { structuredContent } = await client.call("verify_fix", { files: [{ path: "app.py", content }], ...named });
    expect(`${JSON.stringify(structuredContent, null, 2)}\n`).toBe(out);
  });
});

describe("cancelled and followed calls", () => {
  it("ends the run's processes when its call is cancelled, and goes on serving", async () => {
    const mark = `cancelled-${process.pid}`;
    const { id, answer } = client.begin("tools/call", { name: "execute_bash_command", arguments: { command: `exec -a ${mark} sleep 60`, timeoutMs: 60_000 } });
    await until(() => isRunning(mark));
    client.notify("notifications/cancelled", { requestId: id, reason: "no longer wanted" });
    await until(async () => !(await isRunning(mark)));
    await until(async () => JSON.stringify((await client.call("get_execution_history", { status: "cancelled" })).structuredContent).includes(mark));
    await expect(Promise.race([answer, client.ask("ping").then(() => "nothing came")])).resolves.toBe("nothing came");
  });

  it.each(cancelledUses)("gives up %s at once, whole or not at all, and goes on serving", async (tool, given) => {
    const mark = `given-up-${tool}-${process.pid}`;
    const { id, answer } = client.begin("tools/call", { name: tool, arguments: given(mark) });
    client.notify("notifications/cancelled", { requestId: id });
    // What is asked next is answered rightly, though what was given up may have held the line before it.
    const scanned = await client.call("scan_security", { code: flawed, language: "python" });
    expect(scanned.structuredContent).toMatchObject({ total: 1 });
    const first = await Promise.race([answer, client.ask("ping").then(() => "nothing came")]);
    if (first !== "nothing came") expect(first).toHaveProperty("result");
    await until(async () => !(await isRunning(mark)));
    const { tasks } = (await client.call("list_tasks", {})).structuredContent as unknown as { tasks: { title: string }[] };
    expect(tasks.filter(({ title }) => title === mark).length).toBeLessThanOrEqual(1);
  });

  it("tells progress of a run to who asked for it", async () => {
    const token = "followed";
    await client.ask("tools/call", { name: "execute_bash_command", arguments: { command: "sleep 2.3" }, _meta: { progressToken: token } });
    const told = client.notifications.filter(({ method, params }) => method === "notifications/progress" && params?.progressToken === token);
    const steps = told.map(({ params }) => Number(params?.progress));
    expect(steps.length).toBeGreaterThanOrEqual(2);
    expect(steps).toEqual([...steps].sort((left, right) => left - right));
  });

  it("tells progress of a scan", async () => {
    await client.ask("tools/call", { name: "scan_security", arguments: { paths: [] }, _meta: { progressToken: 7 } });
    expect(client.notifications.some(({ params }) => params?.progressToken === 7 && params?.total === 2)).toBe(true);
  });
});

describe("resources, prompts, completion", () => {
  it("reads every listed resource and what templates lead to", async () => {
    const listed = (await client.ask("resources/list")).result?.resources as { uri: string; mimeType: string }[];
    for (const { uri, mimeType } of listed) {
      const { result } = await client.ask("resources/read", { uri });
      expect(result?.contents).toEqual([{ uri, mimeType, text: expect.stringMatching(/\S/) }]);
    }
    const { result } = await client.ask("resources/read", { uri: "assay://rules/python/sql-injection" });
    expect(JSON.stringify(result)).toContain("SQL");
  });

  it("writes prompts and completes their arguments", async () => {
    const { result } = await client.ask("prompts/get", { name: "review-change", arguments: { since: "HEAD~2" } });
    expect(JSON.stringify(result)).toContain("HEAD~2");
    const ref = { type: "ref/resource", uri: "assay://rules/{+ruleId}" };
    const completed = await client.ask("completion/complete", { ref, argument: { name: "ruleId", value: "python/sql" } });
    expect(completed.result?.completion).toMatchObject({ values: ["python/sql-injection"], total: 1, hasMore: false });
  });
});

describe("what an operator sets", () => {
  it("offers the named toolsets only, and in read-only mode nothing that runs or records", async () => {
    const reader = await startServer(sandbox.folder, ["--toolsets", "analysis,execution", "--read-only"]);
    const tools = (await reader.ask("tools/list")).result?.tools as { name: string; annotations: { readOnlyHint: boolean } }[];
    expect(tools.map(({ name }) => name)).toContain("scan_security");
    expect(tools.map(({ name }) => name)).not.toContain("list_rules");
    expect(tools.every(({ annotations }) => annotations.readOnlyHint)).toBe(true);
    await expect(reader.call("execute_code", { language: "bash", code: "true" })).rejects.toThrow("Unknown tool");
    expect(await reader.close()).toBe(0);
  });

  it("refuses an unknown toolset before it serves", () => {
    const outcome = sandbox.assay(["mcp", "--toolsets", "everything"]);
    expect(outcome).toMatchObject({ code: 2, out: "" });
    expect(outcome.err).toContain("analysis");
  });

  it("runs no settings file of the project that is code", async () => {
    sandbox.write("untrusted/assay.config.mjs", 'import { writeFileSync } from "node:fs"; writeFileSync("ran", ""); export default {};');
    sandbox.write("untrusted/a.py", "x = 1\n");
    const other = await startServer(sandbox.path("untrusted"));
    const result = await other.call("scan_security", { paths: [] });
    expect(textOf(result)).toContain("assay.config.mjs");
    await other.close();
  });
});

describe("hostile input", () => {
  it("answers what is wrong JSON with an error or not at all, and goes on", async () => {
    for (const text of ["{", "[]", "null", '"text"', '{"jsonrpc":"1.0","id":1,"method":"ping"}', "\u0000\u0001", '{"jsonrpc":"2.0","id":{},"method":"ping"}']) {
      client.send(`${text}\n`);
    }
    expect((await client.ask("ping")).result).toEqual({});
  });

  it("answers 200 requests in flight, each rightly", async () => {
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, index) =>
        index % 4 === 0
          ? client.call("execute_bash_command", { command: `echo ${index}` }).then(({ structuredContent }) => Number(structuredContent?.stdout))
          : client.call("scan_security", { code: `${"\n".repeat(index)}eval(input())\n`, language: "python" }).then(({ structuredContent }) => (structuredContent as unknown as { findings: { startLine: number }[] }).findings[0]!.startLine - 1),
      ),
    );
    expect(answers).toEqual(Array.from({ length: 200 }, (_, index) => index));
  }, 120_000);

  it.each([
    ["first", '"jsonrpc":"2.0","id":"long-1","method":"tools/call","params":', ""],
    ["last", '"method":"tools/call","params":', ',"jsonrpc":"2.0","id":"long-1"'],
    ["nowhere that is looked at", '"params":', ',"id":"long-1","method":"tools/call","jsonrpc":"2.0"'],
  ])("answers a message larger than it takes with an error, and goes on; its id stands %s", async (where, before, behind) => {
    const block = "x".repeat(1024 * 1024);
    const held = client.notifications.length;
    client.send(`{${before}{"name":"execute_code","arguments":{"language":"python","code":"`);
    for (let megabytes = 0; megabytes < 100; megabytes++) client.send(block);
    client.send(`"}}${behind}}\n`);
    await until(async () => client.notifications.length > held);
    expect(client.notifications.at(-1)).toEqual({
      jsonrpc: "2.0",
      id: where.startsWith("nowhere") ? null : "long-1",
      error: { code: -32_600, message: expect.stringContaining("16777216 bytes"), data: { code: "limit-exceeded", nextStep: expect.any(String) } },
    });
    expect((await client.ask("ping")).result).toEqual({});
  });

  it("ends when its client goes without a word", async () => {
    const orphan = await startServer(sandbox.folder);
    orphan.begin("tools/call", { name: "execute_bash_command", arguments: { command: "sleep 60" } });
    expect(await orphan.close()).toBe(0);
  });
});

const schemas = new Map<string, object>();
const ajv = new Ajv2020({ strict: false });

async function expectSchema(tool: string, data: unknown): Promise<void> {
  if (schemas.size === 0) {
    const tools = (await client.ask("tools/list")).result?.tools as { name: string; outputSchema: object }[];
    for (const { name, outputSchema } of tools) schemas.set(name, outputSchema);
  }
  const validate = ajv.compile(schemas.get(tool)!);
  expect(validate(data) ? [] : validate.errors).toEqual([]);
}
