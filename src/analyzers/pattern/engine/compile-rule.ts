// Compiles a rule for one language: every pattern and regular expression once, before any file is seen.

import { dialectOf } from "../dialects/registry.ts";
import { parseComparison } from "../formula/comparison.ts";
import type { CompiledBody, CompiledCondition, CompiledFormula, CompiledLeaf } from "../formula/compiled.ts";
import { type FreeFormOptions, compileFreeForm } from "../generic/free-form-pattern.ts";
import { readFreeFormOptions } from "../generic/free-form-options.ts";
import { type GenericOptions, compileGeneric } from "../generic/generic-pattern.ts";
import { type MatchOptions, matchOptions } from "../match/context.ts";
import { runnableRegex } from "../regex/bounded-regex.ts";
import { translateRegex } from "../regex/translate.ts";
import { canonicalLanguage } from "../rules/rule-languages.ts";
import type { Condition, Formula, PatternLeaf, Rule } from "../rules/rule.ts";
import type { RuleProblem, YamlPosition } from "../rules/yaml-value.ts";
import { type CompiledPattern, compilePattern, compileType } from "../text/compile-pattern.ts";
import { wordsOf } from "../text/words.ts";
import { type CompiledTaint, compileTaint } from "./compile-taint.ts";
import type { PatternEngine } from "./engine.ts";
import { type FormulaPool, type PlainCondition, poolOf } from "./share-formulas.ts";

/** A rule that can run on files of one language. */
export interface CompiledRule {
  readonly rule: Rule;
  readonly language: string;
  readonly options: MatchOptions;
  readonly generic: GenericOptions;
  readonly formula: CompiledFormula | undefined;
  readonly taint: CompiledTaint | undefined;
  /** The fix as a pattern, where it is one. */
  readonly fixPattern: (CompiledPattern & { ok: true }) | undefined;
  /** The expression of `fix-regex`, translated. */
  readonly fixRegex: RegExp | undefined;
}

/** Thrown inside the compiler only; it becomes a {@link RuleProblem}. */
class CompileError extends Error {
  readonly position: YamlPosition;

  constructor(position: YamlPosition, message: string) {
    super(message);
    this.position = position;
  }
}

/** The compiled rule, or what keeps it from compiling. */
export function compileRule(rule: Rule, language: string, engine: PatternEngine): CompiledRule | RuleProblem {
  try {
    const compiler: Compiler = { language, engine, generic: genericOptions(rule.options), freeForm: freeFormOf(rule), pool: poolOf(engine, language, rule.options) };
    const { detection } = rule;
    const formula = detection.mode === "search" ? compileFormula(compiler, detection.formula) : undefined;
    const taint = detection.mode === "taint" ? compileTaint(detection.taint, (one) => compileFormula(compiler, one)) : undefined;
    const fixRegex = rule.fixRegex === undefined ? undefined : regexOrThrow(rule.fixRegex.regex, "", rule.position);
    const fixPattern = compileFix(compiler, rule.fix);
    return { rule, language, fixPattern, options: matchOptions(rule.options), generic: compiler.generic, formula, taint, fixRegex };
  } catch (error) {
    if (!(error instanceof CompileError)) throw error;
    return { message: error.message, line: error.position.line, column: error.position.column, ruleId: rule.id };
  }
}

interface Compiler {
  readonly language: string;
  readonly engine: PatternEngine;
  readonly generic: GenericOptions;
  /** Set for rules that ask for the second generic engine. */
  readonly freeForm: FreeFormOptions | undefined;
  readonly pool: FormulaPool;
  /** True for formulas on the content of a metavariable. */
  readonly isNested?: boolean;
}

function freeFormOf(rule: Rule): FreeFormOptions | undefined {
  const options = readFreeFormOptions(rule.options);
  if (typeof options === "string") throw new CompileError(rule.position, options);
  return options;
}

function compileFix(compiler: Compiler, fix: string | undefined): CompiledRule["fixPattern"] {
  const dialect = dialectOf(compiler.language);
  const parse = compiler.engine.parserOf(compiler.language);
  if (fix === undefined || dialect === undefined || parse === undefined || dialect.facts.isShell) return undefined;
  const compiled = compilePattern(fix, dialect, parse);
  return compiled.ok ? compiled : undefined;
}

function genericOptions(options: Rule["options"]): GenericOptions {
  const span = options["generic_ellipsis_max_span"];
  const style = options["generic_comment_style"];
  const extra = options["generic_extra_word_characters"];
  return {
    ellipsisMaxSpan: typeof span === "number" ? span : 10,
    extraWordCharacters: typeof extra === "string" ? extra : "",
    commentStyle: style === "shell" || style === "c" || style === "cpp" ? style : "none",
  };
}

function compileFormula(compiler: Compiler, formula: Formula): CompiledFormula {
  const conditions = formula.conditions.map((condition) => compileCondition(compiler, condition));
  return compiler.pool.formula(compileBody(compiler, formula), { conditions, focus: formula.focus, as: formula.as });
}

function compileBody(compiler: Compiler, formula: Formula): CompiledBody {
  switch (formula.type) {
    case "leaf":
      return { type: "leaf", leaf: compiler.pool.leaf(formula.leaf.type, formula.leaf.text, () => compileLeaf(compiler, formula.leaf)) };
    case "and":
    case "or":
      return { type: formula.type, parts: formula.parts.map((part) => compileFormula(compiler, part)) };
    default:
      return { type: formula.type, part: compileFormula(compiler, formula.part) };
  }
}

