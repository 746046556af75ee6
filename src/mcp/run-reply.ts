// Tells how a run ended: a program's own failure is a result; a refusal, a timeout or another forced end is an error.

import { z } from "zod";
import type { RunResult } from "../api/run-code.ts";
import { cutMiddle, estimateJson, takeWithin } from "./budget.ts";
import type { Reply } from "./tool.ts";

const cell = z.union([z.string(), z.number(), z.null(), z.object({ base64: z.string() })]);

export const runOutput = z.object({
  executionId: z.string().optional().describe("names the stored run"),
  notRecorded: z.string().optional().describe("why the run could not be kept"),
  exitCode: z.number().int().nullable().describe("null where the program was ended from outside"),
  signal: z.string().nullable(),
  stdout: z.string(),
  stderr: z.string(),
  durationMs: z.number(),
  cpuMs: z.number(),
  peakMemoryBytes: z.number(),
  timedOut: z.boolean(),
  outOfMemory: z.boolean(),
  stoppedBy: z.enum(["timeout", "memory", "output", "workspace", "cancelled"]).optional(),
  truncated: z.object({ stdoutBytes: z.number(), stderrBytes: z.number() }).describe("bytes beyond the output limit, which are lost"),
  leftOut: z.object({ stdoutCharacters: z.number(), stderrCharacters: z.number(), columns: z.number(), rows: z.number(), artifacts: z.number(), diffCharacters: z.number() }).describe("kept, but too long for this reply"),
  isolation: z.enum(["bubblewrap", "none"]).nullable(),
  memoryEnforcement: z.enum(["cgroup", "best-effort"]).nullable(),
  columns: z.array(z.string()).optional(),
  rows: z.array(z.array(cell)).optional(),
  rowsAreTruncated: z.boolean().optional(),
  artifacts: z.array(z.object({ path: z.string(), sizeBytes: z.number() })).optional(),
  diff: z.string().optional(),
  changesAreTruncated: z.boolean().optional(),
  error: z.object({ code: z.string(), message: z.string(), nextStep: z.string().nullable() }).optional(),
});

export type RunData = z.input<typeof runOutput>;

/** Tokens for everything but output, rows, artifacts and diff. */
const frameTokens = 650;
const mostArtifacts = 20;

export function tellRun(result: RunResult, request: { readonly maxTokens: number; readonly executionId?: string | undefined; readonly notRecorded?: string | undefined }): Reply<RunData> {
  const room = Math.max(100, request.maxTokens - frameTokens);
  const allArtifacts = result.artifacts?.slice(0, mostArtifacts).map(({ path, sizeBytes }) => ({ path: path.slice(-200), sizeBytes }));
  const artifacts = allArtifacts === undefined ? undefined : takeWithin(allArtifacts, Math.floor(room / 4));
  const forArtifacts = artifacts === undefined ? 0 : estimateJson(artifacts);
  const columns = result.columns === undefined ? undefined : takeWithin(result.columns, Math.floor(room / 4));
  const rows = fitRows(result.rows, Math.floor((room - forArtifacts) / 3), columns?.length);
  const forRows = estimateJson(rows) + estimateJson(columns);
  const diff = result.diff === undefined ? undefined : cutMiddle(result.diff, Math.floor((room - forArtifacts - forRows) / 3));
  // Output stands in the data and in the text, so it counts twice; a short stderr leaves more for stdout.
  const forOutput = Math.max(80, Math.floor((room - forArtifacts - forRows - (diff === undefined ? 0 : estimateJson(diff.text))) / 2));
  const stderr = cutMiddle(result.stderr, Math.max(Math.floor(forOutput / 3), forOutput - estimateJson(result.stdout)));
  const stdout = cutMiddle(result.stdout, Math.max(0, forOutput - estimateJson(stderr.text)));
  const { executionId, notRecorded } = request;
  const data: RunData = {
    ...(executionId === undefined ? {} : { executionId }),
    ...(notRecorded === undefined ? {} : { notRecorded: notRecorded.slice(0, 600) }),
    exitCode: result.exitCode,
    signal: result.signal,
    stdout: stdout.text,
    stderr: stderr.text,
    durationMs: Math.round(result.durationMs),
    cpuMs: Math.round(result.cpuMs),
    peakMemoryBytes: result.peakMemoryBytes,
    timedOut: result.timedOut,
    outOfMemory: result.outOfMemory,
    ...(result.stoppedBy === undefined ? {} : { stoppedBy: result.stoppedBy }),
    truncated: { ...result.truncated },
    leftOut: {
      stdoutCharacters: stdout.omittedCharacters,
      stderrCharacters: stderr.omittedCharacters,
      columns: (result.columns?.length ?? 0) - (columns?.length ?? 0),
      rows: (result.rows?.length ?? 0) - (rows?.length ?? 0),
      artifacts: (result.artifacts?.length ?? 0) - (artifacts?.length ?? 0),
      diffCharacters: diff?.omittedCharacters ?? 0,
    },
    isolation: result.isolation,
    memoryEnforcement: result.memoryEnforcement,
    ...(columns === undefined ? {} : { columns }),
    ...(rows === undefined ? {} : { rows }),
    ...(result.truncatedRows === undefined ? {} : { rowsAreTruncated: result.truncatedRows }),
    ...(artifacts === undefined ? {} : { artifacts }),
    ...(diff === undefined ? {} : { diff: diff.text }),
    ...(result.truncatedChanges === undefined ? {} : { changesAreTruncated: result.truncatedChanges }),
    ...errorOf(result),
  };
  return {
    data,
    text: [headOf(data), data.stdout, data.stderr === "" ? "" : `stderr:\n${data.stderr}`].filter((part) => part !== "").join("\n"),
    links: executionId === undefined ? [] : linksOf(executionId),
    ...(data.error === undefined ? {} : { isError: true }),
  };
}

