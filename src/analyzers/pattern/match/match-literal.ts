// Matches literals: strings with `...`, metavariables and regular expressions, numbers, regex literals.

import { constantOf } from "../constants/constant-of.ts";
import { type MatchNode, isEllipsisMetavariable, isMetavariable } from "../view/match-node.ts";
import { type Bindings, boundText } from "./bindings.ts";
import { type MatchContext, type Matches, bindValue, noMatch } from "./context.ts";

/** Matches a literal of the pattern against any expression: literals, constants, folded strings. */
export function matchLiteral(pattern: MatchNode, target: MatchNode, bindings: Bindings, context: MatchContext): Matches {
  if (target.tag === "Literal") return matchSameKind(pattern, target, bindings, context);
  if (pattern.sub === "string" && pattern.text === "..." && isStringLike(target, context)) return [bindings];
  if (pattern.sub === "string" && target.tag === "Call" && target.kids[0]!.sub.startsWith("Encoded:")) {
    return matchLiteral(pattern, target.kids[1]!, bindings, context);
  }
  if (!context.options.constantPropagation) return noMatch;
  const constant = constantOf(target);
  if (constant === undefined) return noMatch;
  return matchConstant(pattern, constant, { bindings, context });
}

function matchSameKind(pattern: MatchNode, target: MatchNode, bindings: Bindings, context: MatchContext): Matches {
  if (pattern.sub === "regex" && target.sub === "regex") return matchRegexLiteral(pattern, target, bindings, context);
  if (pattern.sub !== target.sub) return noMatch;
  if (pattern.sub === "string") return matchText(pattern.text, target, bindings, context);
  return pattern.text === target.text ? [bindings] : noMatch;
}

function matchRegexLiteral(pattern: MatchNode, target: MatchNode, bindings: Bindings, context: MatchContext): Matches {
  const matches = matchText(pattern.text, target, bindings, context);
  const flags = pattern.kids[0];
  if (matches.length === 0 || flags === undefined) return matches;
  if (target.kids[0] === undefined) return noMatch;
  return target.kids[0].text === flags.text ? matches : noMatch;
}

/** Matches the text of a string pattern against the text of a string. */
function matchText(pattern: string, target: MatchNode, bindings: Bindings, context: MatchContext): Matches {
  if (pattern === "...") return [bindings];
  if (isEllipsisMetavariable(pattern)) return noMatch;
  if (isMetavariable(pattern)) return bindValue(bindings, pattern, boundText(target.text, ...shownRange(target, context.text)));
  const regex = regexOf(pattern);
  if (regex !== undefined) return context.testRegex(regex, target.text) ? [bindings] : noMatch;
  return pattern === target.text ? [bindings] : noMatch;
}

/**
 * Where the content of a string is shown: between its quotes where it stands there as it is, else the whole literal,
 * as with escapes or where it is folded from several parts.
 */
function shownRange(target: MatchNode, text: string): [number, number] {
  if (target.start < 0) return [target.start, target.end];
  if (target.text === "") return [target.start, target.start];
  const source = text.slice(target.start, target.end);
  const quotes = /^[a-zA-Z]*("""|'''|"|'|`)/.exec(source)?.[0] ?? "";
  const at = source.indexOf(target.text, quotes.length);
  return at < 0 ? [target.start, target.end] : [target.start + at, target.start + at + target.text.length];
}

/** The expression inside `=~/…/`, or undefined. */
export function regexOf(text: string): string | undefined {
  const match = /^=~\/(.*)\/([mi]?)$/.exec(text);
  if (match === null) return undefined;
  return match[2] === "" ? match[1]! : `(?${match[2]})${match[1]!}`;
}

function isStringLike(target: MatchNode, context: MatchContext): boolean {
  if (target.tag !== "Call") return false;
  const sub = target.kids[0]!.sub;
  if (sub.startsWith("Encoded:")) return true;
  if (!sub.startsWith("Concat:")) return false;
  if (sub === "Concat:sequence" && !context.options.constantPropagation) return false;
  if (sub === "Concat:sequence") return target.kids.slice(1).every((part) => part.tag === "Literal" || isStringLike(part, context) || constantOf(part) !== undefined);
  return target.kids.length > 1 && target.kids.slice(1).every((part) => part.tag === "Literal");
}

function matchConstant(
  pattern: MatchNode,
  constant: MatchNode,
  state: { bindings: Bindings; context: MatchContext },
): Matches {
  const { bindings, context } = state;
  if (constant.sub === "any-string" && pattern.sub === "string" && pattern.text === "...") return [bindings];
  if (constant.sub !== pattern.sub) return noMatch;
  if (pattern.sub === "regex") return matchRegexLiteral(pattern, constant, bindings, context);
  if (pattern.sub !== "string") return constant.text === pattern.text ? [bindings] : noMatch;
  if (isMetavariable(pattern.text)) return bindValue(bindings, pattern.text, boundText(constant.text, ...shownRange(constant, context.text)));
  return matchText(pattern.text, constant, bindings, context);
}
