// A node of SQL before it has its place in the tree: the parser learns of a parent only after its first child.

import type { Kind } from "../../syntax/kinds.ts";
import { Role } from "../../syntax/roles.ts";
import type { NodeId } from "../../syntax/tree.ts";
import type { TreeBuilder } from "../../syntax/tree-builder.ts";

export interface Draft {
  readonly kind: Kind;
  start: number;
  end: number;
  readonly name: string;
  flags: number;
  readonly children: { readonly role: Role; readonly draft: Draft }[];
}

export function newDraft(kind: Kind, start: number, end: number, name = "", flags = 0): Draft {
  return { kind, start, end, name, flags, children: [] };
}

/** Puts a node below another, which then reaches around it. */
export function adopt(parent: Draft, role: Role, child: Draft | undefined): void {
  if (child === undefined) return;
  parent.children.push({ role, draft: child });
  parent.start = Math.min(parent.start, child.start);
  parent.end = Math.max(parent.end, child.end);
}

/** Writes statements below the root. An explicit stack: long chains of operators nest deeply. */
export function buildTree(builder: TreeBuilder, root: NodeId, statements: readonly Draft[]): void {
  const pending = [...statements].reverse().map((draft) => ({ draft, role: Role.Body as Role, parent: root }));
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { draft, role, parent } = next;
    const node = builder.append(parent, draft.kind, role, draft.start, draft.end, draft.name, draft.flags);
    const ordered = [...draft.children].sort((left, right) => left.draft.start - right.draft.start);
    for (let index = ordered.length - 1; index >= 0; index--) {
      const child = ordered[index]!;
      pending.push({ draft: child.draft, role: child.role, parent: node });
    }
  }
  builder.closeAll();
}
