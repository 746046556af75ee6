// Compares the lowered trees of oxc and of @typescript-eslint/parser over whole packages; writes reports/reference-parser.md.

import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, join } from "node:path";
import { compareWithReference, packageVersions } from "../test/unit/languages/javascript/reference.ts";

const report = new URL("../reports/reference-parser.md", import.meta.url);
const scripts = /\.([cm]?[jt]s|[jt]sx)$/;
const shownDifferences = 40;

interface FolderResult {
  readonly folder: string;
  files: number;
  nodes: number;
  equal: number;
  readonly differing: string[];
  readonly refused: string[];
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && scripts.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

function compareFolder(folder: string): FolderResult {
  const result: FolderResult = { folder: basename(folder), files: 0, nodes: 0, equal: 0, differing: [], refused: [] };
  for (const path of filesBelow(folder)) {
    const shown = path.slice(folder.length + 1);
    const comparison = compareWithReference(readFileSync(path, "utf8"), path);
    result.files++;
    result.nodes += comparison.nodes;
    if (comparison.refused !== undefined) result.refused.push(`${shown}: ${comparison.refused}`);
    else if (comparison.difference === undefined) result.equal++;
    else result.differing.push(`${shown}: ${comparison.difference}`);
  }
  return result;
}

function table(results: readonly FolderResult[]): string {
  const rows = results.map(
    (result) =>
      `| ${result.folder} | ${result.files} | ${result.nodes} | ${result.equal} | ${result.differing.length} | ${result.refused.length} |`,
  );
  const head = ["| package | files | nodes | equal trees | different | refused by the reference |", "|---|---|---|---|---|---|"];
  return [...head, ...rows].join("\n");
}

function listOf(title: string, entries: readonly string[]): string {
  if (entries.length === 0) return "";
  const shown = entries.slice(0, shownDifferences).map((entry) => `- ${entry}`);
  const rest = entries.length - shown.length;
  return `\n## ${title}\n\n${shown.join("\n")}${rest > 0 ? `\n- and ${rest} more` : ""}\n`;
}

const folders = process.argv.slice(2).map((folder) => folder.replace(/\/+$/, ""));
if (folders.length === 0) throw new Error("usage: npx jiti scripts/compare-reference-parser.ts FOLDER...");
const results = folders.map(compareFolder);
const versions = packageVersions(createRequire(import.meta.url));
const text = `# The lowered tree against the reference parser

Written by \`npx jiti scripts/compare-reference-parser.ts FOLDER...\` on ${new Date().toISOString().slice(0, 10)} with ${versions}.

Every JavaScript and TypeScript file of each package is parsed by oxc and by the reference, both outputs go through the
same lowering, and the trees are compared node by node: kind, role, flags, name, start, end, children. The tree that the
raw route makes straight from oxc's buffer is compared as well, there with every flag and all comments.

${table(results)}

Put aside before comparing, with the reason:

- The flag Parenthesized: the reference has no node for parentheses. Each flagged node is checked against the text
  instead: an opening parenthesis before it and a closing one behind it.
- The cooked text of a template part with an invalid escape (allowed behind a tag only): ECMAScript has none, so the
  lowering keeps the raw text; TypeScript's scanner makes one up.
${listOf(
  "Different",
  results.flatMap((result) => result.differing.map((entry) => `${result.folder}/${entry}`)),
)}${listOf(
  "Refused by the reference",
  results.flatMap((result) => result.refused.map((entry) => `${result.folder}/${entry}`)),
)}`;
writeFileSync(report, text);
console.log(text);
if (results.some((result) => result.differing.length > 0)) process.exitCode = 1;
