// Builds the match nodes of binding patterns: loop variables, `with … as`, Python `match` cases.

import { Kind } from "../../../syntax/kinds.ts";
import { Role } from "../../../syntax/roles.ts";
import { type NodeId, childrenOf, childOf, nameOf, noNode } from "../../../syntax/tree.ts";
import { buildExpression } from "./build-expressions.ts";
import { type MatchNode, changed, isMetavariable, makeNode } from "./match-node.ts";
import { type ViewContext, identifier, nodeAt, placeholderOf, special } from "./view-context.ts";

/** The match node of a target that binds names. */
export function buildTargetPattern(context: ViewContext, node: NodeId): MatchNode {
  const { tree } = context;
  switch (tree.kind[node]) {
    case Kind.Name: {
      if (placeholderOf(context, nameOf(tree, node))?.type === "ellipsis") return nodeAt(context, "Ellipsis", node);
      return nodeAt(context, "PatternName", node, undefined, "", identifier(context, nameOf(tree, node)));
    }
    case Kind.Tuple:
      return nodeAt(context, "PatternTuple", node, targets(context, node));
    case Kind.VariableDeclaration: {
      const declarator = childOf(tree, node, Role.Declaration);
      const target = childOf(tree, declarator, Role.Target);
      if (tree.kind[target] === Kind.Name) return buildTargetPattern(context, target);
      return makeNode("PatternName", tree.start[node]!, tree.start[node]! + nameOf(tree, node).length, undefined, "", "!MultiVarDef!");
    }
    case Kind.List:
      if (!context.facts.objectsAreRecords) return nodeAt(context, "PatternList", node, targets(context, node));
      return nodeAt(context, "OtherPattern", node, [buildExpression(context, node)], "Expression");
    default:
      return nodeAt(context, "OtherPattern", node, [buildExpression(context, node)], "Expression");
  }
}

function targets(context: ViewContext, node: NodeId): MatchNode[] {
  return childrenOf(context.tree, node, Role.Element).map((one) => buildTargetPattern(context, one));
}

/** The match node of a case's pattern. */
export function buildPattern(context: ViewContext, node: NodeId): MatchNode {
  const { tree } = context;
  switch (tree.kind[node]) {
    case Kind.Number:
    case Kind.Boolean:
    case Kind.Null:
    case Kind.String:
    case Kind.Regex: {
      const literal = buildExpression(context, node);
      if (literal.tag !== "Literal") return otherPattern(context, node, literal);
      return !context.facts.objectsAreRecords && literal.sub === "string" ? caseText(context, node, literal) : nodeAt(context, "PatternLiteral", node, [literal]);
    }
    case Kind.Name:
      return buildTargetPattern(context, node);
    case Kind.MatchPattern: {
      const kids = childrenOf(tree, node).map((child) => buildPattern(context, child));
      if (nameOf(tree, node) === "as" && kids.length === 1 && kids[0]!.tag === "PatternName" && isMetavariable(kids[0]!.text)) return kids[0]!;
      if (nameOf(tree, node) === "wildcard") return nodeAt(context, "PatternWildcard", node);
      const pattern = nodeAt(context, "OtherPattern", node, kids, nameOf(tree, node));
      // The closing parenthesis of a class pattern is no part of it, nor of what it ends.
      return (pattern.sub === "class" || pattern.sub === "or") && kids.length > 0 ? changed(pattern, { end: kids[kids.length - 1]!.end }) : pattern;
    }
    case Kind.Attribute:
    case Kind.Unary:
    case Kind.Binary:
      if (context.facts.objectsAreRecords) return otherPattern(context, node, buildExpression(context, node));
      return nodeAt(context, "PatternLiteral", node, [buildExpression(context, tree.kind[node] === Kind.Unary ? childOf(tree, node, Role.Operand) : node)]);
    case Kind.Pair:
      return nodeAt(context, "OtherPattern", node, childrenOf(tree, node).map((child) => buildPattern(context, child)), "pair");
    default:
      return node === noNode ? makeNode("PatternWildcard", -1, -1) : otherPattern(context, node, buildExpression(context, node));
  }
}

/** A text as a case of Python, the one value there that is an expression to patterns: an f-string of one piece. */
function caseText(context: ViewContext, node: NodeId, literal: MatchNode): MatchNode {
  const quotes = /^[a-zA-Z]*("""|'''|"|')/.exec(context.tree.text.slice(literal.start, literal.end));
  const isClosed = quotes !== null && literal.end - literal.start >= quotes[0].length + quotes[1]!.length;
  const [opening, closing] = isClosed ? [quotes[0].length, quotes[1]!.length] : [0, 0];
  const piece = changed(literal, { start: literal.start + opening, end: literal.end - closing });
  const text = nodeAt(context, "Call", node, [special("Concat:f", literal.start, literal.start), piece]);
  return nodeAt(context, "PatternLiteral", node, [text], "Found");
}

function otherPattern(context: ViewContext, node: NodeId, expression: MatchNode): MatchNode {
  return nodeAt(context, "OtherPattern", node, [expression], "Expression");
}
