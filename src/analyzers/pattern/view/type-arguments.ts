// Calls with type arguments (`f<T>(x)`), which the reference program reads in ways of its own.

import { Role } from "../../../syntax/roles.ts";
import { type NodeId, childrenOf } from "../../../syntax/tree.ts";
import { buildType } from "./build-types.ts";
import type { MatchNode } from "./match-node.ts";
import type { ViewContext } from "./view-context.ts";

/** The call with the types that its source gives it, where it gives any. */
export function withTypeArguments(context: ViewContext, node: NodeId, call: MatchNode): MatchNode {
  const given = childrenOf(context.tree, node, Role.TypeArgument);
  if (given.length === 0) return call;
  return { ...call, types: given.flatMap((one) => typesOf(context, one)) };
}

function typesOf(context: ViewContext, node: NodeId): MatchNode[] {
  const built = buildType(context, node);
  return built.tag === "Type" && built.sub === "TSTypeParameterInstantiation" ? [...built.kids] : [built];
}

/**
 * An operator before such a call takes only what is called, as the reference program's grammar has it:
 * `await f<T>(x)` is a call of `await f`. Undefined where the operand holds no such call at its beginning.
 */
export function withOperatorInside(operand: MatchNode, start: number, wrap: (callee: MatchNode) => MatchNode): MatchNode | undefined {
  if (operand.tag !== "Call" && operand.tag !== "Dot" && operand.tag !== "Index") return undefined;
  const first = operand.kids[0]!;
  if (first.tag === "Special") return undefined;
  const inner = operand.types !== undefined ? wrap(first) : first.start === operand.start ? withOperatorInside(first, start, wrap) : undefined;
  return inner === undefined ? undefined : { ...operand, start, kids: [inner, ...operand.kids.slice(1)] };
}
