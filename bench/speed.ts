// `npm run bench`: measures Assay beside its peers on public packages and writes reports/speed.md.
// With `--quick` no peers are installed or run: our own figures against the parse floor only.

import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Corpus, corpora, listFiles, prepareCorpus } from "./corpora.ts";
import { describeRun } from "./describe-run.ts";
import { type Measurement, measure, median } from "./measure.ts";
import { withGoals } from "./judge.ts";
import { type Peer, installPeers } from "./peers.ts";
import { whereTimeGoes } from "./where-time-goes.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
// Not below the project: some peers pass over what its ignore files hide.
const cache = process.env.ASSAY_BENCH_CACHE ?? join(tmpdir(), "assay-bench");
const assay = [process.execPath, join(root, "dist", "assay.js")];
const isQuick = process.argv.includes("--quick");
const runs = 3;
const benchmarkFileSize = "8MB";

interface Row {
  readonly title: string;
  readonly result: Measurement;
}

mkdirSync(cache, { recursive: true });
const scratch = mkdtempSync(join(tmpdir(), "assay-bench-"));
const lines: string[] = [...header()];
const peers = isQuick ? [] : installPeers(cache);
for (const corpus of corpora) lines.push(...benchCorpus(corpus, peers));
lines.push(...benchStart(), ...benchGrowth());
rmSync(scratch, { recursive: true, force: true });
const report = withGoals(lines.join("\n"));
writeFileSync(join(root, "reports", isQuick ? "speed-quick.md" : "speed.md"), report);
process.stdout.write(report);

function header(): string[] {
  return [
    "# Speed and memory",
    "",
    `${describeRun(root, `bench${isQuick ? " -- --quick" : ""}`)}, medians of ${runs} runs.`,
    "",
    "The floor is one thread over the same files, texts already read: Python, the public parse call and one walk with a " +
      "cursor; JavaScript and TypeScript, `parseSync(…).program`. Assay's figures are whole processes: start, discovery, " +
      "reading, parsing, all built-in rules, score, JSON report. Absolute seconds depend on the machine; compare the ratios.",
    "",
  ];
}

function benchCorpus(corpus: Corpus, peers: readonly Peer[]): string[] {
  const folder = prepareCorpus(corpus, cache);
  const files = listFiles(folder, (path) => corpus.extensions.some((extension) => path.endsWith(extension)));
  const floor = measureFloor(corpus, folder);
  const cacheFolder = join(scratch, `cache-${corpus.id}`);
  const scan = [...assay, "scan", folder, "--no-ignore", "--max-file-size", benchmarkFileSize, "--exit-zero", "--format", "json"];
  scan.push("--output", join(scratch, "report.json"), "--cache-location", cacheFolder);
  const forget = (): void => rmSync(cacheFolder, { recursive: true, force: true });
  const rows: Row[] = [
    { title: "assay, cold", result: measure(scan, { runs, prepare: forget }) },
    { title: "assay, one thread", result: measure([...scan, "--no-cache", "--jobs", "1"], { runs }) },
  ];
  measure(scan, { runs: 1, prepare: forget });
  rows.push({ title: "assay, unchanged and cached", result: measure(scan, { runs }) });
  for (const peer of peers.filter((candidate) => candidate.languages.includes(corpus.id))) {
    const result = measure(peer.command(folder), { runs: peer.runs, environment: peer.environment });
    rows.push({ title: `${peer.title}${result.exitCode > 2 ? ` (ended with ${result.exitCode})` : ""}`, result });
  }
  return [`## ${corpus.title}`, "", `${files.length} files. Floor: ${floor.toFixed(2)} s.`, "", ...table(rows, floor), "", ...describeStages(scan), ""];
}

function describeStages(scan: readonly string[]): string[] {
  const stages = whereTimeGoes(scan).filter(({ share }) => share >= 0.01);
  return [`Where one worker's time goes, by V8's profiler: ${stages.map(({ title, share }) => `${title} ${(100 * share).toFixed(0)} %`).join(", ")}.`];
}

