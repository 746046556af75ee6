// Chooses what to do next: among the ready tasks the most urgent, then the one that frees most others, then the oldest.

import { dependenciesOf, isSettled, readinessOf, type TaskEdge, type TaskNode } from "./task-graph.ts";

/** Ids of the ready tasks, best first. */
export function rankReady(tasks: readonly TaskNode[], edges: readonly TaskEdge[]): string[] {
  const byId = new Map(tasks.map((task) => [task.id, task]));
  const dependencies = dependenciesOf(edges);
  const dependents = dependenciesOf(edges.map(({ taskId, dependsOnId }) => ({ taskId: dependsOnId, dependsOnId: taskId })));
  const ready = tasks.filter((task) => task.status === "open" && readinessOf(task.status, (dependencies.get(task.id) ?? []).map((id) => byId.get(id)!.status)) === "ready");
  // Counting what is freed walks the graph, so it is done only where urgency does not decide.
  const best = Math.min(...ready.map(({ priority }) => priority));
  const freed = new Map(ready.map((task) => [task.id, task.priority === best ? countWaiting(task.id, dependents, byId) : 0]));
  return ready
    .sort((left, right) => left.priority - right.priority || freed.get(right.id)! - freed.get(left.id)! || compare(left.createdAt, right.createdAt) || compare(left.id, right.id))
    .map(({ id }) => id);
}

/** Unsettled tasks that wait for this one, directly or through others. */
function countWaiting(id: string, dependents: ReadonlyMap<string, readonly string[]>, tasks: ReadonlyMap<string, TaskNode>): number {
  const seen = new Set<string>([id]);
  const waiting = [id];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    for (const next of dependents.get(at) ?? []) {
      if (seen.has(next) || isSettled(tasks.get(next)!.status)) continue;
      seen.add(next);
      waiting.push(next);
    }
  }
  return seen.size - 1;
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
