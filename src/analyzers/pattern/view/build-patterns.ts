// Builds the match nodes of binding patterns: loop variables, `with … as`, Python `match` cases.

import { Kind } from "../../../syntax/kinds.ts";
import { Role } from "../../../syntax/roles.ts";
import { type NodeId, childrenOf, childOf, nameOf, noNode } from "../../../syntax/tree.ts";
import { buildExpression } from "./build-expressions.ts";
import { type MatchNode, isMetavariable, makeNode } from "./match-node.ts";
import { type ViewContext, identifier, nodeAt, placeholderOf } from "./view-context.ts";

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
      // Only the texts of Python's cases are looked at as expressions.
      const literal = buildExpression(context, node);
      return literal.tag === "Literal" ? nodeAt(context, "PatternLiteral", node, [literal], !context.facts.objectsAreRecords && literal.sub === "string" ? "Found" : "") : otherPattern(context, node, literal);
    }
    case Kind.Name:
      return buildTargetPattern(context, node);
    case Kind.MatchPattern: {
      const kids = childrenOf(tree, node).map((child) => buildPattern(context, child));
      if (nameOf(tree, node) === "as" && kids.length === 1 && kids[0]!.tag === "PatternName" && isMetavariable(kids[0]!.text)) return kids[0]!;
      if (nameOf(tree, node) === "wildcard") return nodeAt(context, "PatternWildcard", node);
      return nodeAt(context, "OtherPattern", node, kids, nameOf(tree, node));
    }
    default:
      return node === noNode ? makeNode("PatternWildcard", -1, -1) : otherPattern(context, node, buildExpression(context, node));
  }
}

function otherPattern(context: ViewContext, node: NodeId, expression: MatchNode): MatchNode {
  return nodeAt(context, "OtherPattern", node, [expression], "Expression");
}
