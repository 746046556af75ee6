// Reads the operator's policy for `assay run`: a file named by the environment, plus the caller's folder as root.

import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { readExecutionPolicy, type ExecutionPolicyInput } from "../../api/run-code.ts";
import { AssayError } from "../../model/errors.ts";
import type { CliContext } from "../context.ts";

/** The environment entry that names the policy file. It is not a flag: who asks for a run must not widen it. */
const POLICY_VARIABLE = "ASSAY_EXECUTION_POLICY";

/** The policy in force. Throws `config-unreadable` or `config-invalid`. */
export function readRunPolicy(context: CliContext, flags: { readonly workspace?: string }): ExecutionPolicyInput {
  const policy = readExecutionPolicy(readOperatorPolicy(context));
  // `--workspace` names one folder for this one command, below which nothing else is opened.
  const workspace = flags.workspace === undefined ? [] : [resolve(context.cwd, flags.workspace)];
  return { ...policy, allowedRoots: [context.cwd, ...workspace, ...policy.allowedRoots] };
}

/** What the operator's file holds, not yet checked; an empty policy where none is named. Throws `config-unreadable`. */
export function readOperatorPolicy(context: CliContext): unknown {
  const path = context.environment[POLICY_VARIABLE];
  return path === undefined || path === "" ? {} : readJson(path);
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
