// The operator's policy for running code: defaults for what a request leaves open and ceilings for what it sets.
import { z } from "zod";
import { AssayError } from "../model/errors.ts";

const KIBIBYTE = 1024;
const MEBIBYTE = 1024 * KIBIBYTE;
const GIBIBYTE = 1024 * MEBIBYTE;

const positiveInteger = z.number().int().positive();

/** One limit of the policy: `standard` applies when a request is silent, `ceiling` is the most it may ask for. */
const limit = (standard: number, ceiling: number) =>
  z
    .strictObject({ standard: positiveInteger.default(standard), ceiling: positiveInteger.default(ceiling) })
    .refine((value) => value.standard <= value.ceiling, { message: "standard is above ceiling" })
    .prefault({});

/**
 * What an operator may set. Every field has a default; unknown fields are refused. Sizes are bytes, durations
 * milliseconds. A request can only tighten this: nothing in a request widens it.
 */
export const executionPolicySchema = z.strictObject({
  timeoutMs: limit(30_000, 10 * 60_000),
  memoryBytes: limit(512 * MEBIBYTE, 8 * GIBIBYTE),
  outputBytes: limit(10 * MEBIBYTE, 100 * MEBIBYTE),
  /** Processes and threads alive at once inside one run. */
  maximumProcesses: positiveInteger.max(32_768).default(256),
  maximumOpenFiles: positiveInteger.max(65_536).default(1024),
  /** Bytes that the private copy of the working directory may hold, what the run adds included. */
  workspaceBytes: positiveInteger.default(512 * MEBIBYTE),
  workspaceFiles: positiveInteger.default(100_000),
  /** Size of /tmp and, apart from it, of /dev/shm. */
  temporaryBytes: positiveInteger.default(128 * MEBIBYTE),
  codeBytes: positiveInteger.default(2 * MEBIBYTE),
  stdinBytes: positiveInteger.default(64 * MEBIBYTE),
  /** Bytes of all placed files of one request together. */
  placedBytes: positiveInteger.default(64 * MEBIBYTE),
  maximumRows: positiveInteger.default(1000),
  rowBytes: positiveInteger.default(4 * MEBIBYTE),
  maximumArtifacts: positiveInteger.default(1000),
  artifactBytes: positiveInteger.default(64 * MEBIBYTE),
  /** Text of a diff; files beyond are named in it without their text. */
  diffBytes: positiveInteger.default(16 * MEBIBYTE),
  /** Runs at once; the others wait. */
  concurrentRuns: positiveInteger.max(64).default(2),
  waitingRuns: positiveInteger.max(100_000).default(1000),
  /** Sessions open at once, how long one may lie idle, and how long it may live. */
  openSessions: positiveInteger.max(64).default(4),
  sessionIdleMs: positiveInteger.default(10 * 60_000),
  sessionLifetimeMs: positiveInteger.default(60 * 60_000),
  /**
   * What happens where the operating system cannot isolate: refuse, or run as an ordinary child process of the service,
   * which can read and change all that the service can. Every result of such a run says `isolation: "none"`.
   */
  withoutIsolation: z.enum(["refuse", "run-unprotected"]).default("refuse"),
  /** Folders whose descendants may be a working directory. Empty: no working directory may be named. */
  allowedRoots: z.array(z.string().min(1)).default([]),
  packages: z.enum(["allowed", "refused"]).default("allowed"),
  maximumPackages: positiveInteger.default(50),
  /** Where installed packages are kept; a folder that only the service's user may write. */
  packageCacheFolder: z.string().min(1).optional(),
  /** Host names that a run may be given access to; a request names a subset. Empty: no network at all. */
  networkHosts: z.array(z.string().min(1)).default([]),
  /** Commands that Bash code may not name; advice in front of the sandbox, never the boundary. */
  deniedCommands: z.array(z.string().min(1)).default([]),
  /** When given, the only commands that Bash code may name. */
  allowedCommands: z.array(z.string().min(1)).optional(),
});

/** A validated policy with every field present. */
export type ExecutionPolicy = z.infer<typeof executionPolicySchema>;

/** What an operator writes: any subset of the policy. */
export type ExecutionPolicyInput = z.input<typeof executionPolicySchema>;

/** Validates an operator's policy and fills in the defaults. Throws `config-invalid`. */
export function readExecutionPolicy(input: unknown = {}): ExecutionPolicy {
  const parsed = executionPolicySchema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw new AssayError({
    code: "config-invalid",
    message: `The execution policy is wrong: ${z.prettifyError(parsed.error)}`,
    nextStep: "Correct the named field; docs/executor.md lists all fields with their defaults.",
  });
}

/** The value in force for one limit: the request's, when it is at most the ceiling, else the standard one. */
export function resolveLimit(
  name: string,
  requested: number | undefined,
  bounds: { readonly standard: number; readonly ceiling: number },
): number {
  if (requested === undefined) return bounds.standard;
  if (requested <= bounds.ceiling) return requested;
  throw new AssayError({
    code: "execution-refused",
    message: `${name} ${requested} is above the ceiling ${bounds.ceiling} of the policy in force.`,
    nextStep: `Ask for at most ${bounds.ceiling}, or have the operator raise ${name}.ceiling.`,
  });
}
