// How one ESTree type becomes one node of the normalised tree: the row type of the lowering tables.

import { Flag } from "../../syntax/flags.ts";
import type { Kind } from "../../syntax/kinds.ts";
import type { Role } from "../../syntax/roles.ts";
import { type EsNode, nodeIn, textIn } from "./estree.ts";

/** A child that the lowering has still to visit. */
export interface PendingChild {
  readonly node: EsNode;
  readonly role: Role;
  readonly flags?: number;
}

/** One row: what to open for an ESTree type and which fields hold its children. */
export interface Shape {
  readonly kind: Kind;
  /** Fields with a node or a list of nodes, and the role that these get. Source order is restored by the lowering. */
  readonly children?: readonly (readonly [field: string, role: Role])[];
  readonly name?: (node: EsNode, text: string) => string;
  readonly flags?: (node: EsNode, text: string) => number;
  /** Children that are not simply fields; they come in addition to `children`. */
  readonly more?: (node: EsNode, text: string) => readonly PendingChild[];
  /** Where the node starts, if not where ESTree says. */
  readonly start?: (node: EsNode) => number;
}

export type ShapeTable = Readonly<Record<string, Shape>>;

/** Flag bits for those fields that are true. */
export function flagsWhere(...pairs: readonly (readonly [field: string, flag: number])[]): (node: EsNode) => number {
  return (node) => {
    let flags = 0;
    for (const [field, flag] of pairs) if (node[field] === true) flags |= flag;
    return flags;
  };
}

/** The name of the identifier in a field, "" where there is none or something else stands there. */
export function nameFromField(field: string): (node: EsNode) => string {
  return (node) => {
    const child = nodeIn(node, field);
    return child?.type === "Identifier" ? textIn(child, "name") : "";
  };
}

/** The key of a member or pair as plain text: identifier, private name without its sign, string, number; else "". */
export function plainKey(node: EsNode): string {
  const key = nodeIn(node, "key");
  if (key === undefined) return "";
  if (key.type === "Literal") {
    return typeof key.value === "string" || typeof key.value === "number" ? String(key.value) : "";
  }
  if (node.computed === true) return "";
  return key.type === "Identifier" || key.type === "PrivateIdentifier" ? textIn(key, "name") : "";
}

/** Flags that class members and parameter properties share. */
export function memberFlags(node: EsNode): number {
  let flags = 0;
  if (node.static === true) flags |= Flag.Static;
  if (node.computed === true) flags |= Flag.Computed;
  if (node.optional === true) flags |= Flag.Optional;
  if (node.override === true) flags |= Flag.Override;
  if (node.readonly === true) flags |= Flag.Readonly;
  if (node.declare === true) flags |= Flag.Declare;
  if (node.definite === true) flags |= Flag.Definite;
  if (node.type.startsWith("TSAbstract")) flags |= Flag.Abstract;
  if (node.accessibility === "private") flags |= Flag.Private;
  if (node.accessibility === "protected") flags |= Flag.Protected;
  if (node.accessibility === "public") flags |= Flag.Public;
  if (node.kind === "get") flags |= Flag.Getter;
  if (node.kind === "set") flags |= Flag.Setter;
  if (node.kind === "constructor") flags |= Flag.Constructor;
  return flags;
}
