// `npm run bench:metrics`: times `assay metrics --compat radon` beside radon for the same figures and writes reports/speed-metrics.md.

import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { corpora, prepareCorpus } from "./corpora.ts";
import { describeRun } from "./describe-run.ts";
import { type Measurement, measureOnce, median } from "./measure.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const cache = process.env.ASSAY_BENCH_CACHE ?? join(tmpdir(), "assay-bench");
const radonVersion = "6.0.1";
const rounds = 5;

mkdirSync(cache, { recursive: true });
const folder = prepareCorpus(corpora.find(({ id }) => id === "python")!, cache);
const radon = installRadon();
const assay = [process.execPath, join(root, "dist", "assay.js"), "metrics", folder, "--compat", "radon", "--format", "json", "--no-settings"];
// The figures of one report of ours take radon four commands.
const peer = ["sh", "-c", `"$0" cc -j --show-closures "$1" && "$0" mi -j "$1" && "$0" hal -j -f "$1" && "$0" raw -j "$1"`, radon, folder];

const all = Array.from({ length: rounds }, () => ({ own: measured(assay), single: measured([...assay, "--jobs", "1"]), peer: measured(peer) }));
const report = `${[
  "# The speed of metrics",
  "",
  `${describeRun(root, "bench:metrics", [`radon ${radonVersion}`])}.`,
  "",
  `Django 5.2, its \`django\` folder: medians of ${rounds} rounds, in each of which all commands run one after the other, cold; × is the median of the paired ratios.`,
  "The same figures: complexity with closures, maintainability index, Halstead by function and raw lines (four commands of radon, which uses one core).",
  "",
  "| | wall s | radon takes × | CPU s | radon takes × | MB |",
  "|---|--:|--:|--:|--:|--:|",
  row("**assay metrics --compat radon**", ({ own }) => own),
  row("the same, `--jobs 1`", ({ single }) => single),
  row("radon cc, mi, hal, raw", (round) => round.peer),
].join("\n")}\n`;
writeFileSync(join(root, "reports", "speed-metrics.md"), report);
process.stdout.write(report);

function measured(command: readonly string[]): Measurement {
  const run = measureOnce(command);
  if (run.exitCode !== 0) throw new Error(`ended with ${run.exitCode}: ${command.join(" ")}`);
  return run;
}

function row(title: string, of: (round: (typeof all)[number]) => Measurement): string {
  const middle = (value: (round: (typeof all)[number]) => number, digits: number): string => median(all.map(value)).toFixed(digits);
  const ratio = (name: "wallSeconds" | "cpuSeconds"): string => middle((round) => round.peer[name] / of(round)[name], 1);
  const cost = (name: "wallSeconds" | "cpuSeconds"): string => middle((round) => of(round)[name], 2);
  return `| ${title} | ${cost("wallSeconds")} | ${ratio("wallSeconds")} | ${cost("cpuSeconds")} | ${ratio("cpuSeconds")} | ${middle((round) => of(round).peakMegabytes, 0)} |`;
}

function installRadon(): string {
  const environment = join(cache, "radon");
  if (!existsSync(join(environment, "bin", "radon"))) {
    execFileSync("python3", ["-m", "venv", environment], { stdio: "inherit" });
    execFileSync(join(environment, "bin", "pip"), ["install", "-q", `radon==${radonVersion}`], { stdio: "inherit" });
  }
  return join(environment, "bin", "radon");
}
