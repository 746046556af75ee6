// Starts web-tree-sitter once a thread and makes a parser for one grammar.

import { Language, Parser } from "web-tree-sitter";
import type { ParserMemory } from "./heap-layout.ts";
import { type NativeInput, nativeModule } from "./native-input.ts";
import type { GrammarTables } from "./raw-tree.ts";

/** The Emscripten module behind web-tree-sitter: its memory and the exported functions that the fast route calls. */
export interface ParserModule extends ParserMemory {
  readonly _ts_parser_parse_wasm?: (parser: number, buffer: number, oldTree: number, ranges: number, count: number) => number;
  readonly _ts_tree_delete?: (tree: number) => void;
}

/** A grammar that is ready to parse. */
export interface LoadedGrammar {
  readonly parser: Parser;
  readonly language: Language;
  readonly runtime: Runtime;
}

/** web-tree-sitter as it was started in this thread. */
export interface Runtime {
  readonly module: ParserModule;
  /** Present where the runtime's bytes were handed in: text can be given to the parser natively. */
  readonly input: NativeInput | undefined;
}

/** Where the runtime is kept: on the class that holds web-tree-sitter's own single module, so that both live equally long. */
const runtimeKey = Symbol.for("assay.web-tree-sitter.runtime");
type ParserClass = typeof Parser & { [runtimeKey]?: Promise<Runtime> };

/**
 * Makes a parser. `grammar` holds the bytes of the grammar's `.wasm`, `runtimeBytes` those of web-tree-sitter's own;
 * without them the library looks for its file beside itself.
 */
export async function loadGrammar(grammar: Uint8Array, runtimeBytes?: Uint8Array): Promise<LoadedGrammar> {
  const holder: ParserClass = Parser;
  const runtime = await (holder[runtimeKey] ??= startRuntime(runtimeBytes));
  const language = await Language.load(grammar);
  const parser = new Parser();
  parser.setLanguage(language);
  return { parser, language, runtime };
}

async function startRuntime(bytes: Uint8Array | undefined): Promise<Runtime> {
  const module: object = {};
  // The library fills the object that it is given: after `init` it is the module.
  const memory = (): ParserModule => module as ParserModule;
  if (bytes === undefined) {
    await Parser.init(module);
    return { module: memory(), input: undefined };
  }
  const input: NativeInput = { text: undefined, reportsLeft: 0 };
  const { options, failure } = nativeModule(bytes, input, memory);
  await Promise.race([Parser.init(Object.assign(module, options)), failure]);
  return { module: memory(), input };
}

/** What a language knows of its grammar, by the grammar's own names. */
export interface KnownNames {
  /** Numbers of named node types. */
  readonly named: ReadonlyMap<string, number>;
  /** Numbers of tokens that have no name of their own, by their text. */
  readonly tokens: ReadonlyMap<string, number>;
  readonly fields: ReadonlyMap<string, number>;
  readonly unknownNamed: number;
  readonly unknownToken: number;
  readonly error: number;
  readonly comment: number;
  /** See {@link GrammarTables.firstNamed}. */
  readonly firstNamed: number;
}

/** Resolves a language's names to the grammar's numbers, once at load. */
export function makeTables(language: Language, known: KnownNames): GrammarTables {
  const count = language.nodeTypeCount;
  const typeOfSymbol = new Uint8Array(count);
  const symbolNames: string[] = [];
  for (let symbol = 0; symbol < count; symbol++) {
    const name = language.nodeTypeForId(symbol) ?? "";
    symbolNames.push(name);
    typeOfSymbol[symbol] = language.nodeTypeIsNamed(symbol)
      ? (known.named.get(name) ?? known.unknownNamed)
      : (known.tokens.get(name) ?? known.unknownToken);
  }
  const fieldOfGrammar = new Uint8Array(language.fieldCount + 1);
  for (let field = 1; field <= language.fieldCount; field++) {
    fieldOfGrammar[field] = known.fields.get(language.fieldNameForId(field) ?? "") ?? 0;
  }
  return { typeOfSymbol, fieldOfGrammar, symbolNames, errorType: known.error, commentType: known.comment, firstNamed: known.firstNamed };
}
