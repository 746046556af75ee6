// Builds the module graph of a project that a test writes down as texts.

import { extractFacts } from "../../src/analyzers/project/extract-facts.ts";
import { type ModuleGraph, buildModuleGraph } from "../../src/analyzers/project/module-graph.ts";
import { moduleSystems } from "../../src/api/module-systems.ts";
import type { Parse } from "../../src/syntax/language.ts";
import { languageOf, loadParser } from "./run-rules.ts";

const parsers = new Map<string, Promise<Parse>>();

/** Files of a known language are parsed; all others are manifests. */
export async function graphOf(files: Readonly<Record<string, string>>, rootName = "project"): Promise<ModuleGraph> {
  const modules = [];
  const manifests = new Map<string, string>();
  for (const [path, text] of Object.entries(files)) {
    const language = languageOf(path);
    if (language?.modules === undefined) {
      manifests.set(path, text);
      continue;
    }
    if (!parsers.has(language.id)) parsers.set(language.id, loadParser(language));
    const tree = (await parsers.get(language.id)!)(text, path);
    modules.push({ path, language: language.id, facts: extractFacts(tree, path, language.modules) });
  }
  return buildModuleGraph({ rootName, modules, systems: moduleSystems, manifests });
}
