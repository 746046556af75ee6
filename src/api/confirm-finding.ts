// Confirms a finding: the rule's proof attacks the project's own function in the sandbox, through the parameter that leads there.

import type { Confirmation, ConfirmationAttempt } from "../model/confirmation.ts";
import type { Finding } from "../model/finding.ts";
import { toolVersion } from "../model/version.ts";
import { findRoot } from "../source/find-root.ts";
import { findAttacks } from "../verification/compare-versions.ts";
import type { FoundBreach } from "../verification/find-breaches.ts";
import { kindsOf } from "../verification/kinds/registry.ts";
import { checkFingerprint, pickNamed } from "../verification/named-finding.ts";
import { type PlannedProof, planProofs, withPackagesOf } from "./proofs/plan-proofs.ts";
import { type ProofAnswer, runProofs } from "./proofs/run-proofs.ts";
import { knownRules } from "./known-rules.ts";
import { type ExecutionPolicyInput, type Executor, runInProject } from "./run-code.ts";
import { scanProject } from "./scan.ts";
import { buildProgram, importersOf, type SourceText } from "./simulate-project.ts";
import { createSession } from "./verification-session.ts";

export interface ConfirmRequest {
  /** Absolute; the project is the git work tree around it, else the folder itself. */
  readonly cwd: string;
  /** The finding's fingerprint, or its first digits. */
  readonly finding: string;
  /** The operator's policy for what is run; the sandbox's own limits when undefined. */
  readonly policy?: ExecutionPolicyInput | undefined;
  /** YYYY-MM-DD. */
  readonly today: string;
  readonly signal?: AbortSignal | undefined;
}

/** Runs the proof. Only `confirmed` says something about the code: the other answers never take a finding back. Throws an AssayError for a wrong request. */
export async function confirmFinding(request: ConfirmRequest): Promise<Confirmation> {
  const { root } = findRoot([], request.cwd);
  const finding = await findNamed(root, request);
  const conclude = (outcome: Confirmation["outcome"], reason: string, attempts: readonly ConfirmationAttempt[] = []): Confirmation => ({
    schemaVersion: 1,
    toolVersion,
    outcome,
    reason,
    finding: { ruleId: finding.ruleId, path: finding.path, line: finding.region.startLine, fingerprint: finding.fingerprint },
    attempts,
  });
  const meta = knownRules.get(finding.ruleId);
  if (meta?.proof === undefined) return conclude("could-not-run", `${finding.ruleId} has no proof to run.${meta?.unproven === undefined ? "" : ` ${meta.unproven}`}`);
  const session = createSession({ root, today: request.today, isTrusted: false });
  const sources = await session.readSources();
  const planned = withPackagesOf(planProofs([finding], await attacksOn(finding, sources, session.makeUnit)), sources.map(({ text }) => text));
  if (planned.length === 0) return conclude("not-reached", "No function with simple parameters was found through which an attack comes to it.");
  const jobs = planned.map((one, index) => ({ ...one, id: String(index), folder: "." }));
  const attack = async (executor: Executor): Promise<Confirmation> => {
    const answers = await runProofs({ executor, jobs, files: [], workingDirectory: root, signal: request.signal });
    const attempts = planned.map((one, index) => toAttempt(one, answers.get(String(index))!));
    return conclude(...judge(attempts), attempts);
  };
  return runInProject({ root, policy: request.policy }, attack, (error) => conclude("could-not-run", error.message));
}

function judge(attempts: readonly ConfirmationAttempt[]): [Confirmation["outcome"], string] {
  const done = attempts.find(({ isExploited }) => isExploited);
  if (done !== undefined) return ["confirmed", `The attack ${done.attack ?? ""} comes through \`${done.parameter}\` of \`${done.callable}\` in ${done.file}.`];
  const problem = attempts.find((attempt) => attempt.problem !== undefined)?.problem;
  if (problem !== undefined) return ["could-not-run", `The function could not be called: ${problem}.`];
  return ["not-reached", "None of the proof's attacks comes through; another one, or another way in, may."];
}

function toAttempt({ ruleId, target }: PlannedProof, { exploited, attack, problem }: ProofAnswer): ConfirmationAttempt {
  return { ruleId, ...target, isExploited: exploited, ...(attack === undefined ? {} : { attack }), ...(problem === undefined ? {} : { problem }) };
}

async function findNamed(root: string, { finding, today }: ConfirmRequest): Promise<Finding> {
  checkFingerprint(finding);
  const { report } = await scanProject({ cwd: root, paths: [], isTrusted: false, hasIgnores: true, cache: {}, today });
  return pickNamed(report.findings, finding, `The project has no finding ${JSON.stringify(finding)}.`);
}

const NEAR_LINES = 3;

/** The simulated attacks that come to the finding's place, else those of its kind in its file. */
async function attacksOn(finding: Finding, sources: readonly SourceText[], makeUnit: Parameters<typeof buildProgram>[2]): Promise<FoundBreach[]> {
  const places = [finding, ...finding.trace];
  const paths = [...new Set(places.map(({ path }) => path))];
  const program = await buildProgram(sources, paths, makeUnit);
  const lines = new Map(paths.map((path) => [path, new Set(places.filter((place) => place.path === path).map(({ region }) => region.startLine))] as const));
  const found = findAttacks(program, [...new Set([...paths, ...importersOf(sources, paths)])].sort(), lines, kindsOf(finding.cwe));
  const isNear = ({ path, line }: FoundBreach): boolean => path === finding.path && line >= finding.region.startLine - NEAR_LINES && line <= finding.region.endLine + NEAR_LINES;
  return found.some(isNear) ? found.filter(isNear) : found;
}
