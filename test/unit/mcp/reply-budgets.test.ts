// Every reply holds its budget, whatever the store holds; pages lose and repeat nothing while others write.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { recordAnalysis } from "../../../src/api/analysis-history.ts";
import { recordExecution } from "../../../src/api/execution-history.ts";
import { openStore, type ProjectStore } from "../../../src/api/project-store.ts";
import { scanProject } from "../../../src/api/scan.ts";
import { ServerServices } from "../../../src/api/server-services.ts";
import { createTask, deleteTask, listTasks, updateTask } from "../../../src/api/tasks.ts";
import { estimateJson, fewestMaxTokens, fitReply } from "../../../src/mcp/budget.ts";
import { callTool, type ToolResult } from "../../../src/mcp/call-tool.ts";
import { catalog } from "../../../src/mcp/catalog.generated.ts";
import { tellRun } from "../../../src/mcp/run-reply.ts";
import type { Tool } from "../../../src/mcp/tool.ts";
import { numbers, type Random, randomText } from "../../support/random.ts";
import { makeFolder, makeReport, runResult } from "../../support/stores.ts";

const budgets = [fewestMaxTokens, 800, 2_000, 8_000, 20_000];
const start = Date.parse("2026-01-01T00:00:00Z");
const long = 1_500;

interface Filled {
  readonly services: ServerServices;
  readonly tasks: readonly string[];
  readonly executions: readonly string[];
  readonly analyses: readonly string[];
  readonly finding: string;
}

async function fill(path: string, random: Random): Promise<Filled> {
  const root = makeFolder();
  writeFileSync(join(root, "b.py"), "def f():\n    eval(input())\n");
  const { report } = await scanProject({ cwd: root, paths: [], isTrusted: false, hasIgnores: true, cache: {}, today: "2026-01-01" });
  const services = new ServerServices({ root, executionPolicy: {}, isReadOnly: false, store: path, retention: {} });
  const store = await services.store();
  const tasks: string[] = [];
  const executions: string[] = [];
  const analyses: string[] = [];
  const some = (): string | undefined => (tasks.length === 0 || random(3) === 0 ? undefined : tasks[random(tasks.length)]);
  for (let index = 0; index < 60; index++) {
    const dependsOn = Array.from({ length: random(4) * random(20) }, some).filter((id) => id !== undefined);
    const input = { title: `needle ${randomText(random, long)}`, description: randomText(random, 5_000), dependsOn, executionEnvironment: randomText(random, 500), codeLanguage: randomText(random, 30) };
    tasks.push((await createTask(store, input)).id);
  }
  for (let index = 0; index < 80; index++) {
    const result = runResult({ exitCode: random(2), stdout: randomText(random, 20_000), stderr: `${randomText(random, long)}\nNameError: ${randomText(random, long)}`, durationMs: random(5_000) });
    const code = random(2) === 0 ? `needle ${randomText(random, long)}` : `print(${random(5)})`;
    executions.push((await recordExecution(store, { language: "python", code, taskId: some(), client: randomText(random, 60), startedAt: new Date(start + random(1_000) * 1_000) }, result)).id);
  }
  for (let index = 0; index < 12; index++) {
    const report = makeReport(Array.from({ length: 40 + random(50) }, (_, at) => ({ name: `f${at + random(5)}`, message: `needle ${randomText(random, long)}`, path: `src/${"deep/".repeat(random(20))}f${at}.py` })), random(100_000));
    analyses.push((await recordAnalysis(store, { kind: "security", startedAt: new Date(start + index * 1_000), durationMs: 5, taskId: some() }, report)).id);
  }
  return { services, tasks, executions, analyses, finding: report.findings[0]!.fingerprint };
}

const flawedLines = Array.from({ length: 60 }, (_, index) => `def f${index}(items=[]):\n    eval(input("${"x".repeat(index * 3)}"))\n    return items\n`).join("\n");

