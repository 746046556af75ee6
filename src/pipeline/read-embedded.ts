// Parses the code of other languages that a file holds, and what that holds in turn, before the file is analysed.

import type { EmbeddedCode } from "../syntax/embedded.ts";
import type { FindEmbedded, Language, Parse } from "../syntax/language.ts";
import type { SyntaxTree } from "../syntax/tree.ts";

/** A parsed piece of embedded code. */
export interface EmbeddedFile {
  readonly code: EmbeddedCode;
  readonly language: Language;
  readonly tree: SyntaxTree;
  /** What it holds itself: SQL in a script in a page. */
  readonly inner: readonly EmbeddedFile[];
}

/** How languages come to this stage. */
export interface EmbeddedSources {
  /** Undefined for a language that is not registered. */
  readonly findLanguage: (id: string) => Language | undefined;
  readonly loadParser: (language: string) => Promise<Parse>;
  /** What finds embedded code in a language's files; undefined where there is none. */
  readonly loadFinder: (language: string) => Promise<FindEmbedded> | undefined;
  /** Code that nests deeper must be parsed in a process of its own. */
  readonly nestingLimit: number;
  /** Leaves out values of the program: only what belongs to it is wanted. */
  readonly onlyPrograms?: boolean;
}

/** A page in a string in a page …: enough. */
const deepestEmbedding = 4;
/** A file of generated queries must not become thousands of parses. */
const mostPieces = 2_000;

/** The pieces in source order; undefined where one nests too deeply to be parsed in this process. */
export async function readEmbedded(tree: SyntaxTree, path: string, sources: EmbeddedSources): Promise<readonly EmbeddedFile[] | undefined> {
  return readLevel(tree, path, sources, 0);
}

async function readLevel(tree: SyntaxTree, path: string, sources: EmbeddedSources, level: number): Promise<readonly EmbeddedFile[] | undefined> {
  const find = level >= deepestEmbedding ? undefined : sources.loadFinder(tree.language);
  if (find === undefined) return [];
  const files: EmbeddedFile[] = [];
  for (const code of (await find)(tree).slice(0, mostPieces)) {
    const language = sources.findLanguage(code.language);
    if (language === undefined || (sources.onlyPrograms === true && !code.isProgram)) continue;
    const ownPath = path + code.ending;
    if ((language.nestingOf?.(code.text, ownPath) ?? 0) > sources.nestingLimit) return undefined;
    const own = (await sources.loadParser(language.id))(code.text, ownPath);
    const inner = await readLevel(own, ownPath, sources, level + 1);
    if (inner === undefined) return undefined;
    files.push({ code, language, tree: own, inner });
  }
  return files;
}
