// Chooses the findings that a fix is for, and says whether they are gone.

import type { Finding } from "../model/finding.ts";
import { checkFingerprint } from "./named-finding.ts";

/** The findings that must go. */
export interface Targets {
  readonly findings: readonly Finding[];
  /** True where every finding of their rules must go, not these alone. */
  readonly isByRule: boolean;
  /** True where nothing ties them to the change but the file: neither the request nor a changed line. */
  readonly isGuess: boolean;
  /** True where they stand beside the changed lines, none on them. */
  readonly isBeside?: boolean;
  /** Weaknesses of a named rule that has no finding: attacks of these kinds decide. */
  readonly cwe?: readonly string[];
}

/** The weaknesses that must go: of the findings, or of a named rule that has none. */
export function weaknessesOf({ findings, cwe }: Targets): readonly string[] {
  return [...findings.flatMap((finding) => finding.cwe), ...(cwe ?? [])];
}

/** Nothing in particular. */
export const noTargets: Targets = { findings: [], isByRule: false, isGuess: false };

export interface TargetRequest {
  /** The original's findings. */
  readonly findings: readonly Finding[];
  /** Changed lines of the original, 1-based, by file. */
  readonly lines: ReadonlyMap<string, ReadonlySet<number>>;
  readonly finding: string | undefined;
  readonly rule: string | undefined;
}

const NEAR_LINES = 2;

/**
 * A named finding, all findings of a named rule, or without either those that the change touches, with every other
 * finding of the same rules in the changed files. Findings of other rules, elsewhere in the files, are another matter.
 */
export function chooseTargets({ findings, lines, finding, rule }: TargetRequest): Targets {
  const real = findings.filter(({ category }) => category !== "tool");
  if (finding !== undefined) {
    checkFingerprint(finding);
    return { findings: real.filter(({ fingerprint }) => fingerprint.startsWith(finding)).slice(0, 1), isByRule: false, isGuess: false };
  }
  if (rule !== undefined) return { findings: real.filter(({ ruleId }) => ruleId === rule), isByRule: true, isGuess: false };
  const security = real.filter(({ category }) => category === "security");
  const touched = touchedBy(security, lines);
  const isBeside = !touched.some((finding) => isOn(finding, lines));
  const rules = new Set(touched.map(({ ruleId }) => ruleId));
  if (rules.size > 0) return { findings: security.filter(({ ruleId }) => rules.has(ruleId)), isByRule: true, isGuess: false, isBeside };
  if (security.length > 0) return { findings: security, isByRule: true, isGuess: true };
  return { findings: touchedBy(real.filter(({ severity }) => severity !== "info"), lines), isByRule: true, isGuess: false };
}

/** Of each changed block, the findings that are nearest to it: on its lines, or with a step of their data's path there. */
function touchedBy(findings: readonly Finding[], lines: TargetRequest["lines"]): Finding[] {
  const touched = new Set<Finding>();
  for (const [path, changed] of lines) {
    for (const [first, last] of blocksOf(changed)) {
      const away = findings.map((finding) => distance(finding, path, first, last));
      const nearest = Math.min(...away, NEAR_LINES + 1);
      if (nearest <= NEAR_LINES) for (const [index, finding] of findings.entries()) if (away[index] === nearest) touched.add(finding);
    }
  }
  return findings.filter((finding) => touched.has(finding));
}

function isOn(finding: Finding, lines: TargetRequest["lines"]): boolean {
  return [...lines].some(([path, changed]) => blocksOf(changed).some(([first, last]) => distance(finding, path, first, last) === 0));
}

function blocksOf(lines: ReadonlySet<number>): [number, number][] {
  const blocks: [number, number][] = [];
  for (const line of [...lines].sort((left, right) => left - right)) {
    const last = blocks.at(-1);
    if (last !== undefined && line <= last[1] + 1) last[1] = line;
    else blocks.push([line, line]);
  }
  return blocks;
}

function distance({ path, region, trace }: Finding, file: string, first: number, last: number): number {
  const places = [{ path, region }, ...trace].filter((place) => place.path === file);
  return Math.min(...places.map((place) => Math.max(0, first - place.region.endLine, place.region.startLine - last)), Number.POSITIVE_INFINITY);
}

/** What the rules say of both versions. */
export interface VersionFindings {
  readonly before: readonly Finding[];
  readonly after: readonly Finding[];
  readonly remaining: ReadonlySet<Finding>;
}

/** What is still there of the targets; undefined when they are gone. `remaining`: findings of the original that were recognised in the fixed version. */
export function describeTargets(targets: Targets, { before, after, remaining }: VersionFindings): { readonly reason: string; readonly place: string } | undefined {
  const rules = [...new Set(targets.findings.map(({ ruleId }) => ruleId))];
  for (const ruleId of rules) {
    const left = after.filter((finding) => finding.ruleId === ruleId);
    const had = before.filter((finding) => finding.ruleId === ruleId).length;
    const wanted = targets.isByRule ? 0 : Math.max(0, had - targets.findings.filter((finding) => finding.ruleId === ruleId).length);
    const same = targets.findings.find((finding) => finding.ruleId === ruleId && remaining.has(finding));
    const [first] = same === undefined ? left : [left.find(({ fingerprint }) => fingerprint === same.fingerprint) ?? same];
    if (first === undefined || (left.length <= wanted && same === undefined)) continue;
    const place = `${first.path}:${first.region.startLine}`;
    return { place, reason: `${ruleId} is still found at ${place}: ${first.message}` };
  }
  return undefined;
}
