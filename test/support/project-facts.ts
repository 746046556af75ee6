// Builds the module graph of a project that a test writes down as texts, and runs rules over it.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { TokenisedFile } from "../../src/analyzers/metrics/duplication/find-clones.ts";
import { tokenise } from "../../src/analyzers/metrics/duplication/tokens.ts";
import { tableLines } from "../../src/analyzers/metrics/lines.ts";
import { extractFacts } from "../../src/analyzers/project/extract-facts.ts";
import { type ModuleGraph, buildModuleGraph } from "../../src/analyzers/project/module-graph.ts";
import { moduleSystems } from "../../src/api/module-systems.ts";
import { findTypeFacts } from "../../src/engines/typescript/find-type-facts.ts";
import type { TypeFact } from "../../src/model/type-fact.ts";
import { type LocatedFinding, checkProject } from "../../src/pipeline/check-project.ts";
import type { ProjectRule } from "../../src/rule-kit/project-rule.ts";
import type { ProjectModule } from "../../src/analyzers/project/module-graph.ts";
import type { Parse } from "../../src/syntax/language.ts";
import { languageOf, loadParser } from "./run-rules.ts";

const parsers = new Map<string, Promise<Parse>>();

interface ReadProject {
  readonly modules: readonly ProjectModule[];
  readonly manifests: ReadonlyMap<string, string>;
  readonly tokens: readonly TokenisedFile[];
}

/** Files of a known language are parsed; all others are manifests. */
async function readProject(files: Readonly<Record<string, string>>): Promise<ReadProject> {
  const modules = [];
  const manifests = new Map<string, string>();
  const tokens: TokenisedFile[] = [];
  for (const [path, text] of Object.entries(files)) {
    const language = languageOf(path);
    if (language?.modules === undefined) {
      manifests.set(path, text);
      continue;
    }
    if (!parsers.has(language.id)) parsers.set(language.id, loadParser(language));
    const tree = (await parsers.get(language.id)!)(text, path);
    tokens.push({ path, tokens: tokenise(tree, tableLines(tree)) });
    modules.push({ path, language: language.id, facts: extractFacts(tree, path, language.modules) });
  }
  return { modules, manifests, tokens };
}

export async function graphOf(files: Readonly<Record<string, string>>, rootName = "project"): Promise<ModuleGraph> {
  return buildModuleGraph({ rootName, ...(await readProject(files)), systems: moduleSystems });
}

/** With default options. What is no module mentions every word that it holds. */
export async function checkTexts(files: Readonly<Record<string, string>>, rules: readonly ProjectRule[]): Promise<LocatedFinding[]> {
  const { modules, manifests, tokens } = await readProject(files);
  const texts = [...manifests.values()].join("\n");
  const { findings, crashes } = checkProject({
    rootName: "project",
    rootNames: [],
    manifestNamesAbove: new Set(),
    modules,
    manifests,
    tokens,
    typeFacts: rules.some((rule) => rule.meta.needsTypes === true) ? await typeFactsOf(files) : [],
    systems: moduleSystems,
    rules: rules.map((rule) => ({ rule, options: Object.fromEntries(Object.entries(rule.meta.options ?? {}).map(([name, option]) => [name, option.default])) })),
    findMentions: (words) => new Set([...words].filter((word) => texts.includes(word))),
  });
  if (crashes.length > 0) throw new Error(crashes.map(({ ruleId, message }) => `${ruleId}: ${message}`).join("\n"));
  return [...findings];
}

/** The compiler reads files, so the project is written down for it. */
export async function typeFactsOf(files: Readonly<Record<string, string>>): Promise<readonly TypeFact[]> {
  const folder = mkdtempSync(join(tmpdir(), "assay-types-"));
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    return (await findTypeFacts(folder, Object.keys(files).filter((path) => /\.tsx?$/.test(path)))).facts;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