function measureFloor(corpus: Corpus, folder: string): number {
  const script = corpus.id === "python" ? "floor-python.ts" : "floor-ecmascript.ts";
  const grammar = join(root, "src", "languages", "python", "grammar", "tree-sitter-python.wasm");
  const jiti = join(root, "node_modules", "jiti", "lib", "jiti-cli.mjs");
  const seconds = Array.from({ length: runs }, () => {
    const printed = execFileSync(process.execPath, [jiti, join(root, "bench", script), folder, grammar], { encoding: "utf8" });
    return (JSON.parse(printed.trim().split("\n").at(-1)!) as { seconds: number }).seconds;
  });
  return median(seconds);
}

function table(rows: readonly Row[], floor: number): string[] {
  const cells = rows.map(
    ({ title, result }) =>
      `| ${title} | ${result.wallSeconds.toFixed(2)} | ${(result.wallSeconds / floor).toFixed(2)} | ${result.cpuSeconds.toFixed(2)} | ${result.peakMegabytes.toFixed(0)} |`,
  );
  return ["| what | wall s | × floor | CPU s | peak MB |", "|---|---|---|---|---|", ...cells];
}

function benchStart(): string[] {
  const files = [
    { language: "Python", corpus: corpora[0]!, names: ["django/core/paginator.py", "django/http/request.py"] },
    { language: "JavaScript", corpus: corpora[2]!, names: ["express/lib/utils.js", "express/lib/response.js"] },
  ].flatMap(({ language, corpus, names }) => names.map((name) => ({ language, file: listFiles(prepareCorpus(corpus, cache), (path) => path.endsWith(name))[0]! })));
  const many = { runs: 15 };
  const bare = measure([process.execPath, "-e", "0"], many).wallSeconds;
  const row = (title: string, command: readonly string[]): string => {
    const result = measure(command, many);
    return `| ${title} | ${(result.wallSeconds * 1000).toFixed(0)} | ${(result.wallSeconds / bare).toFixed(2)} |`;
  };
  const lines = [
    "## Start",
    "",
    "| command | wall ms | × `node -e 0` |",
    "|---|---|---|",
    `| node -e 0 | ${(bare * 1000).toFixed(0)} | 1.00 |`,
    row("assay --version", [...assay, "--version"]),
    ...files.map(({ language, file }) => row(`assay scan one ${language} file of ${countLines(file)} lines`, [...assay, "scan", file, "--no-cache", "--exit-zero", "--no-ignore"])),
  ];
  return [...lines, ""];
}

function countLines(file: string): number {
  return readFileSync(file, "utf8").trimEnd().split("\n").length;
}

/** Ten times the code, at most eleven times the time. */
function benchGrowth(): string[] {
  const source = prepareCorpus(corpora[0]!, cache);
  const grown = join(scratch, "grown");
  for (let copy = 0; copy < 10; copy++) cpSync(source, join(grown, `copy${copy}`), { recursive: true });
  const command = (folder: string): string[] => [...assay, "scan", folder, "--no-ignore", "--no-cache", "--exit-zero", "--format", "json", "--output", join(scratch, "grown.json")];
  const once = measure(command(source), { runs });
  const tenTimes = measure(command(grown), { runs: 1 });
  return [
    "## Growth",
    "",
    `Django once: ${once.wallSeconds.toFixed(2)} s, ${once.peakMegabytes.toFixed(0)} MB; ten copies: ${tenTimes.wallSeconds.toFixed(2)} s ` +
      `(× ${(tenTimes.wallSeconds / once.wallSeconds).toFixed(1)}), ${tenTimes.peakMegabytes.toFixed(0)} MB.`,
  ];
}

if (!existsSync(join(root, "dist", "assay.js"))) spawnSync("npm", ["run", "build"], { cwd: root, stdio: "inherit" });
