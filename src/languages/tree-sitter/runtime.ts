// Starts web-tree-sitter once a thread and makes a parser for one grammar.

import { Language, Parser } from "web-tree-sitter";
import type { GrammarTables } from "./raw-tree.ts";

/** The Emscripten module behind web-tree-sitter: its heap and its exported functions. */
export type ParserModule = Record<string, unknown>;

/** A grammar that is ready to parse. */
export interface LoadedGrammar {
  readonly parser: Parser;
  readonly language: Language;
  readonly module: ParserModule;
}

/** Where the module is kept: on the class that holds web-tree-sitter's own single module, so that both live equally long. */
const moduleKey = Symbol.for("assay.web-tree-sitter.module");
type ParserClass = typeof Parser & { [moduleKey]?: Promise<ParserModule> };

/**
 * Makes a parser. `grammar` holds the bytes of the grammar's `.wasm`, `runtime` those of web-tree-sitter's own; without
 * `runtime` the library looks for its file beside itself.
 */
export async function loadGrammar(grammar: Uint8Array, runtime?: Uint8Array): Promise<LoadedGrammar> {
  const module = await startRuntime(runtime);
  const language = await Language.load(grammar);
  const parser = new Parser();
  parser.setLanguage(language);
  return { parser, language, module };
}

function startRuntime(runtime: Uint8Array | undefined): Promise<ParserModule> {
  const holder: ParserClass = Parser;
  return (holder[moduleKey] ??= (async () => {
    const module: ParserModule = runtime === undefined ? {} : { wasmBinary: runtime };
    await Parser.init(module);
    return module;
  })());
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
  return { typeOfSymbol, fieldOfGrammar, symbolNames, errorType: known.error };
}
