// Matches definitions: functions, classes, variables, their parameters and attributes.

import { type MatchNode, changed, isEllipsisMetavariable, isMetavariable, none } from "../view/match-node.ts";
import { type Bindings, boundList } from "./bindings.ts";
import { type MatchContext, type Matches, bindNode, bindValue, chain, either, noMatch, step } from "./context.ts";
import { matchArguments } from "./match-arguments.ts";
import { matchExpression, matchField } from "./match-expression.ts";
import { matchFields } from "./match-fields.ts";
import { isSequenceMetavariable, matchList, matchSubset } from "./match-lists.ts";
import { matchAny, matchNode } from "./match-other.ts";
import { matchBody } from "./match-statements.ts";
import { matchType } from "./match-types.ts";

/** A definition: its name, its attributes (a subset), its body. */
export function matchDefinition(pattern: MatchNode, target: MatchNode, bindings: Bindings, context: MatchContext): Matches {
  const [entity, body] = [pattern.kids[0]!, pattern.kids[1]!];
  const [otherEntity, otherBody] = [target.kids[0]!, target.kids[1]!];
  if (!canBe(body, otherBody)) return noMatch;
  if (isUnseenNumber(entity.kids[0]!, context)) return noMatch;
  if (hasMoreAttributes(entity.kids[1]!.kids, otherEntity.kids[1]!.kids)) return noMatch;
  const named = matchField(entity.kids[0]!, otherEntity.kids[0]!, bindings, context);
  const attributed = chain(named, (next) => matchAttributes(entity.kids[1]!.kids, otherEntity.kids[1]!.kids, next, context));
  const generic = chain(attributed, (next) => matchTypeParameters(entity, otherEntity, next, context));
  return chain(generic, (next) => matchDefinitionBody(body, otherBody, next, context));
}

/** Type parameters that the pattern gives must be there, one by one. */
function matchTypeParameters(pattern: MatchNode, target: MatchNode, bindings: Bindings, context: MatchContext): Matches {
  if (pattern.types === undefined) return [bindings];
  return target.types === undefined ? noMatch : matchList(pattern.types, target.types, bindings, context, matchTypeParameter);
}

function matchTypeParameter(pattern: MatchNode, target: MatchNode, bindings: Bindings, context: MatchContext): Matches {
  if (pattern.sub !== target.sub) return noMatch;
  return chain(matchField(pattern.kids[0]!, target.kids[0]!, bindings, context), (next) => matchOptionalType(pattern.kids[1]!, target.kids[1]!, next, context));
}

/** `key: ...` also stands for a method, and for a field that is a function. */
function canBe(pattern: MatchNode, target: MatchNode): boolean {
  return pattern.tag === target.tag || (isAnyField(pattern) && target.tag === "Function");
}

function isAnyField(body: MatchNode): boolean {
  return body.tag === "FieldColon" && body.kids[0]!.tag === "Ellipsis";
}

/** The reference passes over files that do not hold a number of the pattern as it prints it: the key `5` as `5.`. */
function isUnseenNumber(name: MatchNode, { text }: MatchContext): boolean {
  return /^\d/.test(name.text) && !text.includes(name.text.includes(".") ? name.text : `${name.text}.`);
}

function matchDefinitionBody(pattern: MatchNode, target: MatchNode, bindings: Bindings, context: MatchContext): Matches {
  switch (pattern.tag) {
    case "Function":
      return matchFunction(pattern, target, bindings, context);
    case "Class":
      return matchClass(pattern, target, bindings, context);
    case "Variable":
    case "FieldColon":
      if (target.tag === "Function") return [bindings];
      return matchVariable(pattern, target, bindings, context);
    default:
      return matchAny(pattern, target, bindings, context);
  }
}

function matchVariable(pattern: MatchNode, target: MatchNode, bindings: Bindings, context: MatchContext): Matches {
  const typed = matchOptionalType(pattern.kids[1]!, target.kids[1]!, bindings, context);
  const value = pattern.kids[0]!;
  if (value === none) return target.kids[0] === none ? typed : noMatch;
  return chain(typed, (next) => matchExpression(value, target.kids[0]!, next, context));
}

function matchOptionalType(pattern: MatchNode, target: MatchNode, bindings: Bindings, context: MatchContext): Matches {
  if (pattern === none) return [bindings];
  return target === none ? noMatch : matchType(pattern, target, bindings, context);
}

/** Every attribute of the pattern is among the target's, in any order. */
export function matchAttributes(
  patterns: readonly MatchNode[],
  targets: readonly MatchNode[],
  bindings: Bindings,
  context: MatchContext,
): Matches {
  if (patterns.length === 0) return [bindings];
  return matchSubset(patterns, targets, bindings, context, matchAttribute);
}

