// Runs many small programs in one run of the sandbox, each in a process and on a copy of the project of its own.

import { z } from "zod";
import { proofSupport } from "../../../rules/proofs.generated.ts";
import type { Executor, RunResult } from "../run-code.ts";

/** The version of the project that a program works on. */
export interface ProgramVersion {
  /** Relative to the sandbox's working folder, `.` for itself. */
  readonly folder: string;
  /** A folder beside it whose files are laid over a copy of it. */
  readonly overlay?: string | undefined;
  /** Files that are taken away from the copy. */
  readonly deleted?: readonly string[] | undefined;
}

export interface ProgramJob extends ProgramVersion {
  readonly id: string;
  /** Below the folder of the programs; its ending says how it is run. */
  readonly program: string;
  /** The project's file that it works on, relative to the folder. */
  readonly file: string;
  /** What the program is given. A shell's reads `file`, `callable` and `parameter` of it. */
  readonly request: object;
  readonly packages: readonly string[];
  readonly timeoutMs: number;
}

export interface ProgramRun {
  readonly executor: Executor;
  /** Files to place, below the folders that the jobs name. */
  readonly files: readonly { readonly path: string; readonly content: string }[];
  /** A host folder to work on a copy of. */
  readonly workingDirectory?: string | undefined;
  /** What the project itself needs, beside what the programs import. */
  readonly packages?: Readonly<Record<string, readonly string[]>> | undefined;
  readonly signal?: AbortSignal | undefined;
}

const SUPPORT_FOLDER = ".assay-proofs";
const BASE_TIMEOUT_MS = 30_000;
const MAXIMUM_TIMEOUT_MS = 590_000;
const MEMORY_BYTES = 2 * 1024 ** 3;

/** How programs are run, by their ending. */
interface Runner {
  /** As `rules/proofs` names its folder. */
  readonly language: string;
  /** What the sandbox runs, given the files that the programs work on. */
  readonly runAs: (files: readonly string[]) => string;
  readonly code: string;
  readonly write: (jobs: readonly JobLine[]) => string;
}

interface JobLine extends ProgramVersion {
  readonly id: string;
  readonly proof: string;
  readonly request: object;
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
    write: (jobs) => jobs.map(({ id, proof, folder, overlay, request }) => [id, proof, folder, overlay ?? "-", ...["file", "callable", "parameter"].map((name) => String((request as Readonly<Record<string, unknown>>)[name]))].join("\t") + "\n").join(""),
  },
};

/** What each job's program printed, by the job's id; a text says why there is no answer. Throws an `AssayError` where nothing can be run here. */
export async function runPrograms<Answer extends object>(run: ProgramRun, jobs: readonly ProgramJob[], programs: readonly { readonly path: string; readonly text: string }[], schema: z.ZodType<Answer>): Promise<ReadonlyMap<string, Answer | string>> {
  const answers = new Map<string, Answer | string>();
  const lineSchema = z.object({ id: z.string(), answer: schema });
  for (const [ending, runner] of Object.entries(runners)) {
    const own = jobs.filter(({ program }) => program.endsWith(`.${ending}`));
    if (own.length === 0) continue;
    const result = await runJobs(run, own, runner, programs.filter(({ path }) => path.endsWith(`.${ending}`)));
    const missing = result.timedOut ? "the time was up" : result.stderr.trim().split("\n").at(-1) || "the proof gave no answer";
    for (const { id } of own) answers.set(id, missing);
    for (const line of result.stdout.split("\n")) {
      // What is not a line of ours the programs printed.
      const parsed = line.startsWith("{") ? lineSchema.safeParse(parseJson(line)) : undefined;
      if (parsed?.success === true) answers.set(parsed.data.id, parsed.data.answer);
    }
  }
  return answers;
}

async function runJobs(run: ProgramRun, jobs: readonly ProgramJob[], runner: Runner, programs: readonly { readonly path: string; readonly text: string }[]): Promise<RunResult> {
  const support = [...programs, ...proofSupport.filter(({ language }) => language === runner.language)].map(({ path, text }) => ({ path: `${SUPPORT_FOLDER}/${path}`, content: text }));
  const { result } = await run.executor.run(
    {
      language: runner.runAs(jobs.map(({ file }) => file)),
      code: runner.code,
      files: [...run.files, ...support],
      stdin: runner.write(jobs.map(({ id, program, folder, overlay, deleted, request }) => ({ id, folder, overlay, deleted, proof: `${SUPPORT_FOLDER}/${program}`, request }))),
      packages: [...new Set([...jobs.flatMap(({ packages }) => packages), ...(run.packages?.[runner.language] ?? [])])].sort(),
      timeoutMs: Math.min(MAXIMUM_TIMEOUT_MS, jobs.reduce((sum, { timeoutMs }) => sum + timeoutMs, BASE_TIMEOUT_MS)),
      memoryBytes: MEMORY_BYTES,
      ...(run.workingDirectory === undefined ? {} : { workingDirectory: run.workingDirectory }),
    },
    run.signal === undefined ? {} : { signal: run.signal },
  );
  return result;
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
