// Compares `assay metrics --compat` with the real radon, ESLint, SonarJS and escomplex, and writes reports/metrics-parity.md.
//
//   npx jiti scripts/compare-metrics.ts radon=FOLDER,… eslint=FOLDER,… sonar=FOLDER,… escomplex=FOLDER,…
//   npx jiti scripts/compare-metrics.ts --record      (writes test/oracles/metrics/recorded from the cases beside it)
//
// `scripts/setup-tests.sh` installs the tools.

import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { createSurveyor } from "../src/api/surveyor.ts";
import { compatibilities } from "../src/analyzers/metrics/compat/compatibility.ts";
import { languages } from "../src/languages/registry.generated.ts";
import { decodeSource } from "../src/source/decode-source.ts";
import { createLanguageFinder } from "../src/source/languages-by-name.ts";
import { type ToolRecord, comparisons } from "../test/oracles/metrics/compare-figures.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const oracles = join(root, "test/oracles/metrics");
const finder = createLanguageFinder(languages);
const mostOutputBytes = 1024 * 1024 * 1024;
const shownDifferences = 20;

interface Row {
  readonly tool: string;
  readonly package: string;
  files: number;
  refused: number;
  definitions: number;
  figures: number;
  readonly differences: string[];
}

const words = process.argv.slice(2);
if (words.includes("--record")) await record();
else await compare(words);

async function compare(assignments: readonly string[]): Promise<void> {
  const rows: Row[] = [];
  for (const assignment of assignments) {
    const [tool = "", folders = ""] = assignment.split("=");
    for (const folder of folders.split(",").filter((name) => name !== "")) {
      const row = await comparePackage(tool, folder);
      rows.push(row);
      console.log(`${tool} ${row.package}: ${row.definitions} definitions, ${row.figures} figures, ${row.differences.length} differences`);
    }
  }
  writeFileSync(join(root, "reports/metrics-parity.md"), renderReport(rows));
}

async function comparePackage(tool: string, folder: string): Promise<Row> {
  const compatibility = compatibilities.find((entry) => entry.id === tool);
  if (compatibility === undefined) throw new Error(`There is no compatibility mode ${tool}`);
  const row: Row = { tool, package: packageName(folder), files: 0, refused: 0, definitions: 0, figures: 0, differences: [] };
  const survey = createSurveyor({ compatibility: tool, maxFileSizeBytes: 64 * 1024 * 1024 });
  const files = filesBelow(folder).filter((path) => compatibility.languages.has(finder.byName(basename(path)) ?? ""));
  for (const answer of askTool(tool, files)) {
    if (answer.error !== undefined) {
      row.refused++;
      continue;
    }
    row.files++;
    const outcome = await survey({ path: answer.path, absolutePath: answer.path, language: finder.byName(basename(answer.path))!, sizeBytes: 0 });
    const place = relative(folder, answer.path);
    if (outcome.type !== "measured") {
      row.differences.push(`${place}: not measured: ${outcome.skipped.detail}`);
      continue;
    }
    const result = comparisons[tool]!(outcome.figures, answer, textOf(answer.path));
    row.definitions += result.definitions;
    row.figures += result.figures;
    row.differences.push(...result.differences.map((difference) => `${place}: ${difference}`));
  }
  return row;
}

/** `eslint-10.15.0` of a path that ends in `eslint-10.15.0/package/lib`, with the part below it. */
function packageName(folder: string): string {
  const parts = folder.split("/").filter((part) => part !== "");
  const at = parts.findLastIndex((part) => /-\d+(\.\d+)+$/.test(part));
  return at < 0 ? basename(folder) : parts.slice(at).filter((part) => part !== "package").join("/");
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith(".d.ts"))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

function textOf(path: string): string {
  const decoded = decodeSource(readFileSync(path), path);
  return "text" in decoded ? decoded.text : "";
}

function askTool(tool: string, files: readonly string[]): ToolRecord[] {
  const venv = join(process.env["ASSAY_TEST_CACHE"] ?? join(root, ".cache"), "oracle-venv/bin/python");
  const command = tool === "radon" ? [existsSync(venv) ? venv : "python3", join(oracles, "radon-figures.py")] : [process.execPath, join(oracles, "script-figures.mjs"), tool];
  const run = spawnSync(command[0]!, command.slice(1), { input: files.join("\n") + "\n", encoding: "utf8", maxBuffer: mostOutputBytes, stdio: ["pipe", "pipe", "inherit"] });
  if (run.status !== 0) throw new Error(`${command.join(" ")} ended with ${run.status}`);
  // Both programs print exactly such records, one a line.
  return run.stdout.split("\n").filter((line) => line !== "").map((line) => JSON.parse(line) as ToolRecord);
}

/** The tools' answers for the cases, for the daily test that needs no tool. */
async function record(): Promise<void> {
  const cases = readdirSync(join(oracles, "cases")).sort();
  const folder = mkdtempSync(join(tmpdir(), "metrics-cases-"));
  mkdirSync(join(oracles, "recorded"), { recursive: true });
  for (const name of cases) copyFileSync(join(oracles, "cases", name), join(folder, name.replace(/\.txt$/, "")));
  for (const { id, languages: read } of compatibilities) {
    const files = filesBelow(folder).filter((path) => read.has(finder.byName(basename(path)) ?? ""));
    const answers = askTool(id, files).map((answer) => ({ ...answer, path: basename(answer.path) }));
    writeFileSync(join(oracles, "recorded", `${id}.json`), `${JSON.stringify(answers, null, 1)}\n`);
    console.log(`${id}: ${answers.length} cases, ${answers.filter((answer) => answer.error !== undefined).length} refused`);
  }
  rmSync(folder, { recursive: true });
}

function renderReport(rows: readonly Row[]): string {
  const titles = compatibilities.map((entry) => `${entry.title} (\`${entry.id}\`)`).join("; ");
  const table = rows.map((row) => `| ${row.tool} | ${row.package} | ${row.files} | ${row.refused} | ${row.definitions} | ${row.figures} | ${row.differences.length} |`);
  const differences = rows.flatMap((row) => row.differences.slice(0, shownDifferences).map((difference) => `- ${row.tool}, ${row.package}: ${difference}`));
  const folders = [...new Set(rows.map((row) => row.tool))].map((tool) => `${tool}=FOLDER,…`).join(" ");
  return `# Metrics against the real tools

Written by \`npx jiti scripts/compare-metrics.ts ${folders}\` on ${new Date().toISOString().slice(0, 10)} with ${titles}; Node ${process.version}.

Every file of each package that the tool parses was measured by the tool and by \`assay metrics --compat\`, and every
figure was compared: integers exactly, others to ten digits (two runtimes' logarithms differ in the last). A definition is
a function, method or class; for the two lint rules also a class field initialiser and a static block.

| tool | package | files | refused by the tool | definitions | figures compared | differences |
|---|---|---|---|---|---|---|
${table.join("\n")}

## Differences

${differences.length === 0 ? "None." : differences.join("\n")}
`;
}
