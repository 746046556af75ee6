// Names the functions and classes around a place, and what of the innermost one stays when it is renamed.

import { createHash } from "node:crypto";
import { codeWithoutComments, withoutWord } from "../findings/fingerprint.ts";
import { normaliseCode } from "../findings/normalise-code.ts";
import { Kind } from "../syntax/kinds.ts";
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
  readonly name: string;
  /** Names its code, comments and its own name left out. */
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
    if (innermost !== noNode && !bodies.has(innermost)) bodies.set(innermost, bodyOf(tree, innermost));
    const body = bodies.get(innermost);
    return { names: scopes.map((node) => nameOf(tree, node)), ...(body === undefined ? {} : { body }) };
  };
}

function bodyOf(tree: SyntaxTree, node: NodeId): EnclosingBody | undefined {
  const [start, end] = [tree.start[node]!, tree.end[node]!];
  if (end - start > longestBody) return undefined;
  const name = nameOf(tree, node);
  const code = normaliseCode(withoutWord(codeWithoutComments(tree, start, end), name));
  return { name, digest: createHash("sha256").update(code).digest("hex").slice(0, 16) };
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
