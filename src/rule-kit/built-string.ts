// Answers whether an expression is a string put together from parts that are not constant, and where that was done.

import { holeMark } from "../syntax/embedded.ts";
import { Kind } from "../syntax/kinds.ts";
import { Role } from "../syntax/roles.ts";
import { type NodeId, type SyntaxTree, childOf, childrenOf, nameOf, noNode } from "../syntax/tree.ts";
import type { FileView } from "./file-view.ts";

/** A string that was put together. */
export interface BuiltString {
  /** The expression that puts it together: a concatenation, a template, a formatting call. */
  readonly at: NodeId;
  /** The parts that are not the same on every run, in source order. */
  readonly parts: readonly NodeId[];
  /** Writes of variables between `at` and the asked-for expression, the earliest first; empty where it stands in place. */
  readonly steps: readonly NodeId[];
  /** The constant text around the parts, each part as U+FFFC: tells a query from a sentence. */
  readonly text: string;
}

/** Stands for a part in {@link BuiltString.text}. */
export const partMark = holeMark;

const mostSteps = 6;
const formattingMethods: ReadonlySet<string> = new Set(["format", "format_map", "concat", "join", "replace"]);
const neutralMethods: ReadonlySet<string> = new Set(["strip", "trim", "lower", "upper", "toLowerCase", "toUpperCase", "encode", "toString", "lstrip", "rstrip", "trimEnd", "trimStart"]);

/** Undefined where the expression is constant, or nothing is known of how it came about. */
export function findBuiltString(file: FileView, node: NodeId): BuiltString | undefined {
  return search(file, node, [], new Set());
}

/** True where every piece of a text is constant in the end, also through formatting that is no constant by itself. */
export function isFixedText(file: FileView, node: NodeId, depth = 0): boolean {
  if (node === noNode || depth > mostSteps) return false;
  if (file.constant(node) !== undefined) return true;
  if (file.tree.kind[node] === Kind.Name) {
    const binding = file.scopes.bindingOf(node);
    const write = binding?.kind === "variable" && binding.writes.length === 1 ? binding.writes[0]! : noNode;
    const isPlain = write !== noNode && file.tree.kind[file.tree.parent[write]!] !== Kind.AugmentedAssignment;
    return isPlain && isFixedText(file, writtenValue(file.tree, write), depth + 1);
  }
  if (file.tree.kind[node] === Kind.Conditional) return [Role.Consequent, Role.Alternate].every((role) => isFixedText(file, childOf(file.tree, node, role), depth + 1));
  if (isRepeatedText(file, node, depth)) return true;
  const pieces = piecesOf(file, node, new Set(), 0);
  return pieces !== undefined && pieces.every((piece) => piece.node === undefined || isFixedText(file, piece.node, depth + 1));
}

/** `values.map(() => "?").join(", ")`: as often as there are values, but the same whatever they are. */
function isRepeatedText(file: FileView, node: NodeId, depth: number): boolean {
  const { tree } = file;
  const map = calledOn(tree, node, "join");
  if (map === noNode || calledOn(tree, map, "map") === noNode) return false;
  const maker = childOf(tree, map, Role.Argument);
  return tree.kind[maker] === Kind.ArrowFunction && isFixedText(file, childOf(tree, maker, Role.Body), depth + 1);
}

/** What a method of this name is called on, or `noNode`. */
function calledOn(tree: SyntaxTree, node: NodeId, method: string): NodeId {
  if (node === noNode || tree.kind[node] !== Kind.Call) return noNode;
  const callee = childOf(tree, node, Role.Callee);
  return tree.kind[callee] === Kind.Attribute && nameOf(tree, callee) === method ? childOf(tree, callee, Role.Object) : noNode;
}

