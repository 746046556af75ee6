// Matches the members of classes and the fields of objects: named ones in any order, others may be there.

import { type MatchNode, isEllipsisMetavariable, isMetavariable } from "../view/match-node.ts";
import { type Bindings } from "./bindings.ts";
import { type MatchContext, type Matches, chain, either, noMatch, step } from "./context.ts";
import { isSequenceMetavariable } from "./match-lists.ts";
import { matchStatement } from "./match-statements.ts";

/** Matches members or fields. */
export function matchFields(patterns: readonly MatchNode[], targets: readonly MatchNode[], bindings: Bindings, context: MatchContext): Matches {
  const hasEllipsis = patterns.some(isEllipsisField);
  const needed = patterns.filter((one) => !isEllipsisField(one));
  const lessIsOk = hasEllipsis || context.options.implicitEllipsis;
  return inAnyOrder(needed, targets, bindings, context, lessIsOk);
}

function isEllipsisField(node: MatchNode): boolean {
  return node.tag === "Ellipsis" || (node.tag === "ExpressionStatement" && node.kids[0]!.tag === "Ellipsis");
}

function inAnyOrder(patterns: readonly MatchNode[], targets: readonly MatchNode[], bindings: Bindings, context: MatchContext, lessIsOk: boolean): Matches {
  step(context);
  const pattern = patterns[0];
  if (pattern === undefined) return lessIsOk || targets.length === 0 ? [bindings] : noMatch;
  const rest = patterns.slice(1);
  const name = definedName(pattern);
  if (pattern.tag === "ExpressionStatement" && isSequenceMetavariable(pattern.kids[0]!)) return noMatch;
  if (name !== undefined && isEllipsisMetavariable(name)) return noMatch;
  let found: Matches = noMatch;
  for (let index = 0; index < targets.length; index++) {
    const target = targets[index]!;
    const other = definedName(target);
    if (name !== undefined && !isMetavariable(name) && other !== name) continue;
    const matches = matchStatement(pattern, target, bindings, context);
    if (matches.length === 0) continue;
    const left = [...targets.slice(0, index), ...targets.slice(index + 1)];
    found = either(found, chain(matches, (next) => inAnyOrder(rest, left, next, context, lessIsOk)));
  }
  return found;
}

function definedName(node: MatchNode): string | undefined {
  if (node.tag !== "Definition") return undefined;
  const name = node.kids[0]!.kids[0]!;
  return name.tag === "Name" ? name.text : undefined;
}
