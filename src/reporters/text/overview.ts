// Writes the report of many findings within one screen: the most urgent, the others by rule, the score, what to do first.

import type { Finding } from "../../model/finding.ts";
import type { Report, Suggestion } from "../../model/report.ts";
import { neutralize, widthOf } from "./characters.ts";
import { type FindingContext, writeFinding } from "./finding-block.ts";
import { formatGain } from "./points.ts";
import type { Style } from "./style.ts";
import { writeStanding } from "./summary.ts";
import { markCode, type Span, wrap } from "./wrap.ts";

/** Below this the parts would be too short to be of use, and the report is longer than the screen. */
const fewestRows = 20;
/** Rules that are listed before a finding is drawn whole. */
const rulesBeforeFrames = 8;
const mostSteps = 3;
const mostLinesOfStep = 2;

interface RuleGroup {
  readonly ruleId: string;
  readonly worst: Finding;
  readonly count: number;
}

export function writeOverview(report: Report, context: FindingContext, heightRows: number): string[] {
  const { style } = context;
  const end = ["", ...writeStanding(report, context), ...writeSteps(report, style), ...writeWays(report, style)];
  const groups = groupByRule(report.findings);
  const room = Math.max(fewestRows, heightRows) - end.length - 1;
  const frames = drawWhileRoom(report.findings, context, room - Math.min(groups.length, rulesBeforeFrames));
  return [...frames, ...writeGroups(groups, context, room - frames.length), ...end];
}

/** In the order of the most urgent finding of each. */
function groupByRule(findings: readonly Finding[]): RuleGroup[] {
  const groups = new Map<string, RuleGroup>();
  for (const finding of findings) {
    const known = groups.get(finding.ruleId);
    groups.set(finding.ruleId, known === undefined ? { ruleId: finding.ruleId, worst: finding, count: 1 } : { ...known, count: known.count + 1 });
  }
  return [...groups.values()];
}

function drawWhileRoom(findings: readonly Finding[], context: FindingContext, room: number): string[] {
  const lines: string[] = [];
  for (const finding of findings) {
    const frame = [...writeFinding(finding, context), ""];
    if (lines.length + frame.length > room) break;
    lines.push(...frame);
  }
  return lines;
}

/** A heading and one line a rule: how many, and where the most urgent one stands. */
function writeGroups(groups: readonly RuleGroup[], { style, shortId }: FindingContext, room: number): string[] {
  const shown = groups.slice(0, Math.max(1, groups.length <= room ? room : room - 1));
  const countColumns = Math.max(...shown.map(({ count }) => String(count).length));
  const ruleColumns = Math.max(...shown.map(({ ruleId }) => ruleId.length));
  const rows = shown.map(({ ruleId, worst, count }) => {
    const sign = style.signs.severity[worst.severity];
    const before = `${String(count).padStart(countColumns)} ${ruleId.padEnd(ruleColumns)}`;
    const id = shortId(worst.fingerprint);
    const left = style.widthColumns - sign.length - 1 - before.length - 2;
    const place = cutFront(`${neutralize(worst.path, style.isUnicode)}:${worst.region.startLine}`, left - id.length - 2, style);
    const where = place === undefined ? "" : `  ${place}${style.dim(`  ${id}`)}`;
    return `${style.severity[worst.severity](sign)} ${before}${where}`.trimEnd();
  });
  const hidden = groups.slice(shown.length);
  const findings = hidden.reduce((sum, { count }) => sum + count, 0);
  const more = hidden.length === 0 ? [] : [style.dim(`${style.signs.ellipsis} and ${findings} of ${hidden.length} more rule${hidden.length === 1 ? "" : "s"}`)];
  return [style.bold("Findings by rule, with the most urgent of each:"), ...rows, ...more];
}

/** The end of a place where the whole is too wide; undefined where not even a name would be left. */
function cutFront(place: string, widthColumns: number, { signs }: Style): string | undefined {
  const leastColumns = 12;
  if (widthOf(place) <= widthColumns) return place;
  if (widthColumns < leastColumns) return undefined;
  const characters = [...place];
  while (widthOf(characters.join("")) + signs.ellipsis.length > widthColumns) characters.shift();
  return signs.ellipsis + characters.join("");
}

/** What regains most for the least work: the best of each rule first, so that three steps are seldom three of one kind. */
function writeSteps({ score }: Report, style: Style): string[] {
  const all = score.suggestions ?? [];
  const isFirstOfRule = (step: Suggestion): boolean => all.find(({ ruleId }) => ruleId === step.ruleId) === step;
  const best = [...all.filter(isFirstOfRule), ...all.filter((step) => !isFirstOfRule(step))].slice(0, mostSteps);
  if (best.length === 0) return [];
  return [style.bold("Do first, for the most points in the least time:"), ...best.flatMap((step, index) => writeStep(step, index + 1, style))];
}

function writeStep({ text, path, line, millipoints, minutes }: Suggestion, number: number, style: Style): string[] {
  const place: Span[] = [{ text: `${neutralize(path, style.isUnicode)}:${line}`, paint: style.bold }, { text: ` +${formatGain(millipoints)} in ${minutes} min: `, paint: style.dim }];
  const cut = style.signs.ellipsis;
  const lines = wrap([...place, ...markCode(neutralize(text, style.isUnicode), style.code)], style.widthColumns - cut.length, { first: `${number}. `, later: "   " });
  return lines.length <= mostLinesOfStep ? lines : lines.slice(0, mostLinesOfStep).map((one, index) => (index === mostLinesOfStep - 1 ? one + cut : one));
}

function writeWays({ findings }: Report, style: Style): string[] {
  const text = `Every finding with its code: --max-findings ${findings.length}, file by file: --group file, as a page: --output html=report.html.`;
  return wrap([{ text, paint: style.dim }], style.widthColumns, { first: "", later: "  " });
}
