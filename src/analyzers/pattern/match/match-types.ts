// Matches types, and typed metavariables against what is known of an expression's type.

import { constantOf } from "../constants/constant-of.ts";
import { type MatchNode, isMetavariable, makeNode } from "../view/match-node.ts";
import type { Bindings } from "./bindings.ts";
import { type MatchContext, type Matches, bindNode, chain, either, noMatch } from "./context.ts";
import { matchExpression } from "./match-expression.ts";
import { matchAny } from "./match-other.ts";

/** Two types. */
export function matchType(pattern: MatchNode, target: MatchNode, bindings: Bindings, context: MatchContext): Matches {
  if (pattern.tag === "Ellipsis") return [bindings];
  if (pattern.tag === "TypeOf" && pattern.kids[0]!.tag === "Ellipsis") return [bindings];
  if (isTypeMetavariable(pattern) && target.tag === "Type" && target.sub === "keyword") return noMatch;
  if (isTypeMetavariable(pattern)) return bindNode(bindings, nameOfType(pattern)!, target.tag === "TypeOf" ? target.kids[0]! : target);
  if (pattern.tag === "TypeOf" && target.tag === "TypeOf") return matchExpression(pattern.kids[0]!, target.kids[0]!, bindings, context);
  if (pattern.tag === "TypeOf" || target.tag === "TypeOf") {
    const left = nameOfType(pattern);
    return left !== undefined && left === nameOfType(target) ? [bindings] : noMatch;
  }
  return matchAny(pattern, target, bindings, context);
}

function isTypeMetavariable(node: MatchNode): boolean {
  const name = nameOfType(node);
  return name !== undefined && isMetavariable(name);
}

/** The name of a type that is only a name. */
function nameOfType(node: MatchNode): string | undefined {
  if (node.tag === "Type" && node.sub === "name") return node.text;
  return node.tag === "TypeOf" && node.kids[0]!.tag === "Name" ? node.kids[0]!.text : undefined;
}

/** `($X: T)`: the expression's type must be known and be T. */
export function matchTyped(pattern: MatchNode, target: MatchNode, bindings: Bindings, context: MatchContext): Matches {
  const own = matchOwnType(pattern, target, bindings, context);
  return target.tag === "Cast" ? either(own, matchTyped(pattern, target.kids[1]!, bindings, context)) : own;
}

function matchOwnType(pattern: MatchNode, target: MatchNode, bindings: Bindings, context: MatchContext): Matches {
  const known = typeOfExpression(target);
  if (known === undefined) {
    const literal = typeOfLiteral(target, context);
    return literal === undefined ? noMatch : chain(matchType(pattern.kids[0]!, literal, bindings, context), (next) => bindNode(next, pattern.text, target));
  }
  return chain(matchType(pattern.kids[0]!, known, bindings, context), (next) => bindNode(next, pattern.text, target));
}

/** The type of a literal or of a name that stands for one. */
export function typeOfLiteral(target: MatchNode, context: MatchContext): MatchNode | undefined {
  if (target.tag === "Call") return undefined;
  const constant = constantOf(target);
  const name = constant === undefined ? undefined : context.dialect.facts.literalTypes[constant.sub.replace(/^any-/, "")];
  return name === undefined ? undefined : makeNode("Type", target.start, target.end, undefined, "name", name);
}

/** The type of an expression, as far as declarations, literals and `new` tell it. */
export function typeOfExpression(node: MatchNode): MatchNode | undefined {
  if (node.tag === "New") {
    // Of a dotted name the last part counts.
    const name = node.kids[0]!.tag === "Dot" ? node.kids[0]!.kids[1]! : node.kids[0]!;
    return name.tag === "Name" ? makeNode("Type", name.start, name.end, undefined, "name", name.text) : makeNode("TypeOf", name.start, name.end, [name]);
  }
  if (node.tag === "Cast") return node.kids[0];
  return node.tag === "Name" || node.tag === "Dot" ? declaredTypes.get(node) : undefined;
}

/** Types that the naming pass found for names; keyed by the name node. */
export const declaredTypes = new WeakMap<MatchNode, MatchNode>();
