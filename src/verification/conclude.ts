// Draws the verdict from the rungs: accepted, refused or undecided, and why.

import type { Finding } from "../model/finding.ts";
import { type Rung, type RungName, type Verdict, rungNames } from "../model/verdict.ts";
import { toolVersion } from "../model/version.ts";
import type { Refusal } from "./static-checks.ts";

export interface Outcome {
  /** The findings that the fix is to remove. */
  readonly findings: readonly Finding[];
  /** Those that were tried. */
  readonly rungs: readonly Rung[];
  /** The most telling first. */
  readonly refusals: readonly Refusal[];
  /** Why less is certain than it looks. */
  readonly reservation?: string | undefined;
}

/** `wanted` is the rung to reach, with all below it of which the project has something to run; undefined asks for what can be had, at least `finding-gone`. */
export function conclude(wanted: RungName | undefined, { findings, rungs, refusals, reservation }: Outcome): Verdict {
  const all = rungNames.map((name) => rungs.find((rung) => rung.name === name) ?? notRun(name));
  const failed = all.find(({ status }) => status === "failed");
  const passed = all.filter(({ status }) => status === "passed").map(({ name }) => name);
  const level = passed.at(-1) ?? "none";
  const hasBase = passed.includes("finding-gone");
  const wantedLevel = wanted ?? (passed.at(-1) ?? "finding-gone");
  const isReached = hasBase && rungNames.indexOf(wantedLevel) <= rungNames.indexOf(passed.at(-1) ?? "parses");
  const needed = all.filter(({ name, isAbsent }) => name === wantedLevel || (isAbsent !== true && rungNames.indexOf(name) < rungNames.indexOf(wantedLevel)));
  const missing = needed.find(({ status }) => status === "not-run");
  const verdict = failed !== undefined ? "refused" : isReached && (missing === undefined || wanted === undefined) ? "accepted" : "undecided";
  const [refusal] = refusals;
  const reason = failed !== undefined ? (refusal?.reason ?? failed.evidence[0] ?? "") : verdict === "accepted" ? describeAcceptance(all) : (missing?.evidence[0] ?? "Too little is known to decide.");
  const code = failed !== undefined ? (refusal?.code ?? failed.name) : verdict;
  return {
    schemaVersion: 1,
    toolVersion,
    verdict,
    level,
    wantedLevel,
    reason: reservation === undefined || verdict === "undecided" ? reason : `${reason} (${reservation})`,
    code,
    findings: findings.map(({ ruleId, path, region, fingerprint }) => ({ ruleId, path, line: region.startLine, fingerprint })),
    rungs: all,
  };
}

function notRun(name: RungName): Rung {
  const why: Readonly<Record<RungName, string>> = {
    parses: "Not reached.",
    "finding-gone": "Not reached.",
    "tests-pass": "Not reached, or not asked for.",
    "proof-flips": "No executable proof is known for this rule.",
    "behaviour-kept": "Not reached, or not asked for.",
  };
  return { name, status: "not-run", evidence: [why[name]] };
}

function describeAcceptance(rungs: readonly Rung[]): string {
  const open = rungs.filter(({ status }) => status === "not-run").map(({ name }) => name);
  const passed = rungs.filter(({ status }) => status === "passed").map(({ name }) => name);
  return `It passes ${passed.join(", ")}${open.length === 0 ? "." : `; not run: ${open.join(", ")}.`}`;
}
