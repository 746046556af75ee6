// Compares `assay metrics --duplication` with jscpd on whole packages and writes reports/duplication.md.
//
//   npx jiti scripts/compare-clones.ts FOLDER…      (after `npm run build`; `scripts/setup-tests.sh` installs jscpd)

import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { Duplication } from "../src/analyzers/metrics/duplication/find-clones.ts";
import { tokenise } from "../src/analyzers/metrics/duplication/tokens.ts";
import { tableLines } from "../src/analyzers/metrics/lines.ts";
import { languages } from "../src/languages/registry.generated.ts";
import { createLanguageFinder } from "../src/source/languages-by-name.ts";
import { parseAs } from "../test/unit/analyzers/metrics/parse-as.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const jscpd = join(root, "test/oracles/node_modules/.bin/jscpd");
const finder = createLanguageFinder(languages);
/** Of each fragment so many of a hundred lines of code must stand in clones of ours: theirs begin and end within lines. */
const coveredPercent = 60;
/** jscpd sometimes gives a fragment that ends before it starts, or is many times as long as its counterpart. */
const largestRatio = 2;

interface Fragment {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}
interface JscpdReport {
  readonly duplicates: readonly { readonly firstFile: Fragment; readonly secondFile: Fragment; readonly tokens: number }[];
}

interface Row {
  readonly name: string;
  readonly theirs: number;
  readonly malformed: number;
  readonly found: number;
  readonly missed: readonly string[];
  readonly ours: number;
  readonly renamed: number;
  readonly seconds: { readonly ours: number; readonly theirs: number };
}

const codeByPath = new Map<string, ReadonlySet<number>>();
const rows: Row[] = [];
for (const folder of process.argv.slice(2)) rows.push(await comparePackage(resolve(folder)));
writeFileSync(join(root, "reports/duplication.md"), renderReport(rows));

async function comparePackage(folder: string): Promise<Row> {
  const output = mkdtempSync(join(tmpdir(), "clones-"));
  const formats = "python,javascript,typescript,jsx,tsx";
  const theirSeconds = run([jscpd, "--silent", "--reporters", "json", "--output", output, "--min-tokens", "50", "--min-lines", "5", "--max-lines", "100000", "--max-size", "8mb", "--format", formats, folder]);
  const ourFile = join(output, "ours.json");
  const ourSeconds = run([process.execPath, join(root, "dist/assay.js"), "metrics", "--no-settings", "--duplication", "--format", "json", "--output", ourFile, folder]);
  // Both programs write exactly such reports.
  const theirs = JSON.parse(readFileSync(join(output, "jscpd-report.json"), "utf8")) as JscpdReport;
  const ours = (JSON.parse(readFileSync(ourFile, "utf8")) as { project: { duplication: Duplication } }).project.duplication;
  rmSync(output, { recursive: true });
  const marked = markLines(ours);
  const known = theirs.duplicates.filter(({ firstFile, secondFile }) => [firstFile, secondFile].every(({ name }) => finder.byName(basename(name)) !== undefined));
  const sound = known.filter(({ firstFile, secondFile }) => isSound(firstFile, secondFile));
  const missed: typeof sound = [];
  for (const pair of sound) if (!(await isCovered(pair.firstFile, folder, marked)) || !(await isCovered(pair.secondFile, folder, marked))) missed.push(pair);
  const row = {
    name: packageName(folder),
    theirs: sound.length,
    malformed: known.length - sound.length,
    found: sound.length - missed.length,
    missed: missed.map(({ firstFile, secondFile, tokens }) => `${describe(firstFile, folder)} and ${describe(secondFile, folder)} (${tokens} tokens by jscpd)`),
    ours: ours.clones.length,
    renamed: ours.clones.filter((clone) => clone.isRenamed).length,
    seconds: { ours: ourSeconds, theirs: theirSeconds },
  };
  console.log(JSON.stringify(row));
  return row;
}

