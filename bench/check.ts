// `npm run bench:check`: measures what a commit and a gate wait for, beside peers, and writes reports/check-speed.md.
// With `--quick` no peers are installed or run.

import { execFileSync } from "node:child_process";
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { type CommitPeer, installCommitPeers } from "./commit-peers.ts";
import { type Corpus, corpora, listFiles, prepareCorpus } from "./corpora.ts";
import { describeRun } from "./describe-run.ts";
import { type Measurement, measureOnce, median } from "./measure.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const cache = process.env.ASSAY_BENCH_CACHE ?? join(tmpdir(), "assay-bench");
const assay = [process.execPath, join(root, "dist", "assay.js")];
const isQuick = process.argv.includes("--quick");
const rounds = 9;
const fewestLines = 150;
const mostLines = 400;

/** What is added to a file in each round: harmless, and other bytes every time. */
const additions: Readonly<Record<string, (round: number) => string>> = {
  python: (round) => `\n\ndef extra_${round}(first, second):\n    """Add ${round}."""\n    return first + second + ${round}\n`,
  javascript: (round) => `\n\nexports.extra${round} = function extra(first, second) {\n  return first + second + ${round};\n};\n`,
};

/** One command that is measured in every round, right after the bare process that it is compared with. */
interface Subject {
  readonly title: string;
  readonly command: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

const scratch = mkdtempSync(join(tmpdir(), "assay-bench-check-"));
const environment: Record<string, string> = { XDG_CACHE_HOME: join(scratch, "cache"), GIT_AUTHOR_NAME: "t", GIT_AUTHOR_EMAIL: "t@example.com", GIT_COMMITTER_NAME: "t", GIT_COMMITTER_EMAIL: "t@example.com" };
mkdirSync(cache, { recursive: true });
const peers = isQuick ? [] : installCommitPeers(cache);
const lines = header();
for (const id of ["python", "javascript"] as const) lines.push(...benchLanguage(corpora.find((corpus) => corpus.id === id)!));
rmSync(scratch, { recursive: true, force: true });
const report = `${lines.join("\n")}\n`;
writeFileSync(join(root, "reports", isQuick ? "check-speed-quick.md" : "check-speed.md"), report);
process.stdout.write(report);

function header(): string[] {
  return [
    "# What a commit waits for",
    "",
    `${describeRun(root, `bench:check${isQuick ? " -- --quick" : ""}`)}.`,
    "",
    `Medians of ${rounds} rounds. In each round every file is edited and staged, all commands run on it one after the other, each right after a bare \`node -e 0\`,`,
    "and the edit is committed: so the cache knows the head's side, as after a commit that was checked, and never the staged one.",
    "× is the median of the paired ratios to the bare process. Absolute figures depend on the machine and on what else runs there.",
    "",
  ];
}

function benchLanguage(corpus: Corpus): string[] {
  const project = makeProject(corpus);
  const files = choose(corpus, project);
  const own = peers.filter(({ language }) => language === undefined || language === corpus.id);
  const staged = [1, 20].flatMap((count) => [
    `## ${count === 1 ? "One staged file" : `${count} staged files`} of ${corpus.title}`,
    "",
    ...benchStaged(project, corpus, files.slice(0, count), own),
  ]);
  return [...staged, `## The gate with ten changed files of ${corpus.title}`, "", ...benchGate(project, corpus, files.slice(0, 10))];
}

function benchStaged(project: string, corpus: Corpus, files: readonly string[], own: readonly CommitPeer[]): string[] {
  const subjects: Subject[] = [
    { title: "**assay check --staged**", command: ["env", "-C", project, ...assay, "check", "--staged"] },
    ...own.map(({ title, command, environment: its }) => ({ title, command: command(project, files), ...(its === undefined ? {} : { environment: its }) })),
  ];
  return benchRounds(subjects, (round) => edit(project, corpus, files, round), () => git(project, "commit", "-q", "--no-verify", "-m", "x"));
}

function benchGate(project: string, corpus: Corpus, files: readonly string[]): string[] {
  const gate = { title: "**assay gate**, warm", command: ["env", "-C", project, ...assay, "gate", "--exit-zero"] };
  measureOnce(gate.command, environment);
  return benchRounds([gate], (round) => edit(project, corpus, files, round), () => git(project, "commit", "-q", "--no-verify", "-m", "x"));
}

function benchRounds(subjects: readonly Subject[], before: (round: number) => void, after: () => void): string[] {
  const pairs = new Map<string, { readonly bare: Measurement; readonly own: Measurement }[]>(subjects.map(({ title }) => [title, []]));
  // The first round is not counted: it fills the cache and the system's own.
  for (let round = 0; round <= rounds; round++) {
    before(round);
    for (const { title, command, environment: its } of subjects) {
      const bare = measureOnce([process.execPath, "-e", "0"]);
      const own = measureOnce(command, { ...environment, ...its });
      if (own.exitCode > 1) throw new Error(`${title} ended with ${own.exitCode}: ${command.join(" ")}`);
      if (round > 0) pairs.get(title)!.push({ bare, own });
    }
    after();
  }
  const rows = subjects.map(({ title }) => {
    const all = pairs.get(title)!;
    const of = (value: (pair: (typeof all)[number]) => number): number => median(all.map(value));
    const ratio = (name: "wallSeconds" | "cpuSeconds"): string => of(({ bare, own }) => own[name] / bare[name]).toFixed(1);
    return `| ${title} | ${(of(({ own }) => own.wallSeconds) * 1000).toFixed(0)} | ${ratio("wallSeconds")} | ${(of(({ own }) => own.cpuSeconds) * 1000).toFixed(0)} | ${ratio("cpuSeconds")} | ${of(({ own }) => own.peakMegabytes).toFixed(0)} |`;
  });
  return ["| | wall ms | × | CPU ms | × | MB |", "|---|--:|--:|--:|--:|--:|", ...rows, ""];
}

/** The corpus as a repository of one commit. */
function makeProject(corpus: Corpus): string {
  const project = join(scratch, corpus.id);
  cpSync(prepareCorpus(corpus, cache), project, { recursive: true });
  writeFileSync(join(project, ".pre-commit-config.yaml"), "repos:\n  - repo: local\n    hooks:\n      - { id: nothing, name: nothing, language: system, entry: 'true' }\n");
  git(project, "init", "-q", "-b", "main");
  git(project, "add", "-A");
  git(project, "commit", "-q", "-m", "x");
  return project;
}

/** Files of a usual length, spread evenly over the project. */
function choose(corpus: Corpus, project: string): string[] {
  const usual = listFiles(project, (path) => corpus.extensions.some((extension) => path.endsWith(extension)))
    .filter((file) => {
      const count = readFileSync(file, "utf8").split("\n").length;
      return count >= fewestLines && count <= mostLines;
    })
    .map((file) => relative(project, file))
    .sort();
  return Array.from({ length: 20 }, (_, index) => usual[Math.floor(((index + 0.5) * usual.length) / 20)]!);
}

function edit(project: string, corpus: Corpus, files: readonly string[], round: number): void {
  for (const file of files) appendFileSync(join(project, file), additions[corpus.id]!(round));
  git(project, "add", "--", ...files);
}

function git(project: string, ...words: string[]): void {
  execFileSync("git", words, { cwd: project, env: { ...process.env, ...environment }, stdio: ["ignore", "ignore", "inherit"] });
}