/** Every question whose answer grows with what is kept or given. */
const questions: readonly (readonly [tool: string, given: (filled: Filled, random: Random) => Record<string, unknown>])[] = [
  ["list_tasks", () => ({})],
  ["list_tasks", () => ({ readiness: "blocked", limit: 500, metrics: false })],
  ["get_task", ({ tasks }, random) => ({ id: tasks[random(tasks.length)] })],
  ["update_task", ({ tasks }, random) => ({ id: tasks[random(tasks.length)], status: "open" })],
  ["create_task", (_, random) => ({ title: `t ${randomText(random, 1_900)}`, description: randomText(random, 50_000) })],
  ["delete_task", ({ tasks }) => ({ id: tasks[0] })],
  ["link_commit", ({ tasks }, random) => ({ id: tasks[1 + random(tasks.length - 1)], commit: "abcdef0123" })],
  ["next_task", () => ({})],
  ["get_task_graph", () => ({})],
  ["get_task_graph", () => ({ format: "mermaid" })],
  ["get_task_graph", ({ tasks }) => ({ format: "dot", around: tasks[5] })],
  ["get_execution_history", () => ({ limit: 500 })],
  ["get_execution_history", ({ executions }, random) => ({ id: executions[random(executions.length)] })],
  ["get_analysis_results", () => ({})],
  ["get_analysis_results", ({ analyses }, random) => ({ id: analyses[random(analyses.length)], limit: 500 })],
  ["get_analysis_results", ({ analyses }) => ({ id: analyses[1], compareWith: analyses[2] })],
  ["get_analysis_results", () => ({ trend: true })],
  ["search_history", () => ({ query: "needle", limit: 500 })],
  ["get_execution_patterns", () => ({ limit: 100 })],
  ["list_rules", () => ({})],
  ["explain_rule", () => ({ ruleId: "python/sql-injection" })],
  ["scan_security", () => ({ code: flawedLines, language: "python" })],
  ["analyze_code_quality", () => ({ code: flawedLines, language: "python" })],
  ["get_code_metrics", () => ({ code: flawedLines, language: "python" })],
  ["verify_fix", () => ({ files: [{ path: "a.py", content: flawedLines }], level: "finding-gone" })],
  ["confirm_finding", ({ finding }) => ({ finding })],
];

/** These run code: what they tell is tested by itself below. */
const runs = ["execute_code", "execute_python_code", "execute_javascript_code", "execute_bash_command"];

async function toolNamed(name: string): Promise<Tool> {
  return catalog.find(({ listed }) => listed.name === name)!.load();
}

async function ask(services: ServerServices, name: string, given: Record<string, unknown>): Promise<ToolResult> {
  const result = await callTool(await toolNamed(name), given, { services, signal: new AbortController().signal, client: "test" });
  expect([name, given, result.isError ?? false, result.isError === true ? result.content : []]).toEqual([name, given, false, []]);
  return result;
}

describe("replies", () => {
  it("are asked for of every tool that takes a budget", () => {
    const budgeted = catalog.filter(({ listed }) => "maxTokens" in (listed.inputSchema["properties"] as object)).map(({ listed }) => listed.name);
    expect(new Set([...questions.map(([name]) => name), ...runs])).toEqual(new Set(budgeted));
  });

  it.each([1, 2])("hold their budget over random stores (%i)", { timeout: 120_000 }, async (seed) => {
    const random = numbers(seed);
    const filled = await fill(join(makeFolder(), "assay.db"), random);
    for (const maxTokens of budgets) {
      for (const [name, given] of questions.filter(([tool]) => tool !== "delete_task" || maxTokens === budgets[0])) {
        const asked = { ...given(filled, random), maxTokens };
        const result = await ask(filled.services, name, asked);
        expect([name, maxTokens, Math.max(maxTokens, estimateJson(result))]).toEqual([name, maxTokens, maxTokens]);
      }
    }
    await filled.services.close();
  });

  it("of runs hold their budget, whatever was printed", () => {
    const random = numbers(4);
    for (let turn = 0; turn < 300; turn++) {
      const maxTokens = budgets[turn % budgets.length]!;
      const result = runResult({
        exitCode: random(3) === 0 ? null : 1,
        stdout: randomText(random, 30_000),
        stderr: randomText(random, 30_000),
        ...(random(3) === 0 ? { stoppedBy: "timeout" as const, timedOut: true } : {}),
        ...(random(3) === 0 ? { columns: Array.from({ length: random(200) }, () => randomText(random, 60)), rows: Array.from({ length: random(300) }, () => [randomText(random, 50), random(9), null]) } : {}),
        ...(random(3) === 0 ? { artifacts: Array.from({ length: random(60) }, () => ({ path: randomText(random, 300), sizeBytes: 1 })) } : {}),
        ...(random(3) === 0 ? { diff: randomText(random, 30_000) } : {}),
      });
      const { data, text, links } = fitReply(tellRun(result, { maxTokens, executionId: "run_0123456789ab", notRecorded: randomText(random, 2_000) }), maxTokens);
      const told = estimateJson({ content: [{ type: "text", text }, ...(links ?? []).map((link) => ({ type: "resource_link", ...link }))], structuredContent: data, isError: true });
      expect([turn, maxTokens, Math.max(maxTokens, told)]).toEqual([turn, maxTokens, maxTokens]);
    }
  });
});

