// Right and wrong uses of each MCP tool, for every client and transport that drives them.

import { expect } from "vitest";

export const flawed = 'import os\nfrom flask import request\n\n\ndef show():\n    os.system("cat " + request.args["name"])\n';

/** The first digits of the fingerprint of its finding in `app.py`. */
const flawedFinding = "75b275837120";

const mended = 'import subprocess\nfrom flask import request\n\n\ndef show():\n    subprocess.run(["cat", "--", request.args["name"]], check=True)\n';

/** The project that the uses are about. */
export const usedFiles = { "app.py": flawed, "lib/clean.py": "def double(number):\n    return number * 2\n", "../outside.py": flawed };

/** Each tool, rightly used: arguments, and what its data must hold. `@name` is the id that an earlier use gave and kept. */
export const rightUses: readonly (readonly [tool: string, given: Record<string, unknown>, expected: Record<string, unknown>, keepAs?: string])[] = [
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
  ["verify_fix", { files: [{ path: "app.py", content: mended }], rule_id: "python/command-injection", level: "finding-gone" }, { verdict: "accepted", level: "finding-gone" }],
  ["verify_fix", { replacements: [{ path: "app.py", content: flawed.replace('["name"]', '["name"].replace(";", "")') }] }, { verdict: "refused", code: "still-exploitable" }],
  ["confirm_finding", { findingId: flawedFinding }, { schemaVersion: 1, finding: { ruleId: "python/command-injection", path: "app.py", line: 6, fingerprint: expect.any(String) } }],
  ["execute_code", { language: "python", source: "print(6 * 7)" }, { exitCode: 0, stdout: "42\n" }],
  ["execute_code", { language: "sql", code: "select 1 as one" }, { columns: ["one"], rows: [[1]] }],
  ["execute_code", { language: "typescript", code: "const n: number = 3; console.log(n)" }, { stdout: "3\n" }],
  ["execute_python_code", { code: "raise SystemExit(3)" }, { exitCode: 3 }],
  ["execute_javascript_code", { code: "console.log(process.env.WHO)", env: { WHO: "me" } }, { stdout: "me\n" }],
  ["execute_bash_command", { cmd: "cat app.py | head -1; pwd", cwd: "." }, { exitCode: 0, stdout: expect.stringContaining("import os") }],
  ["create_task", { name: "Lay the ground", priority: "urgent", status: "pending" }, { task: expect.objectContaining({ title: "Lay the ground", priority: "critical", readiness: "ready" }) }, "ground"],
  ["create_task", { title: "Build on it", depends_on: ["@ground"], language: "bash", requires_passing_run: true }, { task: expect.objectContaining({ readiness: "blocked", codeLanguage: "bash" }) }, "house"],
  ["list_tasks", { readiness: "blocked", depends_on: "@ground" }, { tasks: [expect.objectContaining({ title: "Build on it" })] }],
  ["get_task_graph", { format: "mermaid", id: "@ground" }, { total: 2, drawing: expect.stringContaining("Build on it") }],
  ["get_task_graph", { around: "@house" }, { layers: [["@ground"], ["@house"]], criticalPath: ["@ground", "@house"] }],
  ["update_task", { id: "@ground", status: "completed" }, { task: expect.objectContaining({ status: "done", readiness: "settled" }) }],
  ["next_task", {}, { task: expect.objectContaining({ id: "@house" }) }],
  ["update_task", { task_id: "@house", status: "doing" }, { task: expect.objectContaining({ readiness: "active" }) }],
  ["execute_bash_command", { command: "echo laid; echo laid >&2", task_id: "@house" }, { exitCode: 0, executionId: expect.stringMatching(/^run_/) }, "run"],
  ["scan_security", { paths: ["app.py"], task: "@house" }, { analysisId: expect.stringMatching(/^analysis_/) }, "first"],
  ["scan_security", { paths: ["lib"], task: "@house" }, { analysisId: expect.stringMatching(/^analysis_/) }, "second"],
  ["get_execution_history", { task_id: "@house" }, { executions: [expect.objectContaining({ id: "@run", status: "passed" })], statistics: expect.objectContaining({ total: 1, successRate: 1 }) }],
  ["get_execution_history", { id: "@run" }, { texts: { code: "echo laid; echo laid >&2", stdout: "laid\n", stderr: "laid\n" } }],
  ["get_analysis_results", { task_id: "@house" }, { analyses: expect.arrayContaining([expect.objectContaining({ id: "@first" })]) }],
  ["get_analysis_results", { id: "@first" }, { findings: [expect.objectContaining({ ruleId: "python/command-injection", path: "app.py" })] }],
  ["get_analysis_results", { id: "@second", before: "@first" }, { comparison: expect.objectContaining({ counts: { new: 0, fixed: 1, unchanged: 0 } }) }],
  ["get_analysis_results", { task: "@house", trend: true }, { trend: [expect.objectContaining({ analysisId: "@first" }), expect.objectContaining({ analysisId: "@second" })] }],
  ["link_commit", { id: "@house", sha: "abcdef0123" }, { task: expect.objectContaining({ commits: ["abcdef0123"] }) }],
  ["update_task", { id: "@house", status: "done" }, { task: expect.objectContaining({ status: "done", executionStatus: "passed" }) }],
  ["get_task", { id: "@house" }, { task: expect.objectContaining({ executions: ["@run"], dependsOn: ["@ground"] }) }],
  ["search_history", { query: "build on" }, { hits: expect.arrayContaining([expect.objectContaining({ subject: "task", title: "Build on it" })]) }],
  ["get_execution_patterns", {}, { byLanguage: expect.arrayContaining([expect.objectContaining({ language: "bash" })]) }],
  ["delete_task", { id: "@house" }, { task: expect.objectContaining({ title: "Build on it" }) }],
  ["delete_task", { id: "@ground" }, { task: expect.objectContaining({ status: "done" }) }],
  ["set_policy", { timeout_ms: { ceiling: 60_000 }, reason: "a test" }, { timeoutMs: { standard: 30_000, ceiling: 60_000 }, version: expect.any(Number) }],
  ["set_policy", {}, { timeoutMs: { standard: 30_000, ceiling: 600_000 } }],
  ["get_policy", {}, { timeoutMs: { standard: 30_000, ceiling: 600_000 } }],
  ["server_status", {}, { readOnly: false, store: { state: "recording", path: ".assay/assay.db" }, project: expect.objectContaining({ name: "project" }) }],
];

