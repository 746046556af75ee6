// Compares the Python front end with CPython's own `ast` on whole packages, node by node, and writes the report.
//
//   npx jiti scripts/check-python-corpus.ts [--python PROGRAM] [--report FILE] [--details N] [--record] FOLDER...
//
// --record keeps CPython's reading beside each file, for the tests that run without CPython.

import { spawn } from "node:child_process";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { language } from "../src/languages/python/index.ts";
import { type OutlineNode, outlineOf, sameNode } from "./python-outline.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    python: { type: "string", default: "python3" },
    report: { type: "string" },
    record: { type: "boolean", default: false },
    details: { type: "string", default: "20" },
  },
});

interface Answer {
  readonly file: string;
  readonly error?: string;
  readonly nodes?: readonly OutlineNode[];
}

interface Totals {
  files: number;
  refused: number;
  equal: number;
  nodes: number;
  filesWithProblems: string[];
  different: string[];
}

const grammar = new URL(`../src/languages/python/grammar/${language.grammarFile}`, import.meta.url);
const runtime = createRequire(import.meta.url).resolve(language.runtimeFile!);
const parse = await language.load(readFileSync(grammar), readFileSync(runtime));
const kinds = new Map<string, number>();
const details: string[] = [];
const results = new Map<string, Totals>();
let version = "";

for (const folder of positionals) results.set(basename(folder), await compareFolder(folder));
const report = writeUp();
if (values.report !== undefined) writeFileSync(values.report, report);
else console.log(report);
process.exitCode = [...results.values()].every((totals) => totals.different.length === 0) ? 0 : 1;

/** Asks CPython for the outline of each file and compares it with ours. */
async function compareFolder(folder: string): Promise<Totals> {
  const totals: Totals = { files: 0, refused: 0, equal: 0, nodes: 0, filesWithProblems: [], different: [] };
  const script = fileURLToPath(new URL("./check-python-corpus.py", import.meta.url));
  const child = spawn(values.python, [script], { stdio: ["pipe", "pipe", "inherit"] });
  child.stdin.on("error", () => undefined);
  child.stdin.end(pythonFiles(folder).join("\n") + "\n");
  for await (const line of createInterface({ input: child.stdout, crlfDelay: Infinity })) {
    const answer = JSON.parse(line) as Answer & { version?: string };
    if (answer.version === undefined) compareFile(answer, folder, totals);
    else version = answer.version;
  }
  return totals;
}

function pythonFiles(folder: string): string[] {
  const found = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".py"))
    .map((entry) => join(entry.parentPath, entry.name));
  return found.sort().filter((path) => !path.includes("\n"));
}

function compareFile(answer: Answer, folder: string, totals: Totals): void {
  totals.files++;
  if (answer.nodes === undefined) {
    totals.refused++;
    return;
  }
  if (values.record) writeFileSync(answer.file.replace(/\.py$/, ".cpython.json"), recordOf(answer.nodes));
  const name = answer.file.slice(folder.length + 1);
  const tree = parse(readFileSync(answer.file, "utf8"), answer.file);
  if (tree.problems.length > 0) totals.filesWithProblems.push(name);
  const ours = outlineOf(tree);
  const at = firstDifference(ours, answer.nodes);
  if (at < 0) {
    totals.equal++;
    totals.nodes += ours.length;
    for (const node of ours) kinds.set(node[2], (kinds.get(node[2]) ?? 0) + 1);
    return;
  }
  totals.different.push(name);
  if (details.length < Number(values.details)) {
    const start = ours[at]?.[5] ?? answer.nodes[at]?.[5] ?? 0;
    const line = tree.text.slice(0, Math.max(start, 0)).split("\n").length;
    const source = tree.text.split("\n")[line - 1]!.trim().slice(0, 120);
    const show = (node: OutlineNode | undefined): string => JSON.stringify(node ?? null).slice(0, 200);
    details.push(`${basename(folder)}/${name}:${line}: ${source}\n  ours    ${show(ours[at])}\n  CPython ${show(answer.nodes[at])}`);
  }
}

/** One node a line, so that a change is readable. */
function recordOf(nodes: readonly OutlineNode[]): string {
  return `[\n${nodes.map((node) => JSON.stringify(node)).join(",\n")}\n]\n`;
}

function firstDifference(ours: readonly OutlineNode[], theirs: readonly OutlineNode[]): number {
  const length = Math.max(ours.length, theirs.length);
  for (let index = 0; index < length; index++) {
    const mine = ours[index];
    const other = theirs[index];
    if (mine === undefined || other === undefined || !sameNode(mine, other)) return index;
  }
  return -1;
}

function writeUp(): string {
  const rows = [...results].map(
    ([name, t]) =>
      `| ${name} | ${t.files} | ${t.refused} | ${t.filesWithProblems.length} | ${t.equal} | ${t.different.length} | ${t.nodes} |`,
  );
  const counted = [...kinds].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  return [
    "# The Python front end against CPython",
    "",
    `Written by \`npx jiti scripts/check-python-corpus.ts --python PROGRAM --report FILE FOLDER...\` on ${new Date().toISOString().slice(0, 10)}.`,
    `CPython ${version}, Node ${process.version}. Every node of our tree is compared with CPython's \`ast\`: its depth, role, kind,`,
    "name (with the values of strings), flags, and both offsets wherever CPython tells them.",
    "",
    "| package | files | CPython refuses | files with a problem of ours | equal trees | different | nodes compared |",
    "|---|---|---|---|---|---|---|",
    ...rows,
    "",
    "Nodes compared and equal, by kind:",
    "",
    ...counted.map(([kind, count]) => `- ${kind}: ${count}`),
    "",
    ...(details.length === 0 ? [] : ["First differences:", "", "```", ...details, "```", ""]),
    ...[...results].flatMap(([name, t]) => t.filesWithProblems.map((file) => `- Problem in ${name}/${file}, which CPython reads.`)),
  ].join("\n") + "\n";
}