function search(file: FileView, node: NodeId, steps: readonly NodeId[], seen: Set<NodeId>): BuiltString | undefined {
  if (seen.has(node) || steps.length > mostSteps || file.constant(node) !== undefined) return undefined;
  seen.add(node);
  const { tree } = file;
  const kind = tree.kind[node];
  if (kind === Kind.Name) return searchWrites(file, node, steps, seen);
  if (kind === Kind.Conditional) {
    return (
      search(file, childOf(tree, node, Role.Consequent), steps, seen) ??
      search(file, childOf(tree, node, Role.Alternate), steps, seen)
    );
  }
  const inner = neutralReceiver(tree, node);
  if (inner !== noNode) return search(file, inner, steps, seen);
  const pieces = piecesOf(file, node, seen, steps.length);
  if (pieces === undefined) return undefined;
  const parts = pieces.filter((piece) => piece.node !== undefined).map((piece) => piece.node!);
  if (parts.every((part) => isFixedText(file, part, 1))) return undefined;
  return { at: node, parts, steps, text: pieces.map((piece) => piece.text).join("") };
}

interface Piece {
  readonly text: string;
  /** True for constant text; numbers and booleans are none. */
  readonly isText?: boolean;
  /** Present where the piece is not constant. */
  readonly node?: NodeId;
}