/** Wrong uses: what the refusal must say. */
export const wrongUses: readonly (readonly [tool: string, given: unknown, code: string, said: string])[] = [
  ["confirm_finding", { findingId: "0123456789" }, "usage", "has no finding"],
  ["confirm_finding", { finding: "ab" }, "usage", "too short"],
  ["verify_fix", {}, "usage", "`patch`"],
  ["verify_fix", { patch: "no patch" }, "usage", "it holds no change"],
  ["verify_fix", { files: [{ path: "../outside.py", content: "" }] }, "path-outside-root", "outside"],
  ["verify_fix", { files: [{ path: "app.py", content: flawed }] }, "usage", "changes nothing"],
  ["verify_fix", { files: [{ path: "app.py", content: "" }], rule: "python/no-such-rule" }, "rule-unknown", "no-such-rule"],
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
  ["scan_security", { path: "app.py", taskId: "task_none" }, "not-found", "task_none"],
  ["create_task", { title: "" }, "usage", "`title`"],
  ["create_task", { title: "t", status: "half" }, "usage", "`status`"],
  ["create_task", { title: "t", depends_on: ["task_none"] }, "task-invalid", "task_none"],
  ["get_task", { id: "task_none" }, "not-found", "task_none"],
  ["get_task", {}, "usage", "`taskId`"],
  ["list_tasks", { cursor: "bm9uc2Vuc2U" }, "cursor-invalid", "cursor"],
  ["get_task_graph", { around: "task_none" }, "not-found", "task_none"],
  ["update_task", { id: "task_none", title: "x" }, "not-found", "task_none"],
  ["delete_task", { id: "task_none" }, "not-found", "task_none"],
  ["next_task", { status: "open" }, "usage", "no argument"],
  ["link_commit", { id: "task_none", commit: "HEAD" }, "usage", "hash"],
  ["get_execution_history", { id: "run_none" }, "not-found", "run_none"],
  ["get_execution_history", { since: "yesterday" }, "usage", "ISO 8601"],
  ["get_analysis_results", { id: "analysis_none" }, "not-found", "analysis_none"],
  ["get_analysis_results", { before: "analysis_none" }, "usage", "`analysisId`"],
  ["search_history", { query: "…" }, "usage", "word"],
  ["get_execution_patterns", { since: "soon" }, "usage", "ISO 8601"],
  ["set_policy", { timeout_ms: { ceiling: 900_000 } }, "execution-refused", "timeoutMs.ceiling"],
  ["set_policy", { network_hosts: ["example.com"] }, "execution-refused", "networkHosts"],
  ["set_policy", { allowed_roots: ["/"] }, "usage", "no argument"],
  ["execute_bash_command", { command: "true", task_id: "task_none" }, "not-found", "task_none"],
  ["explain_rule", { id: "python/no-such-rule" }, "rule-unknown", "no-such-rule"],
  ["execute_code", { language: "cobol", code: "x" }, "language-unknown", "cobol"],
  ["execute_python_code", {}, "usage", "`code`"],
  ["execute_python_code", { code: "1", timeout: "soon" }, "usage", "`timeoutMs`"],
  ["execute_python_code", { code: "1", timeoutMs: 999_999_999 }, "execution-refused", "ceiling"],
  ["execute_python_code", { code: "1", cwd: "/etc" }, "path-outside-root", "outside"],
  ["execute_bash_command", { command: "true", network_hosts: ["example.com"] }, "execution-refused", "example.com"],
  ["execute_bash_command", { command: "sleep 20", timeout: "300ms" }, "execution-timeout", "timeoutMs"],
  ["execute_javascript_code", { code: "1", timeout_ms: 0 }, "usage", "`timeoutMs`"],
  ["analyze_code_quality", { paths: ["lib"], minimum_severity: "dreadful" }, "usage", "`minimumSeverity`"],
  ["get_code_metrics", { paths: ["../outside.py"] }, "path-outside-root", "outside"],
  ["list_rules", { category: "style" }, "usage", "`category`"],
  ["get_policy", { version: 3 }, "usage", "no argument"],
  ["server_status", { verbose: true }, "usage", "no argument"],
];

