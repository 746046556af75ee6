// Compares the JavaScript and TypeScript rules with the real ESLint and its plugins over public packages, and writes the table in docs/coverage.md.
//
//   npm run compare:eslint -- [--show RULE] [--write] FOLDER…      (unpacked packages)
//
// A finding agrees where both name the same line of the same file. Rules that need types are compared by `compare:types`.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { parseArgs } from "node:util";
import type { Linter as LinterClass } from "eslint";
import { type Places, filesToCompare, namesOf, ourPlaces, rulesKnownTo, comparisonTable, writeCoverage } from "./agreement.ts";

const { values, positionals } = parseArgs({ allowPositionals: true, options: { show: { type: "string", multiple: true, default: [] }, write: { type: "boolean", default: false } } });
const oracles = createRequire(new URL("../test/oracles/package.json", import.meta.url));

interface Plugin {
  readonly rules: Readonly<Record<string, { readonly meta?: { readonly docs?: { readonly requiresTypeChecking?: boolean } } }>>;
}

/** Why the two differ, as found by reading the differences. */
const reasons: Readonly<Record<string, string>> = {
  "javascript/array-for-in": "ours names only what is an array for certain; theirs every `for…in` without a test",
  "javascript/assignment-in-condition": "ours leaves out `while (x = next)`, where the assignment is the step",
  "javascript/command-injection": "ours asks where the command comes from",
  "javascript/comparison-with-itself": "ours leaves out `x !== x` beside a test for numbers, which asks for `NaN`",
  "javascript/comparison-with-new-object": "ESLint's rule also names constants of other kinds",
  "javascript/constant-condition": "ours does not know yet that a comparison is never `null` (`a <= b ?? c`, `!!a !== null`) and leaves out assignments of constants",
  "javascript/eval-injection": "ours also knows `node:vm`; it leaves out constant code (`Function(\"return this\")`)",
  "javascript/inconsistent-return": "ours asks for one branch that forgets its value; theirs names every mixture, such as `return callback()`",
  "javascript/loop-variable-capture": "ours asks that the function outlives its round of the loop; theirs also names those that are called at once",
  "javascript/stateful-regex-test": "ours also follows expressions that stand outside of the function",
  "javascript/swallowed-exception": "ours leaves out handlers whose surroundings say why, such as the name of the function, and loops",
  "javascript/throw-literal": "ours leaves out tests",
  "javascript/unreachable-code": "ours leaves out a `break` behind `return` in a `switch`",
  "javascript/unsafe-finally": "ours leaves out `throw`",
  "javascript/unused-import": "ours names imports alone",
  "javascript/weak-hash": "ours asks that the hash protects something secret (`reportAnyPurpose` names the rest)",
};

const { Linter } = oracles("eslint") as typeof import("eslint");
const { builtinRules } = oracles("eslint/use-at-your-own-risk") as { builtinRules: ReadonlyMap<string, unknown> };
const plugins: Readonly<Record<string, Plugin>> = { sonarjs: oracles("eslint-plugin-sonarjs") as Plugin, "@typescript-eslint": oracles("@typescript-eslint/eslint-plugin") as Plugin };
const files = filesToCompare(positionals, (name) => /(?<!\.d|\.min)\.[cm]?[jt]sx?$/.test(name));
const compared = rulesKnownTo("eslint", "javascript")
  .map(({ meta, names }) => ({ id: meta.id, names: names.filter(isThere) }))
  .filter(({ names }) => names.length > 0);
const theirs = askEslint(compared.flatMap(({ names }) => names));
const ours = await ourPlaces(files, compared.map(({ id }) => id));
const versionOf = (name: string): string => (oracles(`${name}/package.json`) as { version: string }).version;
const table = [
  `Written by \`npm run compare:eslint -- --write FOLDER…\` on ${new Date().toISOString().slice(0, 10)}: ESLint ${versionOf("eslint")}, eslint-plugin-sonarjs ${versionOf("eslint-plugin-sonarjs")},`,
  `typescript-eslint ${versionOf("@typescript-eslint/eslint-plugin")}, ${files.length} files of ${namesOf(positionals)}. Each number counts lines of files.`,
  "",
  ...comparisonTable({ program: "ESLint", compared, ours, theirs, reasons, shown: values.show }),
].join("\n");
if (values.write) writeCoverage("eslint", table);
else console.log(table);

/** Core rules, and those of the plugins that do without types. */
function isThere(name: string): boolean {
  const cut = name.lastIndexOf("/");
  if (cut < 0) return builtinRules.has(name);
  const rule = plugins[name.slice(0, cut)]?.rules[name.slice(cut + 1)];
  return rule !== undefined && rule.meta?.docs?.requiresTypeChecking !== true;
}

function askEslint(names: readonly string[]): Places {
  const linter = new Linter();
  const found: Places = new Map(names.map((name) => [name, new Set()]));
  const config = {
    files: ["**/*"],
    languageOptions: { parser: oracles("@typescript-eslint/parser") as LinterClass.Parser, parserOptions: { ecmaFeatures: { jsx: true } } },
    linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: "off" },
    plugins,
    rules: Object.fromEntries(names.map((name) => [name, "warn"])),
  } as unknown as LinterClass.Config;
  for (const { path, shown } of files) {
    const text = readFileSync(path, "utf8");
    for (const { ruleId, line } of lint(linter, text, config, shown)) found.get(ruleId ?? "")?.add(`${path}:${line}`);
  }
  return found;
}

/** A rule of theirs that throws is told, and costs its answers for that file. */
function lint(linter: LinterClass, text: string, config: LinterClass.Config, path: string): LinterClass.LintMessage[] {
  try {
    return linter.verify(text, config, { filename: path });
  } catch (error) {
    console.error(`${path}: ${String(error).split("\n")[0]}`);
    return [];
  }
}
