// Finds which lines of a text were replaced by which: the shortest way within a bound of work, else the whole of it.

/** Lines `oldStart` up to `oldEnd` became `newStart` up to `newEnd`; 0-based, ends exclusive. */
export interface LineChange {
  readonly oldStart: number;
  readonly oldEnd: number;
  readonly newStart: number;
  readonly newEnd: number;
}

/** Work that several comparisons share; the search for the shortest way is quadratic in the number of edits. */
export interface WorkBudget {
  steps: number;
}

/** Edits of one comparison beyond which its texts have too little in common to be worth the search. */
const MAXIMUM_EDITS = 2000;

/** The changes in order. Takes its steps from the budget; without enough of it one change stands for all. */
export function findLineChanges(before: readonly string[], after: readonly string[], budget: WorkBudget): LineChange[] {
  let head = 0;
  while (head < before.length && head < after.length && before[head] === after[head]) head += 1;
  let tail = 0;
  while (tail < before.length - head && tail < after.length - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail += 1;
  const whole: LineChange = { oldStart: head, oldEnd: before.length - tail, newStart: head, newEnd: after.length - tail };
  if (whole.oldStart === whole.oldEnd && whole.newStart === whole.newEnd) return [];
  if (whole.oldStart === whole.oldEnd || whole.newStart === whole.newEnd) return [whole];
  const trace = search(before, after, whole, budget);
  return trace === undefined ? [whole] : walkBack(trace, whole);
}

/** How far each diagonal is reached after so many edits; an entry holds the diagonals `-edits` to `edits`. */
type Trace = readonly Int32Array[];

/** Myers, "An O(ND) Difference Algorithm and Its Variations" (1986), bounded; undefined when the bound is met first. */
function search(before: readonly string[], after: readonly string[], { oldStart, oldEnd, newStart, newEnd }: LineChange, budget: WorkBudget): Trace | undefined {
  const [oldCount, newCount] = [oldEnd - oldStart, newEnd - newStart];
  const trace: Int32Array[] = [];
  const limit = Math.min(oldCount + newCount, MAXIMUM_EDITS);
  for (let edits = 0; edits <= limit && budget.steps > 0; edits += 1) {
    budget.steps -= edits + 1;
    const reach = new Int32Array(2 * edits + 1);
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      let x = edits === 0 ? 0 : isDownStep(trace, diagonal, edits) ? reachOf(trace, diagonal + 1, edits) : reachOf(trace, diagonal - 1, edits) + 1;
      let y = x - diagonal;
      const from = x;
      while (x < oldCount && y < newCount && before[oldStart + x] === after[newStart + y]) {
        x += 1;
        y += 1;
      }
      budget.steps -= x - from;
      reach[diagonal + edits] = x;
      if (x >= oldCount && y >= newCount) return [...trace, reach];
    }
    trace.push(reach);
  }
  return undefined;
}

/** How far a diagonal was reached before the last of so many edits. */
function reachOf(trace: Trace, diagonal: number, edits: number): number {
  return trace[edits - 1]?.[diagonal + edits - 1] ?? -1;
}

/** Whether the last of so many edits that led to a diagonal added a line; else it took one away. */
function isDownStep(trace: Trace, diagonal: number, edits: number): boolean {
  return diagonal === -edits || (diagonal !== edits && reachOf(trace, diagonal - 1, edits) < reachOf(trace, diagonal + 1, edits));
}

function walkBack(trace: Trace, whole: LineChange): LineChange[] {
  const changes: LineChange[] = [];
  let x = whole.oldEnd - whole.oldStart;
  let y = whole.newEnd - whole.newStart;
  for (let edits = trace.length - 1; edits > 0; edits -= 1) {
    const diagonal = x - y;
    const isDown = isDownStep(trace, diagonal, edits);
    const previous = isDown ? diagonal + 1 : diagonal - 1;
    const previousX = reachOf(trace, previous, edits);
    const previousY = previousX - previous;
    const [oldEnd, newEnd] = isDown ? [previousX, previousY + 1] : [previousX + 1, previousY];
    addInFront(changes, {
      oldStart: whole.oldStart + previousX,
      oldEnd: whole.oldStart + oldEnd,
      newStart: whole.newStart + previousY,
      newEnd: whole.newStart + newEnd,
    });
    x = previousX;
    y = previousY;
  }
  return changes.reverse();
}

/** Joins a single edit with the one that follows it without a common line between. */
function addInFront(changes: LineChange[], change: LineChange): void {
  const next = changes.at(-1);
  if (next !== undefined && next.oldStart === change.oldEnd && next.newStart === change.newEnd) {
    changes[changes.length - 1] = { ...next, oldStart: change.oldStart, newStart: change.newStart };
  } else changes.push(change);
}
