// The one order of paths: by UTF-16 units, the same on every machine and in every locale.

/** Compares two records by their path. */
export function comparePaths(left: { readonly path: string }, right: { readonly path: string }): number {
  return left.path < right.path ? -1 : left.path > right.path ? 1 : 0;
}
