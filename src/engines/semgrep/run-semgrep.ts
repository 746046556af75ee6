// Runs the real semgrep on named files, offline, and reads its answer.

import { spawn } from "node:child_process";
import { z } from "zod";
import { AssayError } from "../../model/errors.ts";

export interface SemgrepRequest {
  readonly program: string;
  /** Absolute. Paths in the answer count from here. */
  readonly cwd: string;
  readonly configs: readonly string[];
  /** Relative to `cwd`. */
  readonly files: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
}

const place = z.object({ line: z.number().int(), col: z.number().int(), offset: z.number().int() });
const answerSchema = z.object({
  version: z.string(),
  results: z.array(
    z.object({
      check_id: z.string(),
      path: z.string(),
      start: place,
      end: place,
      extra: z.object({ message: z.string(), severity: z.string(), fix: z.string().optional() }),
    }),
  ),
  errors: z.array(z.object({ level: z.string().optional(), message: z.string().optional(), path: z.string().optional() })),
});

/** Lines and columns are 1-based, columns and 0-based offsets in bytes. */
export type SemgrepAnswer = z.infer<typeof answerSchema>;

const timeoutMs = 30 * 60_000;
const maxOutputBytes = 512 * 1024 * 1024;
const keptErrorUnits = 4_000;
/** Longer command lines are refused by some systems. */
const filesPerRun = 2_000;

/** Throws `not-available` where the program fails or answers something else. */
export async function runSemgrep(request: SemgrepRequest): Promise<SemgrepAnswer> {
  let whole: SemgrepAnswer = { version: "", results: [], errors: [] };
  for (let at = 0; at < request.files.length; at += filesPerRun) {
    const answer = await runOnce(request, request.files.slice(at, at + filesPerRun));
    whole = { version: answer.version, results: [...whole.results, ...answer.results], errors: [...whole.errors, ...answer.errors] };
  }
  return whole;
}

async function runOnce(request: SemgrepRequest, files: readonly string[]): Promise<SemgrepAnswer> {
  const words = [
    "scan", "--json", "--quiet", "--metrics", "off", "--disable-version-check", "--no-git-ignore", "--no-rewrite-rule-ids",
    ...request.configs.flatMap((config) => ["--config", config]),
    "--", ...files,
  ];
  const { code, output, errors } = await collect(request, words);
  let value: unknown;
  try {
    value = JSON.parse(output);
  } catch {
    throw failed(`it ended with exit code ${code}: ${errors.trim().split("\n").slice(-3).join(" ") || "no answer"}`);
  }
  const checked = answerSchema.safeParse(value);
  if (checked.success) return checked.data;
  throw failed(`its answer has another shape: ${z.prettifyError(checked.error).split("\n")[0]}`);
}

function collect(request: SemgrepRequest, words: readonly string[]): Promise<{ code: number | null; output: string; errors: string }> {
  return new Promise((resolveRun, reject) => {
    const environment = { ...request.environment, SEMGREP_SEND_METRICS: "off", SEMGREP_ENABLE_VERSION_CHECK: "0" };
    const child = spawn(request.program, words, { cwd: request.cwd, env: environment, stdio: ["ignore", "pipe", "pipe"] });
    const chunks: Buffer[] = [];
    let sizeBytes = 0;
    let errors = "";
    const stop = (reason: string): void => {
      child.kill("SIGKILL");
      reject(failed(reason));
    };
    const timer = setTimeout(() => stop(`it gave no answer within ${timeoutMs / 60_000} minutes`), timeoutMs);
    child.stdout.on("data", (chunk: Buffer) => {
      sizeBytes += chunk.length;
      if (sizeBytes > maxOutputBytes) stop(`its answer is longer than ${maxOutputBytes} bytes`);
      else chunks.push(chunk);
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      errors = (errors + text).slice(-keptErrorUnits);
    });
    child.on("error", (error) => {
      clearTimeout(timer);
      reject(failed(error.message));
    });
    child.on("close", (code) => {
      clearTimeout(timer);
      resolveRun({ code, output: Buffer.concat(chunks).toString("utf8"), errors });
    });
  });
}

function failed(reason: string): AssayError {
  return new AssayError({
    code: "not-available",
    message: `semgrep did not answer: ${reason}.`,
    nextStep: "Run `semgrep scan --config …` by hand to see why, or leave --engine out to run the rules natively.",
  });
}
