// Compares the Bash rules with the real ShellCheck over real scripts, and writes the table in docs/coverage.md.
//
//   npx jiti scripts/compare-shellcheck.ts --shellcheck PROGRAM [--show RULE] [--write] FOLDER...
//
// A finding agrees where both name the same line of the same file. Scripts are told by their ending or `#!` line.

import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { rules } from "../rules/registry.generated.ts";
import { language } from "../src/languages/bash/index.ts";
import { lineAt, runRules } from "../test/support/run-rules.ts";
import { writeCoverage } from "./agreement.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { shellcheck: { type: "string", default: "shellcheck" }, show: { type: "string", multiple: true, default: [] }, write: { type: "boolean", default: false } },
});

/** Why the two differ, as found by reading the differences. */
const reasons: Readonly<Record<string, string>> = {
  "bash/unquoted-expansion": "ours leaves out variables named as lists (`…FLAGS`, `…OPTS`, `…ARGS`), `exit $x`, `${x:+…}` and every use of a variable that only ever gets plain words, and is silent behind what its grammar cannot read; ShellCheck follows the order of assignments",
  "bash/unquoted-substitution": "ours leaves out commands that print one word (`id`, `date`, `uname`) and takers of lists (`kill`, `apt-get`)",
  "bash/unchecked-cd": "ours leaves out the last command of a function; ShellCheck is silent in a script with `set -e` as ours is",
  "bash/loop-over-listing": "ShellCheck names pipelines that end in such a command as well",
  "bash/masked-status": "ours says nothing of `readonly`, after which nothing can be assigned",
  "bash/and-or-chain": "ours asks for a test in front and is silent where the last command is `exit`, `true` or the like",
  "bash/unquoted-arguments": "ours leaves out `echo $*` and `set $@`, which join or split on purpose",
  "bash/bashism": "one place, several codes; ours is silent behind a question for `$BASH_VERSION` and names constructs that ShellCheck names by other codes",
  "bash/output-onto-input": "ours asks for a command that reads the file; ShellCheck names any mention",
  "bash/variable-lost-in-pipe": "ShellCheck also names variables of sub-shells and of a function's caller",
  "bash/variable-format": "ours leaves out variables named as formats and colours",
  "bash/removal-below-empty": "ours leaves out variables that the script fills with text or has tested",
  "bash/expanding-trap": "ours leaves out variables that are set before the trap only: their value is the same later",
};

interface Comment {
  readonly file: string;
  readonly line: number;
  readonly code: number;
}

const files = positionals.flatMap((folder) => collect(folder));
const parse = await language.load(
  readFileSync(new URL(`../src/languages/bash/grammar/${language.grammarFile!}`, import.meta.url)),
  readFileSync(createRequire(import.meta.url).resolve(language.runtimeFile!)),
);
const compared = rules.filter(({ meta }) => meta.id.startsWith("bash/") && meta.equivalents?.["shellcheck"] !== undefined);
const theirs = askShellCheck(files);
const ours = new Map<string, Set<string>>(compared.map(({ meta }) => [meta.id, new Set()]));
for (const path of files) {
  const text = readFileSync(path, "utf8");
  for (const finding of runRules({ rules: compared, language, parse, path, text }).findings) ours.get(finding.ruleId)!.add(`${path}:${lineAt(text, finding.start)}`);
}
const rows: string[] = [];
for (const { meta } of compared) {
  const codes = new Set(meta.equivalents!["shellcheck"]!.map((code) => Number(code.slice(2))));
  const found = ours.get(meta.id)!;
  const named = new Set(theirs.filter(({ code }) => codes.has(code)).map(({ file, line }) => `${file}:${line}`));
  const both = [...found].filter((place) => named.has(place)).length;
  rows.push(`| \`${meta.id}\` | ${[...codes].map((code) => `SC${code}`).join(", ")} | ${both} | ${found.size - both} | ${named.size - both} | ${reasons[meta.id] ?? ""} |`);
  if (values.show.includes(meta.id)) show(meta.id, found, named);
}
const version = execFileSync(values.shellcheck, ["--version"], { encoding: "utf8" }).match(/version: (\S+)/)?.[1] ?? "";
const table = [
  `Written by \`npx jiti scripts/compare-shellcheck.ts --write\` on ${new Date().toISOString().slice(0, 10)}: ShellCheck ${version}, ${files.length} scripts. Each number`,
  "counts lines of files.",
  "",
  "| rule | ShellCheck | both | only ours | only theirs | why they differ |",
  "|---|---|---|---|---|---|",
  ...rows,
].join("\n");
if (values.write) writeCoverage("shellcheck", table);
else console.log(table);

function collect(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => statSync(path).size < 200_000 && isScript(path))
    .sort();
}

function isScript(path: string): boolean {
  const text = readFileSync(path, "latin1");
  return /^#![ \t]*\S*(?:\/|env )(?:bash|sh|dash)\b/.test(text) || (/\.(?:sh|bash)$/.test(path) && !text.startsWith("#!"));
}

function askShellCheck(paths: readonly string[]): Comment[] {
  const comments: Comment[] = [];
  for (let at = 0; at < paths.length; at += 40) {
    comments.push(...runOn(paths.slice(at, at + 40)));
  }
  return comments;
}

function runOn(paths: readonly string[]): Comment[] {
  let answer = "";
  try {
    answer = execFileSync(values.shellcheck, ["-f", "json1", "--norc", ...paths], { encoding: "utf8", maxBuffer: 1 << 28, stdio: ["ignore", "pipe", "ignore"] });
  } catch (error) {
    // It ends with 1 where it finds something; its answer is on the error then.
    answer = String((error as { stdout?: string }).stdout ?? "");
  }
  return answer === "" ? [] : (JSON.parse(answer) as { comments: Comment[] }).comments;
}

function show(id: string, found: ReadonlySet<string>, named: ReadonlySet<string>): void {
  const lineOf = (place: string): string => {
    const [path, line] = [place.slice(0, place.lastIndexOf(":")), Number(place.slice(place.lastIndexOf(":") + 1))];
    return readFileSync(path, "utf8").split("\n")[line - 1]?.trim().slice(0, 140) ?? "";
  };
  for (const place of found) if (!named.has(place)) console.log(`${id} only ours   ${place}  ${lineOf(place)}`);
  for (const place of named) if (!found.has(place)) console.log(`${id} only theirs ${place}  ${lineOf(place)}`);
}
