// Lists rules and explains one of them, offline.

import { toolRules } from "../findings/tool-rules.ts";
import { AssayError } from "../model/errors.ts";
import type { DocumentedRule, RuleMeta } from "../model/rule.ts";
import { knownRules } from "./known-rules.ts";

/** Every rule, the tool's own among them, sorted by id. */
export function listRules(): RuleMeta[] {
  return [...knownRules.values()].sort((left, right) => (left.id < right.id ? -1 : 1));
}

/** The facts and the long text of one rule. Throws `rule-unknown`, naming the nearest known ids. */
export async function explainRule(id: string): Promise<DocumentedRule> {
  const tool = toolRules.find((rule) => rule.id === id);
  if (tool !== undefined) return tool;
  const rule = knownRules.get(id);
  if (rule === undefined) {
    const near = nearestIds(id, listRules().map((known) => known.id));
    throw new AssayError({
      code: "rule-unknown",
      message: `There is no rule "${id}".`,
      nextStep: near.length > 0 ? `Did you mean ${near.join(" or ")}?` : "`assay rules list` names them all.",
    });
  }
  const { documentation } = await import("../../rules/documentation.generated.ts");
  return { ...rule, documentation: documentation.get(id) ?? "" };
}

/** Ids that share a word with what was written, the most words first. */
function nearestIds(written: string, known: readonly string[]): string[] {
  const words = new Set(written.toLowerCase().split(/[^a-z0-9]+/).filter((word) => word.length > 2));
  const scored = known.map((id) => ({ id, shared: id.split(/[^a-z0-9]+/).filter((word) => words.has(word)).length }));
  return scored
    .filter(({ shared }) => shared > 0)
    .sort((left, right) => right.shared - left.shared || (left.id < right.id ? -1 : 1))
    .slice(0, 3)
    .map(({ id }) => id);
}
