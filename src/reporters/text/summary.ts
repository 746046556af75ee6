// Writes the end of the text report: what was scanned, the score with what changed it, the fewest fixes that raise it.

import type { Finding } from "../../model/finding.ts";
import type { LedgerEntry, Report, Score } from "../../model/report.ts";
import { neutralize } from "./characters.ts";
import { formatGain, formatTenths, shareTenths } from "./points.ts";
import type { Style } from "./style.ts";
import { type Span, markCode, wrap } from "./wrap.ts";

export interface SummaryContext {
  readonly style: Style;
  readonly shortId: (fingerprint: string) => string;
}

const mostIds = 5;
const categories: readonly LedgerEntry["category"][] = ["security", "reliability", "maintainability"];

/** How the project stands and where to begin, each sentence wrapped to the width. */
export function writeSummary(report: Report, context: SummaryContext): string[] {
  const { style } = context;
  const steps = firstStep(report.score, style).flatMap((spans) => wrap(spans, style.widthColumns, { first: "", later: "  " }));
  return [...writeStanding(report, context), ...steps];
}

/** What was scanned, the score, the fewest fixes that raise it. */
export function writeStanding(report: Report, context: SummaryContext): string[] {
  const { style } = context;
  const scanned = `${scannedSentence(report)} ${foundSentence(report)}${knownSentence(report, style)}${incompleteSentence(report, style)}`;
  const lines: Span[][] = [[{ text: scanned }], scoreLine(report, style)];
  const next = nextSentence(report, context);
  if (next !== "") lines.push([{ text: next }]);
  return lines.flatMap((spans) => wrap(spans, style.widthColumns, { first: "", later: "  " }));
}

/** The whole report where nothing was found. */
export function writeNothingFound(report: Report, style: Style): string {
  const suppressed = report.suppressed.length === 0 ? "" : ` ${report.suppressed.length} suppressed.`;
  const score = scoreLine(report, style)
    .map((span) => span.text)
    .join("");
  if (report.files.length === 0 && report.skipped.length === 0) return `Nothing to scan: no file of a known language.${incompleteSentence(report, style)}`;
  return `${report.baseline === undefined ? "No findings." : "No new findings."} ${scannedSentence(report)}${suppressed}${knownSentence(report, style)} ${score}${incompleteSentence(report, style)}`;
}

function scannedSentence({ files, skipped }: Report): string {
  return `${count(files.length, "file")} scanned${skipped.length === 0 ? "" : `, ${skippedPart(skipped)}`}.`;
}

function skippedPart(skipped: Report["skipped"]): string {
  const counts = new Map<string, number>();
  for (const { reason } of skipped) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  const sorted = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  const reasons = sorted.map(([reason, number]) => (sorted.length === 1 ? sayReason(reason) : `${number} ${sayReason(reason)}`));
  return `${skipped.length} skipped (${reasons.join(", ")})`;
}

function sayReason(reason: string): string {
  return reason === "not-utf8" ? "not UTF-8" : reason.replaceAll("-", " ");
}

function foundSentence({ findings, suppressed, baseline }: Report): string {
  const bySeverity = (["error", "warning", "info"] as const)
    .map((severity): [Finding["severity"], number] => [severity, findings.filter((one) => one.severity === severity).length])
    .filter(([, number]) => number > 0)
    .map(([severity, number]) => (severity === "info" ? `${number} info` : count(number, severity)));
  const hidden = suppressed.length === 0 ? "" : ` ${suppressed.length} suppressed.`;
  return `${count(findings.length, baseline === undefined ? "finding" : "new finding")}: ${bySeverity.join(", ")}.${hidden}`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

/** What the baseline took out. */
function knownSentence({ baseline }: Report, style: Style): string {
  if (baseline === undefined) return "";
  const { known, goneCount, type, reference } = baseline;
  const where = type === "file" ? `in ${reference}` : `at ${reference}`;
  const gone = goneCount === 0 ? "" : `, ${goneCount} gone since`;
  return ` ${known.length} known ${neutralize(where, style.isUnicode)}${gone}.`;
}

function incompleteSentence({ isComplete, incompleteReasons }: Report, style: Style): string {
  if (isComplete) return "";
  const first = neutralize(incompleteReasons[0] ?? "some files were not analysed whole", style.isUnicode);
  const others = incompleteReasons.length - 1;
  return ` Incomplete: ${first.replace(/\.$/, "")}${others > 0 ? `, and ${count(others, "more reason")}` : ""}.`;
}

function scoreLine({ score, isComplete }: Report, style: Style): Span[] {
  const losses = categories.map((category) =>
    score.ledger.filter((entry) => entry.category === category).reduce((sum, entry) => sum + entry.millipoints, 0),
  );
  const shares = shareTenths(score.millipoints, losses);
  const parts = categories
    .map((category, index) => ({ category, tenths: shares.losses[index]!, rating: score.ratings[category] }))
    .filter(({ tenths }) => tenths > 0)
    .map(({ category, tenths, rating }) => `${category} ${style.signs.minus}${formatTenths(tenths)} (${rating})`);
  return [
    { text: `Score ${formatTenths(shares.score)} (${score.rating})`, paint: style.bold },
    { text: isComplete ? "" : " for what could be analysed" },
    { text: parts.length === 0 ? "." : `: ${parts.join(", ")}.` },
  ];
}

/** The one thing that brings most for the least work, where it is not named anyway. */
function firstStep({ suggestions, next }: Score, style: Style): Span[][] {
  const first = suggestions?.find(({ millipoints, fingerprint }) => millipoints >= leastShown && next?.fingerprints[0] !== fingerprint);
  if (first === undefined) return [];
  const gain = `+${formatGain(first.millipoints)} in ${first.minutes} min`;
  const isLater = next !== undefined && !next.fingerprints.includes(first.fingerprint);
  return [[{ text: isLater ? "Then: " : "Begin with: ", paint: style.bold }, ...markCode(neutralize(first.text, style.isUnicode), style.code), { text: ` ${neutralize(first.path, style.isUnicode)}:${first.line}, ${gain}.`, paint: style.dim }]];
}

/** Less is rounded to nothing. */
const leastShown = 100;

function nextSentence({ score, findings }: Report, { shortId, style }: SummaryContext): string {
  const { next, ledger, rating } = score;
  if (next !== undefined) {
    const ids = next.fingerprints.slice(0, mostIds).map(shortId);
    const more = next.fingerprints.length - ids.length;
    const points = formatTenths(Math.floor(next.millipoints / 100));
    return `Fixing ${ids.join(", ")}${more > 0 ? ` and ${more} more` : ""} brings ${next.rating} (${points}).`;
  }
  const worst = ledger[0];
  if (worst?.cause.type !== "finding") return "";
  const loss = formatTenths(Math.max(1, Math.round(worst.millipoints / 100)));
  const { fingerprint } = worst.cause;
  // An id says nothing of a finding that is not shown above: one that a baseline knows.
  const name = findings.some((finding) => finding.fingerprint === fingerprint) ? shortId(fingerprint) : "a known finding";
  const what = `${name} (${style.signs.minus}${loss})`;
  return rating === "A" ? `The rating is A; most is lost to ${what}.` : `No short list of fixes raises the rating; most is lost to ${what}.`;
}
