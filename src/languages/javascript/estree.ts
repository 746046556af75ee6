// What the lowering reads of an ESTree node: its type, its range, and fields by name.

/** A node as oxc or the reference parser made it. Offsets are 0-based UTF-16, end exclusive. */
export interface EsNode {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [field: string]: unknown;
}

/** A field that holds a node, or undefined where it is absent or null. */
export function nodeIn(parent: EsNode, field: string): EsNode | undefined {
  return (parent[field] as EsNode | null | undefined) ?? undefined;
}

/** A field that holds a list of nodes (null for an array hole). */
export function nodesIn(parent: EsNode, field: string): readonly (EsNode | null)[] {
  return (parent[field] as readonly (EsNode | null)[] | null | undefined) ?? [];
}

/** A field that holds text, or "". */
export function textIn(parent: EsNode, field: string): string {
  const value = parent[field];
  return typeof value === "string" ? value : "";
}
