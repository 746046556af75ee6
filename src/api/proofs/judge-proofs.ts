// The rung proof-flips: the exploit of the rule's proof works on the original and fails on the fix, both run in the sandbox.

import type { Rung } from "../../model/verdict.ts";
import type { ChangedFile, Refusal } from "../../verification/static-checks.ts";
import { type ExecutionPolicyInput, type Executor, runInProject } from "../run-code.ts";
import type { PlannedProof } from "./plan-proofs.ts";
import { type ProofAnswer, type ProofJob, runProofs } from "./run-proofs.ts";
import { layVersions } from "./two-versions.ts";

export interface ProofsRequest {
  /** Absolute. */
  readonly root: string;
  readonly files: readonly ChangedFile[];
  readonly proofs: readonly PlannedProof[];
  readonly policy?: ExecutionPolicyInput | undefined;
  readonly signal: AbortSignal | undefined;
}

interface ProofsVerdict {
  readonly rung: Rung;
  readonly refusals: readonly Refusal[];
}

/** Runs every proof on both versions. */
export async function judgeProofs(request: ProofsRequest): Promise<ProofsVerdict> {
  if (request.proofs.length === 0) return { rung: { ...rung("not-run", ["No executable proof reaches the flaw: no rule of its kind has one, or no function with simple parameters leads there."]), isAbsent: true }, refusals: [] };
  const { before, after, files } = layVersions(request.files);
  const jobs = request.proofs.flatMap((planned, index): ProofJob[] => [
    { ...planned, id: `${index} before`, ...before },
    { ...planned, id: `${index} after`, ...after },
  ]);
  const attack = async (executor: Executor): Promise<ProofsVerdict> => {
    const answers = await runProofs({ executor, jobs, files, workingDirectory: request.root, signal: request.signal });
    return conclude(request.proofs.map((planned, index) => ({ planned, before: answers.get(`${index} before`)!, after: answers.get(`${index} after`)! })));
  };
  return runInProject(request, attack, (error) => ({ rung: rung("not-run", [`The proof could not be run: ${error.message}`]), refusals: [] }));
}

interface ProvenPair {
  readonly planned: PlannedProof;
  readonly before: ProofAnswer;
  readonly after: ProofAnswer;
}

function conclude(pairs: readonly ProvenPair[]): ProofsVerdict {
  const evidence = pairs.map(describe);
  const broken = pairs.find(({ before, after }) => before.exploited && after.exploited);
  if (broken !== undefined) {
    const reason = `The exploit still works on the fix: ${name(broken.planned)} with ${broken.after.attack ?? "the proof's attack"}.`;
    return { rung: rung("failed", [reason, ...evidence]), refusals: [{ code: "still-exploitable", reason }] };
  }
  const hasFlipped = pairs.some(({ before, after }) => before.exploited && !after.exploited && after.problem === undefined);
  return { rung: rung(hasFlipped ? "passed" : "not-run", evidence), refusals: [] };
}

function describe({ planned, before, after }: ProvenPair): string {
  const what = name(planned);
  if (before.problem !== undefined) return `${what} could not be run: ${before.problem}.`;
  if (!before.exploited) return `The proof of ${planned.ruleId} does not get through the original of ${what}: there is nothing to compare.`;
  if (after.exploited) return `${what} is exploited before and after.`;
  if (after.problem !== undefined) return `${what} is exploited before; the fix could not be run: ${after.problem}.`;
  const benign = JSON.stringify(before.benign) === JSON.stringify(after.benign) ? "the same" : "not the same";
  return `${what} is exploited before with ${before.attack ?? "the proof's attack"}, and not after; ordinary input comes to ${benign}.`;
}

function name({ target }: PlannedProof): string {
  return `\`${target.callable}\` of ${target.file} through \`${target.parameter}\``;
}

function rung(status: Rung["status"], evidence: readonly string[]): Rung {
  return { name: "proof-flips", status, evidence };
}
