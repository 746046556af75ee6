// Finds the functions and classes of a tree, their names, and which of them each node belongs to: the ground of all metrics.

import { Flag } from "../../syntax/flags.ts";
import { Kind, kindCount } from "../../syntax/kinds.ts";
import { Role } from "../../syntax/roles.ts";
import { type NodeId, type SyntaxTree, childOf, hasFlag, nameOf, noNode } from "../../syntax/tree.ts";
import type { FunctionKind } from "./figures.ts";
import { Stretches } from "./stretches.ts";

/** One function or class. */
export interface Unit {
  /** The function or class node. */
  readonly node: NodeId;
  readonly kind: FunctionKind | "class";
  readonly name: string;
  readonly qualifiedName: string;
  /** Index of the enclosing unit; `noUnit` at the file's top. */
  readonly parent: number;
  /** Index of the innermost function that this is or stands in; `noUnit` outside of functions. */
  readonly functionIndex: number;
  /** Where the definition itself starts, its decorators left out; 0-based. */
  readonly start: number;
  readonly end: number;
}

export const noUnit = -1;

export interface Outline {
  /** In pre-order. */
  readonly units: readonly Unit[];
  /** For each node the index of the innermost unit that runs it; `noUnit` at the file's top. */
  readonly unitOf: Int32Array;
  /** The same for a walk that asks for some nodes only, in their order: one function a walk. */
  readonly followUnits: () => (node: NodeId) => number;
}

export interface OutlineOptions {
  /** Class field initialisers and static blocks are functions too. */
  readonly hasImplicitFunctions: boolean;
}

/** What a node of a kind is to the outline; nearly all are nothing. */
const Part = { Nothing: 0, Function: 1, Class: 2, Decorator: 3 } as const;
const partOf = new Uint8Array(kindCount);
for (const kind of [Kind.FunctionDeclaration, Kind.FunctionExpression, Kind.ArrowFunction]) partOf[kind] = Part.Function;
for (const kind of [Kind.ClassDeclaration, Kind.ClassExpression]) partOf[kind] = Part.Class;
partOf[Kind.Decorator] = Part.Decorator;
const wrapperKinds: ReadonlySet<number> = new Set([Kind.Method, Kind.Pair]);
const wrapperFlags = Flag.MethodPair | Flag.Getter | Flag.Setter;

export const anonymousName = "<anonymous>";

/** One pass over the tree. Overloads and abstract methods, which have no body, are no units. */
export function outlineTree(tree: SyntaxTree, options: OutlineOptions = { hasImplicitFunctions: false }): Outline {
  const units: Unit[] = [];
  const stretches = new Stretches(noUnit);
  const open = (unit: Omit<Unit, "qualifiedName" | "functionIndex">, end: number): void => {
    const index = units.length;
    const outer = units[unit.parent];
    const qualifiedName = outer === undefined ? unit.name : `${outer.qualifiedName}.${unit.name}`;
    const functionIndex = unit.kind === "class" ? (outer?.functionIndex ?? noUnit) : index;
    units.push({ ...unit, qualifiedName, functionIndex });
    stretches.open(unit.node, end, index);
  };
  const { kind, size, subtreeEnd } = tree;
  const { hasImplicitFunctions } = options;
  for (let node = 0; node < size; node++) {
    const part = partOf[kind[node]!]!;
    if (part === Part.Nothing && !hasImplicitFunctions) continue;
    const outer = stretches.at(node);
    const end = subtreeEnd[node]!;
    // A decorator runs where the definition stands, not inside it.
    if (part === Part.Decorator && outer !== noUnit && units[outer]!.node === tree.parent[node]) stretches.open(node, end, units[outer]!.parent);
    const implicit = hasImplicitFunctions ? implicitFunction(tree, node) : undefined;
    if (implicit !== undefined) open({ ...implicit, parent: stretches.at(node) }, end);
    if (part === Part.Function && isFunction(tree, node)) open(describeFunction(tree, node, units[stretches.at(node)], stretches.at(node)), end);
    else if (part === Part.Class) open({ ...describe(tree, node), kind: "class", parent: outer }, end);
  }
  stretches.at(size);
  let dense: Int32Array | undefined;
  return {
    units,
    get unitOf() {
      return (dense ??= stretches.spread(size));
    },
    followUnits: () => stretches.follow(),
  };
}

