// An agent's session, replayed over both transports: list, scan, explain, run, create tasks, mend, link, finish. Each reply
// keeps to its budget, and later steps use what earlier ones answered.

import { afterAll, describe, expect, it } from "vitest";
import { defaultMaxTokens, estimateTokens } from "../../src/mcp/budget.ts";
import { makeSandbox } from "../support/command-line.ts";
import { startHttpClient } from "../support/mcp-http.ts";
import { startServer, textOf, type WireResult } from "../support/mcp-wire.ts";

const report = (body: string): string => `"""Prints what a person has spent."""

import sqlite3
import sys


${body}

def total(rows):
    return sum(cents for _, cents in rows)


if __name__ == "__main__":
    print(total(rows_of(sqlite3.connect(sys.argv[1]), sys.argv[2], sys.argv[3:])))
`;
const flawedReport = report(`def rows_of(connection, person, kinds=[]):
    kinds.append("other")
    query = f"SELECT kind, cents FROM expenses WHERE person = '{person}'"
    return [row for row in connection.execute(query) if row[0] in kinds]
`);
const mendedReport = report(`def rows_of(connection, person, kinds=()):
    wanted = {*kinds, "other"}
    query = "SELECT kind, cents FROM expenses WHERE person = ?"
    return [row for row in connection.execute(query, (person,)) if row[0] in wanted]
`);
const tests = `import sqlite3
import unittest

from expenses.report import rows_of, total


class Report(unittest.TestCase):
    def setUp(self):
        self.connection = sqlite3.connect(":memory:")
        self.connection.execute("CREATE TABLE expenses (person TEXT, kind TEXT, cents INTEGER)")
        self.connection.executemany("INSERT INTO expenses VALUES (?, ?, ?)", [("ann", "travel", 500), ("ann", "food", 70), ("o'neil", "food", 30)])

    def test_sums_what_a_person_spent(self):
        self.assertEqual(total(rows_of(self.connection, "ann", ["travel", "food"])), 570)

    def test_knows_names_with_quotes(self):
        self.assertEqual(total(rows_of(self.connection, "o'neil", ["food"])), 30)
`;
const files = { "expenses/__init__.py": "", "expenses/report.py": flawedReport, "tests/test_report.py": tests };
const runTests = "python3 -m unittest discover -s tests";

interface Found {
  readonly id: string;
  readonly ruleId: string;
}

const folders: ReturnType<typeof makeSandbox>[] = [];
afterAll(() => folders.forEach((folder) => folder.remove()));

describe.each([
  ["standard input and output", startServer],
  ["HTTP", startHttpClient],
] as const)("a session over %s", (_, open) => {
  it("goes from the first look to the last task done", { timeout: 120_000 }, async () => {
    const sandbox = makeSandbox(files);
    folders.push(sandbox);
    for (const words of [["init", "-q", "-b", "main"], ["add", "-A"], ["commit", "-qm", "begin"]]) sandbox.git(...words);
    const client = await open(sandbox.folder);
    const use = async (tool: string, given: Record<string, unknown>): Promise<WireResult & { readonly data: Record<string, never> }> => {
      const result = await client.call(tool, given);
      expect([tool, result.isError ?? false, result.isError === true ? textOf(result) : ""]).toEqual([tool, false, ""]);
      expect(estimateTokens(JSON.stringify(result))).toBeLessThanOrEqual(Number(given["maxTokens"] ?? defaultMaxTokens));
      return { ...result, data: result.structuredContent as unknown as Record<string, never> };
    };
    const taskOf = async (tool: string, given: Record<string, unknown>): Promise<{ id: string; version: number; readiness: string }> => (await use(tool, given)).data["task"]!;

    // Looks around, scans, reads up.
    expect((await use("server_status", {})).data).toMatchObject({ project: { name: "project", branch: "main" }, store: { state: "recording" } });
    expect((await use("list_tasks", { maxTokens: 500 })).data).toMatchObject({ tasks: [], metrics: { total: 0 } });
    const before = (await use("scan_security", { paths: [] })).data;
    const [injection] = before["findings"] as unknown as Found[];
    expect(injection!.ruleId).toBe("python/sql-injection");
    const quality = (await use("analyze_code_quality", { paths: ["expenses"], maxTokens: 2_000 })).data;
    const [shared] = quality["findings"] as unknown as Found[];
    expect(shared!.ruleId).toBe("python/mutable-default-argument");
    for (const { ruleId } of [injection!, shared!]) await use("explain_rule", { ruleId, maxTokens: 1_500 });

    // Plans: the report is mended first, then it is reviewed.
    const mend = await taskOf("create_task", { title: "Mend the report", description: `${injection!.id}, ${shared!.id}`, priority: "high", requires_passing_run: true, language: "python" });
    const review = await taskOf("create_task", { title: "Review the change", depends_on: [mend.id] });
    expect(review.readiness).toBe("blocked");
    expect((await use("next_task", {})).data).toMatchObject({ task: { id: mend.id } });
    await taskOf("update_task", { task_id: mend.id, status: "in_progress", expected_version: mend.version });

    // Runs the tests, which fail; done is refused, and the circle is named.
    const failing = (await use("execute_bash_command", { command: runTests, cwd: ".", task_id: mend.id, maxTokens: 1_000 })).data;
    expect(failing).toMatchObject({ exitCode: 1, stderr: expect.stringContaining("OperationalError") });
    expect(textOf(await client.call("update_task", { task_id: mend.id, status: "done" }))).toContain("task-invalid: ");
    expect(textOf(await client.call("update_task", { task_id: mend.id, add_depends_on: [review.id] }))).toContain(`${mend.id} → ${review.id} → ${mend.id}`);

    // Mends, proves, commits, links.
    sandbox.write("expenses/report.py", mendedReport);
    expect((await use("execute_bash_command", { command: runTests, cwd: ".", task_id: mend.id })).data).toMatchObject({ exitCode: 0 });
    const after = (await use("scan_security", { paths: [], task_id: mend.id })).data;
    expect(after).toMatchObject({ total: 0, complete: true });
    expect((await use("get_analysis_results", { id: after["analysisId"], before: before["analysisId"] })).data).toMatchObject({ comparison: { counts: { new: 0, fixed: 2 } } });
    sandbox.git("commit", "-qam", "Ask with a parameter");
    const commit = sandbox.git("rev-parse", "HEAD").trim();
    await taskOf("link_commit", { task_id: mend.id, commit });
    await taskOf("update_task", { task_id: mend.id, status: "done" });

    // Finishes, and looks back.
    expect((await use("next_task", {})).data).toMatchObject({ task: { id: review.id } });
    await taskOf("update_task", { task_id: review.id, status: "done" });
    expect((await use("next_task", {})).data).toEqual({ alsoReady: [] });
    expect((await use("list_tasks", { commit })).data).toMatchObject({ tasks: [{ id: mend.id, status: "done" }], metrics: { byStatus: { done: 2 } } });
    expect((await use("get_task_graph", { format: "mermaid" })).data).toMatchObject({ total: 2, cycles: [] });
    const history = (await use("get_execution_history", { task_id: mend.id })).data;
    expect(history).toMatchObject({ statistics: { total: 2, successRate: 0.5 }, executions: [{ status: "passed", origin: { branch: "main", isDirty: true } }, { status: "failed" }] });
    expect((await use("search_history", { query: "OperationalError", subjects: ["execution"] })).data).toMatchObject({ hits: [{ id: failing["executionId"] }] });
    expect(await client.close()).toBe(0);
  });
});
