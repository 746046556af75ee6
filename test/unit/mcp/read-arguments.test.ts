import { describe, expect, it } from "vitest";
import { catalog } from "../../../src/mcp/catalog.generated.ts";
import { readArguments } from "../../../src/mcp/read-arguments.ts";
import type { Tool } from "../../../src/mcp/tool.ts";

async function toolNamed(name: string): Promise<Tool> {
  return catalog.find(({ listed }) => listed.name === name)!.load();
}

/** What users of other servers send, and what it means here. */
const spellings: readonly (readonly [tool: string, given: Record<string, unknown>, expected: Record<string, unknown>])[] = [
  ["execute_python_code", { code: "1", timeout: 30 }, { timeoutMs: 30_000 }],
  ["execute_python_code", { code: "1", timeout: 0.5 }, { timeoutMs: 500 }],
  ["execute_python_code", { code: "1", timeout: 600 }, { timeoutMs: 600_000 }],
  ["execute_python_code", { code: "1", timeout: 30_000 }, { timeoutMs: 30_000 }],
  ["execute_python_code", { code: "1", timeout: "30" }, { timeoutMs: 30_000 }],
  ["execute_python_code", { code: "1", timeout: "500ms" }, { timeoutMs: 500 }],
  ["execute_python_code", { code: "1", timeout: "2m" }, { timeoutMs: 120_000 }],
  ["execute_python_code", { code: "1", timeout_ms: 700 }, { timeoutMs: 700 }],
  ["execute_python_code", { code: "1", timeout_seconds: 7 }, { timeoutMs: 7_000 }],
  ["execute_python_code", { script: "1", requirements: "numpy\npandas>=2,<3 # table\n" }, { code: "1", packages: ["numpy", "pandas>=2,<3"] }],
  ["execute_python_code", { source: "1", requirements: "numpy, pandas" }, { packages: ["numpy", "pandas"] }],
  ["execute_python_code", { code: "1", packages: ["numpy"] }, { packages: ["numpy"] }],
  ["execute_python_code", { code: "1", memory: "256MB" }, { memoryBytes: 256 * 1024 * 1024 }],
  ["execute_python_code", { code: "1", env: ["A=b=c"] }, { environment: { A: "b=c" } }],
  ["execute_python_code", { code: "1", env_vars: { A: "b" }, working_directory: "x", stdin: null }, { environment: { A: "b" }, workingDirectory: "x" }],
  ["execute_bash_command", { cmd: "ls", cwd: "x" }, { command: "ls", workingDirectory: "x" }],
  ["execute_bash_command", { script: "ls", task_id: "7" }, { command: "ls", taskId: "7" }],
  ["scan_security", { path: "a.py" }, { paths: ["a.py"] }],
  ["scan_security", { files: ["a.py", "b.py"] }, { paths: ["a.py", "b.py"] }],
  ["scan_security", { source: "1", file_name: "a.py" }, { code: "1", fileName: "a.py" }],
];

describe("readArguments", () => {
  it.each(spellings)("%s %j", async (name, given, expected) => {
    expect(readArguments(await toolNamed(name), given)).toMatchObject(expected);
  });

  it.each([[[]], ["text"], [7], [{ __proto__x: 1 }], [{ constructor: "x" }], [{ toString: "x" }]])("refuses %j", async (given) => {
    const tool = await toolNamed("execute_python_code");
    expect(() => readArguments(tool, given)).toThrow(expect.objectContaining({ code: "usage", nextStep: expect.stringContaining("code") }));
  });
});

describe("each tool's aliases", () => {
  it.each(catalog.map(({ listed, load }) => [listed.name, load] as const))("%s: name arguments that there are, and shadow none", async (_, load) => {
    const { input, aliases } = await load();
    for (const [alias, target] of Object.entries(aliases ?? {})) {
      expect(Object.keys(input.shape)).toContain(typeof target === "string" ? target : target.argument);
      // An own name among them tells how its values are read, and stands for nothing else.
      if (Object.hasOwn(input.shape, alias)) expect(target).toMatchObject({ argument: alias, read: expect.any(Function) });
    }
  });
});
