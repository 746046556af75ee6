// Compares the Python rules with the real ruff over public packages, and writes the table in docs/coverage.md.
//
//   npm run compare:ruff -- --ruff PROGRAM [--show RULE] [--write] FOLDER…      (unpacked packages)
//
// A finding agrees where both name the same line of the same file. Comments that silence ruff do not count.

import { execFileSync } from "node:child_process";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { type Places, filesToCompare, namesOf, ourPlaces, rulesKnownTo, comparisonTable, writeCoverage } from "./agreement.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { ruff: { type: "string", default: "ruff" }, show: { type: "string", multiple: true, default: [] }, write: { type: "boolean", default: false } },
});

const mostBytesOfAnswer = 1 << 29;

/** Why the two differ, as found by reading the differences. */
const reasons: Readonly<Record<string, string>> = {
  "python/async-without-need": "ours names only functions whose every use is in sight: private or nested ones that are awaited at each call",
  "python/command-injection": "ours asks where the command comes from; theirs names every `shell=True`",
  "python/comparison-with-itself": "ours also names an operand that stands twice in one chain of `and` or `or`",
  "python/duplicate-branch": "ours asks that a condition or all branches repeat; theirs names any two neighbours (`reportEqualNeighbours`)",
  "python/duplicate-dictionary-key": "ours also names keys that are dotted names",
  "python/eval-injection": "ours asks that the code comes from outside or from a parameter (`reportUnknown` names the rest)",
  "python/format-argument-mismatch": "an argument of `.format()` that the text does not use: ours is silent where the text is put together",
  "python/hard-coded-secret": "ours asks that the value looks like a secret; theirs goes by the name alone",
  "python/inconsistent-return": "ours asks for a declared type, or one branch of a last `if … else …` that forgets its value; theirs names every function whose end can be reached",
  "python/iterating-while-mutating": "ours leaves out collections that the loop does not go over itself, and lists that grow",
  "python/late-binding-closure": "ours asks that the function outlives its round of the loop; theirs also names those that are called at once",
  "python/missing-await": "ours names coroutines that nobody awaits; theirs tasks that nobody keeps",
  "python/mutable-default-argument": "ours asks that the default is changed or handed out (`reportUnchanged` names the rest)",
  "python/plaintext-protocol": "theirs also names imports and mentions of `ftplib`",
  "python/resource-not-closed": "ours is silent where the object is stored in an attribute, returned, or closed elsewhere; it also knows archives, sockets and `open(…).read()`",
  "python/shadowed-builtin": "ours asks that the built-in function is called where the name holds a literal; theirs names every such name",
  "python/sql-injection": "ours asks where the parts come from and that the text reaches a database; theirs goes by words in the text",
  "python/swallowed-exception": "ours is silent where the handler logs, raises, or uses the exception",
  "python/unsafe-deserialization": "ours asks where the bytes come from; theirs names every mention of the module's functions",
  "python/untrusted-xml": "ours asks where the text comes from",
  "python/unused-import": "ours is silent in `__init__.py` and for names that other files import from there; it names an import for type checkers that a local import hides",
  "python/unverified-tls": "ours also names contexts whose checks are turned off",
  "python/useless-loop-else": "ours is silent where a `return` or `raise` leaves the loop",
  "python/weak-hash": "ours asks that the hash protects something secret (`reportUnknown` names the rest)",
  "python/weak-randomness": "ours asks that the number becomes a token, a password or a key",
};

const files = filesToCompare(positionals, (name) => name.endsWith(".py"));
const known = knownCodes();
const compared = rulesKnownTo("ruff", "python")
  .map(({ meta, names }) => ({ id: meta.id, names: names.filter((code) => known.has(code)) }))
  .filter(({ names }) => names.length > 0);
const theirs = askRuff(compared.flatMap(({ names }) => names));
const ours = await ourPlaces(files, compared.map(({ id }) => id));
const table = [
  `Written by \`npm run compare:ruff -- --write FOLDER…\` on ${new Date().toISOString().slice(0, 10)}: ${run(["--version"]).trim()}, ${files.length} files of`,
  `${namesOf(positionals)}. Each number counts lines of files.`,
  "",
  ...comparisonTable({ program: "ruff", compared, ours, theirs, reasons, shown: values.show }),
].join("\n");
if (values.write) writeCoverage("ruff", table);
else console.log(table);

/** Codes that ruff still has. */
function knownCodes(): Set<string> {
  const all = JSON.parse(run(["rule", "--all", "--output-format", "json"])) as { code: string; status: Record<string, unknown> }[];
  return new Set(all.filter(({ status }) => status["Removed"] === undefined).map(({ code }) => code));
}

function askRuff(codes: readonly string[]): Places {
  const folders = positionals.map((folder) => resolve(folder));
  const answer = run(["check", "--isolated", "--no-cache", "--preview", "--ignore-noqa", "--exit-zero", "--target-version", "py313", "--select", codes.join(","), "--output-format", "json", ...folders]);
  const isCompared = new Set(files.map(({ path }) => path));
  const found: Places = new Map(codes.map((code) => [code, new Set()]));
  for (const { code, filename, location } of JSON.parse(answer) as { code: string | null; filename: string; location: { row: number } }[]) {
    if (isCompared.has(filename)) found.get(code ?? "")?.add(`${filename}:${location.row}`);
  }
  return found;
}

function run(words: readonly string[]): string {
  return execFileSync(values.ruff, words, { encoding: "utf8", maxBuffer: mostBytesOfAnswer, stdio: ["ignore", "pipe", "ignore"] });
}
