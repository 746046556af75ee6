// What an explanation of a rule is made of, and the place in the code that it is about.

import { bindingMap } from "../pattern/match/bindings.ts";
import type { RangeMatch } from "../pattern/formula/ranges.ts";
import { sourceOf } from "../pattern/formula/value-text.ts";
import type { YamlPosition } from "../pattern/rules/yaml-value.ts";

/** Lines and columns of one text, as the door computes them: analyzers know no files. */
export interface LineIndexLike {
  /** 1-based. */
  readonly lineOf: (offset: number) => number;
  readonly regionOf: (start: number, end: number) => Pick<ShownRange, "startLine" | "startColumn" | "endLine" | "endColumn">;
}

/** A range as it is shown. Lines and columns are 1-based, columns in UTF-16 units, the end exclusive. */
export interface ShownRange {
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
  /** The code, on one line, cut. */
  readonly code: string;
  readonly metavariables: readonly { readonly name: string; readonly code: string }[];
}

/** One operator of a rule with what it yields. */
export interface OperatorStep {
  readonly operator: string;
  /** In the rule file. */
  readonly position: YamlPosition;
  /** The pattern, expression or comparison. */
  readonly detail: string | undefined;
  /** Ranges in the whole file. */
  readonly matchCount: number;
  /** Ranges that touch the line. */
  readonly ranges: readonly ShownRange[];
  /** Candidates of the line before and after this operator took part, where it stands in a list. */
  readonly before?: number;
  readonly after?: number;
  readonly steps: readonly OperatorStep[];
}

/** The operator that dropped the last candidate. */
export interface Drop {
  readonly operator: string;
  readonly position: YamlPosition;
  readonly reason: string;
  /** How many operators the candidate had passed: of several alternatives the one that came furthest is told. */
  readonly passedCount: number;
}

/** One line of one file, seen by one rule. */
export interface Place {
  readonly text: string;
  readonly words: ReadonlySet<string>;
  readonly lineOf: (offset: number) => number;
  readonly touches: (range: RangeMatch) => boolean;
  readonly show: (range: RangeMatch) => ShownRange;
  /** The operator's name as it is written in the rule file. */
  readonly operatorAt: (position: YamlPosition) => string | undefined;
}

const longestCodeUnits = 80;

/** `line` is 1-based; `ruleText` is the rule file's text. */
export function createPlace(facts: { text: string; words: ReadonlySet<string>; line: number; lines: LineIndexLike; ruleText: string }): Place {
  const { text, lines, line } = facts;
  const ruleLines = facts.ruleText.split(/\r\n|\r|\n/);
  return {
    text,
    words: facts.words,
    lineOf: lines.lineOf,
    touches: ({ start, end }) => lines.lineOf(start) <= line && lines.lineOf(Math.max(start, end - 1)) >= line,
    show: (range) => showRange(range, text, lines),
    operatorAt: (position) => /^[a-z][a-z-]*(?=["']?\s*:)/.exec(ruleLines[position.line - 1]?.slice(position.column - 1) ?? "")?.[0],
  };
}

function showRange({ start, end, bindings }: RangeMatch, text: string, lines: LineIndexLike): ShownRange {
  const { startLine, startColumn, endLine, endColumn } = lines.regionOf(start, end);
  const metavariables = [...bindingMap(bindings)].map(([name, value]) => ({ name, code: oneLine(sourceOf(value, text)) }));
  return { startLine, startColumn, endLine, endColumn, code: oneLine(text.slice(start, end)), metavariables };
}

/** A text on one line, cut at 80 UTF-16 units. */
export function oneLine(text: string): string {
  const flat = text.trim().replace(/\s*[\r\n]\s*/g, " ⏎ ");
  return flat.length <= longestCodeUnits ? flat : `${flat.slice(0, longestCodeUnits - 1)}…`;
}
