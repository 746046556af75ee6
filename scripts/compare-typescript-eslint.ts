// Compares the rules that ask the TypeScript compiler with the real typescript-eslint, and writes the table in docs/coverage.md.
//
//   npm run compare:types -- [--show RULE] [--write] FOLDER…      (each with a tsconfig.json; its TypeScript files are compared)
//
// A finding agrees where both name the same line of the same file.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, relative, resolve } from "node:path";
import { parseArgs } from "node:util";
import type { Linter } from "eslint";
import { findTypeFacts } from "../src/engines/typescript/find-type-facts.ts";
import type { TypeFact, TypeFactKind } from "../src/model/type-fact.ts";
import { writeCoverage } from "./agreement.ts";
import { listFiles } from "./list-files.ts";

const { values, positionals } = parseArgs({ allowPositionals: true, options: { show: { type: "string", multiple: true, default: [] }, write: { type: "boolean", default: false } } });
const oracles = createRequire(new URL("../test/oracles/package.json", import.meta.url));

interface Compared {
  readonly ours: string;
  readonly kinds: readonly TypeFactKind[];
  readonly theirs: string;
  readonly options: readonly object[];
  /** Why the two differ, as found by reading the differences. */
  readonly why: string;
}

const compared: readonly Compared[] = [
  { ours: "javascript/unhandled-promise", kinds: ["dropped-promise"], theirs: "no-floating-promises", options: [], why: "" },
  {
    ours: "javascript/misused-promise",
    kinds: ["promise-as-condition", "promise-for-nothing"],
    theirs: "no-misused-promises",
    options: [{ checksVoidReturn: { arguments: true, attributes: false, inheritedMethods: false, properties: false, returns: false, variables: false }, checksSpreads: false }],
    why: "with `reportCallbacks`; theirs also names functions given by name",
  },
  { ours: "javascript/needless-condition", kinds: ["always-true"], theirs: "no-unnecessary-condition", options: [], why: "ours asks about names that are always there; theirs about every type without a choice: literals, `?.`, `??`, comparisons" },
];

const rows: string[] = [];
for (const folder of positionals.map((name) => resolve(name))) {
  const files = listFiles(folder, (name) => /(?<!\.d)\.[cm]?tsx?$/.test(name));
  const ours = (await findTypeFacts(folder, files)).facts;
  const theirs = await askEslint(folder, files);
  for (const entry of compared) rows.push(compareOne(folder, entry, ours, theirs));
}
const versionOf = (name: string): string => (oracles(`${name}/package.json`) as { version: string }).version;
const table = [
  `Written by \`npm run compare:types -- --write FOLDER…\` on ${new Date().toISOString().slice(0, 10)}: typescript-eslint ${versionOf("@typescript-eslint/eslint-plugin")}, ESLint ${versionOf("eslint")}, TypeScript ${versionOf("typescript")}.`,
  "Each number counts lines of files.",
  "",
  "| package | rule | typescript-eslint | both | only ours | only theirs | why they differ |",
  "|---|---|---|---|---|---|---|",
  ...rows,
].join("\n");
if (values.write) writeCoverage("typescript-eslint", table);
else console.log(table);

async function askEslint(folder: string, files: readonly string[]): Promise<{ rule: string; place: string }[]> {
  const { ESLint } = oracles("eslint") as typeof import("eslint");
  const plugin = oracles("@typescript-eslint/eslint-plugin") as object;
  const rules = Object.fromEntries(compared.map(({ theirs, options }) => [`ts/${theirs}`, ["warn", ...options]])) as Linter.RulesRecord;
  const eslint = new ESLint({
    cwd: folder,
    overrideConfigFile: true,
    ignore: false,
    overrideConfig: {
      files: ["**/*.ts", "**/*.tsx", "**/*.mts", "**/*.cts"],
      languageOptions: { parser: oracles("@typescript-eslint/parser") as Linter.Parser, parserOptions: { projectService: true, tsconfigRootDir: folder } },
      linterOptions: { noInlineConfig: true },
      plugins: { ts: plugin },
      rules,
    },
  });
  const found: { rule: string; place: string }[] = [];
  // In portions: the compiler keeps what it has read.
  for (let at = 0; at < files.length; at += 100) {
    for (const { filePath, messages } of await eslint.lintFiles(files.slice(at, at + 100) as string[])) {
      for (const { ruleId, line, message, fatal } of messages)
        if (fatal === true) throw new Error(`${filePath}: ${message}`);
        else if (ruleId !== null) found.push({ rule: ruleId.slice("ts/".length), place: `${relative(folder, filePath)}:${line}` });
    }
  }
  return found;
}

function compareOne(folder: string, { ours: id, kinds, theirs: name, why }: Compared, facts: readonly TypeFact[], theirs: readonly { rule: string; place: string }[]): string {
  const found = new Set(facts.filter(({ kind }) => kinds.includes(kind)).map(({ path, start }) => `${path}:${lineOf(join(folder, path), start)}`));
  const named = new Set(theirs.filter(({ rule }) => rule === name).map(({ place }) => place));
  const both = [...found].filter((place) => named.has(place)).length;
  if (values.show.includes(id)) {
    for (const place of found) if (!named.has(place)) console.log(`${id} only ours   ${show(folder, place)}`);
    for (const place of named) if (!found.has(place)) console.log(`${id} only theirs ${show(folder, place)}`);
  }
  return `| ${folder.split("/").at(-1)} | \`${id}\` | ${name} | ${both} | ${found.size - both} | ${named.size - both} | ${why} |`;
}

function lineOf(path: string, offset: number): number {
  return readFileSync(path, "utf8").slice(0, offset).split("\n").length;
}

function show(folder: string, place: string): string {
  const [path, line] = [place.slice(0, place.lastIndexOf(":")), Number(place.slice(place.lastIndexOf(":") + 1))];
  return `${place}  ${readFileSync(join(folder, path), "utf8").split("\n")[line - 1]?.trim().slice(0, 140) ?? ""}`;
}
