// Runs rules' proofs in the sandbox, many in one run: each calls a function of a project with attacks and watches.

import { z } from "zod";
import { proofPrograms } from "../../../rules/proofs.generated.ts";
import type { RuleProof } from "../../model/rule.ts";
import { type ProgramRun, type ProgramVersion, runPrograms } from "./run-programs.ts";

/** What a proof is to attack. */
export interface ProofTarget {
  /** Relative to the job's folder. */
  readonly file: string;
  /** A function or `Class.method`. */
  readonly callable: string;
  /** As the program reads it: `name`, `request.args.name`. */
  readonly parameter: string;
}

export interface ProofJob extends ProgramVersion {
  readonly id: string;
  readonly ruleId: string;
  readonly proof: RuleProof;
  readonly target: ProofTarget;
}

const answerSchema = z.object({
  exploited: z.boolean(),
  /** What ordinary input comes to; the same for programs that do the same. */
  benign: z.unknown(),
  /** The attack that got through. */
  attack: z.string().optional(),
  /** Why nothing could be shown. */
  problem: z.string().optional(),
});

/** What a proof printed. */
export type ProofAnswer = z.infer<typeof answerSchema>;

export interface ProofRun extends ProgramRun {
  readonly jobs: readonly ProofJob[];
}

const JOB_TIMEOUT_MS = 3000;

/** The answer of each job, by its id. Throws an `AssayError` where nothing can be run here. */
export async function runProofs(run: ProofRun): Promise<ReadonlyMap<string, ProofAnswer>> {
  const programs = [...new Set(run.jobs.map(({ ruleId }) => ruleId))].map((ruleId) => ({ path: programPath(ruleId), text: proofPrograms.get(ruleId)!.text }));
  const jobs = run.jobs.map(({ ruleId, proof, target, ...job }) => ({ ...job, program: programPath(ruleId), file: target.file, request: target, packages: proof.packages, timeoutMs: JOB_TIMEOUT_MS }));
  const answers = await runPrograms(run, jobs, programs, answerSchema);
  return new Map([...answers].map(([id, answer]) => [id, typeof answer === "string" ? { exploited: false, benign: null, problem: answer } : answer]));
}

function programPath(ruleId: string): string {
  return `rules/${ruleId}/${proofPrograms.get(ruleId)!.file}`;
}
