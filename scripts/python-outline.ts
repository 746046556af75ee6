// Puts a normalised Python tree into the form in which CPython's tree can be compared with it.

import { Flag } from "../src/syntax/flags.ts";
import { Kind, kindName } from "../src/syntax/kinds.ts";
import { Role, roleName } from "../src/syntax/roles.ts";
import { type NodeId, type SyntaxTree, childrenOf, nameOf } from "../src/syntax/tree.ts";

/** Depth, role, kind, name, flags, start, end; name null and offsets -1 where CPython does not tell. */
export type OutlineNode = readonly [number, string, string, string | null, string, number, number];

/** Equal in everything that both sides tell. */
export function sameNode(ours: OutlineNode, theirs: OutlineNode): boolean {
  return (
    ours[0] === theirs[0] &&
    ours[1] === theirs[1] &&
    ours[2] === theirs[2] &&
    (theirs[3] === null || ours[3] === null || ours[3] === theirs[3]) &&
    ours[4] === theirs[4] &&
    (theirs[5] < 0 || ours[5] < 0 || ours[5] === theirs[5]) &&
    (theirs[6] < 0 || ours[6] < 0 || ours[6] === theirs[6])
  );
}

/** The flags that CPython's tree can tell, by kind. */
const comparable = new Map<number, readonly (keyof typeof Flag)[]>([
  [Kind.FunctionDeclaration, ["Async", "Generator"]],
  [Kind.Lambda, ["Generator"]],
  [Kind.ForEach, ["Async"]],
  [Kind.With, ["Async"]],
  [Kind.ComprehensionFor, ["Async"]],
  [Kind.If, ["Elif"]],
  [Kind.Yield, ["Delegate"]],
  [Kind.Binary, ["Comparison"]],
  [Kind.String, ["Bytes"]],
  [Kind.Number, ["Imaginary"]],
  [Kind.Parameter, ["Rest", "KeywordRest", "PositionalMarker", "KeywordMarker"]],
  [Kind.TypeParameter, ["Rest", "KeywordRest"]],
  [Kind.MatchPattern, ["Rest", "KeywordRest"]],
  [Kind.Switch, ["PatternMatch"]],
  [Kind.Handler, ["Group"]],
  [Kind.ImportFrom, ["Wildcard"]],
]);

/** The outline of a whole tree. */
export function outlineOf(tree: SyntaxTree): OutlineNode[] {
  const out: OutlineNode[] = [];
  for (const child of childrenOf(tree, 0)) add(tree, child, 1, out);
  return out;
}

function add(tree: SyntaxTree, node: NodeId, depth: number, out: OutlineNode[]): void {
  const kind = tree.kind[node]!;
  const role = roleName(tree.role[node]!);
  if (tree.role[node] === Role.Source) return;
  if (kind === Kind.TemplateString || kind === Kind.StringConcatenation) return addString(tree, node, depth, out);
  const bits = tree.flags[node]!;
  const flags = (comparable.get(kind) ?? []).filter((flag) => (bits & Flag[flag]) !== 0).join(" ");
  const name = kind === Kind.String ? valueOf(nameOf(tree, node)) : nameOf(tree, node);
  out.push([depth, role, kindName(kind), name, flags, tree.start[node]!, endOf(tree, node)]);
  for (const child of childrenOf(tree, node)) add(tree, child, depth + 1, out);
}

const blockKinds = new Set<number>([
  Kind.ClassDeclaration,
  Kind.FunctionDeclaration,
  Kind.If,
  Kind.ForEach,
  Kind.While,
  Kind.Try,
  Kind.Handler,
  Kind.With,
  Kind.Switch,
]);

/** CPython counts a semicolon after the last statement of a block to the block's statement; we do not. */
function endOf(tree: SyntaxTree, node: NodeId): number {
  const end = tree.end[node]!;
  if (!blockKinds.has(tree.kind[node]!)) return end;
  return end + (/^[ \t]*;/.exec(tree.text.slice(end, end + 80))?.[0].length ?? 0);
}

/** Names of characters are not known to us: such a value is not compared. */
function valueOf(value: string): string | null {
  return value.includes("\\N{") ? null : value;
}

/** Adjacent strings are one in CPython; an f-string's text is compared whole, with a mark for each hole. */
function addString(tree: SyntaxTree, node: NodeId, depth: number, out: OutlineNode[]): void {
  const parts = tree.kind[node] === Kind.StringConcatenation ? childrenOf(tree, node) : [node];
  const isTemplate = parts.some((part) => tree.kind[part] === Kind.TemplateString);
  const isBytes = parts.some((part) => tree.kind[part] === Kind.String && (tree.flags[part]! & Flag.Bytes) !== 0);
  const holes: NodeId[] = [];
  let text = "";
  for (const part of parts) {
    if (tree.kind[part] !== Kind.TemplateString) {
      text += nameOf(tree, part);
      continue;
    }
    for (const piece of childrenOf(tree, part)) {
      if (tree.kind[piece] === Kind.Interpolation) {
        holes.push(piece);
        text += debugText(tree, piece) + "\0";
      } else text += nameOf(tree, piece);
    }
  }
  const kind = isTemplate ? "TemplateString" : "String";
  const role = roleName(tree.role[node]!);
  const isFormat = tree.role[node] === Role.Format;
  const [start, end] = isFormat ? [-1, -1] : [tree.start[node]!, tree.end[node]!];
  out.push([depth, role, kind, valueOf(text), isBytes ? "Bytes" : "", start, end]);
  for (const hole of holes) addHole(tree, hole, depth + 1, out);
}

function addHole(tree: SyntaxTree, hole: NodeId, depth: number, out: OutlineNode[]): void {
  const children = childrenOf(tree, hole);
  const hasFormat = children.some((child) => tree.role[child] === Role.Format);
  const isDebug = (tree.flags[hole]! & Flag.DebugHole) !== 0;
  const name = nameOf(tree, hole) === "" && isDebug && !hasFormat ? "r" : nameOf(tree, hole);
  out.push([depth, "Part", "Interpolation", name, "", -1, -1]);
  for (const child of children) add(tree, child, depth + 1, out);
}

/** What `{x = }` prints before the value. */
function debugText(tree: SyntaxTree, hole: NodeId): string {
  if ((tree.flags[hole]! & Flag.DebugHole) === 0) return "";
  const value = childrenOf(tree, hole).find((child) => tree.role[child] === Role.Value);
  if (value === undefined) return "";
  const from = tree.start[hole]! + 1;
  const rest = /^[\s)]*=\s*/.exec(tree.text.slice(tree.end[value], tree.end[hole]));
  return tree.text.slice(from, tree.end[value]) + (rest?.[0] ?? "");
}
