// Has oxc write a file's syntax into a shared buffer; undocumented insides, so everything unusual means "not available".

import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import type { ParserOptions } from "oxc-parser";
import { oxcTables } from "./oxc-tables.generated.ts";

/** Two views of oxc's memory block; a pointer in it is a byte offset into it. */
export interface RawBuffer {
  readonly bytes: Uint8Array;
  readonly words: Int32Array;
}

/** Parses a file into its buffer and gives where the source and oxc's data start. */
export interface RawParser {
  readonly buffer: RawBuffer;
  parse(fileName: string, text: string, options: ParserOptions): RawResult;
}

export interface RawResult {
  readonly at: number;
  readonly sourceStart: number;
  readonly isAscii: boolean;
}

/** What oxc's own loader exports beside its public functions. */
interface Binding {
  readonly __napiBindingTarget?: string;
  readonly rawTransferSupported: () => boolean;
  readonly getBufferOffset: (bytes: Uint8Array) => number;
  readonly parseRawSync: (
    fileName: string,
    block: Uint8Array,
    sourceStart: number,
    sourceLength: number,
    options: ParserOptions,
  ) => void;
}

const { constants, version } = oxcTables;
/** As much as Node 20 gives for one buffer; oxc wants 2 GiB of it that start at a multiple of 4 GiB. Virtual memory only. */
const bufferBytes = 2 ** 32;
const spacerBytes = 2 ** 31;
const triesAtMost = 4;

/** Gives a parser with a buffer of its own, or undefined where this machine has no room for one. */
export type RawParserFactory = () => RawParser | undefined;

/** How to make raw parsers, or undefined where the installed oxc is not the one that the tables describe. */
export async function loadRawBinding(): Promise<RawParserFactory | undefined> {
  try {
    const require = createRequire(import.meta.url);
    const installed = require("oxc-parser/package.json") as { version: string };
    if (installed.version !== version) return undefined;
    // By its address, so that a bundler leaves the module in its place, beside the native code that it loads.
    const address = pathToFileURL(require.resolve("oxc-parser/src-js/bindings.js")).href;
    const binding = (await import(address)) as Binding;
    if (binding.__napiBindingTarget !== "native" || !binding.rawTransferSupported()) return undefined;
    return () => {
      const block = alignedBlock(binding);
      return block === undefined ? undefined : rawParser(binding, block);
    };
  } catch {
    // The public route gives the same trees: whatever is wrong here costs time only.
    return undefined;
  }
}

/** oxc finds its own allocator at the block's ends, hence the alignment. A spacer shifts the next allocation. */
function alignedBlock(binding: Binding): Uint8Array | undefined {
  const spacers: ArrayBuffer[] = [];
  try {
    for (let tries = 0; tries < triesAtMost; tries++) {
      const memory = new ArrayBuffer(bufferBytes);
      const offset = binding.getBufferOffset(new Uint8Array(memory));
      if (offset + constants.BLOCK_SIZE <= bufferBytes) return new Uint8Array(memory, offset, constants.BLOCK_SIZE);
      spacers.push(new ArrayBuffer(spacerBytes));
    }
  } catch (error) {
    // A limit on virtual memory: there is the public route.
    if (!(error instanceof RangeError)) throw error;
  }
  return undefined;
}

function rawParser(binding: Binding, block: Uint8Array): RawParser {
  const bytes = new Uint8Array(block.buffer, block.byteOffset, constants.BUFFER_SIZE);
  const words = new Int32Array(block.buffer, block.byteOffset, Math.floor(constants.BUFFER_SIZE / 4));
  const encoder = new TextEncoder();
  return {
    buffer: { bytes, words },
    parse(fileName, text, options) {
      const sourceStart = constants.ACTIVE_SIZE - text.length * 3;
      const { written } = encoder.encodeInto(text, bytes.subarray(sourceStart, constants.ACTIVE_SIZE));
      binding.parseRawSync(fileName, block, sourceStart, written, options);
      return { at: words[constants.DATA_POINTER_POS_32]!, sourceStart, isAscii: written === text.length };
    },
  };
}
