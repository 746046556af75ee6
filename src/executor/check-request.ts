// What a request may not ask of its language, and which commands the operator's lists refuse, before anything is prepared.
import { AssayError } from "../model/errors.ts";
import { checkCommandWords, checkShellCode } from "./command-policy/check-commands.ts";
import { findRunLanguage } from "./languages/registry.ts";
import type { ExecutionPolicy } from "./policy.ts";
import type { RunRequest } from "./request.ts";

/** What only one language understands is refused with another, instead of being passed over. */
export function checkLanguage({ language, parameters, database }: RunRequest): void {
  const returnsRows = language !== undefined && findRunLanguage(language).readRows !== undefined;
  const given = [...(Object.keys(parameters).length === 0 ? [] : ["parameters"]), ...(database === undefined ? [] : ["database"])];
  if (returnsRows || given.length === 0) return;
  throw new AssayError({
    code: "usage",
    message: `The request's ${given.join(" and ")} cannot be used with ${language ?? "a command"}.`,
    nextStep: "Leave them out, or ask for the language sql.",
  });
}

/** The operator's lists see commands before anything starts; they can only refuse more than the sandbox would. */
export function checkCommands(request: RunRequest, policy: ExecutionPolicy): void {
  if (request.command !== undefined) checkCommandWords([...request.command, ...request.arguments], policy);
  else if (findRunLanguage(request.language ?? "").isShell === true) checkShellCode(request.code ?? "", policy);
}
