// Tells where the time of a scan goes: one worker under V8's sampling profiler, each sample told by the stage it stands in.

import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The part of a CPU profile that is read. Times in microseconds. */
interface Profile {
  readonly nodes: readonly { readonly id: number; readonly callFrame: { readonly functionName: string; readonly url: string }; readonly children?: readonly number[] }[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

/** A stage is told by the outermost of these on the stack: a function, or the chunk of the build that it stands in. */
const stages: readonly { readonly title: string; readonly functions?: readonly string[]; readonly chunk?: string }[] = [
  { title: "reading files", functions: ["readBytes"] },
  { title: "parsing and lowering", functions: ["nestingOf"], chunk: "parse-" },
  { title: "preparing files for pattern rules", functions: ["prepareFile"] },
  { title: "pattern and taint rules", functions: ["runRule"] },
  { title: "compiling pattern rules", functions: ["compileRule"] },
  { title: "scopes", functions: ["computeScopes"] },
  { title: "limits of functions", functions: ["checkFunctions"] },
  { title: "facts for rules about the project", functions: ["extractFacts"] },
  { title: "fingerprints and suppression", functions: ["describeFindings", "suppress"] },
  { title: "loading the program", functions: ["loadAndTranslate", "requireBuiltin", "compileForInternalLoader"] },
];
/** Rules in code: what the walk of the tree does itself, where none of the stages above has begun. */
const walk = { title: "rules in code", functions: ["visit"] };
const collection = "(garbage collector)";

export interface StageShare {
  readonly title: string;
  readonly seconds: number;
  /** Of the worker's busy time, 0 to 1. */
  readonly share: number;
}

/** Runs a scan with one worker under the profiler; the stages with the most time first. */
export function whereTimeGoes(command: readonly string[]): StageShare[] {
  const folder = mkdtempSync(join(tmpdir(), "assay-profile-"));
  const [program, ...rest] = command;
  spawnSync(program!, ["--cpu-prof", "--cpu-prof-dir", folder, ...rest, "--no-cache", "--jobs", "1"], { stdio: "ignore" });
  const profiles = readdirSync(folder).map((name) => JSON.parse(readFileSync(join(folder, name), "utf8")) as Profile);
  rmSync(folder, { recursive: true, force: true });
  const totals = profiles.map(sumStages).sort((left, right) => sum(right) - sum(left))[0] ?? new Map<string, number>();
  const all = sum(totals);
  return [...totals].map(([title, time]) => ({ title, seconds: time / 1e6, share: time / all })).sort((left, right) => right.seconds - left.seconds);
}

function sum(totals: ReadonlyMap<string, number>): number {
  return [...totals.values()].reduce((total, time) => total + time, 0);
}

function sumStages({ nodes, samples, timeDeltas }: Profile): Map<string, number> {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const parents = new Map(nodes.flatMap(({ id, children }) => (children ?? []).map((child) => [child, id] as const)));
  const known = new Map<number, string | undefined>();
  /** The stage of a place in the tree of calls: its parent's, else its own. */
  const stageOf = (id: number): string | undefined => {
    if (known.has(id)) return known.get(id);
    const parent = parents.get(id);
    const outer = parent === undefined ? undefined : stageOf(parent);
    const { functionName, url } = byId.get(id)!.callFrame;
    const file = url.slice(url.lastIndexOf("/") + 1);
    const own = stages.find(({ functions, chunk }) => functions?.includes(functionName) === true || (chunk !== undefined && file.startsWith(chunk)));
    const isWalk = walk.functions.includes(functionName) && file.startsWith("create-file-view-");
    // Stages begin inside the walk, too: a rule that needs the scopes asks for them there.
    const stage = outer !== undefined && outer !== walk.title ? outer : (own?.title ?? (isWalk ? walk.title : outer));
    known.set(id, stage);
    return stage;
  };
  const totals = new Map<string, number>();
  for (const [at, id] of samples.entries()) {
    const { functionName } = byId.get(id)!.callFrame;
    if (functionName === "(idle)") continue;
    const title = functionName === collection ? "garbage collection" : (stageOf(id) ?? "the rest");
    totals.set(title, (totals.get(title) ?? 0) + timeDeltas[at]!);
  }
  return totals;
}
