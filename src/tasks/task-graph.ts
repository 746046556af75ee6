// The graph of tasks in memory: what waits for what, and what that means. Nothing here knows how tasks are stored.

import type { TaskReadiness, TaskStatus } from "../model/task.ts";

export interface TaskNode {
  readonly id: string;
  readonly status: TaskStatus;
  /** 0 is the most urgent. */
  readonly priority: number;
  /** ISO 8601 in UTC. */
  readonly createdAt: string;
}

/** `taskId` waits for `dependsOnId`. */
export interface TaskEdge {
  readonly taskId: string;
  readonly dependsOnId: string;
}

/** What each task waits for, by id. */
export type Dependencies = ReadonlyMap<string, readonly string[]>;

export function dependenciesOf(edges: readonly TaskEdge[]): Dependencies {
  const result = new Map<string, string[]>();
  for (const { taskId, dependsOnId } of edges) {
    const list = result.get(taskId);
    if (list === undefined) result.set(taskId, [dependsOnId]);
    else list.push(dependsOnId);
  }
  return result;
}

export function isSettled(status: TaskStatus): boolean {
  return status === "done" || status === "cancelled";
}

/** `awaited` are the statuses of what the task depends on. */
export function readinessOf(status: TaskStatus, awaited: readonly TaskStatus[]): TaskReadiness {
  if (isSettled(status)) return "settled";
  if (!awaited.every(isSettled)) return "blocked";
  return status === "in_progress" ? "active" : "ready";
}

/**
 * The circle that a new dependency of `from` on `target` would close: `from`, then each task that the one before waits
 * for, and `from` again. Undefined where there is none. A loop, not a recursion: chains may be long.
 */
export function findCycle(dependencies: Dependencies, from: string, target: string): string[] | undefined {
  const cameFrom = new Map<string, string>([[target, from]]);
  const waiting = [target];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (id === from) return wayBack(cameFrom, from);
    for (const next of dependencies.get(id) ?? []) {
      if (cameFrom.has(next)) continue;
      cameFrom.set(next, id);
      waiting.push(next);
    }
  }
  return undefined;
}

function wayBack(cameFrom: ReadonlyMap<string, string>, from: string): string[] {
  const way = [from];
  for (let id = cameFrom.get(from)!; id !== from; id = cameFrom.get(id)!) way.push(id);
  return [...way, from].reverse();
}
