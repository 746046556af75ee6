// Keeps the first bytes of a stream up to a limit and counts the rest, so that no flood can fill the memory.

/** What remains of a stream: text cut at a character's edge, and how many bytes were dropped. */
export interface CapturedText {
  readonly text: string;
  readonly droppedBytes: number;
}

/** Shares one total between several streams of a run. */
export class OutputBudget {
  readonly limitBytes: number;
  #seenBytes = 0;
  #keptBytes = 0;

  constructor(limitBytes: number) {
    this.limitBytes = limitBytes;
  }

  /** Takes up to `wanted` bytes of what is left and says how many were granted. */
  take(wanted: number): number {
    this.#seenBytes += wanted;
    const granted = Math.min(wanted, this.limitBytes - this.#keptBytes);
    this.#keptBytes += granted;
    return granted;
  }

  /** Everything that was offered, kept or not. */
  get seenBytes(): number {
    return this.#seenBytes;
  }
}

const FIRST_CAPACITY_BYTES = 4096;

/** Collects one stream of a run under a shared {@link OutputBudget}. */
export class OutputBuffer {
  readonly #budget: OutputBudget;
  // One growing block, not a list of chunks: a program that writes single bytes would make millions of those.
  #bytes = Buffer.alloc(0);
  #length = 0;
  #droppedBytes = 0;

  constructor(budget: OutputBudget) {
    this.#budget = budget;
  }

  /** Adds a chunk and returns the part that was kept. */
  push(chunk: Buffer): Buffer {
    const kept = chunk.subarray(0, this.#budget.take(chunk.length));
    this.#droppedBytes += chunk.length - kept.length;
    this.#grow(this.#length + kept.length);
    this.#bytes.set(kept, this.#length);
    this.#length += kept.length;
    return kept;
  }

  /** Bytes that were not kept so far. */
  get droppedBytes(): number {
    return this.#droppedBytes;
  }

  /** The kept text. Invalid UTF-8 becomes replacement characters; a character cut by the limit is dropped whole. */
  finish(): CapturedText {
    const bytes = this.#bytes.subarray(0, this.#length);
    const end = this.#droppedBytes > 0 ? endOfLastWholeCharacter(bytes) : bytes.length;
    return { text: bytes.toString("utf8", 0, end), droppedBytes: this.#droppedBytes + bytes.length - end };
  }

  #grow(needed: number): void {
    if (needed <= this.#bytes.length) return;
    const capacity = Math.max(needed, FIRST_CAPACITY_BYTES, Math.min(this.#bytes.length * 2, this.#budget.limitBytes));
    const larger = Buffer.allocUnsafe(capacity);
    larger.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = larger;
  }
}

/** The offset behind the last character that is not cut short by the end of the bytes. */
export function endOfLastWholeCharacter(bytes: Uint8Array): number {
  const LONGEST_CHARACTER = 4;
  for (let back = 1; back <= Math.min(LONGEST_CHARACTER, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    const isContinuation = (byte & 0xc0) === 0x80;
    if (isContinuation) continue;
    const expected = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return expected > back ? bytes.length - back : bytes.length;
  }
  return bytes.length;
}
