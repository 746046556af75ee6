// Turns what the operating system refused while a sandbox was being made into an expected failure with a next step.
import { AssayError } from "../../model/errors.ts";

const NEXT_STEPS: ReadonlyMap<unknown, string> = new Map([
  ["EMFILE", "Raise the limit of open files: `ulimit -n 1024` or more."],
  ["ENFILE", "Close programs, or raise the system's limit of open files: `sysctl fs.file-max`."],
  ["EAGAIN", "Wait until less is running, or raise the limit of processes: `ulimit -u`."],
  ["ENOMEM", "Wait until more memory is free."],
  ["ENOSPC", "Free some space in the temporary folder, or point TMPDIR elsewhere."],
  ["EDQUOT", "Free some space in the temporary folder, or point TMPDIR elsewhere."],
]);

/** An `isolation-unavailable` for an error of a system call; any other error as it is. */
export function explainSystemFailure(error: unknown): unknown {
  if (!(error instanceof Error) || !("syscall" in error) || !("code" in error)) return error;
  const elsewhere = error.syscall === "mkdtemp" ? "Point TMPDIR at a folder that this user can write." : "Run `assay doctor` to see what isolation lacks here.";
  return new AssayError({
    code: "isolation-unavailable",
    message: `The sandbox cannot be made: ${error.message}.`,
    nextStep: NEXT_STEPS.get(error.code) ?? elsewhere,
    cause: error,
  });
}
