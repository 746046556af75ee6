// Picks the files of one shard: the sizes are spread evenly, and all shards together are everything.

/** 1-based; `index` is at most `count`. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

/** Each file in turn, the largest first, goes to the shard that has least so far. The order of the input is kept. */
export function chooseShard<File extends { readonly path: string; readonly sizeBytes: number }>(files: readonly File[], { index, count }: Shard): File[] {
  const loads = new Array<number>(count).fill(0);
  const own = new Set<File>();
  const bySize = [...files].sort((left, right) => right.sizeBytes - left.sizeBytes || (left.path < right.path ? -1 : 1));
  for (const file of bySize) {
    const lightest = loads.indexOf(Math.min(...loads));
    // A file costs something even where it is empty.
    loads[lightest]! += file.sizeBytes + costOfFile;
    if (lightest === index - 1) own.add(file);
  }
  return files.filter((file) => own.has(file));
}

const costOfFile = 512;
