// Matches an expression of a pattern against an expression of a file.

import { constantOf } from "../constants/constant-of.ts";
import { type MatchNode, changed, isEllipsisMetavariable, isMetavariable, makeNode, none } from "../view/match-node.ts";
import type { Bindings } from "./bindings.ts";
import { type MatchContext, type Matches, bindNode, chain, either, noMatch, step } from "./context.ts";
import { matchArguments, matchConcatenation, matchOperands } from "./match-arguments.ts";
import { matchClass, matchFunction } from "./match-definitions.ts";
import { matchFields } from "./match-fields.ts";
import { isSequenceMetavariable, matchList, matchListUnordered } from "./match-lists.ts";
import { matchLiteral } from "./match-literal.ts";
import { matchType, matchTyped } from "./match-types.ts";
import { matchXml } from "./match-xml.ts";
import { matchAny } from "./match-other.ts";
import { impliedSubexpressionsOf, subexpressionsOf } from "./subexpressions.ts";

/** Every way in which `pattern` matches the expression `target`. */
export function matchExpression(pattern: MatchNode, target: MatchNode, bindings: Bindings, context: MatchContext): Matches {
  step(context);
  if (target === none) return pattern === none || pattern.tag === "Ellipsis" ? [bindings] : noMatch;
  switch (pattern.tag) {
    case "Ellipsis":
      return [bindings];
    case "Name":
      if (isMetavariable(pattern.text)) {
        const bound = matchMetavariable(pattern, target, bindings, context);
        if (target.tag !== "Cast" || !context.dialect.facts.objectsAreRecords) return bound;
        return either(bound, matchExpression(pattern, target.kids[1]!, bindings, context));
      }
      break;
    case "DeepEllipsis":
      return matchDeep(pattern.kids[0]!, target, bindings, context);
    case "TypedMetavariable":
      return matchTyped(pattern, target, bindings, context);
    case "Literal":
      return withAlias(pattern, target, bindings, context, matchLiteral(pattern, target, bindings, context));
    default:
  }
  return withAlias(pattern, target, bindings, context, matchStructure(pattern, target, bindings, context));
}

/** `-5` in a pattern is a number, which names and sums may have as their value; in Python `-$X` takes whole numbers without a sign too. */
function matchFolded(pattern: MatchNode, target: MatchNode, bindings: Bindings, context: MatchContext): Matches {
  const [sign, operand] = [pattern.kids[0]!, pattern.kids[1]!];
  if (!sign.sub.startsWith("Op:-") || pattern.kids.length !== 2) return noMatch;
  const isAnyNumber = sign.sub === "Op:-" && operand.tag === "Name" && isMetavariable(operand.text);
  if (isAnyNumber && context.dialect.facts.encodesStringPrefixes && target.tag === "Literal" && target.sub === "int") return bindNode(bindings, operand.text, target);
  if (!context.options.constantPropagation) return noMatch;
  const wanted = constantOf(pattern);
  const known = wanted === undefined ? undefined : constantOf(target);
  return wanted !== undefined && known?.sub === wanted.sub && known.text === wanted.text ? [bindings] : noMatch;
}

/** The patterns that a value with a type is looked for with as a whole. */
const castPatterns: ReadonlySet<string> = new Set(["Cast", "Name", "TypedMetavariable", "Ellipsis", "DeepEllipsis"]);

/** As {@link matchExpression}, where the target is the place of a finding: what its name was given does not count. */
export function matchRoot(pattern: MatchNode, target: MatchNode, bindings: Bindings, context: MatchContext): Matches {
  // What stands before `as` is found on its own.
  if (target.tag === "Cast" && !castPatterns.has(pattern.tag)) return matchStructure(pattern, target, bindings, context);
  if (!context.options.symbolicPropagation || target.isSymbolic !== true) return matchExpression(pattern, target, bindings, context);
  const plain = { ...target, isSymbolic: undefined, value: undefined };
  return matchExpression(pattern, plain as unknown as MatchNode, bindings, context);
}

