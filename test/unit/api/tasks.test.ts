import { describe, expect, it } from "vitest";
import { recordExecution } from "../../../src/api/execution-history.ts";
import { readEvents } from "../../../src/api/store-events.ts";
import { createTask, deleteTask, getTask, linkCommit, listTasks, nextTask, renderTaskGraph, taskGraph, taskMetrics, updateTask } from "../../../src/api/tasks.ts";
import { makeStore, runResult } from "../../support/stores.ts";

describe("tasks", () => {
  it("keeps what it is given and counts versions", async () => {
    const store = await makeStore();
    const made = await createTask(store, { title: "Write", description: "it", priority: "high", codeLanguage: "python", executionEnvironment: "python 3.11", qualityScore: 91.5 });
    expect(made).toMatchObject({ title: "Write", description: "it", priority: "high", status: "open", readiness: "ready", version: 1, qualityScore: 91.5, codeLanguage: "python", executionEnvironment: "python 3.11" });
    const changed = await updateTask(store, made.id, { status: "in_progress", description: "all of it", codeLanguage: null, expectedVersion: 1 });
    expect(changed).toMatchObject({ status: "in_progress", readiness: "active", version: 2, description: "all of it" });
    expect(changed).not.toHaveProperty("codeLanguage");
    expect(changed.startedAt).toBe(changed.updatedAt);
    expect(await getTask(store, made.id)).toEqual(changed);
  });

  it("refuses an update that was decided on an older version", async () => {
    const store = await makeStore();
    const { id } = await createTask(store, { title: "a" });
    await updateTask(store, id, { title: "b", expectedVersion: 1 });
    await expect(updateTask(store, id, { title: "c", expectedVersion: 1 })).rejects.toMatchObject({ code: "conflict", message: expect.stringContaining("version 2, not 1") });
    await expect(deleteTask(store, id, 1)).rejects.toMatchObject({ code: "conflict" });
    expect(await getTask(store, id)).toMatchObject({ title: "b" });
  });

  it("refuses circles by name, itself and what does not exist, and changes nothing then", async () => {
    const store = await makeStore();
    const [a, b, c] = [await createTask(store, { title: "a" }), await createTask(store, { title: "b" }), await createTask(store, { title: "c" })];
    await updateTask(store, b.id, { addDependencies: [a.id] });
    await updateTask(store, c.id, { dependsOn: [b.id] });
    await expect(updateTask(store, a.id, { title: "changed", addDependencies: [c.id] })).rejects.toMatchObject({ code: "task-invalid", message: expect.stringContaining(`${a.id} → ${c.id} → ${b.id} → ${a.id}`) });
    await expect(updateTask(store, a.id, { dependsOn: [a.id] })).rejects.toMatchObject({ code: "task-invalid", message: expect.stringContaining("itself") });
    await expect(updateTask(store, a.id, { dependsOn: ["nope"] })).rejects.toMatchObject({ code: "task-invalid", message: expect.stringContaining('"nope"') });
    await expect(createTask(store, { title: "d", dependsOn: ["nope"] })).rejects.toMatchObject({ code: "task-invalid" });
    expect(await getTask(store, a.id)).toMatchObject({ title: "a", dependsOn: [], requiredBy: [b.id], version: 1 });
    expect((await listTasks(store)).items).toHaveLength(3);
    // Turning a chain round in one step is no circle.
    expect(await updateTask(store, c.id, { dependsOn: [a.id] })).toMatchObject({ dependsOn: [a.id], blockedBy: [a.id], readiness: "blocked" });
  });

  it("derives readiness and chooses the next task: urgency, what it frees, age", async () => {
    const store = await makeStore();
    const old = await createTask(store, { title: "old" });
    const root = await createTask(store, { title: "root" });
    const leaf = await createTask(store, { title: "leaf", dependsOn: [root.id], priority: "critical" });
    expect((await nextTask(store)).task?.id).toBe(root.id);
    expect((await nextTask(store)).alsoReady).toEqual([old.id]);
    await updateTask(store, root.id, { status: "done" });
    expect((await nextTask(store)).task?.id).toBe(leaf.id);
    expect((await listTasks(store, { readiness: "ready" })).items.map(({ id }) => id).sort()).toEqual([old.id, leaf.id].sort());
    expect((await listTasks(store, { readiness: "settled" })).items.map(({ id }) => id)).toEqual([root.id]);
    expect(await taskMetrics(store)).toMatchObject({ total: 3, byStatus: { open: 2, done: 1, in_progress: 0, cancelled: 0 }, ready: 2, blocked: 0, throughputPerWeek: 1 });
  });

  it("lets a task be done only after a run of its own has passed since it was started", async () => {
    const store = await makeStore();
    const { id } = await createTask(store, { title: "prove", requiresPassingRun: true });
    const run = (exitCode: number) => recordExecution(store, { language: "python", code: "print(1)", taskId: id, startedAt: new Date() }, runResult({ exitCode, stderr: exitCode === 0 ? "" : "NameError: name 'x' is not defined" }));
    await expect(updateTask(store, id, { status: "done" })).rejects.toMatchObject({ code: "task-invalid", message: expect.stringContaining("passing run") });
    const failed = await run(1);
    await expect(updateTask(store, id, { status: "done" })).rejects.toMatchObject({ code: "task-invalid" });
    await new Promise((resolve) => setTimeout(resolve, 2));
    const passed = await run(0);
    const done = await updateTask(store, id, { status: "done" });
    expect(done).toMatchObject({ status: "done", executionStatus: "passed", executions: [passed.id, failed.id] });
    expect(done.executionLog).toContain("NameError");
    await new Promise((resolve) => setTimeout(resolve, 2));
    await updateTask(store, id, { status: "in_progress" });
    await expect(updateTask(store, id, { status: "done" })).rejects.toMatchObject({ code: "task-invalid" });
  });

  it("draws the graph: layers, longest chain, escaped Mermaid and DOT", async () => {
    const store = await makeStore();
    const a = await createTask(store, { title: 'say "hi"]:::x --> y; <b>' });
    const b = await createTask(store, { title: "b\nend", dependsOn: [a.id] });
    const c = await createTask(store, { title: "c", dependsOn: [a.id] });
    const graph = await taskGraph(store);
    expect(graph).toMatchObject({ layers: [[a.id], [b.id, c.id].sort()], cycles: [], criticalPath: [a.id, [b.id, c.id].sort()[0]] });
    const mermaid = renderTaskGraph(graph, "mermaid");
    expect(mermaid.split("\n")[1]).toMatch(/^ {2}n1\["task_\w+: say #34;hi#34;#93;:::x --#62; y#59; #60;b#62;"\]:::ready$/);
    expect(mermaid.split("\n")).toHaveLength(1 + 3 + 2 + 4 + 1);
    expect(renderTaskGraph(graph, "dot")).toContain(`label="${a.id}: say \\"hi\\"]:::x --> y; <b>"`);
    expect((await taskGraph(store, { around: b.id })).tasks.map(({ id }) => id).sort()).toEqual([a.id, b.id].sort());
  });

  it("ties commits, deletes with what hangs on it, and tells of all in order", async () => {
    const store = await makeStore();
    const a = await createTask(store, { title: "a" });
    const b = await createTask(store, { title: "b", dependsOn: [a.id] });
    await linkCommit(store, a.id, "ABCDEF0123");
    await linkCommit(store, a.id, "abcdef0123");
    await expect(linkCommit(store, a.id, "HEAD~1; rm")).rejects.toMatchObject({ code: "usage" });
    expect((await listTasks(store, { commit: "abcdef0123" })).items.map(({ id }) => id)).toEqual([a.id]);
    expect(await deleteTask(store, a.id)).toMatchObject({ commits: ["abcdef0123"] });
    expect(await getTask(store, b.id)).toMatchObject({ dependsOn: [], readiness: "ready" });
    await expect(getTask(store, a.id)).rejects.toMatchObject({ code: "not-found" });
    const events = await readEvents(store);
    expect(events.map(({ type }) => type)).toEqual(["task.created", "task.created", "task.commit-linked", "task.deleted"]);
    expect((await readEvents(store, { after: events[1]!.sequence })).map(({ type }) => type)).toEqual(["task.commit-linked", "task.deleted"]);
  });
});
