// Matches nodes that need no rule of their own: same kind, same name, same parts.

import { type MatchNode, changed, isExpression, isMetavariable, isStatement, none } from "../view/match-node.ts";
import type { Bindings } from "./bindings.ts";
import { type MatchContext, type Matches, bindNode, chain, noMatch, step } from "./context.ts";
import { matchClass, matchDefinition, matchFunction, matchParameter } from "./match-definitions.ts";
import { matchExpression } from "./match-expression.ts";
import { matchList } from "./match-lists.ts";
import { matchStatement } from "./match-statements.ts";
import { matchType } from "./match-types.ts";

/** Matches two nodes of any kind, dispatching by what the pattern is. */
export function matchNode(pattern: MatchNode, target: MatchNode, bindings: Bindings, context: MatchContext): Matches {
  if (pattern === none) return target === none ? [bindings] : noMatch;
  if (isExpression(pattern)) return isExpression(target) ? matchExpression(pattern, target, bindings, context) : patternOverOther(pattern, target, bindings);
  if (isStatement(pattern)) return matchStatement(pattern, target, bindings, context);
  switch (pattern.tag) {
    case "Type":
    case "TypeOf":
      return matchType(pattern, target, bindings, context);
    case "Parameter":
    case "RestParameter":
    case "KeywordRestParameter":
    case "PatternParameter":
    case "OtherParameter":
      return matchParameter(pattern, target, bindings, context);
    case "Function":
      return matchFunction(pattern, target, bindings, context);
    case "Class":
      return matchClass(pattern, target, bindings, context);
    case "Definition":
      return matchDefinition(pattern, target, bindings, context);
    case "List":
      return target.tag === "List" ? matchList(pattern.kids, target.kids, bindings, context, matchNode) : noMatch;
    default:
      return matchAny(pattern, target, bindings, context);
  }
}

function patternOverOther(pattern: MatchNode, target: MatchNode, bindings: Bindings): Matches {
  if (pattern.tag === "Ellipsis") return [bindings];
  if (target === none || target.tag === "Definition") return noMatch;
  if (pattern.tag === "Name" && isMetavariable(pattern.text)) return bindNode(bindings, pattern.text, target);
  return noMatch;
}

/** Same tag, same sub, same text (or a metavariable), and the children match in order. */
export function matchAny(pattern: MatchNode, target: MatchNode, bindings: Bindings, context: MatchContext): Matches {
  step(context);
  if (pattern.tag === "PatternName" && isMetavariable(pattern.text)) return matchPatternMetavariable(pattern, target, bindings);
  if (pattern.tag !== target.tag || pattern.sub !== target.sub) return noMatch;
  let matches: Matches = [bindings];
  if (pattern.text !== target.text) {
    if (!isMetavariable(pattern.text)) return noMatch;
    if (target.tag === "CatchParameter") matches = target.kids[1] === none ? noMatch : bindNode(bindings, pattern.text, target.kids[1]!);
    else matches = bindNode(bindings, pattern.text, target.kids.length === 0 ? target : changed(target, { tag: "Name", sub: "", kids: [] }));
  } else if (isMetavariable(pattern.text)) {
    matches = bindNode(bindings, pattern.text, target);
  }
  if (pattern.tag === "CatchParameter") return chain(matches, (next) => matchNode(pattern.kids[0]!, target.kids[0]!, next, context));
  if (!fixedLayouts.has(pattern.tag)) return chain(matches, (next) => matchList(pattern.kids, target.kids, next, context, matchNode));
  if (pattern.kids.length > target.kids.length) return noMatch;
  const count = pattern.tag === "Comprehension" ? 1 : pattern.kids.length;
  if (pattern.tag !== "Comprehension" && target.kids.length !== count) return noMatch;
  for (let index = 0; index < count; index++) {
    matches = chain(matches, (next) => matchNode(pattern.kids[index]!, target.kids[index]!, next, context));
  }
  if (pattern.tag !== "Comprehension") return matches;
  return chain(matches, (next) => matchList(pattern.kids.slice(1), target.kids.slice(1), next, context, matchNode));
}

/** Nodes whose children each have a place of their own, so that `...` stands for just one of them. */
const fixedLayouts: ReadonlySet<string> = new Set([
  "Index", "Slice", "Conditional", "Comprehension", "ComprehensionFor", "ComprehensionIf", "AssignOperator", "Await", "Yield", "LetPattern",
  "Cast", "Computed", "ForEach", "ForClassic", "CatchPattern", "CatchParameter", "XmlAttribute",
]);

/** A bound name that is a metavariable takes any pattern; a plain name counts as the name. */
function matchPatternMetavariable(pattern: MatchNode, target: MatchNode, bindings: Bindings): Matches {
  if (target.tag === "PatternName") return bindNode(bindings, pattern.text, asName(target));
  if (target.tag === "PatternLiteral") return bindNode(bindings, pattern.text, target.kids[0]!);
  if (target.tag === "OtherPattern" && target.sub === "Expression" && target.kids.length === 1) return bindNode(bindings, pattern.text, target.kids[0]!);
  return target.tag.startsWith("Pattern") || target.tag === "OtherPattern" ? bindNode(bindings, pattern.text, target) : noMatch;
}

function asName(node: MatchNode): MatchNode {
  return changed(node, { tag: "Name" });
}