/** Adds what the target stands for: the imported thing, or the expression that the name was given. */
function withAlias(pattern: MatchNode, target: MatchNode, bindings: Bindings, context: MatchContext, found: Matches): Matches {
  if (target.tag === "Cast" && context.dialect.facts.objectsAreRecords) {
    return either(found, matchExpression(pattern, target.kids[1]!, bindings, context));
  }
  if (target.tag !== "Name" && target.tag !== "Special" && target.tag !== "Dot") return found;
  const path = target.tag === "Name" ? target.resolution?.path : undefined;
  let all = found;
  if (path !== undefined && pattern.tag !== "Literal") {
    all = either(all, matchStructure(pattern, dotted(target, path), bindings, context));
  }
  if (target.wildcards?.some((module) => isDottedName(pattern, `${module}.${target.text}`)) === true) all = either(all, [bindings]);
  if (context.options.symbolicPropagation && target.isSymbolic === true && target.value !== undefined) {
    all = either(all, matchExpression(pattern, target.value, bindings, context));
  }
  return all;
}

/** True for exactly this dotted name, written out. */
function isDottedName(pattern: MatchNode, wanted: string): boolean {
  if (pattern.tag === "Name") return pattern.text === wanted;
  if (pattern.tag !== "Dot" || pattern.kids[1]!.tag !== "Name") return false;
  const last = `.${pattern.kids[1]!.text}`;
  return wanted.endsWith(last) && isDottedName(pattern.kids[0]!, wanted.slice(0, -last.length));
}

const dottedNodes = new WeakMap<MatchNode, MatchNode>();

/** The dotted name that an imported name stands for, at the place of the name. */
export function dotted(target: MatchNode, path: readonly string[]): MatchNode {
  const known = dottedNodes.get(target);
  if (known !== undefined) return known;
  const { start, end } = target;
  let node = makeNode("Name", start, end, undefined, "", path[0] ?? "");
  for (const part of path.slice(1)) {
    node = makeNode("Dot", start, end, [node, makeNode("Name", start, end, undefined, "", part)]);
  }
  dottedNodes.set(target, node);
  return node;
}

function matchMetavariable(pattern: MatchNode, target: MatchNode, bindings: Bindings, context: MatchContext): Matches {
  if (isEllipsisMetavariable(pattern.text)) return noMatch;
  const own = bindNode(bindings, pattern.text, target);
  const path = target.tag === "Name" ? target.resolution?.path : undefined;
  if (context.options.symbolicPropagation && target.isSymbolic === true && target.value !== undefined) {
    return either(own, bindNode(bindings, pattern.text, target.value));
  }
  if (path === undefined || (path.length === 1 && path[0] === target.text)) return own;
  return either(own, bindNode(bindings, pattern.text, dotted(target, path)));
}

/** `<... e ...>`: the expression or one anywhere inside. */
export function matchDeep(pattern: MatchNode, target: MatchNode, bindings: Bindings, context: MatchContext): Matches {
  if (target === none) return noMatch;
  const here = matchExpression(pattern, target, bindings, context);
  if (!context.options.deepExpressions) return here;
  let found: Matches = here;
  for (const inner of deepParts(target, context)) found = either(found, matchDeep(pattern, inner, bindings, context));
  return found;
}

/** The search of an expression statement: the expression or one inside, but for some places. */
export function matchImplied(pattern: MatchNode, target: MatchNode, bindings: Bindings, context: MatchContext): Matches {
  const only = context.options.symbolicPropagation ? undefined : onlyTagOf(pattern);
  let found: Matches = noMatch;
  for (const one of impliedPartsOf(target)) {
    if (only === undefined || one.tag === only || one.tag === "Cast") found = either(found, matchExpression(pattern, one, bindings, context));
  }
  return found;
}

/** The one kind of expression that matches, but for what a value with a type holds; undefined where names and values may stand for it. */
function onlyTagOf({ tag, kids }: MatchNode): MatchNode["tag"] | undefined {
  if (tag === "Call") return kids[0]!.sub.startsWith("Op:-") ? undefined : tag;
  return tag === "Assign" || tag === "New" ? tag : undefined;
}

const impliedParts = new WeakMap<MatchNode, readonly MatchNode[]>();

/** An expression and all that such a search looks at inside it, in source order: many patterns ask for it. */
function impliedPartsOf(expression: MatchNode): readonly MatchNode[] {
  const known = impliedParts.get(expression);
  if (known !== undefined) return known;
  const parts: MatchNode[] = [];
  const visit = (node: MatchNode): void => {
    parts.push(node);
    for (const inner of impliedSubexpressionsOf(node)) visit(inner);
  };
  visit(expression);
  impliedParts.set(expression, parts);
  return parts;
}

/** Deep search also looks into what a name stands for, when the rule asks for symbolic propagation. */
function deepParts(target: MatchNode, context: MatchContext): readonly MatchNode[] {
  if (context.options.symbolicPropagation && target.isSymbolic === true && target.value !== undefined) return [target.value];
  return subexpressionsOf(target);
}

