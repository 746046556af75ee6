// Turns the flags of `assay run` into a request: reads code and files, splits names from values, reads quantities.

import { createReadStream, readFileSync, statSync } from "node:fs";
import type { Readable } from "node:stream";
import { resolve } from "node:path";
import { readExecutionPolicy, type ExecutionPolicyInput, type RunRequestInput } from "../../api/run-code.ts";
import { AssayError } from "../../model/errors.ts";
import { parseDuration, parseSize } from "../../model/quantities.ts";
import type { CliContext } from "../context.ts";

/** The flags as commander hands them over. */
export interface RunFlags {
  readonly language?: string;
  readonly workspace?: string;
  readonly cwd?: string;
  readonly file: readonly string[];
  readonly arg: readonly string[];
  readonly env: readonly string[];
  readonly param: readonly string[];
  readonly database?: string;
  readonly package: readonly string[];
  readonly host: readonly string[];
  readonly stdin?: string;
  readonly timeout?: string;
  readonly memory?: string;
  readonly maxOutput?: string;
  readonly json?: boolean;
}

/** Builds the request. Throws `usage`, `path-missing` or `limit-exceeded`. */
export async function buildRunRequest(
  words: readonly string[],
  flags: RunFlags,
  context: CliContext,
  policyInput: ExecutionPolicyInput,
): Promise<RunRequestInput> {
  const policy = readExecutionPolicy(policyInput);
  // Quantities first: nothing is read for a command line that is wrong anyway.
  const common = {
    ...(flags.timeout === undefined ? {} : { timeoutMs: parseDuration(flags.timeout, "--timeout") }),
    ...(flags.memory === undefined ? {} : { memoryBytes: parseSize(flags.memory, "--memory") }),
    ...(flags.maxOutput === undefined ? {} : { outputBytes: parseSize(flags.maxOutput, "--max-output") }),
    environment: readEnvironment(flags.env),
    arguments: [...flags.arg],
    packages: [...flags.package],
    networkHosts: [...flags.host],
    files: flags.file.map((pair) => readPlacedFile(pair, context, policy.placedBytes)),
    ...(flags.stdin === undefined ? {} : { stdin: new Uint8Array(await readBytes(flags.stdin, "--stdin", context, policy.stdinBytes)) }),
  };
  if (flags.workspace !== undefined) return { ...common, ...commandPart(words, flags, context, flags.workspace) };
  return { ...common, ...(await codePart(words, flags, context, policy.codeBytes)) };
}

function commandPart(words: readonly string[], flags: RunFlags, context: CliContext, workspace: string): RunRequestInput {
  if (flags.language !== undefined || flags.cwd !== undefined) throw usage("--workspace runs a command; it goes with neither --language nor --cwd.");
  if (words.length === 0) throw usage("--workspace needs a command after `--`.");
  return { command: [...words], workingDirectory: resolve(context.cwd, workspace), diff: true };
}

async function codePart(words: readonly string[], flags: RunFlags, context: CliContext, codeBytes: number): Promise<RunRequestInput> {
  const [source, ...more] = words;
  if (flags.language === undefined) throw usage("--language is missing.");
  if (source === undefined || more.length > 0) throw usage("Give one file of code, or `-` for standard input; arguments go by --arg.");
  if (source === "-" && flags.stdin === "-") throw usage("Code and --stdin cannot both come from standard input.");
  const bytes = await readBytes(source, "the code", context, codeBytes);
  return {
    language: flags.language,
    code: decodeText(bytes),
    parameters: readParameters(flags.param),
    ...(flags.database === undefined ? {} : { database: flags.database }),
    ...(flags.cwd === undefined ? {} : { workingDirectory: resolve(context.cwd, flags.cwd) }),
  };
}

function decodeText(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(bytes);
  } catch {
    throw usage("The code is not text: it is not valid UTF-8.");
  }
}

function readEnvironment(entries: readonly string[]): Record<string, string> {
  const environment: Record<string, string> = {};
  for (const entry of entries) {
    const split = entry.indexOf("=");
    if (split === -1) throw usage(`--env ${JSON.stringify(entry)} has no \`=\`.`);
    environment[entry.slice(0, split)] = entry.slice(split + 1);
  }
  return environment;
}

/** `value` binds in order, `:name=value` by name. Numbers, true, false and null are themselves, all else is text. */
function readParameters(entries: readonly string[]): NonNullable<RunRequestInput["parameters"]> {
  const named = entries.map((entry) => /^:([A-Za-z_]\w*)=(.*)$/s.exec(entry));
  if (named.every((match) => match === null)) return entries.map(readValue);
  if (named.some((match) => match === null)) throw usage("--param: bind all values in order, or all by name (:name=value).");
  return Object.fromEntries(named.map((match) => [match?.[1] ?? "", readValue(match?.[2] ?? "")]));
}

function readValue(text: string): string | number | boolean | null {
  if (text === "null") return null;
  if (text === "true" || text === "false") return text === "true";
  const isNumber = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?$/.test(text);
  // A number that would change its digits on the way stays text; SQLite converts by the column's affinity.
  if (isNumber && (Number.isSafeInteger(Number(text)) || /[.eE]/.test(text))) return Number(text);
  const isQuoted = /^".*"$/s.test(text);
  return isQuoted ? readQuoted(text) : text;
}

function readQuoted(text: string): string {
  try {
    return String(JSON.parse(text));
  } catch {
    return text;
  }
}

function readPlacedFile(pair: string, context: CliContext, limitBytes: number): { path: string; content: Uint8Array<ArrayBuffer> } {
  const split = pair.lastIndexOf(":");
  if (split <= 0) throw usage(`--file ${JSON.stringify(pair)} is not HOST:INSIDE.`);
  const host = resolve(context.cwd, pair.slice(0, split));
  const status = statSync(host, { throwIfNoEntry: false });
  if (status?.isFile() !== true) throw missing(`--file ${host}`, undefined);
  if (status.size > limitBytes) throw tooLarge(`--file ${host}`, limitBytes);
  try {
    return { path: pair.slice(split + 1), content: new Uint8Array(readFileSync(host)) };
  } catch (error) {
    throw missing(`--file ${host}`, error);
  }
}

/** Reads a file, or standard input for `-`, and stops as soon as it is too long. */
async function readBytes(path: string, name: string, context: CliContext, limitBytes: number): Promise<Buffer> {
  const stream: Readable = path === "-" ? process.stdin : createReadStream(resolve(context.cwd, path));
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of stream) {
      chunks.push(chunk as Buffer); // a stream without an encoding gives buffers
      length += (chunk as Buffer).length;
      if (length > limitBytes) throw tooLarge(name, limitBytes);
    }
  } catch (error) {
    throw error instanceof AssayError ? error : missing(`${name} (${path})`, error);
  }
  return Buffer.concat(chunks);
}

function usage(message: string): AssayError {
  return new AssayError({ code: "usage", message, nextStep: "`assay run --help` shows all options." });
}

function missing(name: string, cause: unknown): AssayError {
  return new AssayError({ code: "path-missing", message: `${name} cannot be read.`, nextStep: "Check the path.", cause });
}

function tooLarge(name: string, limitBytes: number): AssayError {
  return new AssayError({
    code: "limit-exceeded",
    message: `${name} is larger than ${limitBytes} bytes.`,
    nextStep: "Send less, or have the operator raise the limit in the execution policy.",
  });
}