/** Runs for longer than any test waits; its name is seen in the list of processes. */
const lasting = (mark: string): string => `exec -a ${mark} sleep 60`;

/**
 * Each tool with a use that its client gives up at once. `mark` names the process that must have ended, or the task that
 * was to be made.
 */
export const cancelledUses: readonly (readonly [tool: string, given: (mark: string) => Record<string, unknown>])[] = [
  ["scan_security", () => ({ code: "eval(input())\n".repeat(20_000), language: "python" })],
  ["analyze_code_quality", () => ({ code: "eval(input())\n".repeat(20_000), language: "python" })],
  ["get_code_metrics", () => ({ code: "def f(a):\n    return a\n\n".repeat(10_000), language: "python" })],
  ["confirm_finding", () => ({ finding: flawedFinding })],
  ["verify_fix", (mark) => ({ files: [{ path: "app.py", content: mended }], tests: `bash -c '${lasting(mark)}'` })],
  ["execute_code", (mark) => ({ language: "bash", code: lasting(mark), timeout: "60s" })],
  ["execute_python_code", (mark) => ({ code: `import os\nos.execv("/bin/sleep", ["${mark}", "60"])`, timeout: "60s" })],
  ["execute_javascript_code", (mark) => ({ code: `process.title = "${mark}"; setTimeout(() => {}, 60_000)`, timeout: "60s" })],
  ["execute_bash_command", (mark) => ({ command: lasting(mark), timeout: "60s" })],
  ["create_task", (mark) => ({ title: mark })],
  ["update_task", () => ({ id: "task_none", title: "x" })],
  ["delete_task", () => ({ id: "task_none" })],
  ["link_commit", () => ({ id: "task_none", commit: "abcdef0" })],
  ["get_task", () => ({ id: "task_none" })],
  ["list_tasks", () => ({})],
  ["next_task", () => ({})],
  ["get_task_graph", () => ({})],
  ["get_execution_history", () => ({})],
  ["get_analysis_results", () => ({})],
  ["search_history", () => ({ query: "eval" })],
  ["get_execution_patterns", () => ({})],
  ["explain_rule", () => ({ rule_id: "python/sql-injection" })],
  ["list_rules", () => ({})],
  ["get_policy", () => ({})],
  ["set_policy", () => ({})],
  ["server_status", () => ({})],
];

/** Ids that uses gave, by the name that they kept them under. */
export type KeptIds = Map<string, string>;

/** `@name` replaced by the id, wherever it stands; matchers of the test program stay what they are. */
export function fillIn<Value>(value: Value, kept: KeptIds): Value {
  // The shape stays: only texts are replaced by texts.
  if (typeof value === "string") return (value.startsWith("@") ? (kept.get(value.slice(1)) ?? value) : value) as Value;
  if (Array.isArray(value)) return value.map((item: unknown) => fillIn(item, kept)) as Value;
  if (typeof value !== "object" || value === null || value instanceof RegExp) return value;
  if ("asymmetricMatch" in value) {
    // Another of its kind: the next client fills in ids of its own.
    const copy = Object.assign(Object.create(Object.getPrototypeOf(value) as object) as object, value);
    return ("sample" in value ? Object.assign(copy, { sample: fillIn(value.sample, kept) }) : copy) as Value;
  }
  return (Object.fromEntries(Object.entries(value).map(([name, item]) => [name, fillIn(item, kept)])) as Value);
}

/** The id that a result gives. */
export function idIn(data: unknown): string {
  const { task, executionId, analysisId } = data as { task?: { id: string }; executionId?: string; analysisId?: string };
  return task?.id ?? executionId ?? analysisId ?? "";
}
