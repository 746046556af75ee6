// Checks a request to run code once, at the door: the shape, the sizes and every name that reaches the system.
import { z } from "zod";
import { AssayError } from "../model/errors.ts";
import type { ExecutionPolicy } from "./policy.ts";
import { resolveLimit } from "./policy.ts";

const MAXIMUM_PLACED_FILES = 1000;
const MAXIMUM_ARGUMENTS = 1000;
const MAXIMUM_ARGUMENT_BYTES = 1024 * 1024;
const MAXIMUM_ENVIRONMENT_ENTRIES = 500;
const MAXIMUM_PATH_LENGTH = 1000;

const noNul = (text: string): boolean => !text.includes("\0");
const textWithoutNul = z.string().refine(noNul, { message: "holds a NUL character" });

/** Text is what survives UTF-8: no NUL, and no half of a surrogate pair. */
const codeText = textWithoutNul.refine((text) => !/\p{Surrogate}/u.test(text), { message: "is not well-formed text" });

const environmentName = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, "is not a name [A-Za-z_][A-Za-z0-9_]*");

/** Says what is wrong with a path that is to lie inside the workspace, or nothing. */
export function describeInsidePathProblem(path: string): string | undefined {
  if (path === "" || path.length > MAXIMUM_PATH_LENGTH) return "is empty or too long";
  if (/[\0-\x1f\x7f]/.test(path)) return "holds a control character";
  if (path.startsWith("/") || path.startsWith("~")) return "is not relative";
  const isPlain = path.split("/").every((part) => part !== "" && part !== "." && part !== "..");
  return isPlain ? undefined : "has an empty part, `.` or `..`";
}

const insidePath = z.string().check((context) => {
  const problem = describeInsidePathProblem(context.value);
  if (problem !== undefined) context.issues.push({ code: "custom", message: problem, input: context.value });
});

const content = z.union([z.string(), z.instanceof(Uint8Array)]);
const positiveLimit = z.number().int().positive();
const sqlValue = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/** The outer form of a request, common to code and to commands. */
export const runRequestSchema = z.strictObject({
  language: z.string().min(1).optional(),
  code: codeText.optional(),
  /** A program and its arguments, run in the workspace instead of code. */
  command: z.array(textWithoutNul).min(1).optional(),
  files: z.array(z.strictObject({ path: insidePath, content })).max(MAXIMUM_PLACED_FILES).default([]),
  arguments: z.array(textWithoutNul).max(MAXIMUM_ARGUMENTS).default([]),
  environment: z.record(environmentName, textWithoutNul).default({}),
  stdin: content.optional(),
  workingDirectory: textWithoutNul.min(1).optional(),
  timeoutMs: positiveLimit.optional(),
  memoryBytes: positiveLimit.optional(),
  outputBytes: positiveLimit.optional(),
  packages: z.array(z.string().min(1)).default([]),
  networkHosts: z.array(z.string().min(1)).default([]),
  /** SQL: values bound in order, or by name. */
  parameters: z.union([z.array(sqlValue), z.record(z.string(), sqlValue)]).default([]),
  /** SQL: a database file inside the workspace; in memory without it. */
  database: insidePath.optional(),
  /** Whether the changes to the workspace come back as a unified diff. */
  diff: z.boolean().default(false),
});

/** What a caller hands in. */
export type RunRequestInput = z.input<typeof runRequestSchema>;

/** A checked request whose limits are the ones in force. */
export type RunRequest = Omit<z.infer<typeof runRequestSchema>, "timeoutMs" | "memoryBytes" | "outputBytes"> & {
  readonly timeoutMs: number;
  readonly memoryBytes: number;
  readonly outputBytes: number;
};

// Below this no interpreter starts, and the reason would be hard to tell from the program's own failure.
const MINIMUM_MEMORY_BYTES = 16 * 1024 * 1024;

