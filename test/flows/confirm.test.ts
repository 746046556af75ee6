// `assay confirm` and the rung proof-flips: proofs run on a project's own functions, at the command line and over MCP.

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeSandbox } from "../support/command-line.ts";
import { type WireClient, startServer } from "../support/mcp-wire.ts";

const flawed = `import os
import sys
import zlib
import hashlib


def handler(event, context):
    os.system("printf %s " + event["name"])
    password = hashlib.md5(event["name"].encode()).hexdigest()
    return {"sum": password}


if __name__ == "__main__":
    os.system("printf %s " + sys.argv[1])
`;
const unready = `import os

import a_module_that_nobody_has


def handler(event, context):
    os.system("printf %s " + event["name"])
    return a_module_that_nobody_has.answer()
`;
const sandbox = makeSandbox({ "tools/names.py": flawed, "tools/unready.py": unready });
let client: WireClient;

beforeAll(async () => {
  sandbox.git("init", "-q");
  client = await startServer(sandbox.folder);
});
afterAll(async () => {
  await client.close();
  sandbox.remove();
});

interface Found {
  readonly findings: readonly { readonly ruleId: string; readonly path: string; readonly fingerprint: string; readonly region: { readonly startLine: number } }[];
}

function idOf(path: string, line: number, rule = "python/command-injection"): string {
  const { findings } = JSON.parse(sandbox.assay(["scan", "--format", "json", "--exit-zero"]).out) as Found;
  const found = findings.find((finding) => finding.path === path && finding.region.startLine === line && finding.ruleId === rule);
  if (found === undefined) throw new Error(`No ${rule} at ${path}:${line}: ${JSON.stringify(findings.map(({ ruleId, region }) => [ruleId, region.startLine]))}`);
  return found.fingerprint;
}

describe("assay confirm", () => {
  it.each([
    ["an attack that works", "tools/names.py", 8, "python/command-injection", 0, "confirmed"],
    ["a place that no function leads to", "tools/names.py", 14, "python/command-injection", 1, "not-reached"],
    ["a rule without a proof", "tools/names.py", 9, "python/weak-hash", 3, "could-not-run"],
    ["a program that cannot be loaded", "tools/unready.py", 7, "python/command-injection", 3, "could-not-run"],
  ] as const)("answers for %s", async (_, path, line, rule, exitCode, outcome) => {
    const id = idOf(path, line, rule);
    const { code, out } = sandbox.assay(["confirm", id, "--format", "json"]);
    expect(JSON.parse(out)).toMatchObject({ schemaVersion: 1, outcome, finding: { ruleId: rule, path, line, fingerprint: id } });
    expect(code).toBe(exitCode);
    expect(sandbox.assay(["confirm", id, "--format", "json"]).out).toBe(out);
    const { structuredContent } = await client.call("confirm_finding", { finding: id });
    expect(`${JSON.stringify(structuredContent, null, 2)}\n`).toBe(out);
    expect(idOf(path, line, rule)).toBe(id);
  });

  it("says what was sent, to whom, and that other answers take nothing back", () => {
    expect(sandbox.assay(["confirm", idOf("tools/names.py", 8).slice(0, 10)]).out).toMatch(/^confirmed: The attack .*canary.* comes through `event\.name` of `handler` in tools\/names\.py\.\npython\/command-injection at tools\/names\.py:8\n\n {2}exploited {2}handler/);
    const { out } = sandbox.assay(["confirm", idOf("tools/unready.py", 7)]);
    expect(out).toContain("a_module_that_nobody_has");
    expect(out).toContain("The finding stands all the same.");
  });

  it.each([
    ["0123456789", "The project has no finding"],
    ["ab", "too short"],
  ])("refuses %s", (finding, said) => {
    const { code, err } = sandbox.assay(["confirm", finding]);
    expect(code).toBe(2);
    expect(err).toContain(said);
  });

  it("leaves the project as it was", () => {
    sandbox.git("add", "-A");
    sandbox.assay(["confirm", idOf("tools/names.py", 8)]);
    expect(sandbox.git("status", "--porcelain").split("\n").filter((line) => !line.startsWith("A "))).toEqual([""]);
  });
});

interface Judged {
  readonly verdict: string;
  readonly level: string;
  readonly rungs: readonly { readonly name: string; readonly status: string; readonly evidence: readonly string[] }[];
}

function verify(content: string, ...words: string[]): Judged {
  sandbox.write("../fixed.py", content);
  return JSON.parse(sandbox.assay(["verify", "--with", "tools/names.py=../fixed.py", "--finding", idOf("tools/names.py", 8), "--format", "json", ...words]).out) as Judged;
}

describe("the rung proof-flips", () => {
  it("passes where the exploit worked before and fails on the fix", () => {
    const { verdict, level, rungs } = verify(flawed.replace('os.system("printf %s " + event["name"])', 'os.spawnlp(os.P_WAIT, "printf", "printf", "%s", event["name"])'));
    expect([verdict, level]).toEqual(["accepted", "behaviour-kept"]);
    expect(rungs.find(({ name }) => name === "proof-flips")).toMatchObject({ status: "passed", evidence: [expect.stringContaining("exploited before")] });
  });

  it("is not run where a lower level is asked for", () => {
    const { rungs } = verify(flawed.replace('os.system("printf %s " + event["name"])', 'os.spawnlp(os.P_WAIT, "printf", "printf", "%s", event["name"])'), "--level", "finding-gone");
    expect(rungs.find(({ name }) => name === "proof-flips")).toMatchObject({ status: "not-run" });
  });
});
