// Tells in the report of a rule that gave up: a notice that names it, and the reason why the report is incomplete.

import type { RuleCrash } from "../analyzers/quality/rule-runner.ts";
import type { Notice } from "../model/report.ts";

const code = "rule-crashed";

/** Without a path for a rule that looks at the whole project. */
export function toCrashNotice({ ruleId, message }: RuleCrash, path?: string): Notice {
  return { level: "error", code, message: `The rule ${ruleId} did not finish: ${message}`, ...(path === undefined ? {} : { path }) };
}

/** A rule that gave up has left findings out. */
export function reasonsOfCrashes(notices: readonly Notice[]): string[] {
  return notices.filter(isCrash).map(({ path, message }) => `${path === undefined ? "" : `${path}: `}${message}.`);
}

/** Of the paths those where a rule gave up: all of them, where it looked at the whole project. */
export function pathsOfCrashes(notices: readonly Notice[], paths: readonly string[]): string[] {
  const crashed = notices.filter(isCrash);
  return crashed.some(({ path }) => path === undefined) ? [...paths] : crashed.flatMap(({ path }) => path ?? []);
}

function isCrash(notice: Notice): boolean {
  return notice.code === code;
}