/** Validates a request against the policy. Throws `usage`, `limit-exceeded` or `execution-refused`. */
export function readRunRequest(input: unknown, policy: ExecutionPolicy): RunRequest {
  const parsed = runRequestSchema.safeParse(input);
  if (!parsed.success) throw refuseShape(parsed.error);
  const request = parsed.data;
  checkWhatToRun(request);
  checkSizes(request, policy);
  checkNetwork(request.networkHosts, policy);
  const memoryBytes = resolveLimit("memoryBytes", request.memoryBytes, policy.memoryBytes);
  if (memoryBytes < MINIMUM_MEMORY_BYTES) {
    throw new AssayError({
      code: "usage",
      message: `memoryBytes ${memoryBytes} is less than any interpreter needs to start.`,
      nextStep: `Ask for at least ${MINIMUM_MEMORY_BYTES} bytes (16MB).`,
    });
  }
  return {
    ...request,
    memoryBytes,
    timeoutMs: resolveLimit("timeoutMs", request.timeoutMs, policy.timeoutMs),
    outputBytes: resolveLimit("outputBytes", request.outputBytes, policy.outputBytes),
  };
}

function refuseShape(error: z.ZodError): AssayError {
  const issue = error.issues[0];
  const isName = issue?.code === "invalid_key";
  const problem = isName ? "is not a name of the form [A-Za-z_][A-Za-z0-9_]*" : issue?.message;
  const where = issue === undefined || issue.path.length === 0 ? "The request" : `\`${issue.path.join(".")}\``;
  return new AssayError({
    code: "usage",
    message: `${where}: ${problem ?? "is not a request"}.`,
    nextStep: "Correct that field of the request; docs/executor.md lists all fields.",
  });
}

function checkWhatToRun(request: z.infer<typeof runRequestSchema>): void {
  const hasCode = request.language !== undefined && request.code !== undefined;
  if (hasCode !== (request.command !== undefined)) return;
  throw new AssayError({
    code: "usage",
    message: "A request needs either `language` and `code`, or `command`.",
    nextStep: "Give one of the two.",
  });
}

function checkSizes(request: z.infer<typeof runRequestSchema>, policy: ExecutionPolicy): void {
  const placedBytes = request.files.reduce((sum, file) => sum + byteLength(file.content), 0);
  const argumentBytes = [...request.arguments, ...(request.command ?? [])].reduce((sum, text) => sum + byteLength(text), 0);
  const environment = Object.entries(request.environment);
  const environmentBytes = environment.reduce((sum, [name, value]) => sum + byteLength(name) + byteLength(value), 0);
  const sizes: readonly (readonly [string, number, number])[] = [
    ["code", byteLength(request.code ?? ""), policy.codeBytes],
    ["files", placedBytes, policy.placedBytes],
    ["stdin", byteLength(request.stdin ?? ""), policy.stdinBytes],
    ["arguments", argumentBytes, MAXIMUM_ARGUMENT_BYTES],
    ["environment", environmentBytes, MAXIMUM_ARGUMENT_BYTES],
    ["environment entries", environment.length, MAXIMUM_ENVIRONMENT_ENTRIES],
    ["packages", request.packages.length, policy.maximumPackages],
  ];
  for (const [name, actual, allowed] of sizes) {
    if (actual > allowed) {
      throw new AssayError({
        code: "limit-exceeded",
        message: `The request's ${name} are ${actual} large; ${allowed} is the limit.`,
        nextStep: `Send less, or have the operator raise the limit on ${name}.`,
      });
    }
  }
}

function checkNetwork(hosts: readonly string[], policy: ExecutionPolicy): void {
  const refused = hosts.find((host) => !policy.networkHosts.includes(host));
  if (refused === undefined) return;
  throw new AssayError({
    code: "execution-refused",
    message: `The policy in force gives no run access to the host ${JSON.stringify(refused)}.`,
    nextStep: "Leave it out, or have the operator add it to networkHosts.",
  });
}

function byteLength(value: string | Uint8Array): number {
  return typeof value === "string" ? Buffer.byteLength(value) : value.byteLength;
}
