// Reads and measures one file after another; the work of a metrics worker.

import { findCompatibility } from "../analyzers/metrics/compat/compatibility.ts";
import type { FileFigures } from "../analyzers/metrics/figures.ts";
import { type TokenStream, tokenise } from "../analyzers/metrics/duplication/tokens.ts";
import { tableLines } from "../analyzers/metrics/lines.ts";
import { extractFacts } from "../analyzers/project/extract-facts.ts";
import { measureFile } from "../analyzers/metrics/measure-file.ts";
import { languages } from "../languages/registry.generated.ts";
import type { SkippedFile } from "../model/report.ts";
import { joinPrograms } from "../pipeline/join-programs.ts";
import { type EmbeddedSources, readEmbedded } from "../pipeline/read-embedded.ts";
import { readBinaryFile } from "../source/read-binary-file.ts";
import { readSource } from "../source/read-source.ts";
import type { Language, Parse } from "../syntax/language.ts";
import type { ModuleFacts } from "../syntax/module-facts.ts";
import type { SyntaxTree } from "../syntax/tree.ts";
import { inProcessNestingLimit } from "./analyst.ts";
import { grammarFile, runtimeFile } from "./build-files.ts";
import { createFinders } from "./parsers.ts";

/** One file to measure. Plain data: it crosses threads. */
export interface MeasureJob {
  readonly path: string;
  readonly absolutePath: string;
  readonly language: string;
  readonly sizeBytes: number;
}

/** What holds for all files of one run. Plain data: it crosses threads. */
export interface MeasureSetup {
  readonly compatibility: string | undefined;
  readonly maxFileSizeBytes: number;
  /** Answers carry the files' tokens, for the search for clones. */
  readonly wantsTokens?: boolean;
}

export type MeasureOutcome =
  | { readonly type: "measured"; readonly figures: FileFigures; readonly facts?: ModuleFacts; readonly tokens?: TokenStream }
  | { readonly type: "unread"; readonly skipped: SkippedFile };

const languageById = new Map(languages.map((language) => [language.id, language]));

/** Never throws for what a file holds. */
export function createSurveyor(setup: MeasureSetup): (job: MeasureJob) => Promise<MeasureOutcome> {
  const parsers = new Map<string, Promise<Parse>>();
  const parserOf = (language: Language): Promise<Parse> => {
    const known = parsers.get(language.id);
    if (known !== undefined) return known;
    const parser = loadParser(language);
    parsers.set(language.id, parser);
    return parser;
  };
  const sources: EmbeddedSources = {
    findLanguage: (id) => languageById.get(id),
    // The stage asks for languages that are registered only.
    loadParser: (id) => parserOf(languageById.get(id)!),
    loadFinder: createFinders(),
    nestingLimit: inProcessNestingLimit,
    onlyPrograms: true,
  };
  /** The tree together with the programs that such a file exists to hold. */
  const withPrograms = async (tree: SyntaxTree, path: string, language: Language): Promise<SyntaxTree | undefined> => {
    if (language.holdsPrograms === undefined) return tree;
    const embedded = await readEmbedded(tree, path, sources);
    return embedded === undefined ? undefined : joinPrograms(tree, embedded, language.holdsPrograms);
  };
  const compatibility = setup.compatibility === undefined ? undefined : findCompatibility(setup.compatibility);
  return async ({ path, absolutePath, language: languageId }) => {
    const source = readSource({ path, absolutePath, maxFileSizeBytes: setup.maxFileSizeBytes, includeGenerated: true });
    if ("reason" in source) return { type: "unread", skipped: source };
    const language = languageById.get(languageId);
    if (language === undefined) throw new Error(`Discovery named the language ${languageId}, which is not registered`);
    if ((language.nestingOf?.(source.text, path) ?? 0) > inProcessNestingLimit) {
      return { type: "unread", skipped: { path, reason: "crashed", detail: "nested too deeply to be parsed safely" } };
    }
    const tree = await withPrograms((await parserOf(language))(source.text, path), path, language);
    if (tree === undefined) return { type: "unread", skipped: { path, reason: "crashed", detail: "nested too deeply to be parsed safely" } };
    const isRead = compatibility?.languages.has(languageId) === true;
    const figures = isRead ? compatibility.measure({ path, tree }) : measureFile({ path, tree });
    const facts = language.modules === undefined ? {} : { facts: extractFacts(tree, path, language.modules) };
    return { type: "measured", figures, ...facts, ...(setup.wantsTokens === true ? { tokens: tokenise(tree, tableLines(tree)) } : {}) };
  };
}

function loadParser(language: Language): Promise<Parse> {
  const grammar = language.grammarFile === undefined ? undefined : readBinaryFile(grammarFile(language.id, language.grammarFile));
  const runtime = language.runtimeFile === undefined ? undefined : readBinaryFile(runtimeFile(language.runtimeFile));
  return language.load(grammar, runtime);
}
