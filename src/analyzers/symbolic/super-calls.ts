// Calls of what a class of a simulated program extends, on the object at hand: `super().close()`, `super.close()`.

import { Kind } from "../../syntax/kinds.ts";
import { Role } from "../../syntax/roles.ts";
import { type NodeId, childOf, nameOf } from "../../syntax/tree.ts";
import { runFunction } from "./definitions.ts";
import type { CallArguments } from "./dialect.ts";
import { external } from "./external-calls.ts";
import type { Frame } from "./frame.ts";
import { libraryBase } from "./instances.ts";
import { findMember } from "./properties.ts";
import { type ClassValue, type Value, nothing } from "./values.ts";

/** True for `super` and Python's `super()`. */
export function isSuper({ unit: { tree } }: Frame, node: NodeId): boolean {
  if (tree.kind[node] === Kind.Super) return true;
  const callee = tree.kind[node] === Kind.Call ? childOf(tree, node, Role.Callee) : node;
  return callee !== node && tree.kind[callee] === Kind.Name && nameOf(tree, callee) === "super";
}

/** The class of the object at hand that holds the function which is running: what it extends is meant, not what extends it. */
export function classAtHand({ self, callee }: Frame): ClassValue | undefined {
  const of = self?.type === "instance" ? self.of : self?.type === "class" ? self : undefined;
  return of === undefined || callee === undefined ? of : (holderOf(of, callee.node) ?? of);
}

function holderOf(of: ClassValue, node: NodeId): ClassValue | undefined {
  if ([...of.members.values()].some((member) => member.type === "function" && (member.node === node || member.wraps?.node === node))) return of;
  return of.bases.flatMap((base) => (base.type === "class" ? (holderOf(base, node) ?? []) : []))[0];
}

/** A method as the classes say that the one at hand extends; undefined outside of classes. */
export function callOfBase(frame: Frame, name: string, given: CallArguments, node: NodeId): Value | undefined {
  const { self, machine } = frame;
  const own = classAtHand(frame);
  if (own === undefined || self === undefined) return undefined;
  const inherited = own.bases.map((base) => (base.type === "class" ? findMember(base, name) : undefined)).find((member) => member !== undefined);
  if (inherited?.type === "function") return runFunction(machine, inherited, given, self);
  if (name !== "__init__") return external(frame, `${libraryBase(own) ?? own.name}().${name}`, self, given, node);
  // What a library's constructor is given is kept by place: an error's text is its first.
  if (self.type === "instance") for (const [place, value] of given.positional.entries()) self.fields.set(`${place}`, value);
  return nothing;
}