/** True for functions that have a body. */
export function isFunction(tree: SyntaxTree, node: NodeId): boolean {
  return partOf[tree.kind[node]!] === Part.Function && childOf(tree, node, Role.Body) !== noNode;
}

function implicitFunction(tree: SyntaxTree, node: NodeId): Omit<Unit, "qualifiedName" | "functionIndex" | "parent"> | undefined {
  const range = { node, start: tree.start[node]!, end: tree.end[node]! };
  if (tree.kind[node] === Kind.StaticBlock) return { ...range, kind: "class-static-block", name: "static" };
  const parent = tree.parent[node]!;
  if (node === 0 || tree.kind[parent] !== Kind.Field || tree.role[node] !== Role.Value) return undefined;
  // ESLint's code paths know no `accessor x = …`: its value counts where the class stands.
  if (hasFlag(tree, parent, Flag.Getter | Flag.Setter)) return undefined;
  return { ...range, kind: "class-field-initializer", name: nameOf(tree, parent) || anonymousName };
}

function describeFunction(tree: SyntaxTree, node: NodeId, outer: Unit | undefined, parent: number): Omit<Unit, "qualifiedName" | "functionIndex"> {
  const wrapper = tree.parent[node]!;
  if (node !== 0 && isWrapper(tree, wrapper) && tree.role[node] === Role.Value) {
    const range = describe(tree, wrapper);
    return { ...range, node, name: nameOf(tree, wrapper) || textOfKey(tree, wrapper), kind: memberKind(tree, wrapper), parent };
  }
  const isMethod = tree.kind[node] === Kind.FunctionDeclaration && outer?.kind === "class";
  const kind = tree.kind[node] === Kind.ArrowFunction ? "arrow" : isMethod ? "method" : "function";
  return { ...describe(tree, node), kind, parent };
}

function isWrapper(tree: SyntaxTree, node: NodeId): boolean {
  if (!wrapperKinds.has(tree.kind[node]!)) return false;
  return tree.kind[node] === Kind.Method || hasFlag(tree, node, wrapperFlags);
}

function memberKind(tree: SyntaxTree, node: NodeId): FunctionKind {
  if (hasFlag(tree, node, Flag.Constructor)) return "constructor";
  if (hasFlag(tree, node, Flag.Getter)) return "getter";
  return hasFlag(tree, node, Flag.Setter) ? "setter" : "method";
}

function textOfKey(tree: SyntaxTree, node: NodeId): string {
  const key = childOf(tree, node, Role.Key);
  return key === noNode ? anonymousName : nameOf(tree, key) || anonymousName;
}

function describe(tree: SyntaxTree, node: NodeId): { node: NodeId; name: string; start: number; end: number } {
  return { node, name: nameOf(tree, node) || nameFromContext(tree, node), start: startBelowDecorators(tree, node), end: tree.end[node]! };
}

/** `const f = () => …`, `a.f = function () {}`, `{ f: () => … }`, `f = () => …` in a class. */
function nameFromContext(tree: SyntaxTree, node: NodeId): string {
  const parent = tree.parent[node]!;
  const parentKind = tree.kind[parent]!;
  if (tree.role[node] !== Role.Value) return anonymousName;
  if (parentKind === Kind.Pair || parentKind === Kind.Field) return nameOf(tree, parent) || anonymousName;
  if (parentKind !== Kind.VariableDeclarator && parentKind !== Kind.Assignment) return anonymousName;
  const target = childOf(tree, parent, Role.Target);
  const isNamed = target !== noNode && (tree.kind[target] === Kind.Name || tree.kind[target] === Kind.Attribute);
  return isNamed ? nameOf(tree, target) : anonymousName;
}

function startBelowDecorators(tree: SyntaxTree, node: NodeId): number {
  let start = tree.start[node]!;
  const end = tree.subtreeEnd[node]!;
  for (let child = node + 1; child < end && tree.role[child] === Role.Decorator; child = tree.subtreeEnd[child]!) {
    start = skipBlank(tree, tree.end[child]!);
  }
  return start;
}

function skipBlank(tree: SyntaxTree, from: number): number {
  let offset = from;
  for (;;) {
    const code = tree.text.charCodeAt(offset);
    if (code <= 0x20) {
      offset++;
      continue;
    }
    const comment = tree.comments.find((range) => range.start === offset);
    if (comment === undefined) return offset;
    offset = comment.end;
  }
}