/** True where the pattern asks for more attributes than there are: told without trying any. */
function hasMoreAttributes(patterns: readonly MatchNode[], targets: readonly MatchNode[]): boolean {
  return patterns.length > targets.length && patterns.filter(({ tag }) => tag !== "Ellipsis").length > targets.length;
}

/** One decorator or keyword. */
export function matchAttribute(pattern: MatchNode, target: MatchNode, bindings: Bindings, context: MatchContext): Matches {
  if (pattern.tag === "KeywordAttribute") {
    if (target.tag !== "KeywordAttribute") return noMatch;
    const isVariable = pattern.sub === "Var" && context.options.letIsVar && (target.sub === "Let" || target.sub === "Const");
    return pattern.sub === target.sub || isVariable ? [bindings] : noMatch;
  }
  if (pattern.tag === "NamedAttribute") {
    if (target.tag === "NamedAttribute") {
      return chain(matchExpression(pattern.kids[0]!, target.kids[0]!, bindings, context), (next) =>
        matchArguments(pattern.kids.slice(1), target.kids.slice(1), next, context),
      );
    }
    return matchDottedDecorator(pattern, target, bindings, context);
  }
  if (pattern.tag !== "OtherAttribute") return pattern.tag === "Ellipsis" ? [bindings] : noMatch;
  if (target.tag === "OtherAttribute") return matchExpression(pattern.kids[0]!, target.kids[0]!, bindings, context);
  const name = target.tag === "NamedAttribute" ? target.kids[0]! : none;
  return name.resolution?.path !== undefined || name.wildcards !== undefined ? matchExpression(pattern.kids[0]!, attributeCall(target), bindings, context) : noMatch;
}

/** `@$D(...)` also stands for a decorator with a dotted name. */
function matchDottedDecorator(pattern: MatchNode, target: MatchNode, bindings: Bindings, context: MatchContext): Matches {
  const call = target.tag === "OtherAttribute" ? target.kids[0]! : none;
  const isDotted = call.tag === "Call" && call.kids[0]!.tag === "Dot" && /^[\w.]+$/.test(context.text.slice(call.kids[0]!.start, call.kids[0]!.end));
  if (!isDotted || !isMetavariable(pattern.kids[0]!.text)) return noMatch;
  return chain(bindNode(bindings, pattern.kids[0]!.text, call.kids[0]!), (next) => matchArguments(pattern.kids.slice(1), call.kids.slice(1), next, context));
}

const calls = new WeakMap<MatchNode, MatchNode>();

/** The call that a decorator with a plain name makes: `@d(1)` is `d(1)`, `@d` is `d()`. */
export function attributeCall(attribute: MatchNode): MatchNode {
  const known = calls.get(attribute);
  if (known !== undefined) return known;
  const name = attribute.kids[0]!;
  const call: MatchNode = changed(attribute, { tag: "Call", start: name.start });
  calls.set(attribute, call);
  return call;
}

/** Parameters, return type and body. */
export function matchFunction(pattern: MatchNode, target: MatchNode, bindings: Bindings, context: MatchContext): Matches {
  if (!context.options.arrowIsFunction && pattern.sub !== target.sub) return noMatch;
  const parameters = matchParameters(pattern.kids[0]!.kids, target.kids[0]!.kids, bindings, context);
  const returned = chain(parameters, (next) => matchOptionalType(pattern.kids[1]!, target.kids[1]!, next, context));
  return chain(returned, (next) => matchFunctionBody(pattern.kids[2]!, target.kids[2]!, next, context));
}

function matchFunctionBody(pattern: MatchNode, target: MatchNode, bindings: Bindings, context: MatchContext): Matches {
  if (pattern.tag === "Block" || target.tag === "Block") return matchBody(pattern, target, bindings, context);
  return matchExpression(pattern, target, bindings, context);
}

/** Matches the parameters of a function; `...` and `$...X` span several. */
export function matchParameters(patterns: readonly MatchNode[], targets: readonly MatchNode[], bindings: Bindings, context: MatchContext): Matches {
  return matchParametersFrom({ patterns, targets, context }, 0, 0, bindings);
}

interface ParameterLists {
  readonly patterns: readonly MatchNode[];
  readonly targets: readonly MatchNode[];
  readonly context: MatchContext;
}

/** The pattern's parameters from one on against the function's from another on. */
function matchParametersFrom(lists: ParameterLists, at: number, from: number, bindings: Bindings): Matches {
  const { patterns, targets, context } = lists;
  step(context);
  const pattern = patterns[at];
  if (pattern === undefined) return from === targets.length ? [bindings] : noMatch;
  if (pattern.tag === "Ellipsis") {
    if (at === patterns.length - 1) return [bindings];
    let found: Matches = noMatch;
    for (let next = from; next <= targets.length; next++) found = either(found, matchParametersFrom(lists, at + 1, next, bindings));
    return found;
  }
  if (pattern.tag === "Parameter" && isEllipsisMetavariable(pattern.text)) {
    let found: Matches = noMatch;
    for (let next = from; next <= targets.length; next++) {
      const bound = bindValue(bindings, pattern.text, boundList(targets.slice(from, next)));
      found = either(found, chain(bound, (one) => matchParametersFrom(lists, at + 1, next, one)));
    }
    return found;
  }
  const target = targets[from];
  if (target === undefined) return noMatch;
  return chain(matchParameter(pattern, target, bindings, context), (next) => matchParametersFrom(lists, at + 1, from + 1, next));
}

