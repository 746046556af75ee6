// Prepares the rung behaviour-kept for one change: whether it says anything here, which functions, which tests tell what is usual.

import type { Finding } from "../../model/finding.ts";
import type { SyntaxTree } from "../../syntax/tree.ts";
import type { FoundBreach } from "../../verification/find-breaches.ts";
import type { FlawKind } from "../../verification/kinds/flaw-kind.ts";
import { kindsOf } from "../../verification/kinds/registry.ts";
import { isTestPath } from "../../rule-kit/test-path.ts";
import { buildProgram, type SourceText } from "../simulate-project.ts";
import type { VerificationSession } from "../verification-session.ts";
import { type BehaviourRequest, type BehaviourVerdict, behaviourNotRun, judgeBehaviour } from "./judge-behaviour.ts";
import { planBehaviour } from "./plan-behaviour.ts";

export interface KeptRequest extends Omit<BehaviourRequest, "root" | "plans" | "ignoresPrinted"> {
  /** What the change is for. */
  readonly findings: readonly Finding[];
  /** Attacks that got through the original. */
  readonly breaches: readonly FoundBreach[];
}

const MAXIMUM_TESTS = 20;

/** Compares both versions where the fix should leave ordinary input alone. */
export async function compareBehaviour(session: VerificationSession, request: KeptRequest): Promise<BehaviourVerdict> {
  const kinds = kindsOfChange(request);
  if (typeof kinds === "string") return behaviourNotRun(kinds);
  const paths = request.files.map(({ path }) => path).filter((path) => !isTestPath(path));
  const program = await buildProgram(await originals(session, request), [...new Set([...paths, ...request.breaches.map(({ entry }) => entry.path)])], session.makeUnit);
  const lines = new Map([...request.lines].map(([path, both]) => [path, both.before]));
  const plans = planBehaviour({ program, paths, lines, breaches: request.breaches, kinds, tests: await testTrees(session, request) });
  return judgeBehaviour({ ...request, root: session.root, plans, ignoresPrinted: kinds.some(({ isPrinted }) => isPrinted === true) });
}

/** The kinds of flaw whose attacks are no ordinary input, or why nothing can be compared. */
function kindsOfChange({ findings, breaches }: KeptRequest): readonly FlawKind[] | string {
  const attacked = [...new Set(breaches.map(({ kind }) => kind))];
  const security = findings.filter(({ category }) => category === "security");
  if (attacked.length === 0 && security.length === 0) {
    return findings.some(({ category }) => category === "reliability") ? "What is mended is that the code does the wrong thing: it must do something else afterwards." : [];
  }
  const named = attacked.length > 0 ? attacked : kindsOf(security.flatMap(({ cwe }) => cwe)).filter(({ attackText }) => attackText !== undefined);
  if (named.length > 0 && named.every(({ attackText }) => attackText !== undefined)) return named;
  return "The flaw lies in what ordinary input comes to: what differs may be the fix.";
}

async function originals(session: VerificationSession, { files }: KeptRequest): Promise<SourceText[]> {
  const changed = new Set(files.map(({ path }) => path));
  const own = files.flatMap(({ path, before }): SourceText[] => {
    const language = session.languageOf(path);
    return before === undefined || language === undefined || isTestPath(path) ? [] : [{ path, language, text: before }];
  });
  return [...(await session.readSources()).filter(({ path }) => !changed.has(path)), ...own].sort((left, right) => (left.path < right.path ? -1 : 1));
}

/** Tests that speak of a changed file first. */
async function testTrees(session: VerificationSession, { files }: KeptRequest): Promise<SyntaxTree[]> {
  const names = files.map(({ path }) => path.slice(path.lastIndexOf("/") + 1).replace(/\.\w+$/, ""));
  const tests = await session.readTests();
  const speaks = ({ text }: SourceText): boolean => names.some((name) => text.includes(name));
  const chosen = [...tests.filter(speaks), ...tests.filter((test) => !speaks(test))].slice(0, MAXIMUM_TESTS);
  return (await Promise.all(chosen.map(session.makeUnit))).flatMap((unit) => unit?.tree ?? []);
}
