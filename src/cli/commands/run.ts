// `assay run`: runs code or a command in the sandbox and shows its output live, or its result as one JSON object.

import { Command, CommanderError } from "commander";
import { describeRefusal, runCode, RUN_LANGUAGES, type RunOutcome, type RunResult } from "../../api/run-code.ts";
import { AssayError } from "../../model/errors.ts";
import type { CliContext } from "../context.ts";
import { readRunPolicy } from "../run/read-policy.ts";
import { buildRunRequest, type RunFlags } from "../run/build-request.ts";
import { createLiveOutput } from "../run/live-output.ts";

const REFUSED = 2;
const TIMED_OUT = 124;
const CANCELLED = 130;
const ENDED_BY_FORCE = 137;

/** The `run` command. */
export function createRunCommand(context: CliContext): Command {
  const command = new Command("run")
    .description("run code or a command in a sandbox; nothing on this machine changes")
    .usage("--language <language> [options] <file|->\n       assay run --workspace <folder> [options] -- <command...>")
    .argument("[code...]", "a file that holds the code, `-` for standard input; with --workspace the command")
    .option("-l, --language <language>", `what the code is: ${RUN_LANGUAGES.map(({ id }) => id).join(", ")}`)
    .option("--workspace <folder>", "run a command in a private copy of this folder and show what it changes as a diff")
    .option("--cwd <folder>", "work in a private copy of this folder (default: an empty one)")
    .option("--file <host:inside>", "place a file of this machine; repeatable", collect, [])
    .option("--arg <text>", "an argument of the program; repeatable", collect, [])
    .option("--env <name=value>", "an environment entry; repeatable", collect, [])
    .option("--param <value>", "SQL: a value to bind, or name=value with a leading colon; repeatable", collect, [])
    .option("--database <path>", "SQL: a database file inside the working folder (default: in memory)")
    .option("--package <name>", "a package that the code needs; repeatable", collect, [])
    .option("--host <name>", "a host that the run may reach, of those that the operator allows; repeatable", collect, [])
    .option("--stdin <file>", "what the program reads from its standard input")
    .option("--timeout <duration>", "at most this long: 500ms, 5s, 2m or seconds (default 30s)")
    .option("--memory <size>", "at most this much memory: 256MB, 1GB or bytes (default 512MB)")
    .option("--max-output <size>", "keep at most this much output (default 10MB)")
    .option("--json", "print the result as one JSON object and nothing else")
    .action((words: string[], flags: RunFlags) => run(words, { ...flags, json: asksForJson(command) }, context));
  return withJsonErrors(command, context);
}

function collect(value: string, previous: readonly string[]): readonly string[] {
  return [...previous, value];
}

/** Commander's own complaints (an unknown flag, a missing value) are outcomes too, so they take the JSON form. */
function withJsonErrors(command: Command, context: CliContext): Command {
  const complain = command.error.bind(command);
  command.error = (message, options) => {
    if (!asksForJson(command)) return complain(message, options);
    const error = new AssayError({
      code: "usage",
      message: message.replace(/^error: /, "").split("\n", 1)[0] ?? message,
      nextStep: "`assay run --help` shows all options.",
    });
    writeJson(describeRefusal(error), context);
    throw new CommanderError(REFUSED, options?.code ?? "commander.error", message);
  };
  return command;
}

/** Also where a flag without its value has taken `--json` for it; an argument of the program may be called so. */
function asksForJson(command: Command): boolean {
  const words = wordsOf(command);
  const end = words.indexOf("--");
  const own = end === -1 ? words : words.slice(0, end);
  return own.some((word, index) => word === "--json" && own[index - 1] !== "--arg");
}

/** The words of the whole command line, which commander keeps on the outermost command. */
function wordsOf(command: Command): readonly string[] {
  let outermost = command;
  while (outermost.parent !== null) outermost = outermost.parent;
  return "rawArgs" in outermost && Array.isArray(outermost.rawArgs) ? outermost.rawArgs : outermost.args;
}

async function run(words: readonly string[], flags: RunFlags, context: CliContext): Promise<void> {
  const cancel = new AbortController();
  const interrupt = (): void => cancel.abort();
  process.on("SIGINT", interrupt);
  process.on("SIGTERM", interrupt);
  try {
    const policy = readRunPolicy(context, flags);
    const request = await buildRunRequest(words, flags, context, policy);
    const live = flags.json === true ? undefined : createLiveOutput(context, interrupt);
    const outcome = await runCode(request, { policy, signal: cancel.signal, ...(live === undefined ? {} : { onOutput: live.write }) });
    await live?.finish(cancel.signal);
    show(outcome, { isJson: flags.json === true, isCancelled: cancel.signal.aborted }, context);
  } catch (error) {
    const refusal = flags.json === true ? describeRefusal(error) : undefined;
    if (refusal === undefined) throw error;
    writeJson(refusal, context);
    context.exitCode = REFUSED;
  } finally {
    process.off("SIGINT", interrupt);
    process.off("SIGTERM", interrupt);
  }
}

function show(outcome: RunOutcome, { isJson, isCancelled }: { readonly isJson: boolean; readonly isCancelled: boolean }, context: CliContext): void {
  const { result } = outcome;
  if (isJson) {
    writeJson(result, context);
    context.exitCode = 0;
    return;
  }
  // Whoever cancelled may have done so because nobody reads.
  if (result.diff !== undefined && !isCancelled) context.writeOut(result.diff);
  for (const line of describeEnd(result)) context.writeErr(`assay: ${line}\n`);
  context.exitCode = exitCodeOf(result);
}

function describeEnd(result: RunResult): string[] {
  const dropped = result.truncated.stdoutBytes + result.truncated.stderrBytes;
  const reasons: Readonly<Record<NonNullable<RunResult["stoppedBy"]>, string>> = {
    timeout: `ended after ${result.durationMs} ms: the time was up (--timeout)`,
    memory: "ended: it used more memory than allowed (--memory)",
    output: "ended: it did not stop writing output (--max-output)",
    workspace: "ended: it made too many files",
    cancelled: "cancelled",
  };
  return [
    ...(result.isolation === "none" ? ["this run was NOT isolated, as the operator's policy allows: it could do all that you can"] : []),
    ...(result.stoppedBy === undefined ? [] : [reasons[result.stoppedBy]]),
    ...(dropped === 0 ? [] : [`${dropped} bytes of output were dropped (--max-output)`]),
    ...(result.truncatedRows === true ? ["more rows were found than are kept"] : []),
    ...(result.truncatedChanges === true ? ["more was changed than is listed or shown (the policy's maximumArtifacts, diffBytes)"] : []),
  ];
}

function exitCodeOf(result: RunResult): number {
  if (result.stoppedBy === "timeout") return TIMED_OUT;
  if (result.stoppedBy === "cancelled") return CANCELLED;
  return result.exitCode ?? ENDED_BY_FORCE;
}

function writeJson(result: RunResult | undefined, context: CliContext): void {
  context.writeOut(`${JSON.stringify(result)}\n`);
}
