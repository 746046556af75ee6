// Runs rules' proofs in the sandbox, many in one run: each calls a function of a project with attacks and watches.

import { z } from "zod";
import { proofPrograms, proofSupport } from "../../../rules/proofs.generated.ts";
import type { RuleProof } from "../../model/rule.ts";
import type { Executor, RunResult } from "../run-code.ts";

/** What a proof is to attack. */
export interface ProofTarget {
  /** Relative to the job's folder. */
  readonly file: string;
  /** A function or `Class.method`. */
  readonly callable: string;
  /** As the program reads it: `name`, `request.args.name`. */
  readonly parameter: string;
}

export interface ProofJob {
  readonly id: string;
  readonly ruleId: string;
  readonly proof: RuleProof;
  /** Relative to the sandbox's working folder, `.` for itself. */
  readonly folder: string;
  /** A folder beside it whose files are laid over a copy of it. */
  readonly overlay?: string | undefined;
  /** Files that are taken away from the copy. */
  readonly deleted?: readonly string[] | undefined;
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

export interface ProofRun {
  readonly executor: Executor;
  readonly jobs: readonly ProofJob[];
  /** Files to place, below the folders that the jobs name. */
  readonly files: readonly { readonly path: string; readonly content: string }[];
  /** A host folder to work on a copy of. */
  readonly workingDirectory?: string | undefined;
  /** What the project itself needs, beside what the proofs import. */
  readonly packages?: Readonly<Record<string, readonly string[]>> | undefined;
  readonly signal?: AbortSignal | undefined;
}

const SUPPORT_FOLDER = ".assay-proofs";
const BASE_TIMEOUT_MS = 30_000;
const JOB_TIMEOUT_MS = 3000;
const MAXIMUM_TIMEOUT_MS = 590_000;
const MEMORY_BYTES = 2 * 1024 ** 3;

/** How a proof's programs are run, by their ending. */
interface Runner {
  /** As `rules/proofs` names its folder. */
  readonly language: string;
  /** What the sandbox runs, given the files that the proofs attack. */
  readonly runAs: (files: readonly string[]) => string;
  readonly code: string;
  readonly write: (jobs: readonly JobLine[]) => string;
}

interface JobLine {
  readonly id: string;
  readonly proof: string;
  readonly folder: string;
  readonly overlay: string | undefined;
  readonly deleted: readonly string[] | undefined;
  readonly request: ProofTarget;
}

const runners: Readonly<Record<string, Runner>> = {
  py: { language: "python", runAs: () => "python", code: `import runpy\nrunpy.run_path("${SUPPORT_FOLDER}/run.py", run_name="__main__")\n`, write: (jobs) => JSON.stringify(jobs) },
  mjs: {
    language: "javascript",
    // The compiler is loaded only where something is to be compiled.
    runAs: (files) => (files.some((file) => /\.[cm]?tsx?$/.test(file)) ? "typescript" : "javascript"),
    code: `import "./${SUPPORT_FOLDER}/rules/proofs/javascript/run.mjs";\n`,
    write: (jobs) => JSON.stringify(jobs),
  },
  sh: {
    language: "bash",
    runAs: () => "bash",
    code: `source ${SUPPORT_FOLDER}/run.sh\n`,
    write: (jobs) => jobs.map(({ id, proof, folder, overlay, request }) => [id, proof, folder, overlay ?? "-", request.file, request.callable, request.parameter].join("\t") + "\n").join(""),
  },
};

/** The answer of each job, by its id. Throws an `AssayError` where nothing can be run here. */
export async function runProofs(run: ProofRun): Promise<ReadonlyMap<string, ProofAnswer>> {
  const answers = new Map<string, ProofAnswer>();
  for (const [ending, runner] of Object.entries(runners)) {
    const jobs = run.jobs.filter(({ proof }) => proof.file.endsWith(`.${ending}`));
    if (jobs.length === 0) continue;
    const result = await runJobs(run, jobs, runner);
    const found = readAnswers(result.stdout);
    const missing = result.timedOut ? "the time was up" : result.stderr.trim().split("\n").at(-1) || "the proof gave no answer";
    for (const { id } of jobs) answers.set(id, found.get(id) ?? { exploited: false, benign: null, problem: missing });
  }
  return answers;
}

async function runJobs(run: ProofRun, jobs: readonly ProofJob[], runner: Runner): Promise<RunResult> {
  const programs = [...new Set(jobs.map(({ ruleId }) => ruleId))].map((ruleId) => ({ path: `${SUPPORT_FOLDER}/rules/${programPath(ruleId)}`, content: proofPrograms.get(ruleId)!.text }));
  const support = proofSupport.filter(({ language }) => language === runner.language).map(({ path, text }) => ({ path: `${SUPPORT_FOLDER}/${path}`, content: text }));
  const { result } = await run.executor.run(
    {
      language: runner.runAs(jobs.map(({ target }) => target.file)),
      code: runner.code,
      files: [...run.files, ...programs, ...support],
      stdin: runner.write(jobs.map(({ id, ruleId, folder, overlay, deleted, target }) => ({ id, folder, overlay, deleted, proof: `${SUPPORT_FOLDER}/rules/${programPath(ruleId)}`, request: target }))),
      packages: [...new Set([...jobs.flatMap(({ proof }) => proof.packages), ...(run.packages?.[runner.language] ?? [])])].sort(),
      timeoutMs: Math.min(MAXIMUM_TIMEOUT_MS, BASE_TIMEOUT_MS + jobs.length * JOB_TIMEOUT_MS),
      memoryBytes: MEMORY_BYTES,
      ...(run.workingDirectory === undefined ? {} : { workingDirectory: run.workingDirectory }),
    },
    run.signal === undefined ? {} : { signal: run.signal },
  );
  return result;
}

function programPath(ruleId: string): string {
  return `${ruleId}/${proofPrograms.get(ruleId)!.file}`;
}

const lineSchema = z.object({ id: z.string(), answer: answerSchema });

/** What is not a line of ours the programs printed. */
function readAnswers(output: string): Map<string, ProofAnswer> {
  const answers = new Map<string, ProofAnswer>();
  for (const line of output.split("\n")) {
    if (!line.startsWith("{")) continue;
    const parsed = lineSchema.safeParse(parseJson(line));
    if (parsed.success) answers.set(parsed.data.id, parsed.data.answer);
  }
  return answers;
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
