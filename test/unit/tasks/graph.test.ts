import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createTask, deleteTask, listTasks, taskGraph, updateTask } from "../../../src/api/tasks.ts";
import { AssayError } from "../../../src/model/errors.ts";
import { type TaskReadiness, type TaskSummary, taskStatuses } from "../../../src/model/task.ts";
import { shapeOf } from "../../../src/tasks/graph-shape.ts";
import { dependenciesOf, findCycle, type TaskNode } from "../../../src/tasks/task-graph.ts";
import { numbers } from "../../support/random.ts";
import { makeStore } from "../../support/stores.ts";

/** The definition in plain words, apart from the code under test. */
function defined(task: TaskSummary, all: ReadonlyMap<string, TaskSummary>): TaskReadiness {
  const isOver = (status: string): boolean => status === "done" || status === "cancelled";
  if (isOver(task.status)) return "settled";
  if (task.dependsOn.some((id) => !isOver(all.get(id)!.status))) return "blocked";
  return task.status === "in_progress" ? "active" : "ready";
}

async function everything(store: Awaited<ReturnType<typeof makeStore>>): Promise<Map<string, TaskSummary>> {
  return new Map((await listTasks(store, { limit: 500 })).items.map((task) => [task.id, task]));
}

const edits = Number(process.env["ASSAY_TASK_EDITS"] ?? 600);

describe("task graphs", () => {
  it(`stay without a circle through ${edits} random edits, and readiness is always what it is defined to be`, { timeout: 600_000 }, async () => {
    const store = await makeStore();
    const random = numbers(7);
    const ids: string[] = [];
    let refusals = 0;
    const pick = (): string => ids[random(ids.length)]!;
    for (let edit = 0; edit < edits; edit++) {
      const kind = random(10);
      try {
        if (ids.length < 5 || (kind === 0 && ids.length < 60)) ids.push((await createTask(store, { title: `t${edit}`, dependsOn: ids.length > 0 ? [pick()] : [] })).id);
        else if (kind === 1 && ids.length > 20) await deleteTask(store, ids.splice(random(ids.length), 1)[0]!);
        else if (kind < 4) await updateTask(store, pick(), { status: taskStatuses[random(4)] });
        else if (kind < 5) await updateTask(store, pick(), { removeDependencies: [pick()] });
        else if (kind < 6) await updateTask(store, pick(), { dependsOn: [pick(), pick()] });
        else await updateTask(store, pick(), { addDependencies: [pick()] });
      } catch (error) {
        if (!(error instanceof AssayError) || error.code !== "task-invalid") throw error;
        refusals++;
      }
      if (edit % 20 !== 0) continue;
      const all = await everything(store);
      for (const task of all.values()) expect([task.id, task.readiness]).toEqual([task.id, defined(task, all)]);
      const graph = await taskGraph(store);
      expect(graph.cycles).toEqual([]);
      expect(graph.layers.flat()).toHaveLength(all.size);
      for (const readiness of ["ready", "blocked", "active", "settled"] as const) {
        const listed = (await listTasks(store, { readiness, limit: 500 })).items.map(({ id }) => id).sort();
        expect(listed).toEqual([...all.values()].filter((task) => task.readiness === readiness).map(({ id }) => id).sort());
      }
    }
    expect(refusals).toBeGreaterThan(edits / 50);
  });

  it("name a circle that really is one, exactly where there is one", () => {
    const edge = fc.record({ taskId: fc.constantFrom("a", "b", "c", "d", "e", "f"), dependsOnId: fc.constantFrom("a", "b", "c", "d", "e", "f") });
    fc.assert(
      fc.property(fc.array(edge, { maxLength: 12 }), fc.constantFrom("a", "b", "c"), fc.constantFrom("d", "e", "f"), (raw, from, target) => {
        const edges = raw.filter(({ taskId, dependsOnId }) => taskId !== dependsOnId);
        const dependencies = dependenciesOf(edges);
        const cycle = findCycle(dependencies, from, target);
        const reached = new Set<string>([target]);
        for (const at of reached) for (const next of dependencies.get(at) ?? []) reached.add(next);
        expect(cycle !== undefined).toBe(reached.has(from));
        if (cycle === undefined) return;
        expect(cycle.at(0)).toBe(from);
        expect(cycle.at(-1)).toBe(from);
        expect(cycle[1]).toBe(target);
        for (let index = 1; index + 1 < cycle.length; index++) expect(dependencies.get(cycle[index]!)).toContain(cycle[index + 1]);
      }),
      { seed: 1, numRuns: 1000 },
    );
  });

  it("have layers that need only earlier ones, and circles that are all named", () => {
    const names = ["a", "b", "c", "d", "e", "f", "g"];
    const edge = fc.record({ taskId: fc.constantFrom(...names), dependsOnId: fc.constantFrom(...names) });
    const tasks: TaskNode[] = names.map((id) => ({ id, status: "open", priority: 2, createdAt: "" }));
    fc.assert(
      fc.property(fc.uniqueArray(edge, { maxLength: 14, selector: ({ taskId, dependsOnId }) => taskId + dependsOnId }), (raw) => {
        const edges = raw.filter(({ taskId, dependsOnId }) => taskId !== dependsOnId);
        const { layers, cycles, criticalPath } = shapeOf(tasks, edges);
        const layerOf = new Map(layers.flatMap((ids, index) => ids.map((id) => [id, index] as const)));
        for (const { taskId, dependsOnId } of edges) if (layerOf.has(taskId)) expect(layerOf.get(taskId)!).toBeGreaterThan(layerOf.get(dependsOnId)!);
        expect(cycles.length > 0).toBe(layerOf.size < tasks.length);
        expect(criticalPath).toHaveLength(layers.length);
        for (const cycle of cycles) for (let index = 0; index + 1 < cycle.length; index++) expect(edges).toContainEqual({ taskId: cycle[index], dependsOnId: cycle[index + 1] });
      }),
      { seed: 2, numRuns: 500 },
    );
  });

  it("are listed by pages that lose and repeat nothing while others write", async () => {
    const store = await makeStore();
    const random = numbers(11);
    const before: string[] = [];
    for (let index = 0; index < 60; index++) before.push((await createTask(store, { title: `t${index}` })).id);
    const seen: string[] = [];
    const deleted = new Set<string>();
    for (let cursor: string | undefined = "", pages = 0; cursor !== undefined; pages++) {
      const page = await listTasks(store, { limit: 1 + random(9), cursor });
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
      await createTask(store, { title: `new ${pages}` });
      await updateTask(store, before[random(before.length)]!, { description: `changed ${pages}` }).catch(() => undefined);
      const victim = before[random(before.length)]!;
      if (pages % 3 === 0 && !deleted.has(victim)) {
        await deleteTask(store, victim);
        deleted.add(victim);
      }
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(before.filter((id) => !deleted.has(id) && !seen.includes(id))).toEqual([]);
    await expect(listTasks(store, { cursor: "bm9uc2Vuc2U" })).rejects.toMatchObject({ code: "cursor-invalid" });
    await expect(listTasks(store, { limit: 0 })).rejects.toMatchObject({ code: "usage" });
  });
});