function matchStructure(pattern: MatchNode, target: MatchNode, bindings: Bindings, context: MatchContext): Matches {
  switch (pattern.tag) {
    case "Name":
      return target.tag === "Name" && pattern.text === target.text ? [bindings] : noMatch;
    case "Special":
      return target.tag === "Special" && pattern.sub === target.sub ? [bindings] : noMatch;
    case "Call":
      return target.tag === "Call" ? either(matchCall(pattern, target, bindings, context), matchFolded(pattern, target, bindings, context)) : matchFolded(pattern, target, bindings, context);
    case "New":
      if (target.tag !== "New") return noMatch;
      return chain(matchConstructed(pattern.kids[0]!, target.kids[0]!, bindings, context), (next) =>
        matchArguments(pattern.kids.slice(1), target.kids.slice(1), next, context),
      );
    case "Dot":
      return target.tag === "Dot" ? matchDot(pattern, target, bindings, context) : noMatch;
    case "DotEllipsis":
      return matchChainPrefix(pattern.kids[0]!, target, bindings, context);
    case "Assign":
      return target.tag === "Assign" ? matchAssign(pattern, target, bindings, context) : noMatch;
    case "Container":
      return matchContainer(pattern, target, bindings, context);
    case "Record":
      return target.tag === "Record" ? matchFields(pattern.kids, target.kids, bindings, context) : noMatch;
    case "Lambda":
      return target.tag === "Lambda" ? matchFunction(pattern, target, bindings, context) : noMatch;
    case "AnonymousClass":
      return target.tag === "AnonymousClass" ? matchClass(pattern, target, bindings, context) : noMatch;
    case "Xml":
      return target.tag === "Xml" ? matchXml(pattern, target, bindings, context) : noMatch;
    case "Cast":
      if (target.tag !== "Cast") return noMatch;
      return chain(matchType(pattern.kids[0]!, target.kids[0]!, bindings, context), (next) => matchExpression(pattern.kids[1]!, target.kids[1]!, next, context));
    case "Sequence":
      return target.tag === "Sequence" ? matchList(pattern.kids, target.kids, bindings, context, matchExpression) : noMatch;
    default:
      return matchAny(pattern, target, bindings, context);
  }
}

function matchConstructed(pattern: MatchNode, target: MatchNode, bindings: Bindings, context: MatchContext): Matches {
  return matchExpression(pattern, target, bindings, context);
}

function matchCall(pattern: MatchNode, target: MatchNode, bindings: Bindings, context: MatchContext): Matches {
  const callee = pattern.kids[0]!;
  const called = target.kids[0]!;
  if (called.tag === "Special" && isOperator(called.sub)) {
    if (callee.tag !== "Special") return noMatch;
    if (callee.sub.startsWith("Op:") && called.sub.startsWith("Op:")) return matchOperands(pattern, target, bindings, context);
    if (callee.sub.startsWith("Concat:")) return matchConcatenation(pattern, target, bindings, context);
    if (callee.sub !== called.sub) return noMatch;
    return matchArguments(pattern.kids.slice(1), target.kids.slice(1), bindings, context);
  }
  if (callee.tag === "Special" && isOperator(callee.sub)) return noMatch;
  // A name with types stands for nothing but a name with types.
  if (pattern.types !== undefined && callee.tag === "Name" && called.tag !== "Name") return noMatch;
  const named = chain(matchExpression(callee, called, bindings, context), (next) => (callee.tag === "Dot" ? [next] : matchTypeArguments(pattern.types, target.types, next, context)));
  return chain(named, (next) => matchArguments(pattern.kids.slice(1), target.kids.slice(1), next, context));
}

/** `f<T>(x)`: types that the pattern gives must be there. */
function matchTypeArguments(patterns: readonly MatchNode[] | undefined, targets: readonly MatchNode[] | undefined, bindings: Bindings, context: MatchContext): Matches {
  if (patterns === undefined) return [bindings];
  return targets === undefined ? noMatch : matchList(patterns, targets, bindings, context, matchType);
}

/** Specials that stand for signs rather than for things that can be called. */
export function isOperator(sub: string): boolean {
  return /^(Op:|Concat:|Encoded:|Spread|HashSplat|Typeof|ForOf|Increment|Decrement)/.test(sub);
}

