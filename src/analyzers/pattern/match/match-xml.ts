// Matches JSX elements: the tag, attributes in any order, children in order.

import { type MatchNode, changed, isMetavariable, makeNode, none } from "../view/match-node.ts";
import type { Bindings } from "./bindings.ts";
import { type MatchContext, type Matches, bindNode, chain, noMatch } from "./context.ts";
import { matchExpression } from "./match-expression.ts";
import { matchList, matchListUnordered, matchSubset } from "./match-lists.ts";

/** One JSX element. */
export function matchXml(pattern: MatchNode, target: MatchNode, bindings: Bindings, context: MatchContext): Matches {
  const isLoose = context.options.looseXml && pattern.sub === "singleton" && target.sub === "classic";
  const isEmptied = pattern.sub === "classic" && target.sub === "singleton";
  if (pattern.sub !== target.sub && !isLoose && !isEmptied) return noMatch;
  const tagged = matchTag(pattern.kids[0]!, target.kids[0]!, bindings);
  const withAttributes = chain(tagged, (next) => matchAttributes(pattern.kids[1]!.kids, target.kids[1]!.kids, next, context));
  if (isLoose) return withAttributes;
  return chain(withAttributes, (next) => matchChildren(pattern.kids[2]!.kids, target.kids[2]!.kids, next, context));
}

function matchTag(pattern: MatchNode, target: MatchNode, bindings: Bindings): Matches {
  if (pattern === none) return target === none ? [bindings] : noMatch;
  if (target === none) return noMatch;
  if (isMetavariable(pattern.text)) return bindNode(bindings, pattern.text, target);
  return pattern.text === target.text ? [bindings] : noMatch;
}

function matchAttributes(patterns: readonly MatchNode[], targets: readonly MatchNode[], bindings: Bindings, context: MatchContext): Matches {
  if (context.options.implicitXmlAttributes) return matchSubset(patterns, targets, bindings, context, matchAttribute);
  return matchListUnordered(patterns, targets, bindings, context, matchAttribute);
}

function matchAttribute(pattern: MatchNode, target: MatchNode, bindings: Bindings, context: MatchContext): Matches {
  if (pattern.tag === "Ellipsis") return [bindings];
  if (pattern.tag !== target.tag) return noMatch;
  if (pattern.tag !== "XmlAttribute") return matchExpression(pattern.kids[0]!, target.kids[0]!, bindings, context);
  let named: Matches = noMatch;
  if (isMetavariable(pattern.text)) named = bindNode(bindings, pattern.text, changed(target, { tag: "Name", kids: [], end: target.start + target.text.length }));
  else if (pattern.text === target.text) named = [bindings];
  return chain(named, (next) => matchExpression(pattern.kids[0]!, target.kids[0]!, next, context));
}

/** Children of the pattern are a beginning of those in the file. */
function matchChildren(patterns: readonly MatchNode[], targets: readonly MatchNode[], bindings: Bindings, context: MatchContext): Matches {
  if (!context.options.orderedXmlChildren) return matchListUnordered(patterns, targets, bindings, context, matchChild);
  return matchList([...patterns, makeNode("Ellipsis", -1, -1)], targets, bindings, context, matchChild);
}

function matchChild(pattern: MatchNode, target: MatchNode, bindings: Bindings, context: MatchContext): Matches {
  if (pattern.tag === "XmlText" && target.tag === "XmlText") {
    const text = pattern.text.trim();
    if (isMetavariable(text)) return bindNode(bindings, text, target);
    const isOnLinesOfItsOwn = /^\s*\n[^]*\n\s*$/.test(target.text);
    return pattern.text === target.text || text === (isOnLinesOfItsOwn ? target.text.trim() : target.text) ? [bindings] : noMatch;
  }
  if (pattern.tag === "XmlExpression" && target.tag === "XmlExpression") {
    if (pattern.kids[0] === none) return target.kids[0] === none ? [bindings] : noMatch;
    return matchExpression(pattern.kids[0]!, target.kids[0]!, bindings, context);
  }
  if (pattern.tag === "Xml" && target.tag === "Xml") return matchXml(pattern, target, bindings, context);
  return noMatch;
}
