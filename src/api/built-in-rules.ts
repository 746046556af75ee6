// All built-in rules: those in code and those in YAML, which need the pattern engine and load it at their first use.

import type { RuleMeta } from "../model/rule.ts";
import { isOpen } from "../rule-kit/gate.ts";
import type { PatternRuleFacts } from "../rule-kit/pattern-rule.ts";
import type { CodeRule } from "../rule-kit/rule.ts";
import { isTestPath } from "../rule-kit/test-path.ts";
import { Kind } from "../syntax/kinds.ts";
import type { Parse } from "../syntax/language.ts";
import type { SyntaxTree } from "../syntax/tree.ts";
import { patternRules, rules } from "../../rules/registry.generated.ts";

/** The facts of every rule, sorted by id. */
export const builtInMetas: readonly RuleMeta[] = [...rules, ...patternRules].map(({ meta }) => meta).sort((left, right) => (left.id < right.id ? -1 : 1));

/** What one thread holds of the built-in rules. */
export interface BuiltInRules {
  readonly byId: ReadonlyMap<string, CodeRule>;
  /** Makes ready what a tree may need; to be called before it is analysed. */
  readonly prepare: (tree: SyntaxTree, parse: Parse) => Promise<void>;
}

/** Rules in YAML do nothing on files whose names leave them no chance, so for those the engine need not be there. */
function createBuiltInRules(): BuiltInRules {
  const parsers = new Map<string, Parse>();
  let createCheck: ((facts: PatternRuleFacts) => CodeRule["check"]) | undefined;
  const checks = new Map<string, CodeRule["check"]>();
  const adapted = patternRules.map((data): CodeRule => ({
    meta: data.meta,
    words: data.words,
    kinds: [Kind.Program],
    check: (file, node, options) => {
      if (createCheck === undefined || (data.isSilentInTests === true && isTestPath(file.path)) || !isOpen(data.gate, file.tree)) return;
      let check = checks.get(data.meta.id);
      if (check === undefined) {
        check = createCheck(data);
        checks.set(data.meta.id, check);
      }
      check(file, node, options);
    },
  }));
  return {
    byId: new Map([...rules, ...adapted].map((rule) => [rule.meta.id, rule])),
    prepare: async (tree, parse) => {
      parsers.set(tree.language, parse);
      if (createCheck === undefined && isWanted(tree)) createCheck = (await import("./pattern-pack.ts")).createPack((language) => parsers.get(language));
    },
  };
}

/** One for the whole thread: a server's next request finds its rules compiled. */
export const builtInRules: BuiltInRules = createBuiltInRules();

/** Whether some rule has a chance on the tree. */
function isWanted(tree: SyntaxTree): boolean {
  return patternRules.some(({ meta, gate }) => meta.languages.includes(tree.language) && isOpen(gate, tree));
}