/** One parameter. */
export function matchParameter(pattern: MatchNode, target: MatchNode, bindings: Bindings, context: MatchContext): Matches {
  if (pattern.tag === "Ellipsis") return [bindings];
  if (isPlainMetavariable(pattern) && target.tag === "PatternParameter") return bindNode(bindings, pattern.text, withType(target.kids[0]!, target.kids[1]!));
  if (isPlainMetavariable(pattern) && isMarker(target)) return bindNode(bindings, pattern.text, target);
  if (pattern.tag !== target.tag) return noMatch;
  if (pattern.tag === "PatternParameter") {
    if (pattern.kids[1] === none && target.kids[1] !== none) return noMatch;
    return chain(matchNode(pattern.kids[0]!, target.kids[0]!, bindings, context), (next) => matchOptionalType(pattern.kids[1]!, target.kids[1]!, next, context));
  }
  if (pattern.tag === "OtherParameter") return pattern.sub === target.sub ? [bindings] : noMatch;
  // Most parameters of patterns have a type where they have one at all, and most of a file have none.
  if (pattern.kids[1] !== none && target.kids[1] === none) return noMatch;
  const named = matchParameterName(pattern, target, bindings);
  const fallback = pattern.kids[0]!;
  const defaulted = chain(named, (next) => (fallback === none ? [next] : matchExpression(fallback, target.kids[0]!, next, context)));
  const typed = chain(defaulted, (next) => matchOptionalType(pattern.kids[1]!, target.kids[1]!, next, context));
  return chain(typed, (next) => matchAttributes(pattern.kids[2]!.kids, target.kids[2]!.kids, next, context));
}

/** The `*` and `/` between parameters of Python. */
function isMarker(parameter: MatchNode): boolean {
  return parameter.tag === "OtherParameter" && (parameter.sub === "Star" || parameter.sub === "Slash");
}

/** What is taken apart, with the type that it is said to have. */
function withType(taken: MatchNode, type: MatchNode): MatchNode {
  return type === none ? taken : changed(taken, { end: type.end });
}

/** `$X` without a type or default: it also stands for a destructured parameter and for the marks between parameters. */
function isPlainMetavariable(pattern: MatchNode): boolean {
  return pattern.tag === "Parameter" && isMetavariable(pattern.text) && pattern.kids[0] === none && pattern.kids[1] === none && pattern.kids[2]!.kids.length === 0;
}

function matchParameterName(pattern: MatchNode, target: MatchNode, bindings: Bindings): Matches {
  if (isMetavariable(pattern.text)) return bindNode(bindings, pattern.text, target.kids[3] ?? target);
  return pattern.text === target.text || pattern.text === "..." ? [bindings] : noMatch;
}

/** Bases (a beginning of them), interfaces and members. */
export function matchClass(pattern: MatchNode, target: MatchNode, bindings: Bindings, context: MatchContext): Matches {
  if (pattern.sub !== target.sub) return noMatch;
  const bases = matchBases(pattern.kids[0]!.kids, target.kids[0]!.kids, bindings, context);
  const interfaces = chain(bases, (next) => matchSubset(pattern.kids[1]!.kids, target.kids[1]!.kids, next, context, matchType));
  return chain(interfaces, (next) => matchFields(pattern.kids[2]!.kids, target.kids[2]!.kids, next, context));
}

function matchBases(patterns: readonly MatchNode[], targets: readonly MatchNode[], bindings: Bindings, context: MatchContext): Matches {
  const pattern = patterns[0];
  if (pattern === undefined) return [bindings];
  const rest = patterns.slice(1);
  if (pattern.tag === "TypeOf" && isSequenceMetavariable(pattern.kids[0]!)) return noMatch;
  if (pattern.tag === "Ellipsis" || (pattern.tag === "TypeOf" && pattern.kids[0]!.tag === "Ellipsis")) {
    let found: Matches = noMatch;
    for (let from = 0; from <= targets.length; from++) found = either(found, matchBases(rest, targets.slice(from), bindings, context));
    return found;
  }
  const target = targets[0];
  if (target === undefined) return noMatch;
  return chain(matchType(pattern, target, bindings, context), (next) => matchBases(rest, targets.slice(1), next, context));
}
