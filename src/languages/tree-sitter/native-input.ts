// Hands a text to the parser without going through web-tree-sitter's own copying, one character at a time, in JavaScript.

import type { ParserMemory } from "./heap-layout.ts";

/** What the parser is reading at the moment; `text` undefined while web-tree-sitter's own way is used. */
export interface NativeInput {
  text: string | undefined;
  /** How often the parser may still report progress before it is stopped. */
  reportsLeft: number;
}

type Import = (...numbers: number[]) => unknown;
type Imports = Record<string, Record<string, Import>>;
type Receive = (instance: unknown, module: unknown) => void;

/** The part of the global that is used; the compiler's library for Node does not declare it. */
interface WasmCompiler {
  readonly instantiate: (bytes: Uint8Array, imports: Imports) => Promise<{ instance: unknown; module: unknown }>;
}

/** The parser's input buffer takes 10 KiB, of which it never reads the last unit. */
const unitsAtOnce = 5_000;

/** What {@link nativeModule} prepares. */
export interface NativeModule {
  /** To be handed to `Parser.init`. */
  readonly options: object;
  /** Rejects where the module cannot be made, of which `Parser.init` would never hear. */
  readonly failure: Promise<never>;
}

/**
 * Prepares web-tree-sitter to make its module from `runtime` and to ask `input` for text and for leave to go on.
 * `memory` answers the module itself, whose views are replaced whenever its memory grows.
 */
export function nativeModule(runtime: Uint8Array, input: NativeInput, memory: () => ParserMemory): NativeModule {
  let fail: (reason: unknown) => void = () => undefined;
  const failure = new Promise<never>((_resolve, reject) => {
    fail = reject;
  });
  const instantiateWasm = (imports: Imports, receive: Receive): void => {
    const env = imports["env"]!;
    const readText = env["tree_sitter_parse_callback"]!;
    const report = env["tree_sitter_progress_callback"]!;
    const own: Record<string, Import> = {
      ...env,
      tree_sitter_parse_callback: (buffer, index, row, column, lengthAddress) => {
        if (input.text === undefined) return readText(buffer!, index!, row!, column!, lengthAddress!);
        const { HEAPU8: bytes, HEAPU32: words } = memory();
        const piece = input.text.slice(index, index! + unitsAtOnce);
        if (piece.length > 0) Buffer.from(bytes.buffer, buffer, piece.length * 2).write(piece, "utf16le");
        words[lengthAddress! >> 2] = piece.length;
        return undefined;
      },
      tree_sitter_progress_callback: (offset, hasError) => {
        if (input.text === undefined) return report(offset!, hasError!);
        return --input.reportsLeft < 0 ? 1 : 0;
      },
    };
    // The cast states what every Node has.
    const { WebAssembly: compiler } = globalThis as unknown as { WebAssembly: WasmCompiler };
    compiler.instantiate(runtime, { ...imports, env: own }).then((made) => receive(made.instance, made.module), fail);
  };
  return { options: { instantiateWasm }, failure };
}
