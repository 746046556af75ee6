// Runs a project's tests in the sandbox, on copies: first as it is, then with the fix.

import { join } from "node:path";
import type { Rung } from "../model/verdict.ts";
import { readBytes } from "../source/read-source.ts";
import type { ChangedFile } from "../verification/static-checks.ts";
import { describeCoverage, readCoverage, withCoverage } from "./test-coverage.ts";
import { findTestCommand, type TestCommand } from "../verification/test-command.ts";
import { type ExecutionPolicyInput, type Executor, type RunResult, runInProject } from "./run-code.ts";
import { listWorkTreeFiles } from "../repository/work-tree-files.ts";
import { discoverFiles } from "../source/discover-files.ts";
import { languages } from "../languages/registry.generated.ts";

export interface TestsRequest {
  readonly root: string;
  readonly files: readonly ChangedFile[];
  /** The command as a shell reads it; found by itself when undefined. */
  readonly command: string | undefined;
  /** What the tests came to before any fix, by command: changes of one project are judged by one run. */
  readonly baselines: Map<string, RunResult>;
  /** The operator's policy, where a door has one; its limits hold. */
  readonly policy?: ExecutionPolicyInput | undefined;
  readonly signal: AbortSignal | undefined;
}

const TEST_TIMEOUT_MS = 120_000;
const MEMORY_BYTES = 2 * 1024 ** 3;
const REPEATS = 2;
const HEAD_CHARACTERS = 600;
/** What unittest says where it found nothing to run: up to Python 3.11 that passes. */
const ranNone = /^Ran 0 tests\b/m;

/** The rung `tests-pass`. */
export async function judgeTests(request: TestsRequest): Promise<Rung> {
  const command = request.command === undefined ? await findByItself(request.root) : { command: request.command, packages: [], why: "given" };
  if (command === undefined) return absent("No test command was found; give one with --tests.");
  return runInProject(request, (executor) => compareRuns(executor, request, command), (error) => notRun(`The tests could not be run: ${error.message}`));
}

async function compareRuns(executor: Executor, request: TestsRequest, command: TestCommand): Promise<Rung> {
  const baseline = request.baselines.get(command.command) ?? (await runTests(executor, request, command, []));
  request.baselines.set(command.command, baseline);
  if (ranNone.test(baseline.stderr)) return absent(`No test was found by \`${command.command}\`; give a command with --tests.`);
  if (!passes(baseline)) return notRun(`baseline-broken: the tests fail before the fix already (${describe(command, baseline)}).`);
  const { result: fixed, coverage } = await runCovered(executor, request, command);
  if (passes(fixed)) return passed(`They pass before and after: ${describe(command, fixed)}.`, coverage);
  // What ran out of time would most likely only do so again.
  for (let repeat = 0; repeat < REPEATS && !fixed.timedOut; repeat += 1) {
    const again = await runTests(executor, request, command, request.files);
    if (passes(again)) return passed(`flaky: they failed once with the fix and passed when run again: ${describe(command, again)}. ${headOf(fixed)}`, coverage);
  }
  return { name: "tests-pass", status: "failed", evidence: [`They pass before the fix and fail with it: ${describe(command, fixed)}. ${headOf(fixed)}`.trim()] };
}

function passed(how: string, coverage: string | undefined): Rung {
  return { name: "tests-pass", status: "passed", evidence: coverage === undefined ? [how.trim()] : [how.trim(), coverage] };
}

/** With the fix; the tests tell besides which of its lines they ran. */
async function runCovered(executor: Executor, request: TestsRequest, command: TestCommand): Promise<{ result: RunResult; coverage: string | undefined }> {
  const covered = withCoverage(command.command, request.files);
  const result = await runTests(executor, request, { ...command, command: covered.command }, request.files, covered.files);
  const { coverage, output } = readCoverage(result.stdout);
  return { result: { ...result, stdout: output }, coverage: describeCoverage(coverage) };
}

function notRun(reason: string): Rung {
  return { name: "tests-pass", status: "not-run", evidence: [reason] };
}

/** There is nothing to run. */
function absent(reason: string): Rung {
  return { ...notRun(reason), isAbsent: true };
}

async function findByItself(root: string): Promise<TestCommand | undefined> {
  const { files } = await discoverFiles({ paths: [], workingDirectory: root, languages, maxFileSizeBytes: Number.MAX_SAFE_INTEGER, noIgnore: false, listWorkTree: listWorkTreeFiles });
  const read = (path: string): string | undefined => {
    const bytes = readBytes({ path, absolutePath: join(root, path), maxFileSizeBytes: 1024 * 1024 });
    return "reason" in bytes ? undefined : bytes.toString("utf8");
  };
  return findTestCommand(files.map(({ path }) => path), read);
}

async function runTests(executor: Executor, { root, signal }: TestsRequest, test: TestCommand, files: readonly ChangedFile[], beside: readonly { readonly path: string; readonly content: string }[] = []): Promise<RunResult> {
  const deleted = files.filter(({ after }) => after === undefined).map(({ path }) => path);
  const placed = files.flatMap(({ path, after }) => (after === undefined ? [] : [{ path, content: after }]));
  const script = deleted.length === 0 ? test.command : `rm -f -- ${deleted.map((path) => `'${path.replaceAll("'", `'\\''`)}'`).join(" ")}; ${test.command}`;
  const common = { workingDirectory: root, files: [...placed, ...beside], environment: { CI: "true" }, timeoutMs: Math.min(TEST_TIMEOUT_MS, executor.policy.timeoutMs.ceiling), memoryBytes: Math.min(MEMORY_BYTES, executor.policy.memoryBytes.ceiling) };
  const what = test.packages.length === 0 ? { command: ["/bin/sh", "-c", script] } : { language: "python", code: pythonRunner(script), packages: [...test.packages] };
  const { result } = await executor.run({ ...common, ...what }, signal === undefined ? {} : { signal });
  return result;
}

/** Packages come with a language, so the command is run by a program of that language. */
function pythonRunner(script: string): string {
  return `import subprocess, sys\nsys.exit(subprocess.run(["/bin/sh", "-c", ${JSON.stringify(script)}]).returncode)\n`;
}

function passes(result: RunResult): boolean {
  return result.exitCode === 0;
}

function describe({ command }: TestCommand, result: RunResult): string {
  const end = result.timedOut ? "ran out of time" : `exit code ${result.exitCode ?? "none"}`;
  return `\`${command}\`, ${end}`;
}

function headOf(result: RunResult): string {
  const output = (result.stdout + result.stderr).trim();
  return output === "" ? "" : `Its output ends: ${output.slice(-HEAD_CHARACTERS)}`;
}