function matchDot(pattern: MatchNode, target: MatchNode, bindings: Bindings, context: MatchContext): Matches {
  const object = pattern.kids[0]!;
  const field = matchField(pattern.kids[1]!, target.kids[1]!, bindings, context);
  if (field.length === 0) return noMatch;
  if (object.tag === "DotEllipsis") return chain(field, (next) => matchChainPrefix(object.kids[0]!, target.kids[0]!, next, context));
  return chain(field, (next) => matchExpression(object, target.kids[0]!, next, context));
}

/** The name after a dot. */
export function matchField(pattern: MatchNode, target: MatchNode, bindings: Bindings, context: MatchContext): Matches {
  if (pattern.tag === "Ellipsis") return [bindings];
  if (pattern.tag === "Name" && isMetavariable(pattern.text)) return bindNode(bindings, pattern.text, target.tag === "Computed" ? target.kids[0]! : target);
  if (pattern.tag === "Computed" && target.tag === "Computed") return matchExpression(pattern.kids[0]!, target.kids[0]!, bindings, context);
  return pattern.tag === target.tag && pattern.text === target.text ? [bindings] : noMatch;
}

/** `$X. ... .f()`: the object may be the whole chain before `.f` or any beginning of it, as long as members and methods follow. */
function matchChainPrefix(pattern: MatchNode, target: MatchNode, bindings: Bindings, context: MatchContext): Matches {
  let found: Matches = matchExpression(pattern, target, bindings, context);
  let at = target;
  for (let depth = 0; depth < 500; depth++) {
    if (at.tag === "Call" && at.kids[0]!.tag === "Dot") at = at.kids[0]!.kids[0]!;
    else if (at.tag === "Dot") at = at.kids[0]!;
    else break;
    found = either(found, matchExpression(pattern, at, bindings, context));
  }
  return found;
}

function matchAssign(pattern: MatchNode, target: MatchNode, bindings: Bindings, context: MatchContext): Matches {
  const assigned = target.kids[0]!;
  // In `self.x: T = y` it is with its type and without it that something is assigned to.
  const typed = matchExpression(pattern.kids[0]!, assigned, bindings, context);
  const isTyped = assigned.tag === "Cast" && pattern.kids[0]!.tag !== "Cast" && context.dialect.facts.encodesStringPrefixes;
  const taken = isTyped ? either(typed, matchExpression(pattern.kids[0]!, assigned.kids[1]!, bindings, context)) : typed;
  const whole = chain(taken, (next) =>
    matchExpression(pattern.kids[1]!, target.kids[1]!, next, context),
  );
  return either(whole, matchPairs(pattern, target, bindings, context));
}

/** `a, b = 1, 2` is also `a = 1` and `b = 2`. */
function matchPairs(pattern: MatchNode, target: MatchNode, bindings: Bindings, context: MatchContext): Matches {
  const [names, values] = [target.kids[0]!, target.kids[1]!];
  const areTuples = names.tag === "Container" && values.tag === "Container" && names.sub === "tuple" && values.sub === "tuple";
  if (!areTuples || names.kids.length !== values.kids.length) return noMatch;
  let found: Matches = noMatch;
  names.kids.forEach((name, index) => {
    const value = values.kids[index]!;
    const one = chain(matchExpression(pattern.kids[0]!, name, bindings, context), (next) => matchExpression(pattern.kids[1]!, value, next, context));
    found = either(either(found, one), matchPairs(pattern, changed(target, { kids: [name, value] }), bindings, context));
  });
  return found;
}

function matchContainer(pattern: MatchNode, target: MatchNode, bindings: Bindings, context: MatchContext): Matches {
  if (target.tag === "Comprehension" && pattern.kids.length === 1 && pattern.kids[0]!.tag === "Ellipsis") {
    return target.sub === pattern.sub || (target.sub === "list" && pattern.sub === "array") ? [bindings] : noMatch;
  }
  if (target.tag !== "Container" || pattern.kids.some(isSequenceMetavariable)) return noMatch;
  const isUnordered = pattern.sub === "set" || pattern.sub === "dict";
  if (isUnordered) {
    const isOnlyEllipsis = pattern.kids.every((kid) => kid.tag === "Ellipsis");
    if (target.sub !== pattern.sub && !(isOnlyEllipsis && (target.sub === "set" || target.sub === "dict"))) return noMatch;
    return matchListUnordered(pattern.kids, target.kids, bindings, context, matchExpression);
  }
  if (pattern.sub !== target.sub) return noMatch;
  return matchList(pattern.kids, target.kids, bindings, context, matchExpression);
}
