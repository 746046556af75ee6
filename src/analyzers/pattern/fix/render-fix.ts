// Renders the replacement of a match from `fix` or `fix-regex`.

import type { CompiledRule } from "../engine/compile-rule.ts";
import { lookUp } from "../match/bindings.ts";
import { printFix } from "./print-fix.ts";
import type { RangeMatch } from "../formula/ranges.ts";
import { globally } from "../regex/bounded-regex.ts";
import { interpolate } from "./render-message.ts";

/** What the whole matched range is to become, or undefined where the rule has no fix. */
export function renderFix(rule: CompiledRule, range: RangeMatch, text: string): string | undefined {
  if (rule.rule.fix !== undefined) {
    const printed = rule.fixPattern === undefined ? undefined : printFix(rule.fixPattern, range.bindings, text);
    if (printed !== undefined) return reindented(printed, range, text);
    const template = withoutEmptySequences(rule.rule.fix, range);
    return reindented(interpolate(template, range.bindings, text).trim(), range, text);
  }
  const { fixRegex } = rule.rule;
  if (fixRegex === undefined || rule.fixRegex === undefined || !isCode(rule)) return undefined;
  return replaceMatches(text.slice(range.start, range.end), rule.fixRegex, fixRegex.replacement, fixRegex.count ?? 0);
}

/** The reference replaces by expressions in code alone. */
function isCode({ language }: CompiledRule): boolean {
  return language !== "regex" && language !== "generic";
}

/** A `$...X` that stands for nothing goes, with the comma beside it. */
function withoutEmptySequences(fix: string, range: RangeMatch): string {
  if (!fix.includes("$...")) return fix;
  return fix.replace(/(,\s*)?(\$\.\.\.[A-Z_][A-Z_0-9]*)(\s*,\s*)?/g, (whole, before: string | undefined, name: string, after: string | undefined) => {
    const value = lookUp(range.bindings, name);
    if (value === undefined || value.type !== "list" || value.nodes.length > 0) return whole;
    return before !== undefined && after !== undefined ? before : "";
  });
}

/** The lines after the first are indented to the column of the match. */
function reindented(fix: string, range: RangeMatch, text: string): string {
  if (!fix.includes("\n")) return fix;
  const lineStart = text.lastIndexOf("\n", range.start - 1) + 1;
  // The reference program counts bytes.
  const column = " ".repeat(new TextEncoder().encode(text.slice(lineStart, range.start)).length);
  return fix.split("\n").map((line, index) => (index === 0 ? line : column + line)).join("\n");
}

function replaceMatches(text: string, regex: RegExp, replacement: string, count: number): string {
  const all = globally(regex);
  let done = 0;
  return text.replace(all, (...parts) => {
    if (count > 0 && done >= count) return String(parts[0]);
    done += 1;
    return expand(replacement, parts);
  });
}

/** `\1` stands for a group. */
function expand(replacement: string, parts: readonly unknown[]): string {
  return replacement.replace(/\\(\d+)/g, (whole, number: string) => {
    const value = parts[Number(number)];
    return typeof value === "string" ? value : value === undefined ? "" : whole;
  });
}
