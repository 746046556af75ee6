// Makes the evaluation of a file, and of what a metavariable is bound to.

import { dialectOf } from "../dialects/registry.ts";
import type { CompiledLeaf } from "../formula/compiled.ts";
import { type Evaluation, cutShort } from "../formula/evaluation.ts";
import { type RangeMatch, } from "../formula/ranges.ts";
import { stringContentOf } from "../formula/value-text.ts";
import type { FreeFormPattern } from "../generic/free-form-pattern.ts";
import { findGenericMatches } from "../generic/find-generic.ts";
import { type GenericDocument, readDocument } from "../generic/generic-pattern.ts";
import { type Bindings, type BoundValue, bind, boundText, noBindings } from "../match/bindings.ts";
import type { MatchContext } from "../match/context.ts";
import { findMatches } from "../match/find-matches.ts";
import { type MatchFile, indexNodes, prepareFile } from "../match/match-file.ts";
import { wasCutShort } from "../regex/bounded-regex.ts";
import { type RegexMatch, compileRegex, findRegexMatches } from "../regex/run-regex.ts";
import { isExpression, makeNode } from "../view/match-node.ts";
import type { CompiledRule } from "./compile-rule.ts";
import type { PatternEngine } from "./engine.ts";
import type { RuleTarget } from "./run-rule.ts";

const maxSteps = 30_000_000;

/** The evaluation of a whole file for one rule. */
export function evaluationOf(rule: CompiledRule, target: RuleTarget, engine: PatternEngine): Evaluation {
  const context = contextOf(rule, target);
  return build({ rule, engine, context, text: target.text, code: target.code, language: rule.language, words: target.words, cache: target.cache });
}

function contextOf(rule: CompiledRule, target: RuleTarget): MatchContext {
  const dialect = target.code?.dialect ?? dialectOf("python")!;
  const budget = { steps: maxSteps, isSearchCut: false };
  const regexes = new Map<string, RegExp | undefined>();
  const testRegex = (pattern: string, text: string): boolean => {
    if (!regexes.has(pattern)) regexes.set(pattern, compileRegex(pattern, ""));
    const regex = regexes.get(pattern);
    if (regex === undefined) return false;
    const isFound = regex.test(text);
    if (wasCutShort(regex)) budget.isSearchCut = true;
    return isFound;
  };
  return { options: rule.options, dialect, text: target.text, testRegex, budget };
}

interface Surroundings {
  readonly rule: CompiledRule;
  readonly engine: PatternEngine;
  readonly context: MatchContext;
  readonly text: string;
  readonly code: Pick<MatchFile, "index"> | undefined;
  readonly language: string;
  /** The part of the text that regular expressions see; all of it where there is none. */
  readonly part?: { readonly start: number; readonly end: number } | undefined;
  readonly words?: ReadonlySet<string> | undefined;
  readonly cache?: Evaluation["cache"] | undefined;
}

function build(here: Surroundings): Evaluation {
  let document: GenericDocument | undefined;
  const find = (leaf: CompiledLeaf): readonly RangeMatch[] => {
    if (leaf.type === "regex") {
      const { start, end } = here.part ?? { start: 0, end: here.text.length };
      const found = findRegexMatches(leaf.regex, here.text.slice(start, end)).map((match) => regexRange(match, start));
      return wasCutShort(leaf.regex) ? cutShort : found;
    }
    if (leaf.type === "free-form") {
      const found = findRegexMatches(leaf.regex, here.text).map((match) => freeFormRange(match, leaf.names));
      return wasCutShort(leaf.regex) ? cutShort : found;
    }
    if (leaf.type === "generic") {
      document ??= readDocument(here.text, here.rule.generic);
      const onCut = (): void => void (here.context.budget.isSearchCut = true);
      return findGenericMatches(leaf.pattern, document, here.rule.generic, onCut);
    }
    if (here.code === undefined) return [];
    return findMatches(leaf.pattern.root, here.code, here.context);
  };
  return { text: here.text, find, cache: here.cache ?? new Map(), words: here.words, context: here.context, inside: (value, language) => inside(here, value, language) };
}

/** The match of an expression on a text that begins at `from`. */
function regexRange(match: RegexMatch, from: number): RangeMatch {
  let bindings: Bindings = noBindings;
  match.groups.forEach((group, index) => {
    if (group.start < 0) return;
    const value = boundText(group.text, from + group.start, from + group.end);
    bindings = bind(bindings, `$${index + 1}`, value);
    if (group.name !== undefined) bindings = bind(bindings, `$${group.name}`, value);
  });
  return { start: from + match.start, end: from + match.end, bindings, kind: "regex" };
}

