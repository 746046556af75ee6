// Lowers an ESTree program (of oxc or of the reference parser) into the normalised tree, by the shape tables.

import { Flag } from "../../syntax/flags.ts";
import { Kind } from "../../syntax/kinds.ts";
import { Role } from "../../syntax/roles.ts";
import type { TreeBuilder } from "../../syntax/tree-builder.ts";
import type { NodeId } from "../../syntax/tree.ts";
import { arrayWithHoles } from "./array-holes.ts";
import { type EsNode, nodeIn, nodesIn } from "./estree.ts";
import { parameterOf } from "./parameter.ts";
import { flattened, parentheses, shapes, wrappers } from "./shapes.ts";

/** A visit to come: a node to open, or (node undefined) the id of one to close. */
interface Visit {
  readonly node: EsNode | undefined;
  readonly role: Role;
  readonly flags: number;
  readonly close: NodeId;
}

/**
 * Adds the whole program to the builder. The walk holds its own stack, so that no depth of the input overflows it.
 * Every child of a type without a row is kept under {@link Role.Child}.
 */
export function lowerProgram(program: EsNode, text: string, builder: TreeBuilder): void {
  const root = builder.open(Kind.Program, Role.None, 0, text.length);
  const stack: Visit[] = [];
  const children: Visit[] = [];
  collect(program.body, Role.Body, 0, text, children);
  collectErrorRegions(program, text, children);
  pushInSourceOrder(children, stack);
  for (let visit = stack.pop(); visit !== undefined; visit = stack.pop()) {
    if (visit.node === undefined) builder.close(visit.close);
    else lowerNode(visit as Visit & { node: EsNode }, text, builder, stack);
  }
  builder.close(root);
}

function lowerNode(visit: Visit & { node: EsNode }, text: string, builder: TreeBuilder, stack: Visit[]): void {
  const { node } = visit;
  const type = exactType(node);
  const shape = shapes.get(type);
  const start = shape?.start?.(node) ?? node.start;
  const name = shape === undefined ? type : (shape.name?.(node, text) ?? "");
  const flags = visit.flags | (shape?.flags?.(node, text) ?? 0);
  const id = builder.open(shape?.kind ?? defaultKind(type), visit.role, start, node.end, name, flags);
  const children: Visit[] = [];
  if (shape === undefined) collectUnknown(node, text, children);
  else {
    for (const [field, role] of shape.children ?? []) collect(node[field], role, 0, text, children);
    for (const child of shape.more?.(node, text) ?? []) collect(child.node, child.role, child.flags ?? 0, text, children);
  }
  if (node.errorRegions !== undefined) collectErrorRegions(node, text, children);
  if (children.length === 0) {
    builder.close(id);
    return;
  }
  stack.push({ node: undefined, role: Role.None, flags: 0, close: id });
  pushInSourceOrder(children, stack);
}

/** Regions inside something that has no node of its own would overlap its parts: those are left out. */
function collectErrorRegions(node: EsNode, text: string, into: Visit[]): void {
  const sound = [...into];
  for (const region of nodesIn(node, "errorRegions")) {
    const isFree = sound.every(({ node: part }) => part!.end <= region!.start || part!.start >= region!.end);
    if (isFree) collect(region, Role.Child, 0, text, into);
  }
}

/** Adds the node or the nodes of a field; wrappers that are no nodes of their own are looked through. */
function collect(value: unknown, role: Role, flags: number, text: string, into: Visit[]): void {
  if (value === null || value === undefined) return;
  if (Array.isArray(value)) {
    for (const child of value as readonly (EsNode | null)[]) collect(child, role, flags, text, into);
    return;
  }
  let node = value as EsNode;
  let allFlags = flags;
  for (let inner = unwrapped(node); inner !== undefined; inner = unwrapped(node)) {
    if (parentheses.has(node.type)) allFlags |= Flag.Parenthesized;
    node = inner;
  }
  const list = flattened.get(node.type);
  if (list !== undefined) collect(node[list], role, allFlags, text, into);
  else if (role === Role.Parameter) into.push({ node: parameterOf(node, text), role, flags: allFlags, close: 0 });
  else if (node.type === "ArrayExpression" || node.type === "ArrayPattern") {
    into.push({ node: arrayWithHoles(node, text), role, flags: allFlags, close: 0 });
  } else into.push({ node, role, flags: allFlags, close: 0 });
}

function unwrapped(node: EsNode): EsNode | undefined {
  const field = wrappers.get(node.type);
  return field === undefined ? undefined : nodeIn(node, field);
}

/** ESTree uses some types for several of our kinds; the tables tell those apart by made-up types. */
function exactType(node: EsNode): string {
  if (node.type === "MemberExpression") return node.computed === true ? "$Subscript" : node.type;
  if (node.type === "AssignmentExpression") return node.operator === "=" ? node.type : "$AugmentedAssignment";
  return node.type === "Literal" ? literalType(node) : node.type;
}

function literalType(node: EsNode): string {
  if (node.regex != null) return "$Regex";
  if (node.bigint != null) return "$BigInteger";
  if (typeof node.value === "string") return "$String";
  if (typeof node.value === "number") return "$Number";
  return node.value === null ? "$Null" : "$Boolean";
}

function defaultKind(type: string): Kind {
  return type.startsWith("TS") ? Kind.Type : Kind.Other;
}

function collectUnknown(node: EsNode, text: string, into: Visit[]): void {
  for (const [field, value] of Object.entries(node)) {
    if (field !== "parent" && isNodeOrList(value)) collect(value, Role.Child, 0, text, into);
  }
}

function isNodeOrList(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0 && value.every(isNodeOrList);
  return typeof value === "object" && value !== null && typeof (value as EsNode).type === "string";
}

/** Pushes the children so that they are popped in source order. Nearly all lists are sorted already. */
function pushInSourceOrder(children: Visit[], stack: Visit[]): void {
  for (let index = 1; index < children.length; index++) {
    if (children[index]!.node!.start < children[index - 1]!.node!.start) {
      children.sort((a, b) => a.node!.start - b.node!.start);
      break;
    }
  }
  for (let index = children.length - 1; index >= 0; index--) stack.push(children[index]!);
}
