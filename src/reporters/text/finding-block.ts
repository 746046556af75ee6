// Writes one finding: its head line, one sentence, one frame, the fix.

import type { Confidence, Finding } from "../../model/finding.ts";
import type { MeasuredPrecision } from "../../model/rule.ts";
import { neutralize } from "./characters.ts";
import { fitLine } from "./code-line.ts";
import { type DiffLine, diffFix } from "./fix-diff.ts";
import { drawFrame, gutter, gutterColumnsOf } from "./frame.ts";
import type { Style } from "./style.ts";
import { markCode, type Span, wrap } from "./wrap.ts";

export interface FindingContext {
  readonly style: Style;
  /** The short form of a fingerprint, unique in the report. */
  readonly shortId: (fingerprint: string) => string;
  readonly precisionOf: (ruleId: string) => MeasuredPrecision | undefined;
  /** The rule's own confidence. */
  readonly confidenceOf: (ruleId: string) => Confidence | undefined;
}

const indents = { first: "  ", later: "  " };
const mostDiffLines = 10;

export function writeFinding(finding: Finding, context: FindingContext): string[] {
  const { style } = context;
  const message = neutralize(finding.message, style.isUnicode);
  return [
    ...wrap(headOf(finding, context), style.widthColumns, { first: "", later: "  " }),
    ...wrap(markCode(message, style.code), style.widthColumns, indents),
    "",
    ...drawFrame(finding, style),
    ...writeFix(finding, style),
    ...writeSuggestion(finding, style),
  ];
}

function headOf(finding: Finding, { style, shortId, precisionOf, confidenceOf }: FindingContext): Span[] {
  const paint = style.severity[finding.severity];
  const precision = precisionOf(finding.ruleId);
  // The figure was measured over the rule's ordinary findings: it says nothing of one that is surer or less sure.
  const isOrdinary = precision !== undefined && precision.sampled > 0 && finding.confidence === confidenceOf(finding.ruleId);
  const share = !isOrdinary ? "" : ` (precision ${formatShare(precision)})`;
  const facts = [
    `${finding.confidence} confidence${share}`,
    ...finding.cwe,
    ...(finding.alsoFoundBy.length === 0 ? [] : [`also ${finding.alsoFoundBy.join(", ")}`]),
    shortId(finding.fingerprint),
  ];
  return [
    { text: style.signs.severity[finding.severity], paint },
    { text: " " },
    { text: finding.ruleId, paint: style.bold },
    { text: "  " },
    { text: finding.severity, paint },
    { text: facts.map((fact) => ` ${style.signs.separator} ${fact}`).join(""), paint: style.dim },
  ];
}

/** Rounded down: what is not always right must not read as 1.00. */
function formatShare(precision: MeasuredPrecision): string {
  return (Math.floor((precision.true / precision.sampled) * 100) / 100).toFixed(2);
}

function writeFix(finding: Finding, style: Style): string[] {
  const { fix } = finding;
  if (fix === undefined) return [];
  const heading: Span[] = [
    { text: `fix, ${fix.safety} tier: `, paint: style.bold },
    ...markCode(neutralize(fix.description, style.isUnicode), style.code),
  ];
  const diff = diffFix(finding, fix);
  const shown = diff.length <= mostDiffLines ? diff : diff.slice(0, mostDiffLines - 1);
  const columns = gutterColumnsOf(Math.max(0, ...diff.map((line) => line.line ?? 0), finding.region.startLine));
  const hidden = diff.length - shown.length;
  return [
    "",
    ...wrap(heading, style.widthColumns, indents),
    ...shown.map((line, index) => drawDiffLine(line, partnerOf(shown, index), columns, style)),
    ...(hidden === 0 ? [] : [gutter(undefined, columns, style) + style.dim(`${style.signs.ellipsis} ${hidden} more lines`)]),
  ];
}

function writeSuggestion({ suggestion }: Finding, style: Style): string[] {
  if (suggestion === undefined) return [];
  return ["", ...wrap([{ text: "suggestion: ", paint: style.bold }, ...markCode(neutralize(suggestion, style.isUnicode), style.code)], style.widthColumns, indents)];
}

/** The line on the other side of the change, to know where the two differ. */
function partnerOf(lines: readonly DiffLine[], index: number): string {
  const { sign } = lines[index]!;
  const own = lines.filter((line) => line.sign === sign);
  const others = lines.filter((line) => line.sign !== sign);
  return others[own.indexOf(lines[index]!)]?.text ?? "";
}

function drawDiffLine(line: DiffLine, partner: string, columns: number, style: Style): string {
  const paint = line.sign === "-" ? style.removed : style.added;
  let same = 0;
  while (same < line.text.length && line.text[same] === partner[same]) same += 1;
  const room = style.widthColumns - columns - 7;
  const { text } = fitLine(line.text, { start: same, end: same + 1 }, room, style);
  return gutter(line.line, columns, style) + paint(`${line.sign} ${text}`.trimEnd());
}
