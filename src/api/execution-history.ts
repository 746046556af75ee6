// The verbs on past runs: recording one, lists, figures, texts, patterns.

import { createHash } from "node:crypto";
import type { RunResult } from "../executor/result.ts";
import type { ExecutionFilter, ExecutionInput, ExecutionPatterns, ExecutionRecord, ExecutionStatistics, ExecutionStatus, ExecutionText, TextPiece } from "../model/execution-record.ts";
import type { Page } from "../model/origin.ts";
import { maskSecrets } from "./mask-secrets.ts";
import type { ProjectStore } from "./project-store.ts";

/** Each text is kept up to this many UTF-16 units: the beginning and, of what was printed, the end. */
const longestKept = 2_000_000;
const longestTitle = 120;

/** Keeps a run that ended, secrets masked. Throws `not-found` for a task that does not exist. */
export async function recordExecution(store: ProjectStore, input: ExecutionInput, result: RunResult): Promise<ExecutionRecord> {
  const [code, stdout, stderr] = [maskSecrets(input.code), maskSecrets(printed(result)), maskSecrets(result.stderr)];
  const texts = { code: code.text.slice(0, longestKept), stdout: keepEnds(stdout.text), stderr: keepEnds(stderr.text) };
  const { taskId, client, policyVersion } = input;
  const error = describeError(result, texts);
  const record = {
    language: input.language,
    status: statusOf(result),
    exitCode: result.exitCode,
    signal: result.signal,
    durationMs: result.durationMs,
    cpuMs: result.cpuMs,
    peakMemoryBytes: result.peakMemoryBytes,
    startedAt: input.startedAt.toISOString(),
    ...(taskId === undefined ? {} : { taskId }),
    ...(client === undefined ? {} : { client }),
    ...(policyVersion === undefined ? {} : { policyVersion }),
    title: titleOf(texts.code),
    codeHash: createHash("sha256").update(`${input.language}\0${texts.code}`).digest("hex").slice(0, 32),
    ...error,
    isolation: result.isolation,
    memoryEnforcement: result.memoryEnforcement,
    maskedSecrets: code.count + stdout.count + stderr.count,
    sizes: { code: texts.code.length, stdout: texts.stdout.length, stderr: texts.stderr.length },
    origin: await store.origin(),
  };
  return store.call("addExecution", { record, texts });
}

/** A query prints its rows. */
function printed({ stdout, rows, columns }: RunResult): string {
  if (rows === undefined) return stdout;
  return `${stdout}${JSON.stringify({ columns, rows })}\n`;
}

function keepEnds(text: string): string {
  if (text.length <= longestKept) return text;
  const half = longestKept / 2;
  return `${text.slice(0, half)}\n… ${text.length - longestKept} characters were not kept …\n${text.slice(-half)}`;
}

function statusOf(result: RunResult): ExecutionStatus {
  if (result.stoppedBy === "cancelled") return "cancelled";
  if (result.timedOut) return "timeout";
  if (result.outOfMemory) return "out-of-memory";
  if (result.stoppedBy !== undefined) return "stopped";
  if (result.error !== undefined && result.exitCode === null) return "refused";
  return result.exitCode === 0 ? "passed" : "failed";
}

/** The first line of the code that says something. */
function titleOf(code: string): string {
  const line = code.split("\n", 200).map((text) => text.trim()).find((text) => /\w/.test(text) && !/^(?:#!|#|\/\/|--|import |from \S+ import |"use strict")/.test(text));
  const title = line ?? code.trim().split("\n", 1)[0]!;
  return title.length > longestTitle ? `${title.slice(0, longestTitle - 1)}…` : title;
}

/** `NameError: name 'x' is not defined`, as Python, JavaScript and others end their reports; Bash's own words. */
function describeError(result: RunResult, { stderr }: { readonly stderr: string }): { readonly errorKind?: string; readonly errorMessage?: string } {
  if (result.error !== undefined) return { errorKind: result.error.code, errorMessage: result.error.message.slice(0, 500) };
  if (result.exitCode === 0) return {};
  const lines = stderr.trimEnd().split("\n").slice(-60).reverse();
  for (const line of lines) {
    const named = /^(?:Uncaught )?(?:[\w.]+\.)?([A-Z]\w*(?:Error|Exception|Warning|Interrupt|Exit)\w*)(?: \[[A-Z_]+\])?(?::\s*(.*))?$/.exec(line.trim());
    if (named !== null) return { errorKind: named[1]!, errorMessage: (named[2] ?? named[1]!).slice(0, 500) };
    const shell = /: (command not found|No such file or directory|Permission denied|syntax error[^:]*|unbound variable)/.exec(line);
    if (shell !== null) return { errorKind: shell[1]!, errorMessage: line.slice(0, 500) };
  }
  const last = lines.find((line) => line.trim() !== "");
  return { errorKind: result.signal === null ? `exit code ${result.exitCode}` : result.signal, ...(last === undefined ? {} : { errorMessage: last.slice(0, 500) }) };
}

/** Throws `not-found`. */
export function getExecution(store: ProjectStore, id: string): Promise<ExecutionRecord> {
  return store.call("getExecution", { id });
}

/** Newest first. */
export function listExecutions(store: ProjectStore, filter: ExecutionFilter = {}): Promise<Page<ExecutionRecord>> {
  return store.call("listExecutions", filter);
}

/** Over all runs that the filter lets through. */
export function executionStatistics(store: ProjectStore, filter: ExecutionFilter = {}): Promise<ExecutionStatistics> {
  return store.call("executionStatistics", filter);
}

/** `offset` and `limit` in UTF-16 units. */
export function readExecutionText(store: ProjectStore, request: { readonly id: string; readonly name: ExecutionText; readonly offset?: number | undefined; readonly limit?: number | undefined }): Promise<TextPiece> {
  return store.call("executionText", request);
}

export function executionPatterns(store: ProjectStore, request: { readonly language?: string | undefined; readonly since?: string | undefined; readonly limit?: number | undefined } = {}): Promise<ExecutionPatterns> {
  return store.call("executionPatterns", request);
}
