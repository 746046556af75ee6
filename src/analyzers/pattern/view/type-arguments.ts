// Calls with type arguments (`f<T>(x)`) and `x!`, which the reference program reads in ways of its own.

import { Role } from "../../../syntax/roles.ts";
import { type NodeId, childrenOf } from "../../../syntax/tree.ts";
import { buildType } from "./build-types.ts";
import { type MatchNode, changed } from "./match-node.ts";
import type { ViewContext } from "./view-context.ts";

/** The call with the types that its source gives it, where it gives any. */
export function withTypeArguments(context: ViewContext, node: NodeId, call: MatchNode): MatchNode {
  const types = typeArgumentsOf(context, node);
  return types.length === 0 ? call : changed(call, { types });
}

/** The types between the angle brackets of a call or a tagged template. */
export function typeArgumentsOf(context: ViewContext, node: NodeId): MatchNode[] {
  return childrenOf(context.tree, node, Role.TypeArgument).flatMap((one) => typesOf(context, one));
}

function typesOf(context: ViewContext, node: NodeId): MatchNode[] {
  const built = buildType(context, node);
  return built.tag === "Type" && built.sub === "TSTypeParameterInstantiation" ? [...built.kids] : [built];
}

/** What an operator may stand inside of: a call with type arguments, or also the sign of `x!`. */
export type Inside = "types" | "types and signs";

/**
 * An operator before such a call, or before `x!`, takes only what stands before the types or the sign, as the reference
 * program's grammar has it: `await f<T>(x)` is a call of `await f`, and `a + b!.c` is a member of `(a + b)!`.
 * Undefined where the operand begins with nothing of the kind.
 */
export function withOperatorInside(operand: MatchNode, start: number, wrap: (callee: MatchNode) => MatchNode, inside: Inside): MatchNode | undefined {
  if (operand.tag !== "Call" && operand.tag !== "Dot" && operand.tag !== "Index") return undefined;
  const isSign = inside !== "types" && operand.kids[0]!.sub === "Op:!postfix";
  const at = isSign ? 1 : 0;
  const first = operand.kids[at]!;
  if (first.tag === "Special") return undefined;
  const deeper = first.start === operand.start ? withOperatorInside(first, start, wrap, inside) : undefined;
  const isHere = operand.types !== undefined || (isSign && first.start === operand.start);
  const inner = deeper ?? (isHere ? wrap(first) : undefined);
  return inner === undefined ? undefined : changed(operand, { start, kids: operand.kids.map((kid, index) => (index === at ? inner : kid)) });
}
