// Builds the parts of Python's f-strings as the reference program's first parser cuts them.

import { Flag } from "../../../syntax/flags.ts";
import { Kind } from "../../../syntax/kinds.ts";
import { Role } from "../../../syntax/roles.ts";
import { type NodeId, childOf, childrenOf, hasFlag, nameOf, noNode } from "../../../syntax/tree.ts";
import { buildExpression } from "./build-expressions.ts";
import { type MatchNode, makeNode } from "./match-node.ts";
import { type ViewContext, nodeAt, special } from "./view-context.ts";

/** The text between the holes in pieces, and the holes. */
export function fStringParts(context: ViewContext, node: NodeId): MatchNode[] {
  const { tree } = context;
  const source = tree.text.slice(tree.start[node], tree.end[node]);
  const opening = /^[a-zA-Z]*("""|'''|"|')/.exec(source);
  const children = childrenOf(tree, node, Role.Part);
  if (opening === null) return children.map((part) => onePart(context, part));
  const piece = opening[1]!.length === 3 ? triplePieces[opening[1]!]! : singlePiece;
  const built: MatchNode[] = [];
  let at = tree.start[node]! + opening[0].length;
  for (const part of children) {
    if (tree.kind[part] !== Kind.Interpolation) continue;
    built.push(...pieces(tree.text, at, tree.start[part]!, piece), wrappedHole(context, part));
    at = tree.end[part]!;
  }
  return [...built, ...pieces(tree.text, at, tree.end[node]! - opening[1]!.length, piece)];
}

const singlePiece = /\{\{|(?:[^\\{]|\\[^])+/g;
const triplePieces: Readonly<Record<string, RegExp>> = {
  '"""': /\{\{|"|(?:[^\\{"]|\\[^])+/g,
  "'''": /\{\{|'|(?:[^\\{']|\\[^])+/g,
};
/** A format is read as tokens of the language. */
const formatPiece = /\.\d+|\d+(?:\.\d*)?|[A-Za-z_]\w*|[^\s\w]/g;

function pieces(text: string, start: number, end: number, piece: RegExp): MatchNode[] {
  if (end <= start) return [];
  return [...text.slice(start, end).matchAll(piece)].map((match) => literal(start + match.index, match[0]));
}

function literal(start: number, text: string): MatchNode {
  const node = makeNode("Literal", start, start + text.length, undefined, "string", text);
  node.isImplicit = true;
  return node;
}

function onePart(context: ViewContext, part: NodeId): MatchNode {
  return context.tree.kind[part] === Kind.Interpolation ? wrappedHole(context, part) : buildExpression(context, part);
}

/** A hole: a concatenation of its value, its conversion and its format; the second parser knows the value alone. */
export function wrappedHole(context: ViewContext, part: NodeId): MatchNode {
  const { tree } = context;
  const value = buildExpression(context, childOf(tree, part, Role.Value));
  if (context.isSecondParser === true) return value;
  const inner: MatchNode[] = [value];
  const after = (sign: string): number => Math.max(value.end, tree.text.indexOf(sign, value.end));
  if (hasFlag(tree, part, Flag.DebugHole)) inner.push(literal(after("="), "="));
  const conversion = nameOf(tree, part);
  if (conversion !== "") inner.push(literal(after("!"), "!"), literal(after("!") + 1, conversion));
  const format = childOf(tree, part, Role.Format);
  if (format !== noNode) inner.push(...formatParts(context, format, after(":")));
  return nodeAt(context, "Call", part, [special("Concat:f", tree.start[part]!, tree.start[part]!), ...inner]);
}

function formatParts(context: ViewContext, format: NodeId, colon: number): MatchNode[] {
  const { tree } = context;
  const built: MatchNode[] = [literal(colon, ":")];
  for (const piece of childrenOf(tree, format, Role.Part)) {
    if (tree.kind[piece] === Kind.Interpolation) built.push(buildExpression(context, childOf(tree, piece, Role.Value)));
    else built.push(...pieces(tree.text, tree.start[piece]!, tree.end[piece]!, formatPiece));
  }
  return built;
}