/** Looks at every value that the name was given: one built string is enough. */
function searchWrites(file: FileView, name: NodeId, steps: readonly NodeId[], seen: Set<NodeId>): BuiltString | undefined {
  const binding = file.scopes.bindingOf(name);
  if (binding === undefined || binding.kind !== "variable") return undefined;
  for (const write of binding.writes) {
    if (write >= name && file.scopes.scopeOf(write) === file.scopes.scopeOf(name)) continue;
    const value = writtenValue(file.tree, write);
    if (value === noNode) continue;
    const found = search(file, value, [write, ...steps], seen);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The expression that a Name gets by the assignment or declaration it is the target of, or `noNode`. */
export function writtenValue(tree: SyntaxTree, name: NodeId): NodeId {
  if (tree.role[name] !== Role.Target) return noNode;
  const parent = tree.parent[name]!;
  const kind = tree.kind[parent];
  if (kind === Kind.AugmentedAssignment) return parent;
  const isWrite = kind === Kind.Assignment || kind === Kind.VariableDeclarator || kind === Kind.NamedExpression;
  return isWrite ? childOf(tree, parent, Role.Value) : noNode;
}

/** `x.strip()` and the like say of x what x says. */
function neutralReceiver(tree: SyntaxTree, node: NodeId): NodeId {
  if (tree.kind[node] !== Kind.Call) return noNode;
  const callee = childOf(tree, node, Role.Callee);
  if (tree.kind[callee] !== Kind.Attribute || !neutralMethods.has(nameOf(tree, callee))) return noNode;
  return childOf(tree, callee, Role.Object);
}

/** The pieces of a string expression in order, or undefined where the expression puts no string together. */
function piecesOf(file: FileView, node: NodeId, seen: Set<NodeId>, depth: number): Piece[] | undefined {
  const { tree } = file;
  switch (tree.kind[node]) {
    case Kind.TemplateString:
      return templatePieces(file, node);
    case Kind.StringConcatenation:
      return childrenOf(tree, node).flatMap((part) => piecesOf(file, part, seen, depth) ?? [pieceOf(file, part)]);
    case Kind.Binary:
      return binaryPieces(file, node, seen, depth);
    case Kind.AugmentedAssignment:
      return augmentedPieces(file, node);
    case Kind.Call:
      return callPieces(file, node);
    default:
      return undefined;
  }
}

function templatePieces(file: FileView, node: NodeId): Piece[] {
  const { tree } = file;
  return childrenOf(tree, node).map((part) => {
    if (tree.kind[part] !== Kind.Interpolation) return { text: nameOf(tree, part), isText: true };
    return pieceOf(file, childOf(tree, part, Role.Value));
  });
}

function binaryPieces(file: FileView, node: NodeId, seen: Set<NodeId>, depth: number): Piece[] | undefined {
  const { tree } = file;
  const left = childOf(tree, node, Role.Left);
  const right = childOf(tree, node, Role.Right);
  const operator = nameOf(tree, node);
  if (operator === "%") {
    const template = file.constant(left);
    if (template?.type !== "string") return undefined;
    const values = tree.kind[right] === Kind.Tuple ? childrenOf(tree, right) : [right];
    return filledTemplate(file, template.value.replace(percentHole, partMark).replaceAll("%%", "%"), valuesOf(tree, values));
  }
  if (operator !== "+") return undefined;
  const pieces = [left, right].flatMap((side) => {
    const inside = tree.kind[side] === Kind.Name ? undefined : piecesOf(file, side, seen, depth);
    return inside ?? [pieceOf(file, side)];
  });
  // Adding two unknown things may be arithmetic: a string must be in sight.
  return pieces.some((piece) => piece.node === undefined && isText(piece)) ? pieces : undefined;
}

function isText(piece: Piece): boolean {
  return piece.isText === true;
}

/** `query += part`: built where the part is not constant and a string is in sight or the name was a string before. */
function augmentedPieces(file: FileView, node: NodeId): Piece[] | undefined {
  const { tree } = file;
  if (nameOf(tree, node) !== "+=") return undefined;
  const target = childOf(tree, node, Role.Target);
  const value = childOf(tree, node, Role.Value);
  const inside = piecesOf(file, value, new Set(), 0) ?? [pieceOf(file, value)];
  const first = file.scopes.bindingOf(target)?.writes[0];
  const before = first === undefined ? noNode : writtenValue(tree, first);
  const start = before === noNode ? undefined : file.constant(before);
  if (start?.type === "string") return [{ text: start.value }, ...inside];
  return inside.some((piece) => piece.node === undefined && isText(piece)) ? inside : undefined;
}

/** `"…".format(x)`, `"…".concat(x)`, `", ".join(xs)`. */
function callPieces(file: FileView, node: NodeId): Piece[] | undefined {
  const { tree } = file;
  const callee = childOf(tree, node, Role.Callee);
  if (tree.kind[callee] !== Kind.Attribute || !formattingMethods.has(nameOf(tree, callee))) return undefined;
  const receiver = file.constant(childOf(tree, callee, Role.Object));
  if (receiver?.type !== "string") return undefined;
  const values = valuesOf(tree, childrenOf(tree, node, Role.Argument));
  if (nameOf(tree, callee).startsWith("format")) {
    return filledTemplate(file, receiver.value.replace(brace, unbrace), values);
  }
  return [{ text: receiver.value, isText: true }, ...values.map((value) => pieceOf(file, value))];
}

/** `%s`, `%(name)s`, `%-10.3f`. */
const percentHole = /%(?:\(\w*\))?[-#0 +]*(?:\*|\d+)?(?:\.\d+)?[a-zA-Z]/g;
/** `{}`, `{0}`, `{name!r:>10}`, and the doubled braces that stand for one. */
const brace = /\{\{|\}\}|\{(?:[^{}]|\{[^{}]*\})*\}/g;

function unbrace(found: string): string {
  return found === "{{" ? "{" : found === "}}" ? "}" : partMark;
}

/** A template that holds its marks already, and the values that fill it. */
function filledTemplate(file: FileView, text: string, values: readonly NodeId[]): Piece[] {
  return [{ text, isText: true }, ...values.map((value) => ({ ...pieceOf(file, value), text: "" }))];
}

/** The values of keyword arguments, dictionaries and spreads beside the plain ones. */
function valuesOf(tree: SyntaxTree, values: readonly NodeId[]): NodeId[] {
  return values.flatMap((value) => {
    switch (tree.kind[value]) {
      case Kind.KeywordArgument:
        return [childOf(tree, value, Role.Value)];
      case Kind.Dictionary:
        return childrenOf(tree, value).map((pair) => (tree.kind[pair] === Kind.Pair ? childOf(tree, pair, Role.Value) : pair));
      default:
        return [value];
    }
  });
}

/** A constant as its text, anything else as a part. Numbers by their own look cannot carry text. */
function pieceOf(file: FileView, node: NodeId): Piece {
  const constant = file.constant(node);
  if (constant === undefined) return { text: partMark, node };
  const isText = (constant.type === "string" || constant.type === "bytes") && constant.value !== "";
  return { text: constant.type === "null" ? "" : String(constant.value), isText };
}