/** Runs a command and answers with the processor time that it took, its children's included. */
function run(command: readonly string[]): number {
  // The words reach the shell as arguments, never as a part of its program.
  const program = `TIMEFORMAT='%U %S'; time "$@" > /dev/null`;
  const result = spawnSync("bash", ["-c", program, "bash", ...command], { encoding: "utf8", cwd: root });
  if (result.status !== 0) throw new Error(`${command.join(" ")} ended with ${result.status}: ${result.stderr}`);
  const [user, system] = result.stderr.trim().split("\n").at(-1)!.split(" ").map(Number);
  return user! + system!;
}

function markLines(duplication: Duplication): Map<string, Set<number>> {
  const marked = new Map<string, Set<number>>();
  for (const { path, startLine, endLine } of duplication.clones.flatMap((clone) => clone.places)) {
    const lines = marked.get(path) ?? new Set<number>();
    for (let line = startLine; line <= endLine; line++) lines.add(line);
    marked.set(path, lines);
  }
  return marked;
}

function isSound(first: Fragment, second: Fragment): boolean {
  const [left, right] = [first.end - first.start + 1, second.end - second.start + 1];
  return left > 0 && right > 0 && Math.max(left, right) <= largestRatio * Math.min(left, right);
}

function relativeName(fragment: Fragment, folder: string): string {
  // jscpd names files relative to where it was started.
  return relative(folder, resolve(root, fragment.name));
}

/** Only lines that hold code count: where their fragments end in comments or docstrings, ours end before. */
async function isCovered(fragment: Fragment, folder: string, marked: ReadonlyMap<string, ReadonlySet<number>>): Promise<boolean> {
  const name = relativeName(fragment, folder);
  // Our paths are relative to the root of the scan, which may stand above the folder.
  const lines = marked.get(name) ?? [...marked].find(([path]) => path.endsWith(`/${name}`))?.[1];
  const code = [...(await linesOfCode(join(folder, name)))].filter((line) => line >= fragment.start && line <= fragment.end);
  const covered = code.filter((line) => lines?.has(line) === true).length;
  return covered * 100 >= coveredPercent * code.length;
}

/** Each file is read once, however many fragments stand in it. */
async function linesOfCode(path: string): Promise<ReadonlySet<number>> {
  const known = codeByPath.get(path);
  if (known !== undefined) return known;
  const tree = await parseAs(path, readFileSync(path, "utf8"));
  const lines = new Set(tokenise(tree, tableLines(tree)).lines);
  codeByPath.set(path, lines);
  return lines;
}

function describe(fragment: Fragment, folder: string): string {
  return `${relativeName(fragment, folder)}:${fragment.start}-${fragment.end}`;
}

function packageName(folder: string): string {
  const parts = folder.split("/");
  const at = parts.findLastIndex((part) => /-\d+(\.\d+)+$/.test(part));
  return at < 0 ? basename(folder) : parts.slice(at).filter((part) => part !== "package").join("/");
}

function renderReport(entries: readonly Row[]): string {
  const table = entries.map(
    (row) =>
      `| ${row.name} | ${row.theirs} | ${row.found} | ${row.malformed} | ${row.ours} | ${row.renamed} | ${row.seconds.theirs.toFixed(1)} | ${row.seconds.ours.toFixed(1)} |`,
  );
  const missed = entries.flatMap((row) => row.missed.map((entry) => `- ${row.name}: ${entry}`));
  return `# Clones beside jscpd

Written by \`npx jiti scripts/compare-clones.ts FOLDER…\` on ${new Date().toISOString().slice(0, 10)} with jscpd 4.3.0 (50 tokens, 5 lines: its defaults), Node ${process.version}.

A clone of jscpd counts as found where ${coveredPercent} of a hundred lines of both its fragments stand in clones of ours. Left out
are its pairs of which one fragment ends before it starts or is more than twice as long as the other. Seconds are processor
time of the whole command, start and parsing included; ours measures everything else as well.

| package | jscpd's clones | of these found | malformed pairs | ours | renamed among ours | jscpd, s | ours, s |
|---|---|---|---|---|---|---|---|
${table.join("\n")}

## Not found

${missed.length === 0 ? "None." : missed.join("\n")}
`;
}