/** Lists with cursors: which field holds the entries, and what names an entry. */
const lists: readonly (readonly [tool: string, given: (filled: Filled) => Record<string, unknown>, field: string])[] = [
  ["list_tasks", () => ({}), "tasks"],
  ["get_execution_history", () => ({ language: "python" }), "executions"],
  ["get_analysis_results", () => ({}), "analyses"],
  ["get_analysis_results", ({ analyses }) => ({ id: analyses[3] }), "findings"],
  ["search_history", () => ({ query: "needle" }), "hits"],
];

describe("pages", () => {
  it.each(lists)("of %s lose and repeat nothing while others write", { timeout: 60_000 }, async (name, given, field) => {
    const folder = makeFolder();
    const random = numbers(5);
    const filled = await fill(join(folder, "assay.db"), random);
    const other = await openStore({ cwd: folder, path: join(folder, "assay.db") });
    const before = await walk(filled, name, given(filled), field, random, async () => undefined);
    const during = await walk(filled, name, given(filled), field, random, () => disturb(other, random));
    expect(new Set(during).size).toBe(during.length);
    expect(before.filter((id) => !during.includes(id))).toEqual([]);
    expect(before.length).toBeGreaterThan(5);
    await other.close();
    await filled.services.close();
  });
});

async function walk(filled: Filled, name: string, given: Record<string, unknown>, field: string, random: Random, between: () => Promise<void>): Promise<string[]> {
  const seen: string[] = [];
  for (let cursor: string | undefined, pages = 0; pages < 1_000; pages++) {
    const { structuredContent } = await ask(filled.services, name, { ...given, maxTokens: 500 + random(3_000), limit: 1 + random(12), ...(cursor === undefined ? {} : { cursor }) });
    seen.push(...(structuredContent![field] as { id: string; subject?: string }[]).map(({ id, subject }) => `${subject ?? ""} ${id}`));
    cursor = structuredContent!["nextCursor"] as string | undefined;
    expect(structuredContent!["truncated"]).toBe(cursor !== undefined);
    if (cursor === undefined) return seen;
    await between();
  }
  throw new Error("The pages have no end");
}

/** What another program may do meanwhile; what was there before stays. */
async function disturb(store: ProjectStore, random: Random): Promise<void> {
  const made = await createTask(store, { title: `needle new ${randomText(random, 100)}` });
  const { items } = await listTasks(store, { limit: 50 });
  await updateTask(store, items[random(items.length)]!.id, { description: "changed needle" });
  await recordExecution(store, { language: "python", code: `needle ${random(9)}`, startedAt: new Date(start + 2_000_000 + random(1_000)) }, runResult({ stdout: "needle" }));
  await recordAnalysis(store, { kind: "scan", startedAt: new Date(start + 3_000_000 + random(1_000_000)), durationMs: 1 }, makeReport([{ name: `n${random(1_000)}`, message: "needle", path: "n.py" }], 1));
  if (random(2) === 0) await deleteTask(store, made.id);
}
