// Scans large public packages several times: the bytes must be the same whatever the workers, and the SARIF must be sound.
//
//   npm run build && npx jiti scripts/check-real-scans.ts [--report FILE]
//
// The SARIF multitool comes with the oracles (npm ci --prefix test/oracles --ignore-scripts).

import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { corpora, prepareCorpus } from "../bench/corpora.ts";
import { validateSarif } from "../test/oracles/sarif/multitool.mjs";

const { values } = parseArgs({ options: { report: { type: "string" } } });
const program = fileURLToPath(new URL("../dist/assay.js", import.meta.url));
const packages = [
  { corpus: "python", name: "django" },
  { corpus: "typescript", name: "effect" },
  { corpus: "javascript", name: "three" },
] as const;
/** The first number of workers twice: two runs alike must agree, too. */
const workers = [1, 1, 2, 4];
const formats = ["json", "sarif", "text"] as const;
/** Busy machines are slow; a file that gives up for want of time would make the runs differ. */
const timeLimit = "300s";

interface Summary {
  readonly complete: boolean;
  readonly incompleteReasons: readonly string[];
  readonly summary: { readonly filesScanned: number; readonly filesSkipped: number; readonly errors: number; readonly warnings: number; readonly infos: number };
  readonly score: { readonly millipoints: number; readonly rating: string };
  readonly toolVersion: string;
}

const scratch = mkdtempSync(join(tmpdir(), "assay-real-"));
const cache = process.env.ASSAY_BENCH_CACHE ?? join(tmpdir(), "assay-bench");
const rows: string[] = [];
let faults = 0;
for (const { corpus, name } of packages) {
  const folder = join(prepareCorpus(corpora.find(({ id }) => id === corpus)!, cache), name);
  const prints = workers.map((jobs, run) => scan(folder, `${name}-${run}`, jobs));
  const differing = formats.filter((_, format) => new Set(prints.map((print) => print[format])).size > 1);
  const complaints = validateSarif(join(scratch, `${name}-0.sarif`)) as string[];
  const told = JSON.parse(readFileSync(join(scratch, `${name}-0.json`), "utf8")) as Summary;
  const { summary, score } = told;
  faults += differing.length + complaints.length;
  rows.push(
    `| ${name} | ${summary.filesScanned} | ${summary.filesSkipped} | ${told.complete ? "yes" : `no: ${told.incompleteReasons.join("; ")}`} | ` +
      `${summary.errors} / ${summary.warnings} / ${summary.infos} | ${(score.millipoints / 1000).toFixed(1)} ${score.rating} | ` +
      `${differing.length === 0 ? `all ${workers.length} alike` : `${differing.join(", ")} differ`} | ${complaints.length === 0 ? "none" : complaints.slice(0, 5).join("; ")} |`,
  );
}
rmSync(scratch, { recursive: true, force: true });

/** One scan as a user starts it; a digest of each of its outputs. */
function scan(folder: string, name: string, jobs: number): string[] {
  const outputs = formats.flatMap((format) => ["--output", `${format}=${join(scratch, `${name}.${format}`)}`]);
  const child = spawnSync(process.execPath, [program, "scan", folder, "--exit-zero", "--no-cache", "--jobs", String(jobs), "--timeout", timeLimit, ...outputs], { encoding: "utf8" });
  if (child.status !== 0) throw new Error(`scan of ${name}: ${child.stderr}`);
  return formats.map((format) => createHash("sha256").update(readFileSync(join(scratch, `${name}.${format}`))).digest("hex"));
}

const page = `# Scans of large public packages

Written by \`npx jiti scripts/check-real-scans.ts --report reports/real-scans.md\` on ${new Date().toISOString().slice(0, 10)}, Node ${process.version}.

Each package is scanned with ${workers.join(", ")} workers, without a cache, with ${timeLimit} for each file. JSON, SARIF and text must be the
same bytes each time; the SARIF multitool (rule kinds Sarif and Ghas) must have neither an error nor a warning.

| package | files scanned | skipped | complete | errors / warnings / infos | score | bytes | complaints of the multitool |
|---|---|---|---|---|---|---|---|
${rows.join("\n")}
`;
if (values.report === undefined) process.stdout.write(page);
else writeFileSync(values.report, page);
process.exitCode = faults === 0 ? 0 : 1;
