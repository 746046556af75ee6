// Lowers unary and binary operators, comparisons, and what the grammar gets wrong about their precedence.

import { Flag } from "../../../syntax/flags.ts";
import { Kind } from "../../../syntax/kinds.ts";
import { Role } from "../../../syntax/roles.ts";
import type { NodeId } from "../../../syntax/tree.ts";
import {
  type Wrapper,
  assign,
  childOfField,
  emit,
  isNamed,
  namedChildren,
  rawText,
  symbolName,
  wrap,
} from "../../tree-sitter/lowering.ts";
import { Field, Type } from "../node-types.ts";
import type { Handler, Lowering } from "./lowering.ts";

/** `a + b`, `a and b`, `-a`: the operator's text is the name, the other fields are the operands. */
function operation(kind: Kind): Handler {
  return (lowering, raw, role, parent, flags) => {
    const operator = childOfField(lowering, raw, Field.operator);
    const name = operator < 0 ? "" : rawText(lowering, operator);
    // A star that was read as another sign, see repairs.ts.
    const isStar = kind === Kind.Unary && name === "*";
    const node = isStar ? emit(lowering, Kind.Spread, raw, role, parent) : emit(lowering, kind, raw, role, parent, flags, name);
    for (const child of namedChildren(lowering, raw)) {
      const field = lowering.raw.field[child];
      if (field === Field.left) assign(lowering, child, kind === Kind.AugmentedAssignment ? Role.Target : Role.Left, node);
      else if (field === Field.right) assign(lowering, child, kind === Kind.AugmentedAssignment ? Role.Value : Role.Right, node);
      else if (field === Field.argument) assign(lowering, child, isStar ? Role.Value : Role.Operand, node);
      else assign(lowering, child, Role.Child, node);
    }
  };
}

const plainBinary = operation(Kind.Binary);
export const logical = operation(Kind.Logical);
export const unary = operation(Kind.Unary);
export const augmentedAssignment = operation(Kind.AugmentedAssignment);

/** Two operands are a Binary, more a ComparisonChain. The grammar's spelling makes `not   in` and `not in` one operator. */
export const comparison: Handler = (lowering, raw, role, parent, flags) => {
  const { subtreeEnd, field } = lowering.raw;
  const operators: number[] = [];
  for (let child = raw + 1; child < subtreeEnd[raw]!; child = subtreeEnd[child]!) {
    if (field[child] === Field.operators) operators.push(child);
  }
  if (operators.length !== 1) {
    const node = emit(lowering, Kind.ComparisonChain, raw, role, parent, flags);
    for (let child = raw + 1; child < subtreeEnd[raw]!; child = subtreeEnd[child]!) {
      if (field[child] === Field.operators) assign(lowering, child, Role.Operator, node);
      else if (isNamed(lowering, child)) assign(lowering, child, Role.Operand, node);
    }
    return;
  }
  const name = symbolName(lowering, operators[0]!);
  const node = emit(lowering, Kind.Binary, raw, role, parent, flags | Flag.Comparison, name);
  for (const child of namedChildren(lowering, raw)) {
    assign(lowering, child, child < operators[0]! ? Role.Left : Role.Right, node);
  }
};

/** An operator token inside a ComparisonChain. */
export const operatorToken: Handler = (lowering, raw, role, parent, flags) => {
  emit(lowering, Kind.Operator, raw, role, parent, flags, symbolName(lowering, raw));
};

/** `a & b`; the grammar binds `^` closer than `&`, Python the other way round. */
export const binary: Handler = (lowering, raw, role, parent, flags) => {
  if (bitwiseName(lowering, raw) !== "" && !lowering.plainBitwise.has(raw)) {
    const { groups, chain } = bitwiseGroups(lowering, raw);
    if (groups.length > 1 && groups.some((group) => group.length > 1)) {
      return mixedBitwise(lowering, groups, raw, role, parent, flags);
    }
    for (const link of chain) lowering.plainBitwise.add(link);
  }
  plainBinary(lowering, raw, role, parent, flags);
};

/** `&` or `^` where the raw node is one of them, else "". */
function bitwiseName(lowering: Lowering, raw: number): string {
  if (lowering.raw.type[raw] !== Type.BinaryOperator) return "";
  const operator = childOfField(lowering, raw, Field.operator);
  const name = operator < 0 ? "" : rawText(lowering, operator);
  return name === "&" || name === "^" ? name : "";
}

/** Nests the operands of a mixed chain anew: groups joined by `&`, and those joined by `^`, each to the left. */
function mixedBitwise(
  lowering: Lowering,
  groups: readonly (readonly number[])[],
  raw: number,
  role: Role,
  parent: NodeId,
  flags: number,
): void {
  const { start, end } = lowering.raw;
  const owners: NodeId[] = [];
  let at = parent;
  for (let last = groups.length - 1; last > 0; last--) {
    const isOutermost = at === parent;
    const below = isOutermost ? role : Role.Left;
    at = lowering.builder.append(at, Kind.Binary, below, start[raw]!, end[groups[last]!.at(-1)!]!, "^", isOutermost ? flags : 0);
    owners.push(at);
  }
  groups.forEach((group, index) => {
    const owner = index === 0 ? at : owners.at(-index)!;
    const below = index === 0 ? Role.Left : Role.Right;
    if (group.length === 1) assign(lowering, group[0]!, below, owner);
    for (const wrapper of nestedAnds(lowering, group, below)) wrap(lowering, owner, wrapper);
  });
}

/** The operands of a chain of `&` and `^`, split at the `^`, and the raw nodes that make the chain. */
function bitwiseGroups(lowering: Lowering, raw: number): { groups: number[][]; chain: number[] } {
  const chain: number[] = [];
  const groups: number[][] = [[]];
  const pending = [raw];
  for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
    const { subtreeEnd, field } = lowering.raw;
    if (field[at] === Field.operator) {
      if (rawText(lowering, at) === "^") groups.push([]);
    } else if (at !== raw && bitwiseName(lowering, at) === "") groups.at(-1)!.push(at);
    else {
      chain.push(at);
      const children: number[] = [];
      for (let child = at + 1; child < subtreeEnd[at]!; child = subtreeEnd[child]!) {
        if (isNamed(lowering, child) || field[child] === Field.operator) children.push(child);
      }
      pending.push(...children.reverse());
    }
  }
  return { groups, chain };
}

/** The wrappers for `a & b & c`, the outermost first. */
function nestedAnds(lowering: Lowering, group: readonly number[], role: Role): Wrapper[] {
  const { start, end } = lowering.raw;
  const wrappers: Wrapper[] = [];
  for (let last = group.length - 1; last > 0; last--) {
    const members = [{ raw: group[0]!, role: Role.Left }, { raw: group[last]!, role: Role.Right }];
    const below = last === group.length - 1 ? role : Role.Left;
    const range = { start: start[group[0]!]!, end: end[group[last]!]! };
    wrappers.push({ ...range, kind: Kind.Binary, role: below, name: "&", flags: 0, members });
  }
  return wrappers;
}
