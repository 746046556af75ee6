// Attacks changed functions for real, in the sandbox and in both versions, where neither rules nor simulated attacks find what a fix is for.

import type { Rung } from "../../model/verdict.ts";
import { isTestPath } from "../../rule-kit/test-path.ts";
import type { ChangedFile, Refusal } from "../../verification/static-checks.ts";
import { type ProgramJob, runPrograms } from "../proofs/run-programs.ts";
import { layVersions } from "../proofs/two-versions.ts";
import { type ExecutionPolicyInput, type Executor, runInProject } from "../run-code.ts";
import type { VerificationSession } from "../verification-session.ts";
import { type AttackAnswer, type AttackDriver, type AttackOrder, attackAnswerSchema } from "./attack-driver.ts";
import { javascriptAttacks } from "./javascript.ts";
import { pythonAttacks } from "./python.ts";
import { type AttackedVersions, weighAttacks } from "./weigh-attacks.ts";

export interface AttackRequest {
  readonly files: readonly ChangedFile[];
  /** The changed lines of both versions, 1-based, by file. */
  readonly lines: ReadonlyMap<string, { readonly before: ReadonlySet<number>; readonly after: ReadonlySet<number> }>;
  /** Weaknesses that the fix is for; undefined where nothing is said. */
  readonly cwe: readonly string[] | undefined;
  readonly policy?: ExecutionPolicyInput | undefined;
  readonly signal: AbortSignal | undefined;
}

/** Undefined where no attack shows in the original. */
export type AttackVerdict = { readonly rung: Rung; readonly refusals: readonly Refusal[] } | undefined;

const drivers: readonly AttackDriver[] = [javascriptAttacks, pythonAttacks];
const JOB_TIMEOUT_MS = 8000;
const MAXIMUM_FILES = 3;
const MAXIMUM_TEXTS = 40;
const MAXIMUM_TEXT = 60;

/** Tries every kind of attack that the weaknesses stand for on what the changed files hand out. */
export async function attackForReal(session: VerificationSession, request: AttackRequest): Promise<AttackVerdict> {
  const texts = await usualTexts(session);
  const attacked = request.files.flatMap((file): Attacked[] => {
    const driver = drivers.find(({ languages }) => languages.includes(session.languageOf(file.path) ?? ""));
    if (driver === undefined || file.before === undefined || file.after === undefined || isTestPath(file.path)) return [];
    const kinds = driver.kinds.filter(({ cwe }) => request.cwe === undefined || cwe.some((one) => request.cwe!.includes(one)));
    return kinds.length === 0 ? [] : [{ path: file.path, driver, kinds: kinds.map(({ id }) => id) }];
  });
  if (attacked.length === 0) return undefined;
  const run = (executor: Executor): Promise<AttackVerdict> => attackVersions(session, request, { attacked: attacked.slice(0, MAXIMUM_FILES), texts, executor });
  return runInProject({ root: session.root, policy: request.policy }, run, () => undefined);
}

interface Attacked {
  readonly path: string;
  readonly driver: AttackDriver;
  readonly kinds: readonly string[];
}

async function attackVersions(session: VerificationSession, request: AttackRequest, how: { readonly attacked: readonly Attacked[]; readonly texts: readonly string[]; readonly executor: Executor }): Promise<AttackVerdict> {
  const { before, after, files } = layVersions(request.files);
  const jobs = how.attacked.flatMap(({ path, driver, kinds }): ProgramJob[] => {
    const job = (side: "before" | "after"): ProgramJob => {
      const order: AttackOrder = { file: path, kinds, texts: how.texts, lines: Object.fromEntries([...request.lines].map(([name, both]) => [name, [...both[side]]])) };
      return { ...(side === "before" ? before : after), id: `${path} ${side}`, program: driver.program, file: path, request: order, packages: [], timeoutMs: JOB_TIMEOUT_MS };
    };
    return [job("before"), job("after")];
  });
  const answers = await runPrograms({ executor: how.executor, files, workingDirectory: session.root, signal: request.signal }, jobs, [], attackAnswerSchema);
  const read = (id: string): AttackAnswer => {
    const answer = answers.get(id) ?? "there was no answer";
    return typeof answer === "string" ? { problem: answer, breaches: [], plain: [] } : answer;
  };
  const versions = how.attacked.map(({ path, driver }): AttackedVersions => ({ path, kinds: driver.kinds, before: read(`${path} before`), after: read(`${path} after`) }));
  return weighAttacks(versions, request.cwe !== undefined);
}

/** Short texts that stand in the project's tests. */
async function usualTexts(session: VerificationSession): Promise<string[]> {
  const texts = new Set<string>();
  for (const { text } of await session.readTests()) {
    for (const [, , inner] of text.matchAll(/(["'`])((?:(?!\1)[^\\\n])+)\1/g)) if (inner!.length <= MAXIMUM_TEXT) texts.add(inner!);
  }
  return [...texts].slice(0, MAXIMUM_TEXTS);
}
