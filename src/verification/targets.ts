// Chooses the findings that a fix is for, and says whether they are gone.

import { AssayError } from "../model/errors.ts";
import type { Finding } from "../model/finding.ts";

/** The findings that must go. */
export interface Targets {
  readonly findings: readonly Finding[];
  /** True where every finding of their rules must go, not these alone. */
  readonly isByRule: boolean;
  /** True where nothing ties them to the change but the file: neither the request nor a changed line. */
  readonly isGuess: boolean;
}

export interface TargetRequest {
  /** The original's findings. */
  readonly findings: readonly Finding[];
  /** Changed lines of the original, 1-based, by file. */
  readonly lines: ReadonlyMap<string, ReadonlySet<number>>;
  readonly finding: string | undefined;
  readonly rule: string | undefined;
}

const SHORTEST_FINGERPRINT = 4;
const NEAR_LINES = 2;

/**
 * A named finding, all findings of a named rule, or without either those that the change touches, with every other
 * finding of the same rules in the changed files. Findings of other rules, elsewhere in the files, are another matter.
 */
export function chooseTargets({ findings, lines, finding, rule }: TargetRequest): Targets {
  const real = findings.filter(({ category }) => category !== "tool");
  if (finding !== undefined) {
    if (finding.length < SHORTEST_FINGERPRINT) throw new AssayError({ code: "usage", message: `${JSON.stringify(finding)} is too short for a finding's fingerprint.`, nextStep: `Give at least ${SHORTEST_FINGERPRINT} digits.` });
    return { findings: real.filter(({ fingerprint }) => fingerprint.startsWith(finding)).slice(0, 1), isByRule: false, isGuess: false };
  }
  if (rule !== undefined) return { findings: real.filter(({ ruleId }) => ruleId === rule), isByRule: true, isGuess: false };
  const security = real.filter(({ category }) => category === "security");
  const touched = security.filter((one) => isTouched(one, lines));
  const rules = new Set(touched.map(({ ruleId }) => ruleId));
  if (rules.size > 0) return { findings: security.filter(({ ruleId }) => rules.has(ruleId)), isByRule: true, isGuess: false };
  if (security.length > 0) return { findings: security, isByRule: true, isGuess: true };
  return { findings: real.filter((one) => one.severity !== "info" && isTouched(one, lines)), isByRule: true, isGuess: false };
}

/** On a changed line, or with a step of its data's path there. */
function isTouched({ path, region, trace }: Finding, lines: TargetRequest["lines"]): boolean {
  const near = (file: string, first: number, last: number): boolean => [...(lines.get(file) ?? [])].some((line) => line >= first - NEAR_LINES && line <= last + NEAR_LINES);
  return near(path, region.startLine, region.endLine) || trace.some((step) => near(step.path, step.region.startLine, step.region.endLine));
}

/** What is still there of the targets; undefined when they are gone. */
export function describeTargets(targets: Targets, before: readonly Finding[], after: readonly Finding[]): { readonly reason: string; readonly place: string } | undefined {
  const rules = [...new Set(targets.findings.map(({ ruleId }) => ruleId))];
  for (const ruleId of rules) {
    const left = after.filter((finding) => finding.ruleId === ruleId);
    const had = before.filter((finding) => finding.ruleId === ruleId).length;
    const wanted = targets.isByRule ? 0 : Math.max(0, had - targets.findings.filter((finding) => finding.ruleId === ruleId).length);
    const same = left.find((finding) => targets.findings.some(({ fingerprint }) => fingerprint === finding.fingerprint));
    const [first] = same === undefined ? left : [same];
    if (first === undefined || (left.length <= wanted && same === undefined)) continue;
    const place = `${first.path}:${first.region.startLine}`;
    return { place, reason: `${ruleId} is still found at ${place}: ${first.message}` };
  }
  return undefined;
}
