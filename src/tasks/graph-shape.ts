// The shape of a task graph: circles, topological layers, the longest chain of what is left to do.

import { type Dependencies, dependenciesOf, isSettled, type TaskEdge, type TaskNode } from "./task-graph.ts";

export interface GraphShape {
  readonly layers: readonly (readonly string[])[];
  readonly criticalPath: readonly string[];
  readonly cycles: readonly (readonly string[])[];
}

/** Tasks in a circle, and those that wait for one, are in no layer. */
export function shapeOf(tasks: readonly TaskNode[], edges: readonly TaskEdge[]): GraphShape {
  const dependencies = dependenciesOf(edges);
  const layers = layersOf(tasks, edges);
  return { layers, criticalPath: longestChain(tasks, dependencies, layers), cycles: cyclesOf(tasks, dependencies, new Set(layers.flat())) };
}

function layersOf(tasks: readonly TaskNode[], edges: readonly TaskEdge[]): string[][] {
  const left = new Map(tasks.map(({ id }) => [id, 0]));
  for (const { taskId } of edges) left.set(taskId, left.get(taskId)! + 1);
  const dependents = dependenciesOf(edges.map(({ taskId, dependsOnId }) => ({ taskId: dependsOnId, dependsOnId: taskId })));
  const layers: string[][] = [];
  let layer = tasks.filter(({ id }) => left.get(id) === 0).map(({ id }) => id);
  while (layer.length > 0) {
    layers.push(layer.sort());
    const next: string[] = [];
    for (const id of layer) {
      for (const dependent of dependents.get(id) ?? []) {
        const count = left.get(dependent)! - 1;
        left.set(dependent, count);
        if (count === 0) next.push(dependent);
      }
    }
    layer = next;
  }
  return layers;
}

/** Of unsettled tasks; the first by id where several are equally long. */
function longestChain(tasks: readonly TaskNode[], dependencies: Dependencies, layers: readonly (readonly string[])[]): string[] {
  const open = new Set(tasks.filter(({ status }) => !isSettled(status)).map(({ id }) => id));
  const length = new Map<string, number>();
  const before = new Map<string, string>();
  let end: string | undefined;
  for (const id of layers.flat()) {
    if (!open.has(id)) continue;
    const previous = [...(dependencies.get(id) ?? [])].filter((other) => open.has(other)).sort((left, right) => length.get(right)! - length.get(left)! || (left < right ? -1 : 1))[0];
    length.set(id, previous === undefined ? 1 : length.get(previous)! + 1);
    if (previous !== undefined) before.set(id, previous);
    if (end === undefined || length.get(id)! > length.get(end)!) end = id;
  }
  const chain: string[] = [];
  for (let id = end; id !== undefined; id = before.get(id)) chain.unshift(id);
  return chain;
}

/** One circle for each knot of tasks that wait for each other. */
function cyclesOf(tasks: readonly TaskNode[], dependencies: Dependencies, layered: ReadonlySet<string>): string[][] {
  const cycles: string[][] = [];
  const done = new Set<string>(layered);
  for (const { id } of [...tasks].sort((left, right) => (left.id < right.id ? -1 : 1))) {
    if (done.has(id)) continue;
    // Every task left waits for another one that is left, so walking on must come to a circle.
    const way: string[] = [];
    for (let at: string | undefined = id; at !== undefined && !done.has(at); ) {
      const start = way.indexOf(at);
      if (start !== -1) {
        cycles.push([...way.slice(start), at]);
        break;
      }
      way.push(at);
      at = [...(dependencies.get(at) ?? [])].sort().find((next) => !layered.has(next));
    }
    for (const at of way) done.add(at);
  }
  return cycles;
}