function compileLeaf(compiler: Compiler, leaf: PatternLeaf): CompiledLeaf {
  // In a string's content a pattern of `regex` is an expression.
  if (leaf.type === "regex" || (compiler.language === "regex" && compiler.isNested === true)) {
    const regex = atUse(compiler.engine.knownWordsOf !== undefined, () => regexOrThrow(leaf.text, "mgd", leaf.position));
    return { type: "regex", get regex() { return regex(); }, words: [] };
  }
  if (compiler.language === "generic") {
    if (compiler.freeForm !== undefined) return compileFreeLeaf(compiler.freeForm, leaf);
    const pattern = compileGeneric(leaf.text, compiler.generic);
    if (pattern.nodes.length === 0) throw new CompileError(leaf.position, "The pattern is empty.");
    return { type: "generic", pattern, words: pattern.words };
  }
  if (compiler.language === "regex") {
    throw new CompileError(leaf.position, "A rule for `regex` has regular expressions only: write `pattern-regex`.");
  }
  const dialect = dialectOf(compiler.language);
  const parse = compiler.engine.parserOf(compiler.language);
  if (dialect === undefined || parse === undefined) throw new CompileError(leaf.position, `Patterns for \`${compiler.language}\` cannot be read here.`);
  const known = compiler.engine.knownWordsOf?.(compiler.language, leaf.text);
  const pattern = atUse(known !== undefined, () => {
    const compiled = compilePattern(leaf.text, dialect, parse);
    if (!compiled.ok) throw new CompileError(leaf.position, compiled.message);
    return compiled;
  });
  const words = known ?? wordsOf(pattern().root);
  if (known === undefined) compiler.engine.onPattern?.(compiler.language, leaf.text, words);
  return { type: "code", get pattern() { return pattern(); }, words };
}

function compileFreeLeaf(options: FreeFormOptions, leaf: PatternLeaf): CompiledLeaf {
  const pattern = compileFreeForm(leaf.text, options);
  if (pattern === undefined) throw new CompileError(leaf.position, "The pattern is too long.");
  return { type: "free-form", ...pattern };
}

/** Makes something once: when it is asked for, where it may wait, else at once. */
function atUse<T>(mayWait: boolean, make: () => T): () => T {
  let made: { readonly value: T } | undefined = mayWait ? undefined : { value: make() };
  return () => (made ??= { value: make() }).value;
}

function regexOrThrow(text: string, flags: string, position: YamlPosition): RegExp {
  const translated = translateRegex(text, flags);
  if (!translated.ok) throw new CompileError(position, `Not a regular expression: ${translated.message}.`);
  const regex = runnableRegex(translated);
  if (regex === undefined) throw new CompileError(position, "Not a regular expression: it is too long, names a group that it does not have, or looks behind without a limit.");
  return regex;
}

function compileCondition(compiler: Compiler, condition: Condition): CompiledCondition {
  if (condition.type !== "pattern") return compiler.pool.condition(condition, () => compilePlainCondition(compiler, condition));
  const language = condition.language === undefined ? undefined : (canonicalLanguage(condition.language) ?? condition.language);
  if (language !== undefined && language !== "generic" && language !== "regex" && dialectOf(language) === undefined) return { type: "never" };
  const own = language ?? compiler.language;
  const inner = { ...compiler, isNested: true, language: own, pool: own === compiler.language ? compiler.pool : compiler.pool.within(own) };
  return { type: "pattern", metavariable: condition.metavariable, language, formula: compileFormula(inner, condition.formula) };
}

function compilePlainCondition(compiler: Compiler, condition: PlainCondition): CompiledCondition {
  switch (condition.type) {
    case "regex": {
      const regex = atUse(compiler.engine.knownWordsOf !== undefined, () => regexOrThrow(condition.regex, hasGroups(condition.regex) ? "yd" : "y", condition.position));
      return { type: "regex", condition, get regex() { return regex(); } };
    }
    case "comparison": {
      const comparison = parseComparison(condition.comparison);
      if (typeof comparison === "string") throw new CompileError(condition.position, `Not a comparison: ${comparison}.`);
      return { type: "comparison", condition, comparison };
    }
    case "analysis":
      return { type: "analysis", condition };
    case "type":
      return { type: "type", metavariable: condition.metavariable, types: compileTypes(compiler, condition) };
    default:
      return { type: "never" };
  }
}

/** True where an expression may bind what its groups find; then their places are asked for. */
function hasGroups(regex: string): boolean {
  return /\((?!\?)|\(\?P?<(?![=!])/.test(regex);
}

function compileTypes(compiler: Compiler, condition: Extract<Condition, { type: "type" }>): import("../view/match-node.ts").MatchNode[] {
  const dialect = dialectOf(compiler.language);
  const parse = compiler.engine.parserOf(compiler.language);
  if (dialect === undefined || parse === undefined) return [];
  return condition.types.map((type) => compileType(type, dialect, parse));
}

/** True where a compile result is a problem. */
export function isProblem(result: CompiledRule | RuleProblem): result is RuleProblem {
  return !("rule" in result);
}

