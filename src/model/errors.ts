// Typed errors: every expected failure carries a stable code, what happened, and what to do next.

/** Stable error codes. A code never changes its meaning; doors and tests may rely on it. */
export type ErrorCode =
  | "usage"
  | "config-invalid"
  | "config-unreadable"
  | "rule-unknown"
  | "rule-option-invalid"
  | "language-unknown"
  | "reporter-unknown"
  | "path-missing"
  | "path-outside-root"
  | "git-failed"
  | "not-available"
  | "limit-exceeded"
  | "isolation-unavailable"
  | "execution-refused"
  | "execution-timeout"
  | "package-invalid"
  | "package-install-failed"
  | "output-unwritable"
  | "not-found"
  | "conflict"
  | "task-invalid"
  | "cursor-invalid"
  | "store-newer"
  | "store-damaged"
  | "store-read-only"
  | "store-full"
  | "store-busy"
  | "store-unreadable"
  | "cache-unsound"
  | "internal";

/** What {@link AssayError} is made from. `nextStep` tells the reader what mends it. */
export interface ErrorDetails {
  readonly code: ErrorCode;
  readonly message: string;
  readonly nextStep?: string;
  readonly cause?: unknown;
}

/** An expected failure. Doors turn it into an exit code 2, an MCP `isError`, or an HTTP problem. */
export class AssayError extends Error {
  readonly code: ErrorCode;
  readonly nextStep: string | undefined;

  constructor(details: ErrorDetails) {
    super(details.message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = "AssayError";
    this.code = details.code;
    this.nextStep = details.nextStep;
  }
}