/** Cells of columns that are left out are left out too. */
function fitRows(rows: RunResult["rows"], tokens: number, columns: number | undefined): z.input<typeof cell>[][] | undefined {
  if (rows === undefined) return undefined;
  return takeWithin(rows.map((row) => row.slice(0, columns)), tokens);
}

const forcedEnds: Readonly<Record<NonNullable<RunResult["stoppedBy"]>, { readonly code: string; readonly message: string; readonly nextStep: string }>> = {
  timeout: { code: "execution-timeout", message: "The program ran longer than it may and was ended.", nextStep: "Do less at once, or ask for more with timeoutMs, up to the policy's ceiling." },
  memory: { code: "limit-exceeded", message: "The program used more memory than it may and was ended.", nextStep: "Use less, or ask for more with memoryBytes, up to the policy's ceiling." },
  output: { code: "limit-exceeded", message: "The program wrote more output than is kept and was ended.", nextStep: "Write less, or to a file." },
  workspace: { code: "limit-exceeded", message: "The program wrote more into its working directory than it may and was ended.", nextStep: "Write less." },
  cancelled: { code: "execution-refused", message: "The run was cancelled.", nextStep: "Run it again if it is still wanted." },
};

function errorOf({ error, stoppedBy }: RunResult): Pick<RunData, "error"> {
  if (error !== undefined) return { error: { ...error } };
  return stoppedBy === undefined ? {} : { error: forcedEnds[stoppedBy] };
}

function headOf({ exitCode, signal, durationMs, error, isolation, leftOut, executionId }: RunData): string {
  const end = error === undefined ? `exit code ${exitCode ?? "none"}${signal === null ? "" : `, signal ${signal}`}` : `${error.code}: ${error.message} ${error.nextStep ?? ""}`;
  const hidden = leftOut.stdoutCharacters + leftOut.stderrCharacters;
  const whole = hidden > 0 && executionId !== undefined ? ` The whole output: assay://executions/${executionId}/stdout and /stderr.` : "";
  return `${end}, ${durationMs} ms${isolation === "none" ? ", NOT ISOLATED" : ""}.${whole}`;
}

function linksOf(id: string): NonNullable<Reply<RunData>["links"]> {
  return [{ uri: `assay://executions/${id}`, name: `execution ${id}`, mimeType: "application/json" }];
}
