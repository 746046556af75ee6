// Gathers what one file tells about its place in the project, for the stage that sees all files.

import type { ModuleFacts, ModuleSystem } from "../../syntax/module-facts.ts";
import { countNameUses } from "../../syntax/name-uses.ts";
import type { SyntaxTree } from "../../syntax/tree.ts";
import { encodeWords, findAffixes } from "./words.ts";

/** Plain data: it crosses threads and lives in the cache. */
export function extractFacts(tree: SyntaxTree, path: string, modules: ModuleSystem): ModuleFacts {
  const uses = countNameUses(tree);
  return { ...modules.extract(tree, path, uses), affixes: findAffixes(tree, uses), words: encodeWords(tree, uses) };
}
