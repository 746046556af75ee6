// Ranges of Python files that the reference program reads with its second parser, which sees strings without their quotes.

import { Flag } from "../../../syntax/flags.ts";
import { Kind } from "../../../syntax/kinds.ts";
import { Role } from "../../../syntax/roles.ts";
import { type NodeId, type SyntaxTree, childOf, childrenOf, hasFlag, nameOf, noNode } from "../../../syntax/tree.ts";

/** Offsets at which nodes start or end, and where they start or end instead. */
export interface MovedOffsets {
  readonly starts: Map<number, number>;
  readonly endings: Map<number, number>;
}

const byteOrderMark = "\uFEFF";

/** True where a file holds syntax that only the second parser knows, errors, or begins with a byte order mark. */
export function needsSecondParser(tree: SyntaxTree): boolean {
  if (tree.problems.length > 0 || tree.text.startsWith(byteOrderMark)) return true;
  for (let node = 0; node < tree.size; node++) if (isNewer(tree, node)) return true;
  return false;
}

function isNewer(tree: SyntaxTree, node: NodeId): boolean {
  switch (tree.kind[node]) {
    case Kind.Switch:
    case Kind.TypeParameter:
    case Kind.TypeAlias:
      return true;
    case Kind.AugmentedAssignment:
      return nameOf(tree, node) === "@=";
    case Kind.Parameter:
      return hasFlag(tree, node, Flag.KeywordMarker) && tree.kind[tree.parent[node]!] === Kind.Lambda;
    case Kind.Yield:
      return tree.kind[tree.parent[node]!] === Kind.Interpolation || isBareTupleWithSpread(tree, childrenOf(tree, node)[0]);
    case Kind.Interpolation:
      return formatHasHash(tree, node);
    case Kind.Assignment:
      return isAnnotatedWithOpenValue(tree, node);
    case Kind.ForEach:
      return isBareTupleWithSpread(tree, childrenOf(tree, node, Role.Iterable)[0]);
    case Kind.Spread:
      return tree.kind[tree.parent[node]!] === Kind.Subscript || tree.role[node] === Role.Type;
    case Kind.NamedExpression:
      return tree.kind[tree.parent[node]!] === Kind.Subscript && !hasFlag(tree, node, Flag.Parenthesized);
    default:
      return false;
  }
}

/** A `#` in a format begins a comment for the first parser. */
function formatHasHash(tree: SyntaxTree, node: NodeId): boolean {
  const format = childOf(tree, node, Role.Format);
  return format !== noNode && tree.text.slice(tree.start[format], tree.end[format]).includes("#");
}

/** `x: T = yield y` and `x: T = 1, 2`. */
function isAnnotatedWithOpenValue(tree: SyntaxTree, node: NodeId): boolean {
  const value = childOf(tree, node, Role.Value);
  if (value === noNode || childOf(tree, node, Role.Type) === noNode) return false;
  const kind = tree.kind[value];
  return kind === Kind.Yield ? !hasFlag(tree, value, Flag.Parenthesized) : kind === Kind.Tuple && tree.text[tree.start[value]!] !== "(";
}

function isBareTupleWithSpread(tree: SyntaxTree, node: NodeId | undefined): boolean {
  if (node === undefined || tree.kind[node] !== Kind.Tuple || tree.text[tree.start[node]!] === "(") return false;
  return childrenOf(tree, node).some((element) => tree.kind[element] === Kind.Spread);
}

/** Notes where strings and parenthesised yields move the ranges of what they begin or end. */
export function movePythonOffsets(tree: SyntaxTree, moved: MovedOffsets, isSecond: boolean): void {
  for (let node = 0; node < tree.size; node++) {
    const kind = tree.kind[node];
    if (kind === Kind.String && isSecond && !isCase(tree, node)) moveQuotes(tree, node, moved);
    else if (kind === Kind.Yield && hasFlag(tree, node, Flag.Parenthesized)) moveYield(tree, node, moved, isSecond);
    else if (kind === Kind.FunctionDeclaration && isSecond && hasFlag(tree, node, Flag.Async)) moveAsync(tree, node, moved);
  }
}

/** A text that a case of `match` compares with keeps its quotes. */
function isCase(tree: SyntaxTree, node: NodeId): boolean {
  const parent = tree.parent[node]!;
  return tree.kind[parent] === Kind.MatchPattern || (tree.kind[parent] === Kind.Pair && tree.kind[tree.parent[parent]!] === Kind.MatchPattern);
}

function moveQuotes(tree: SyntaxTree, node: NodeId, moved: MovedOffsets): void {
  const [start, end] = [tree.start[node]!, tree.end[node]!];
  const opening = /^[a-zA-Z]*("""|'''|"|')/.exec(tree.text.slice(start, start + 6));
  if (opening === null) return;
  const quotes = opening[1]!.length;
  const isClosed = end - start >= opening[0].length + quotes && tree.text.endsWith(opening[1]!, end);
  if (!isClosed) return;
  const isEmpty = end - start === opening[0].length + quotes;
  const first = isEmpty ? start + opening[0].length - quotes : start + opening[0].length;
  if (first > start) moved.starts.set(start, first);
  moved.endings.set(end, end - quotes);
}

/** The second parser counts the parentheses of a yield in, the first one not even for what the yield ends. */
function moveYield(tree: SyntaxTree, node: NodeId, moved: MovedOffsets, isSecond: boolean): void {
  const [start, end] = [tree.start[node]!, tree.end[node]!];
  const open = tree.text.lastIndexOf("(", start - 1);
  const close = tree.text.indexOf(")", end);
  if (open < 0 || close < 0) return;
  if (isSecond) {
    moved.starts.set(start, open);
    moved.endings.set(end, close + 1);
  } else {
    moved.starts.set(open, start);
    moved.endings.set(close + 1, end);
  }
}

/** `async def` begins at its `def`. */
function moveAsync(tree: SyntaxTree, node: NodeId, moved: MovedOffsets): void {
  const start = tree.start[node]!;
  const match = /^async\s+/.exec(tree.text.slice(start, start + 100));
  if (match !== null) moved.starts.set(start, start + match[0].length);
}
