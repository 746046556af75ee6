// Keeps the first bytes of a stream up to a limit and counts the rest, so that no flood can fill the memory.

import { isAscii } from "node:buffer";

/** What remains of a stream: text cut at a character's edge, and how many bytes were dropped. */
export interface CapturedText {
  readonly text: string;
  readonly droppedBytes: number;
}

const FLOOD_FACTOR = 2;
const FLOOD_ALLOWANCE_BYTES = 1024 * 1024;

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

  /** Whether so much was dropped that the program will not stop by itself and should be ended. */
  get isFlooded(): boolean {
    return this.#seenBytes > this.limitBytes * FLOOD_FACTOR + FLOOD_ALLOWANCE_BYTES;
  }
}

const FIRST_CAPACITY_BYTES = 64 * 1024;

/** Collects one stream of a run under a shared {@link OutputBudget}. */
export class OutputBuffer {
  readonly #budget: OutputBudget;
  // Little output fits the first block; more gets one of the full size, whose unused pages the system never provides.
  // A list of chunks would hold millions of them when a program writes single bytes.
  #bytes: Buffer = Buffer.alloc(0);
  #length = 0;
  #droppedBytes = 0;

  constructor(budget: OutputBudget) {
    this.#budget = budget;
  }

  /** Adds a chunk and returns the part that was kept. */
  push(chunk: Buffer): Buffer {
    const kept = chunk.subarray(0, this.#budget.take(chunk.length));
    this.#droppedBytes += chunk.length - kept.length;
    const needed = this.#length + kept.length;
    if (needed > this.#bytes.length) this.#grow(needed <= FIRST_CAPACITY_BYTES ? FIRST_CAPACITY_BYTES : this.#budget.limitBytes);
    kept.copy(this.#bytes, this.#length);
    this.#length = needed;
    return kept;
  }

  /** Bytes that were not kept so far. */
  get droppedBytes(): number {
    return this.#droppedBytes;
  }

  /**
   * The kept text, once; the bytes are let go. Invalid UTF-8 becomes replacement characters; a character cut by the
   * limit is dropped whole.
   */
  finish(): CapturedText {
    const bytes = this.#bytes.subarray(0, this.#length);
    this.#bytes = Buffer.alloc(0);
    const end = this.#droppedBytes > 0 ? endOfLastWholeCharacter(bytes) : bytes.length;
    // Node keeps long Latin-1 text outside the JavaScript heap, where much of it costs no long collections.
    const encoding = isAscii(bytes) ? "latin1" : "utf8";
    return { text: bytes.toString(encoding, 0, end), droppedBytes: this.#droppedBytes + bytes.length - end };
  }

  #grow(capacityBytes: number): void {
    const larger = Buffer.allocUnsafeSlow(capacityBytes);
    this.#bytes.copy(larger, 0, 0, this.#length);
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
