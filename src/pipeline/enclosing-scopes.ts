// Names the functions and classes around a place, and what of the innermost one stays when it is renamed.

import { codeWithoutComments, digestText, firstCommentAfter, withoutWords } from "../findings/fingerprint.ts";
import { normaliseCode } from "../findings/normalise-code.ts";
import { Kind } from "../syntax/kinds.ts";
import { Role } from "../syntax/roles.ts";
import { type NodeId, type SyntaxTree, nameOf, noNode } from "../syntax/tree.ts";

const namedScopes: ReadonlySet<number> = new Set([
  Kind.FunctionDeclaration,
  Kind.FunctionExpression,
  Kind.ClassDeclaration,
  Kind.ClassExpression,
  Kind.Method,
  Kind.Namespace,
]);

/** A longer function or class is not told again by its body: each finding would cost a reading of it. */
const longestBody = 40_000;

/** The innermost named function or class around a place. */
export interface EnclosingBody {
  /** Its own and those around it. */
  readonly names: readonly string[];
  /** Names its code; left out are comments, documentation, types and these names. */
  readonly digest: string;
}

export interface EnclosingScopes {
  /** Outermost first. */
  readonly names: readonly string[];
  readonly body?: EnclosingBody;
}

/** Answers for many places of one tree; each body is read once. Offsets are the tree's. */
export function createScopeFinder(tree: SyntaxTree): (offset: number) => EnclosingScopes {
  const bodies = new Map<NodeId, EnclosingBody | undefined>();
  return (offset) => {
    const scopes = scopesAt(tree, offset);
    const innermost = scopes.at(-1) ?? noNode;
    if (innermost !== noNode && !bodies.has(innermost)) bodies.set(innermost, bodyOf(tree, scopes));
    const body = bodies.get(innermost);
    return { names: scopes.map((node) => nameOf(tree, node)), ...(body === undefined ? {} : { body }) };
  };
}

function bodyOf(tree: SyntaxTree, scopes: readonly NodeId[]): EnclosingBody | undefined {
  const innermost = scopes.at(-1)!;
  const [start, end] = [tree.start[innermost]!, tree.end[innermost]!];
  if (end - start > longestBody) return undefined;
  const names = scopes.map((node) => nameOf(tree, node));
  const comments = [...commentsWithin(tree, start, end), ...inessentialRanges(tree, innermost)].sort((left, right) => left.start - right.start);
  const code = normaliseCode(withoutWords(codeWithoutComments({ text: tree.text, comments }, start, end), names));
  return { names, digest: digestText(code) };
}

function commentsWithin({ comments }: SyntaxTree, start: number, end: number): { start: number; end: number }[] {
  const found: { start: number; end: number }[] = [];
  for (let index = firstCommentAfter(comments, start); index < comments.length && comments[index]!.start < end; index++) {
    const comment = comments[index]!;
    if (comment.start >= start && comment.end <= end) found.push(comment);
  }
  return found;
}

/** Documentation and types: written to code that stays what it was. */
function inessentialRanges(tree: SyntaxTree, scope: NodeId): { start: number; end: number }[] {
  const ranges: { start: number; end: number }[] = [];
  for (let node = scope + 1; node < tree.subtreeEnd[scope]!; ) {
    const [start, end] = [tree.start[node]!, tree.end[node]!];
    const isType = isAnnotation(tree, node);
    if (isType) ranges.push({ start: start - /(?:->|\??:)?\s*$/.exec(tree.text.slice(Math.max(0, start - longestLead), start))![0].length, end });
    else if (isDocumentation(tree, node)) ranges.push({ start, end });
    node = isType ? tree.subtreeEnd[node]! : node + 1;
  }
  return ranges;
}

/** What stands between a name and its type. */
const longestLead = 40;

/** An exception's type decides what is caught: it is code. */
function isAnnotation(tree: SyntaxTree, node: NodeId): boolean {
  const role = tree.role[node];
  return role === Role.ReturnType || (role === Role.Type && tree.kind[tree.parent[node]!] !== Kind.Handler);
}

function isDocumentation(tree: SyntaxTree, node: NodeId): boolean {
  return tree.kind[node] === Kind.ExpressionStatement && tree.subtreeEnd[node] === node + 2 && tree.kind[node + 1] === Kind.String;
}

/** Found by descending, since nodes nest by range. */
function scopesAt(tree: SyntaxTree, offset: number): NodeId[] {
  const scopes: NodeId[] = [];
  let node: NodeId = 0;
  for (;;) {
    if (namedScopes.has(tree.kind[node]!) && nameOf(tree, node) !== "") scopes.push(node);
    let inside = -1;
    const end = tree.subtreeEnd[node]!;
    for (let child = node + 1; child < end; child = tree.subtreeEnd[child]!) {
      if (tree.start[child]! <= offset && offset < tree.end[child]!) {
        inside = child;
        break;
      }
      if (tree.start[child]! > offset) break;
    }
    if (inside === -1) return scopes;
    node = inside;
  }
}
