// All built-in rules: those in code and those in YAML, which need the pattern engine and load it at their first use.

import type { PatternEngine } from "../analyzers/pattern/engine/engine.ts";
import type { RuleMeta } from "../model/rule.ts";
import type { CodeRule } from "../rule-kit/rule.ts";
import { Kind } from "../syntax/kinds.ts";
import type { Parse } from "../syntax/language.ts";
import { patternRules, rules } from "../../rules/registry.generated.ts";

/** The facts of every rule, sorted by id. */
export const builtInMetas: readonly RuleMeta[] = [...rules, ...patternRules].map(({ meta }) => meta).sort((left, right) => (left.id < right.id ? -1 : 1));

/** What one thread holds of the built-in rules. */
export interface BuiltInRules {
  readonly byId: ReadonlyMap<string, CodeRule>;
  /** Makes ready what a text may need; to be called before its file is analysed. */
  readonly prepare: (language: string, text: string, parse: Parse) => Promise<void>;
}

type Pack = typeof import("./pattern-pack.ts");

/** Rules in YAML do nothing on files that hold none of their words, so for those the engine need not be there. */
export function createBuiltInRules(): BuiltInRules {
  const parsers = new Map<string, Parse>();
  const engine: PatternEngine = { parserOf: (language) => parsers.get(language) };
  let pack: Pack | undefined;
  const checks = new Map<string, CodeRule["check"]>();
  const adapted = patternRules.map((data): CodeRule => ({
    meta: data.meta,
    words: data.words,
    kinds: [Kind.Program],
    check: (file, node, options) => {
      if (pack === undefined) return;
      let check = checks.get(data.meta.id);
      if (check === undefined) {
        check = pack.createCheck(data, engine);
        checks.set(data.meta.id, check);
      }
      check(file, node, options);
    },
  }));
  return {
    byId: new Map([...rules, ...adapted].map((rule) => [rule.meta.id, rule])),
    prepare: async (language, text, parse) => {
      parsers.set(language, parse);
      if (pack === undefined && anyWord().test(text)) pack = await import("./pattern-pack.ts");
    },
  };
}

let wordPattern: RegExp | undefined;

/** Matches a text that some rule's rarest words occur in; a rule without words needs the engine always. */
function anyWord(): RegExp {
  if (wordPattern === undefined) {
    const smallest = patternRules.map(({ words }) => [...words].sort((left, right) => left.length - right.length)[0] ?? []);
    const isAlways = smallest.some((group) => group.length === 0);
    wordPattern = isAlways ? /^/ : new RegExp(`\\b(?:${[...new Set(smallest.flat())].join("|")})\\b`);
  }
  return wordPattern;
}
