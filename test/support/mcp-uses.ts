// Right and wrong uses of each MCP tool, for every client and transport that drives them.

import { expect } from "vitest";

export const flawed = 'import os\nfrom flask import request\n\n\ndef show():\n    os.system("cat " + request.args["name"])\n';

/** The project that the uses are about. */
export const usedFiles = { "app.py": flawed, "lib/clean.py": "def double(number):\n    return number * 2\n", "../outside.py": flawed };

/** Each tool, rightly used: arguments, and what its data must hold. */
export const rightUses: readonly (readonly [tool: string, given: Record<string, unknown>, expected: Record<string, unknown>])[] = [
  ["scan_security", { code: flawed, language: "python" }, { complete: true, counts: { error: 1, warning: 0, info: 0 }, total: 1 }],
  ["scan_security", { script: flawed, file_name: "web/app.py" }, { total: 1 }],
  ["scan_security", { paths: ["app.py"] }, { files: 1, total: 1 }],
  ["scan_security", { path: "lib" }, { files: 1, total: 0 }],
  ["analyze_code_quality", { code: "def add(item, to=[]):\n    to.append(item)\n    return to\n", language: "py" }, { total: 1 }],
  ["analyze_code_quality", { paths: [] }, { files: 2, score: expect.objectContaining({ rating: expect.any(String) }) }],
  ["get_code_metrics", { code: "def f(a):\n    if a:\n        return 1\n", language: "python" }, { total: 1, rows: [expect.objectContaining({ name: "f", cyclomatic: 2 })] }],
  ["get_code_metrics", { paths: ["lib"], per: "file" }, { rows: [expect.objectContaining({ path: "lib/clean.py" })] }],
  ["list_rules", { cwe: "78", language: "python" }, { rules: expect.arrayContaining([expect.objectContaining({ id: "python/command-injection" })]) }],
  ["explain_rule", { rule_id: "python/command-injection" }, { rule: expect.objectContaining({ cwe: ["CWE-78"] }) }],
  ["execute_code", { language: "python", source: "print(6 * 7)" }, { exitCode: 0, stdout: "42\n" }],
  ["execute_code", { language: "sql", code: "select 1 as one" }, { columns: ["one"], rows: [[1]] }],
  ["execute_code", { language: "typescript", code: "const n: number = 3; console.log(n)" }, { stdout: "3\n" }],
  ["execute_python_code", { code: "raise SystemExit(3)" }, { exitCode: 3 }],
  ["execute_javascript_code", { code: "console.log(process.env.WHO)", env: { WHO: "me" } }, { stdout: "me\n" }],
  ["execute_bash_command", { cmd: "cat app.py | head -1; pwd", cwd: "." }, { exitCode: 0, stdout: expect.stringContaining("import os") }],
  ["get_policy", {}, { timeoutMs: { standard: 30_000, ceiling: 600_000 } }],
  ["server_status", {}, { readOnly: false, project: expect.objectContaining({ name: "project" }) }],
];

/** Wrong uses: what the refusal must say. */
export const wrongUses: readonly (readonly [tool: string, given: unknown, code: string, said: string])[] = [
  ["scan_security", { code: "x = 1" }, "usage", "`language`"],
  ["scan_security", { code: "x = 1", language: "cobol" }, "language-unknown", "python"],
  ["scan_security", { code: "x = 1", language: "python", paths: ["app.py"] }, "usage", "not both"],
  ["scan_security", { paths: ["../outside.py"] }, "path-outside-root", "outside"],
  ["scan_security", { paths: ["/etc/passwd"] }, "path-outside-root", "outside"],
  ["scan_security", { paths: ["missing.py"] }, "path-missing", "missing.py"],
  ["scan_security", { code: "x = 1", script: "y = 1", language: "python" }, "usage", "same thing"],
  ["scan_security", { kode: "x = 1" }, "usage", "Arguments of scan_security: code"],
  ["scan_security", { paths: "app.py", cursor: "bm9uc2Vuc2U", maxTokens: 500 }, "usage", "`paths`"],
  ["scan_security", { path: "app.py", cursor: "bm9uc2Vuc2U" }, "usage", "cursor"],
  ["scan_security", { code: "x = 1", language: "python", maxTokens: 1_000_000 }, "usage", "maxTokens"],
  ["scan_security", { path: "app.py", since: "--output=/tmp/x" }, "git-failed", ""],
  ["explain_rule", { id: "python/no-such-rule" }, "rule-unknown", "no-such-rule"],
  ["execute_code", { language: "cobol", code: "x" }, "language-unknown", "cobol"],
  ["execute_python_code", {}, "usage", "`code`"],
  ["execute_python_code", { code: "1", timeout: "soon" }, "usage", "`timeoutMs`"],
  ["execute_python_code", { code: "1", timeoutMs: 999_999_999 }, "execution-refused", "ceiling"],
  ["execute_python_code", { code: "1", cwd: "/etc" }, "path-outside-root", "outside"],
  ["execute_bash_command", { command: "true", network_hosts: ["example.com"] }, "execution-refused", "example.com"],
  ["execute_bash_command", { command: "sleep 20", timeout: "300ms" }, "execution-timeout", "timeoutMs"],
];

