// Builds the match nodes of Python's products as the reference reads them: from the right.

import { Kind } from "../../../syntax/kinds.ts";
import { Flag } from "../../../syntax/flags.ts";
import { Role } from "../../../syntax/roles.ts";
import { type NodeId, childOf, hasFlag, nameOf, noNode } from "../../../syntax/tree.ts";
import { buildExpression, operatorOf } from "./build-expressions.ts";
import { type MatchNode, makeNode } from "./match-node.ts";
import { type ViewContext, nodeAt, special } from "./view-context.ts";

const products: ReadonlySet<string> = new Set(["*", "/", "//", "%", "@"]);

/** True for `a * b / c` in Python, which the reference's first parser takes for `a * (b / c)`. */
export function isProductFromRight(context: ViewContext, node: NodeId): boolean {
  if (!context.facts.encodesStringPrefixes || context.isSecondParser === true) return false;
  return isProduct(context, node) && isOpenProduct(context, childOf(context.tree, node, Role.Left));
}

function isProduct({ tree }: ViewContext, node: NodeId): boolean {
  return tree.kind[node] === Kind.Binary && products.has(nameOf(tree, node));
}

function isOpenProduct(context: ViewContext, node: NodeId): boolean {
  return node !== noNode && isProduct(context, node) && !hasFlag(context.tree, node, Flag.Parenthesized);
}

/** The product of all factors, each operation with everything behind its sign on its right. */
export function buildProduct(context: ViewContext, node: NodeId): MatchNode {
  const { tree } = context;
  const whole = nodeAt(context, "Call", node);
  const operators: string[] = [];
  const factors: NodeId[] = [];
  let left = node;
  do {
    operators.unshift(nameOf(tree, left));
    factors.unshift(childOf(tree, left, Role.Right));
    left = childOf(tree, left, Role.Left);
  } while (isOpenProduct(context, left));
  let product = buildExpression(context, factors[factors.length - 1]!);
  for (let index = factors.length - 1; index >= 0; index--) {
    const isFirst = index === 0;
    const factor = buildExpression(context, isFirst ? left : factors[index - 1]!);
    const behind = factor.around?.[1] ?? factor.end;
    const at = behind + Math.max(0, tree.text.slice(behind, product.start).indexOf(operators[index]!));
    const sign = special(operatorOf(context, operators[index]!), at, at + operators[index]!.length);
    const [start, end] = isFirst ? [whole.start, whole.end] : [factor.around?.[0] ?? factor.start, tree.end[node]!];
    product = makeNode("Call", start, end, [sign, factor, product]);
  }
  return product;
}
