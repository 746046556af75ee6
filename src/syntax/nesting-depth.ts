// Counts the depth at which a recursive parser would stand: brackets, and on each bracket level the open chains.

/** So many light tokens (binary operators, member accesses) weigh as much as one nesting construct. */
const lightPerStep = 16;

/** The running count. All counters but `total` and `peak` are those of the innermost bracket level. */
export interface Depth {
  total: number;
  peak: number;
  /** Prefix operators, conditionals, arrows, assignments: they end with the expression. */
  chain: number;
  /** `else` and statement headers, labels. */
  statements: number;
  /** Type arguments that are open. */
  angles: number;
  light: number;
  /** Five numbers for each open bracket: what was inside it, and the four counters outside. */
  readonly stack: number[];
}

/** Nothing open. */
export function newDepth(): Depth {
  return { total: 0, peak: 0, chain: 0, statements: 0, angles: 0, light: 0, stack: [] };
}

function deepen(depth: Depth): void {
  if (++depth.total > depth.peak) depth.peak = depth.total;
}

/** A bracket opens; `tag` comes back when it closes. */
export function openLevel(depth: Depth, tag: number): void {
  addLight(depth);
  depth.stack.push(tag, depth.chain, depth.statements, depth.angles, depth.light);
  depth.chain = depth.statements = depth.angles = depth.light = 0;
  deepen(depth);
}

/** A bracket closes. Gives the tag of the one that opened, or -1. */
export function closeLevel(depth: Depth): number {
  const { stack } = depth;
  if (stack.length === 0) return -1;
  depth.total -= 1 + depth.chain + depth.statements + depth.angles + Math.floor(depth.light / lightPerStep);
  depth.light = stack.pop()!;
  depth.angles = stack.pop()!;
  depth.statements = stack.pop()!;
  depth.chain = stack.pop()!;
  return stack.pop()!;
}

/** One more construct that nests until its expression ends. */
export function addChain(depth: Depth): void {
  depth.chain++;
  deepen(depth);
}

/** One more `else` or statement header. */
export function addStatement(depth: Depth): void {
  depth.statements++;
  deepen(depth);
}

/** A `<` that may open type arguments. */
export function openAngle(depth: Depth): void {
  depth.angles++;
  deepen(depth);
}

/** A `>` that may close them. */
export function closeAngle(depth: Depth): void {
  if (depth.angles === 0) return;
  depth.angles--;
  depth.total--;
}

/** A token that nests only by making the tree deep on its left side. */
export function addLight(depth: Depth): void {
  if (++depth.light % lightPerStep === 0) deepen(depth);
}

/** A comma: expressions end, type arguments go on. */
export function endExpression(depth: Depth): void {
  depth.total -= depth.chain + Math.floor(depth.light / lightPerStep);
  depth.chain = depth.light = 0;
}

/** A semicolon, or a line that begins a new statement: only headers without braces may still be open. */
export function endStatement(depth: Depth): void {
  endExpression(depth);
  depth.total -= depth.angles;
  depth.angles = 0;
}

/** A statement that no `else` follows: the headers in front of it are closed too. */
export function endHeaders(depth: Depth): void {
  depth.total -= depth.statements;
  depth.statements = 0;
}
