// Measures how modules depend on each other: fan-in, fan-out, instability (Martin 1994), and circles of imports.

import { findComponents } from "../metrics/strong-components.ts";
import type { ModuleEdge, ModuleGraph } from "./module-graph.ts";

/** How one module is tied to others of the project. */
export interface CouplingFigures {
  /** Modules of the project that import it. */
  readonly fanIn: number;
  /** Modules of the project that it imports. */
  readonly fanOut: number;
  /** Modules outside of the project that it imports. */
  readonly external: number;
  /** Fan-out among all ties, 0 (others rest on it) to 1 (it rests on others); 0 without ties. */
  readonly instability: number;
}

export interface ImportCycle {
  /** A shortest way round, each file once, the first by name in front. */
  readonly path: readonly string[];
  /** All files that import each other in circles, sorted; more than `path` where circles share files. */
  readonly files: readonly string[];
}

/** Types count: who uses a type depends on it. */
export function measureCoupling(graph: ModuleGraph, path: string): CouplingFigures {
  const fanOut = new Set(graph.imports.get(path)?.map((edge) => edge.to)).size;
  const fanIn = new Set(graph.importers.get(path)?.map((edge) => edge.from)).size;
  return { fanIn, fanOut, external: graph.external.get(path)?.size ?? 0, instability: fanIn + fanOut === 0 ? 0 : fanOut / (fanIn + fanOut) };
}

/** Circles that close while the modules load; imports of types and inside functions close none. Largest first. */
export function findImportCycles(graph: ModuleGraph): ImportCycle[] {
  const paths = [...graph.modules.keys()];
  const indexOf = new Map(paths.map((path, index) => [path, index]));
  const targets = paths.map((path) => [...new Set((graph.imports.get(path) ?? []).filter(isAtLoad).map((edge) => indexOf.get(edge.to)!))].sort((a, b) => a - b));
  return findComponents(paths.length, (node) => targets[node]!)
    .filter((component) => component.length > 1)
    .map((component) => {
      const members = component.sort((a, b) => a - b);
      return { path: shortestCircle(members, targets).map((node) => paths[node]!), files: members.map((node) => paths[node]!) };
    })
    .sort((left, right) => right.files.length - left.files.length || (left.files[0]! < right.files[0]! ? -1 : 1));
}

export function isAtLoad(edge: ModuleEdge): boolean {
  return edge.fact.time === "load";
}

/** From the member with the shortest way back to itself, found breadth first. */
function shortestCircle(members: readonly number[], targets: readonly (readonly number[])[]): number[] {
  const inside = new Set(members);
  let best: number[] | undefined;
  for (const start of members.slice(0, mostStarts)) {
    const circle = circleFrom(start, inside, targets);
    if (circle !== undefined && (best === undefined || circle.length < best.length)) best = circle;
    if (best?.length === 2) break;
  }
  return best ?? [...members];
}

/** A large knot has a short circle near every member. */
const mostStarts = 50;

function circleFrom(start: number, inside: ReadonlySet<number>, targets: readonly (readonly number[])[]): number[] | undefined {
  const cameFrom = new Map<number, number>();
  const queue = [start];
  for (let at = 0; at < queue.length; at++) {
    const node = queue[at]!;
    for (const next of targets[node]!) {
      if (next === start) {
        const circle = [node];
        for (let back = node; back !== start; ) circle.unshift((back = cameFrom.get(back)!));
        return circle;
      }
      if (!inside.has(next) || cameFrom.has(next)) continue;
      cameFrom.set(next, node);
      queue.push(next);
    }
  }
  return undefined;
}
