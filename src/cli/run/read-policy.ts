// Reads the operator's policy for `assay run`: a file named by the environment, plus the caller's folder as root.

import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { readExecutionPolicy, type ExecutionPolicyInput } from "../../api/run-code.ts";
import { AssayError } from "../../model/errors.ts";
import type { CliContext } from "../context.ts";

/** The environment entry that names the policy file. It is not a flag: who asks for a run must not widen it. */
export const POLICY_VARIABLE = "ASSAY_EXECUTION_POLICY";

/** The policy in force. Throws `config-unreadable` or `config-invalid`. */
export function readRunPolicy(context: CliContext, flags: { readonly workspace?: string }): ExecutionPolicyInput {
  const path = context.environment[POLICY_VARIABLE];
  const policy = readExecutionPolicy(path === undefined || path === "" ? {} : readJson(path));
  // `--workspace` names one folder for this one command, below which nothing else is opened.
  const workspace = flags.workspace === undefined ? [] : [resolve(context.cwd, flags.workspace)];
  return { ...policy, allowedRoots: [context.cwd, ...workspace, ...policy.allowedRoots] };
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    throw new AssayError({
      code: "config-unreadable",
      message: `The execution policy ${path}, named by ${POLICY_VARIABLE}, cannot be read as JSON.`,
      nextStep: "Correct the file or the path; docs/executor.md shows an example.",
      cause: error,
    });
  }
}
