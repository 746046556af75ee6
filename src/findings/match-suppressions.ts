// Decides whether a directive speaks about a rule and a line.

import type { PlacedDirective } from "./place-suppressions.ts";

/** What must be known of every rule that comments may name. */
export interface SuppressibleRule {
  readonly id: string;
  /** Ids of the same flaw in other tools: `{ bandit: ["B602"], eslint: ["no-eval"] }`. */
  readonly equivalents?: Readonly<Record<string, readonly string[]>>;
}

/** Lines are 1-based, the offset 0-based. */
export interface SuppressibleRegion {
  readonly startLine: number;
  readonly endLine: number;
  readonly start: number;
}

/** True where the finding starts or ends on a line that the directive speaks about. */
export function isOnLine(directive: PlacedDirective, finding: { readonly region: SuppressibleRegion }): boolean {
  const { startLine, endLine } = finding.region;
  const isOn = (line: number): boolean => line >= directive.firstLine && line <= directive.lastLine;
  if (directive.scope === "block") return finding.region.start >= directive.start && isOn(startLine);
  // Bandit looks at every line of the statement.
  if (directive.tool === "bandit") return directive.firstLine >= startLine && directive.firstLine <= endLine;
  return isOn(startLine) || isOn(endLine);
}

/** True where another tool's directive names an equivalent of the rule, or names none and the rule has one. */
export function isForeignMatch(directive: PlacedDirective, ruleId: string, rule: SuppressibleRule | undefined, line: number): boolean {
  const known = equivalentsOf(rule, directive.tool);
  if (directive.exceptions.some((exception) => exception.fromLine <= line && known.includes(exception.rule))) return false;
  if (directive.tool === "semgrep" && directive.rules.some((id) => isSameSemgrepId(id, ruleId))) return true;
  if (known.length === 0) return false;
  if (directive.rules.length === 0) return true;
  return directive.rules.some((id) => known.some((own) => isSameForeignId(directive.tool, id, own)));
}

/** Other names under which a tool's rules are declared. */
const namesOfTool: Readonly<Record<string, readonly string[]>> = { ruff: ["ruff", "flake8", "pyflakes"], eslint: ["eslint", "oxlint"] };

function equivalentsOf(rule: SuppressibleRule | undefined, tool: string): readonly string[] {
  const equivalents = rule?.equivalents;
  if (equivalents === undefined) return [];
  return (namesOfTool[tool] ?? [tool]).flatMap((name) => equivalents[name] ?? []);
}

function isSameForeignId(tool: string, written: string, known: string): boolean {
  if (tool === "semgrep") return isSameSemgrepId(written, known);
  return tool === "eslint" ? written === known : written.toUpperCase() === known.toUpperCase();
}

/** Semgrep takes the whole dotted id or its end. */
function isSameSemgrepId(written: string, known: string): boolean {
  return written === known || known.endsWith(`.${written}`) || written.endsWith(`.${known}`);
}

