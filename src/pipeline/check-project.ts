// Runs the rules that look at the whole project: when all files are there, from what each told about itself.

import { type Clone, type TokenisedFile, findClones } from "../analyzers/metrics/duplication/find-clones.ts";
import { type ImportCycle, findImportCycles, isAtLoad } from "../analyzers/project/coupling.ts";
import { type DeadCode, findDeadCode } from "../analyzers/project/dead-code.ts";
import { type ModuleGraph, type ProjectModule, buildModuleGraph } from "../analyzers/project/module-graph.ts";
import type { RuleCrash } from "../analyzers/quality/rule-runner.ts";
import type { TypeFact } from "../model/type-fact.ts";
import type { CycleView, ProjectView } from "../rule-kit/project-view.ts";
import type { ProjectFinding, ProjectRule } from "../rule-kit/project-rule.ts";
import type { RuleOptions } from "../rule-kit/rule.ts";
import type { ModuleSystem, PlacedProject, Reach } from "../syntax/module-facts.ts";

export interface ProjectCheck extends Pick<PlacedProject, "rootNames" | "manifestNamesAbove"> {
  readonly rootName: string;
  readonly modules: readonly ProjectModule[];
  /** By language id. */
  readonly systems: ReadonlyMap<string, ModuleSystem>;
  /** Root-relative manifests and their texts. */
  readonly manifests: ReadonlyMap<string, string>;
  readonly rules: readonly { readonly rule: ProjectRule; readonly options: RuleOptions }[];
  /** Of files that kept them, by path. */
  readonly tokens: readonly TokenisedFile[];
  readonly typeFacts: readonly TypeFact[];
  /** Which of the words occur in files that are not analysed. */
  readonly findMentions: (words: ReadonlySet<string>) => ReadonlySet<string>;
}

export interface LocatedFinding extends ProjectFinding {
  readonly rule: ProjectRule;
}

export interface CheckedProject {
  /** In a fixed order: by file, place and rule. */
  readonly findings: readonly LocatedFinding[];
  /** Of rules that threw: the others' findings are there. */
  readonly crashes: readonly RuleCrash[];
}

export function checkProject(check: ProjectCheck): CheckedProject {
  const findings: LocatedFinding[] = [];
  const crashes: RuleCrash[] = [];
  const view = createProjectView(check);
  for (const { rule, options } of check.rules) {
    try {
      for (const finding of rule.checkProject(view, options)) findings.push({ ...finding, rule });
    } catch (error) {
      crashes.push({ ruleId: rule.meta.id, message: error instanceof Error ? error.message : String(error) });
    }
  }
  return { findings: findings.sort((left, right) => compareKeys(keyOf(left), keyOf(right))), crashes };
}

function keyOf({ path, at, rule }: LocatedFinding): readonly [string, number, string] {
  const place = at === "file" ? 0 : "line" in at ? at.line : at.start;
  return [path, place, rule.meta.id];
}

function compareKeys(left: readonly [string, number, string], right: readonly [string, number, string]): number {
  if (left[0] !== right[0]) return left[0] < right[0] ? -1 : 1;
  if (left[1] !== right[1]) return left[1] - right[1];
  return left[2] < right[2] ? -1 : 1;
}

/** What rules see; each part is found at its first use. */
function createProjectView(check: ProjectCheck): ProjectView {
  let built: ModuleGraph | undefined;
  const graphOf = (): ModuleGraph => (built ??= buildModuleGraph(check));
  let dead: DeadCode | undefined;
  const deadCode = (): DeadCode => (dead ??= findDeadCodeOf(check, graphOf()));
  let cycles: readonly CycleView[] | undefined;
  let clones: readonly Clone[] | undefined;
  return {
    get unusedDefinitions() {
      return deadCode().definitions;
    },
    get unusedFiles() {
      return deadCode().files;
    },
    get cycles() {
      return (cycles ??= findImportCycles(graphOf()).map((cycle) => locateCycle(graphOf(), cycle)));
    },
    typeFacts: check.typeFacts,
    get clones() {
      return (clones ??= findClones(check.tokens, 0).clones);
    },
  };
}

function findDeadCodeOf(check: ProjectCheck, graph: ModuleGraph): DeadCode {
  const { systems, findMentions } = check;
  const project: PlacedProject = { ...check, paths: new Set(graph.modules.keys()) };
  return findDeadCode({ graph, systems, reachOf: createReachOf(systems, project), isShared: createIsShared(systems, project, graph), findMentions });
}

function createReachOf(systems: ProjectCheck["systems"], project: PlacedProject): (module: ProjectModule) => Reach {
  const judgeOf = createJudges(systems, (system) => system.createReachJudge(project));
  return ({ path, language, facts }) => judgeOf(language)?.(path, facts) ?? "entry";
}

function createIsShared(systems: ProjectCheck["systems"], project: PlacedProject, { modules }: ModuleGraph): (module: ProjectModule) => boolean {
  const judgeOf = createJudges(systems, (system) => system.createShareJudge(project, modules));
  return ({ path, language }) => judgeOf(language)?.(path) ?? false;
}

/** The judge of a language's files, made at the first of them and once for each module system. */
function createJudges<Judge>(systems: ProjectCheck["systems"], create: (system: ModuleSystem) => Judge): (language: string) => Judge | undefined {
  const judges = new Map<string, Judge>();
  return (language) => {
    const system = systems.get(language);
    if (system === undefined) return undefined;
    const judge = judges.get(system.id) ?? create(system);
    judges.set(system.id, judge);
    return judge;
  };
}

/** The circle is told at the import of its first file. */
function locateCycle(graph: ModuleGraph, { path, files }: ImportCycle): CycleView {
  const [from, to] = [path[0]!, path[1] ?? path[0]!];
  const edge = graph.imports.get(from)!.find((candidate) => candidate.to === to && isAtLoad(candidate))!;
  return { path, files, start: edge.fact.start, end: edge.fact.end, language: graph.modules.get(from)!.language };
}