function freeFormRange(match: RegexMatch, names: FreeFormPattern["names"]): RangeMatch {
  let bindings: Bindings = noBindings;
  match.groups.forEach((group, index) => {
    const name = names[index];
    if (name !== undefined && group.start >= 0) bindings = bind(bindings, name, { ...boundText(group.text, group.start, group.end), isWord: true });
  });
  return { start: match.start, end: match.end, bindings, kind: "plain" };
}

/** The value of a metavariable as something that a nested formula can be evaluated on. */
function inside(here: Surroundings, value: BoundValue, language: string | undefined): ReturnType<Evaluation["inside"]> {
  if (language === undefined) return insideSame(here, value);
  const content = isWrittenString(value) ? (stringContentOf(value) ?? templateContent(value, here.text)) : undefined;
  if (content === undefined && language === here.language) return insideSame(here, value);
  if (content === undefined) return undefined;
  const { text } = content;
  const dialect = dialectOf(language);
  const parse = here.engine.parserOf(language);
  const code = dialect === undefined || parse === undefined ? undefined : prepareFile(parse(text, dialect.path), dialect);
  const context = { ...here.context, text, ...(dialect === undefined ? {} : { dialect }) };
  const evaluation = build({ ...here, part: undefined, context, text, code, language, words: undefined, cache: undefined });
  return { evaluation, around: { start: 0, end: text.length, bindings: noBindings, kind: "plain" }, place: (found) => placed(found, content, here.text) };
}

/** A value of a string's content with its place in the file: the reference counts from the string's first quote, on later lines as the file has them. */
function placed(value: BoundValue, content: { text: string; start: number }, file: string): BoundValue {
  const opening = /^[a-zA-Z]*("""|'''|"|'|`)/.exec(file.slice(content.start, content.start + 10))?.[0].length ?? 0;
  const at = (offset: number): number => content.start + offset + (content.text.lastIndexOf("\n", offset - 1) < 0 ? 0 : opening);
  return { ...value, start: at(value.start), end: at(value.end), source: content.text.slice(value.start, value.end) };
}

/** The text between the quotes of a string with holes. */
function templateContent(value: BoundValue, text: string): { text: string; start: number } | undefined {
  const match = /^[a-zA-Z]*("""|'''|"|'|`)/.exec(text.slice(value.start, value.end));
  if (match === null) return undefined;
  const inner = text.slice(value.start + match[0].length, value.end);
  return { text: inner.endsWith(match[1]!) ? inner.slice(0, -match[1]!.length) : inner, start: value.start };
}

/** A string that stands there as one, not a name or sum that has it as its value. */
function isWrittenString(value: BoundValue): boolean {
  const node = value.nodes.length === 1 ? value.nodes[0]! : undefined;
  if (value.type === "text" || node?.tag === "Literal") return true;
  if (node?.tag !== "Call") return false;
  const callee = node.kids[0]!;
  return callee.text === "!sh_quoted_concat!" || /^Concat:(template|f)/.test(callee.sub);
}

function insideSame(here: Surroundings, value: BoundValue): ReturnType<Evaluation["inside"]> {
  if (value.isRange === true && here.code !== undefined) return withinRange(here, here.code, value.start, value.end);
  if (value.type === "text") {
    // The content of a string is no piece of code.
    if (here.language !== "generic" && here.language !== "regex") return undefined;
    const context = { ...here.context, text: value.text };
    const evaluation = build({ ...here, part: undefined, context, text: value.text, code: undefined, words: undefined, cache: undefined });
    return { evaluation, around: { start: 0, end: value.text.length, bindings: noBindings, kind: "plain" }, place: (found) => placed(found, value, here.text) };
  }
  if (value.nodes.length === 0 || value.type === "list") return undefined;
  return within(here, value.nodes, value.start, value.end);
}

function within(here: Surroundings, nodes: BoundValue["nodes"], start: number, end: number): ReturnType<Evaluation["inside"]> {
  const wrapped = nodes.map((node) => (isExpression(node) ? makeNode("ExpressionStatement", node.start, node.end, [node]) : node));
  return withinRange(here, { index: indexNodes(makeNode("Block", start, end, wrapped)) }, start, end);
}

function withinRange(here: Surroundings, code: Surroundings["code"], start: number, end: number): ReturnType<Evaluation["inside"]> {
  const evaluation = build({ ...here, code, part: { start, end }, words: undefined, cache: undefined });
  const bounded: Evaluation = {
    ...evaluation,
    find: (leaf) => evaluation.find(leaf).filter((range) => range.start >= start && range.end <= end),
  };
  return { evaluation: bounded, around: { start, end, bindings: noBindings, kind: "plain" }, place: (found) => found };
}
