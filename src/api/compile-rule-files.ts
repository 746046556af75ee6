// Loads and compiles rule files in Semgrep's syntax: what the scan and the tools around rule files start from.

import { dialectOf } from "../analyzers/pattern/dialects/registry.ts";
import { anyLanguage, compileForLanguages, languagesOf } from "../analyzers/pattern/engine/compile-for-languages.ts";
import { type CompiledRule, isProblem } from "../analyzers/pattern/engine/compile-rule.ts";
import type { PatternEngine } from "../analyzers/pattern/engine/engine.ts";
import type { RuleTarget } from "../analyzers/pattern/engine/run-rule.ts";
import { prepareFile } from "../analyzers/pattern/match/match-file.ts";
import { loadRules } from "../analyzers/pattern/rules/load.ts";
import { canonicalLanguage } from "../analyzers/pattern/rules/rule-languages.ts";
import type { Rule } from "../analyzers/pattern/rules/rule.ts";
import { isForReferenceVersion } from "../analyzers/pattern/rules/version.ts";
import { wordsIn } from "../analyzers/pattern/text/words.ts";
import type { RuleFile } from "../source/read-rule-files.ts";
import type { Parse } from "../syntax/language.ts";
import { type Parsers, hasParser } from "./parsers.ts";

/** What keeps a rule from loading or compiling. Line and column are 1-based. */
export interface RuleFileProblem {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
  readonly ruleId?: string | undefined;
}

/** A rule that can run here, and the languages of the files it runs on. */
export interface RunnableRule {
  readonly file: RuleFile;
  readonly compiled: CompiledRule;
  readonly languages: ReadonlySet<string>;
}

export interface CompiledRuleFiles {
  readonly engine: PatternEngine;
  readonly rules: readonly RunnableRule[];
  /** The words of every match of each pattern that was compiled: by language, then by the pattern's text. */
  readonly patternWords: PatternWords;
  readonly problems: readonly RuleFileProblem[];
  /** Rules that load and do not run here: of another version or for a language without a front end. */
  readonly idle: readonly { readonly path: string; readonly rule: Rule; readonly reason: string }[];
}

export type PatternWords = ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>;

/** Never throws for what the files hold: that is in `problems`. */
export async function compileRuleFiles(files: readonly RuleFile[], parsers: Parsers): Promise<CompiledRuleFiles> {
  const problems: RuleFileProblem[] = [];
  const loaded = files.flatMap((file) => {
    const result = loadRules(file.text);
    problems.push(...result.problems.map((problem) => ({ path: file.path, ...problem })));
    return result.rules.map((rule) => ({ file, rule }));
  });
  const patternWords = new Map<string, Map<string, readonly string[]>>();
  const onPattern: PatternEngine["onPattern"] = (language, pattern, words) => {
    const own = patternWords.get(language) ?? new Map<string, readonly string[]>();
    patternWords.set(language, own.set(pattern, words));
  };
  const engine: PatternEngine = { ...(await createEngine(loaded.flatMap(({ rule }) => rule.languages), parsers)), onPattern };
  const rules: RunnableRule[] = [];
  const idle: { path: string; rule: Rule; reason: string }[] = [];
  for (const { file, rule } of loaded) {
    const result = compileOne(rule, engine);
    if (typeof result === "string") idle.push({ path: file.path, rule, reason: result });
    else if (isProblem(result.compiled)) problems.push({ path: file.path, ...result.compiled });
    else rules.push({ file, compiled: result.compiled, languages: result.languages });
  }
  return { engine, rules, patternWords, problems, idle };
}

/** Patterns of a language need its parser, synchronously: those that are named are loaded first. */
export async function createEngine(languages: readonly string[], parsers: Parsers): Promise<PatternEngine> {
  const wanted = new Set(languages.map((id) => canonicalLanguage(id) ?? id).filter(hasParser));
  const loaded = new Map<string, Parse>();
  for (const id of [...wanted].sort()) loaded.set(id, await parsers(id));
  return { parserOf: (id) => loaded.get(id) };
}

/** True where the rule runs on files of a language; regex and generic rules run on every file. */
export function runsOn(rule: Pick<RunnableRule, "compiled" | "languages">, language: string | undefined): boolean {
  return anyLanguage.has(rule.compiled.language) || (language !== undefined && rule.languages.has(language));
}

/** A text as rules see it; `hasProblems` where its parse is not whole. */
export function targetOf(text: string, path: string, language: string | undefined, engine: PatternEngine): { target: RuleTarget; hasProblems: boolean } {
  const dialect = language === undefined ? undefined : dialectOf(language);
  const parse = language === undefined ? undefined : engine.parserOf(language);
  const words = wordsIn(text);
  if (dialect === undefined || parse === undefined) return { target: { text, words, code: undefined }, hasProblems: false };
  const tree = parse(text, path);
  return { target: { text, words, code: prepareFile(tree, dialect) }, hasProblems: tree.problems.length > 0 };
}

function compileOne(rule: Rule, engine: PatternEngine): { compiled: NonNullable<ReturnType<typeof compileForLanguages>>; languages: ReadonlySet<string> } | string {
  if (!isForReferenceVersion(rule.minVersion, rule.maxVersion)) return "`min-version` or `max-version` is for another version";
  const compiled = compileForLanguages(rule, engine);
  const languages = languagesOf(rule);
  return compiled === undefined ? `rules for \`${languages[0]!}\` load and do not run here` : { compiled, languages: new Set(languages) };
}
