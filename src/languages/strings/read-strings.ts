// Reads string expressions of a program as text of another language: escapes worked out, what is pasted in kept as holes.

import { EmbeddedText } from "../../syntax/embedded.ts";
import { Flag } from "../../syntax/flags.ts";
import { Kind } from "../../syntax/kinds.ts";
import { Role } from "../../syntax/roles.ts";
import { type NodeId, type SyntaxTree, childOf, childrenOf, hasFlag, nameOf, noNode } from "../../syntax/tree.ts";

/** How a language writes strings. */
export interface StringSyntax {
  /** Matches one escape in the text of a string. Global. */
  readonly escapes: RegExp;
  /** What one escape stands for. */
  readonly cook: (escape: string, tree: SyntaxTree, node: NodeId) => string;
}

const opening = /^[A-Za-z]{0,3}(?:"""|'''|\$?["'`])/;
const quotes = /["'`]+$/;

/** Undefined for what is no string. `hole` stands for what is only known at run time. */
export function readString(tree: SyntaxTree, node: NodeId, syntax: StringSyntax, hole: string): EmbeddedText | undefined {
  const out = new EmbeddedText(tree.text);
  return addExpression(out, { tree, syntax, hole }, node) ? out : undefined;
}

interface Reading {
  readonly tree: SyntaxTree;
  readonly syntax: StringSyntax;
  readonly hole: string;
}

function addExpression(out: EmbeddedText, reading: Reading, node: NodeId): boolean {
  const { tree } = reading;
  switch (tree.kind[node]) {
    case Kind.String:
      addString(out, reading, node, false);
      return true;
    case Kind.TemplateString:
    case Kind.StringConcatenation:
    case Kind.HereDocument:
      addParts(out, reading, node);
      return true;
    case Kind.Binary:
      return addOperation(out, reading, node);
    case Kind.Call:
      return addFormatted(out, reading, node);
    default:
      return false;
  }
}

function addParts(out: EmbeddedText, reading: Reading, node: NodeId): void {
  const { tree, hole } = reading;
  for (const part of childrenOf(tree, node, Role.Part)) {
    if (tree.kind[part] === Kind.StringPart) addText(out, reading, part, tree.start[part]!, tree.end[part]!);
    else if (!addExpression(out, reading, part)) out.put(hole, tree.start[part]!, tree.end[part]!);
  }
}

/** `a + b` where a string is in sight, `"…" % values`. */
function addOperation(out: EmbeddedText, reading: Reading, node: NodeId): boolean {
  const { tree, hole } = reading;
  const left = childOf(tree, node, Role.Left);
  const operator = nameOf(tree, node);
  if (operator === "%") return addExpression(out, reading, left);
  if (operator !== "+" || !isTextual(tree, node)) return false;
  for (const operand of operandsOf(tree, node)) {
    if (!addExpression(out, reading, operand)) out.put(hole, tree.start[operand]!, tree.end[operand]!);
  }
  return true;
}

/** The operands of a chain of `+`, first one first; an explicit walk, since the chain nests to the left. */
function operandsOf(tree: SyntaxTree, node: NodeId): NodeId[] {
  const operands: NodeId[] = [];
  let at = node;
  for (;;) {
    operands.push(childOf(tree, at, Role.Right));
    const left = childOf(tree, at, Role.Left);
    if (tree.kind[left] !== Kind.Binary || nameOf(tree, left) !== "+") {
      operands.push(left);
      return operands.reverse().filter((operand) => operand !== noNode);
    }
    at = left;
  }
}

function isTextual(tree: SyntaxTree, node: NodeId): boolean {
  return operandsOf(tree, node).some((operand) => textKinds.has(tree.kind[operand]!));
}

const textKinds: ReadonlySet<number> = new Set([Kind.String, Kind.TemplateString, Kind.StringConcatenation]);

/** `"… {} …".format(x)`, `"…".strip()`. */
function addFormatted(out: EmbeddedText, reading: Reading, node: NodeId): boolean {
  const { tree } = reading;
  const callee = childOf(tree, node, Role.Callee);
  if (tree.kind[callee] !== Kind.Attribute) return false;
  const object = childOf(tree, callee, Role.Object);
  if (nameOf(tree, callee) === "format" && tree.kind[object] === Kind.String) {
    addString(out, reading, object, true);
    return true;
  }
  return /^(?:strip|trim|format)$/.test(nameOf(tree, callee)) && textKinds.has(tree.kind[object]!) && addExpression(out, reading, object);
}

function addString(out: EmbeddedText, reading: Reading, node: NodeId, hasBraces: boolean): void {
  const { tree } = reading;
  const start = tree.start[node]!;
  const text = tree.text.slice(start, tree.end[node]);
  const open = opening.exec(text)?.[0] ?? "";
  const mark = quotes.exec(open)?.[0] ?? "";
  const close = mark !== "" && text.length >= open.length + mark.length && text.endsWith(mark) ? mark.length : 0;
  addText(out, reading, node, start + open.length, tree.end[node]! - close, hasBraces);
}

const braces = /\{\{|\}\}|\{[^{}]*\}/g;

function addText(out: EmbeddedText, reading: Reading, node: NodeId, start: number, end: number, hasBraces = false): void {
  const { tree, syntax, hole } = reading;
  const isRaw = hasFlag(tree, node, Flag.RawString);
  const text = tree.text.slice(start, end);
  const marks = [...(isRaw ? [] : text.matchAll(syntax.escapes)), ...(hasBraces ? text.matchAll(braces) : [])];
  if (hasBraces) marks.sort((left, right) => left.index - right.index);
  let at = 0;
  for (const mark of marks) {
    if (mark.index < at) continue;
    out.copy(start + at, start + mark.index);
    const isHole = hasBraces && mark[0].startsWith("{") && mark[0] !== "{{";
    const isBrace = hasBraces && (mark[0] === "{{" || mark[0] === "}}");
    const meant = isHole ? hole : isBrace ? mark[0][0]! : syntax.cook(mark[0], tree, node);
    at = mark.index + mark[0].length;
    out.put(meant, start + mark.index, start + at);
  }
  out.copy(start + at, end);
}
