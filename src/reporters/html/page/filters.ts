// Decides which findings the list shows and in which order.

import type { PageFinding, PageRule } from "../page-data.ts";

export interface Filters {
  /** Words that must all occur, in any order and case. */
  readonly text: string;
  readonly severity: string;
  readonly category: string;
  readonly state: string;
  readonly rule: string;
  /** A file, or a folder that ends with a slash. */
  readonly path: string;
  readonly order: "urgency" | "file" | "rule";
}

export const noFilters: Filters = { text: "", severity: "", category: "", state: "", rule: "", path: "", order: "urgency" };

export interface Searchable {
  readonly finding: PageFinding;
  readonly rule: PageRule;
  /** In lower case: everything that a search looks at. */
  readonly text: string;
}

export function toSearchable(finding: PageFinding, rules: readonly PageRule[]): Searchable {
  const rule = rules[finding.rule]!;
  return { finding, rule, text: [finding.message, rule.id, finding.path, finding.id, ...rule.cwe, ...finding.also].join("\n").toLowerCase() };
}

/** Those that pass, in the order that is asked for; the given order is that of urgency. */
export function select(all: readonly Searchable[], filters: Filters): Searchable[] {
  const words = filters.text.toLowerCase().split(/\s+/).filter((word) => word !== "");
  const passed = all.filter((one) => passes(one, filters) && words.every((word) => one.text.includes(word)));
  if (filters.order === "file") return sortBy(passed, ({ finding }) => finding.path, (left, right) => left.finding.line - right.finding.line);
  return filters.order === "rule" ? sortBy(passed, ({ rule }) => rule.id, () => 0) : passed;
}

function passes({ finding, rule }: Searchable, { severity, category, state, rule: id, path }: Filters): boolean {
  if (severity !== "" && finding.severity !== severity) return false;
  if (category !== "" && rule.category !== category) return false;
  if (state !== "" && finding.state !== state) return false;
  if (id !== "" && rule.id !== id) return false;
  return path === "" || finding.path === path || (path.endsWith("/") && finding.path.startsWith(path));
}

function sortBy(list: readonly Searchable[], keyOf: (one: Searchable) => string, then: (left: Searchable, right: Searchable) => number): Searchable[] {
  return [...list].sort((left, right) => {
    const [a, b] = [keyOf(left), keyOf(right)];
    return a < b ? -1 : a > b ? 1 : then(left, right);
  });
}
