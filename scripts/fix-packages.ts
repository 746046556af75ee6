// `npm run fix:packages`: mends public packages with `assay fix --write` and says in reports/fix-packages.md what became of them:
// every file parses as before, nothing but what was reported has changed, and packages whose tests run here give the same results.

import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { describeRun } from "../bench/describe-run.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const command = join(root, "dist", "assay.js");
const python = process.env["ASSAY_PYTHON"] ?? "python3";

interface Package {
  readonly from: "pip" | "npm";
  /** With its version, as the registry's own program reads it. */
  readonly name: string;
  /** What runs its tests, where they run without anything installed. */
  readonly tests?: readonly string[];
}

/** Those of which several findings offer a fix, as most well-kept packages have none. */
const packages: readonly Package[] = [
  { from: "pip", name: "bottle==0.13.2", tests: [python, "-m", "unittest", "discover", "-q", "-s", "test", "-p", "test_*.py"] },
  { from: "pip", name: "docutils==0.21.2", tests: [python, "test/alltests.py"] },
  { from: "pip", name: "more-itertools==10.8.0", tests: [python, "-m", "unittest", "-q", "tests.test_more", "tests.test_recipes"] },
  { from: "pip", name: "pygments==2.10.0" },
  { from: "pip", name: "boto==2.49.0" },
  { from: "pip", name: "paramiko==2.12.0" },
  { from: "pip", name: "jinja2==3.1.6" },
  { from: "npm", name: "process-warning@5.0.0", tests: [process.execPath, "--test"] },
  { from: "npm", name: "jade@1.11.0" },
  { from: "npm", name: "less@3.9.0" },
  { from: "npm", name: "express@5.1.0" },
  { from: "npm", name: "webpack@5.102.1" },
];

interface Outcome {
  readonly written: number;
  readonly refused: number;
  readonly files: number;
  readonly broken: readonly string[];
  readonly unannounced: readonly string[];
  readonly tests: string;
}

const lines = [
  "# Public packages mended",
  "",
  `${describeRun(root, "fix:packages")}.`,
  "",
  "`assay fix --write --unsafe --level finding-gone` over each package as the registry gives it. A file parses where Python's compiler or the",
  "TypeScript compiler's parser reports no more errors than before; `git status` tells what has changed. Tests are the package's own, before and after.",
  "",
  "| package | fixes written | refused or left | files changed | files that no longer parse | changed and not reported | its tests |",
  "|---|--:|--:|--:|--:|--:|---|",
  ...packages.map(row),
];
const report = `${lines.join("\n")}\n`;
writeFileSync(join(root, "reports", "fix-packages.md"), report);
process.stdout.write(report);

function row(one: Package): string {
  const { written, refused, files, broken, unannounced, tests } = mend(one);
  const named = (paths: readonly string[]): string => (paths.length === 0 ? "0" : `${paths.length}: ${paths.slice(0, 3).join(", ")}`);
  return `| ${one.name} | ${written} | ${refused} | ${files} | ${named(broken)} | ${named(unannounced)} | ${tests} |`;
}

function mend(one: Package): Outcome {
  const scratch = mkdtempSync(join(tmpdir(), "assay-fix-packages-"));
  try {
    const folder = unpack(one, scratch);
    const git = (...words: string[]): string => execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "core.autocrlf=false", ...words], { cwd: folder, encoding: "utf8", maxBuffer: 256 << 20 });
    git("init", "-q");
    git("add", "-A", "-f");
    git("commit", "-qm", "as published");
    const before = runTests(one, folder);
    const { stdout } = spawnSync(process.execPath, [command, "fix", "--write", "--unsafe", "--level", "finding-gone", "--format", "json"], { cwd: folder, encoding: "utf8", maxBuffer: 256 << 20 });
    const said = JSON.parse(stdout) as { fixes: { outcome: string }[]; files: { path: string }[] };
    // What the tests leave behind is none of the fixes'.
    const changed = git("diff", "--name-only").split("\n").filter((path) => path !== "");
    const reported = new Set(said.files.map(({ path }) => path));
    const written = said.fixes.filter(({ outcome }) => outcome === "accepted").length;
    return {
      written,
      refused: said.fixes.length - written,
      files: changed.length,
      broken: changed.filter((path) => errorsIn(path, readFileSync(join(folder, path), "utf8")) > errorsIn(path, git("show", `HEAD:${path}`))),
      unannounced: changed.filter((path) => !reported.has(path)),
      tests: before === undefined ? "not run" : compareTests(before, runTests(one, folder)!),
    };
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

function unpack({ from, name }: Package, scratch: string): string {
  const archives = join(scratch, "archive");
  mkdirSync(archives);
  if (from === "pip") execFileSync(python, ["-m", "pip", "download", "-q", "--no-binary", ":all:", "--no-deps", "-d", archives, name], { stdio: "ignore" });
  else execFileSync("npm", ["pack", "--silent", name], { cwd: archives, stdio: "ignore" });
  const [archive = ""] = readdirSync(archives);
  const folder = join(scratch, "package");
  mkdirSync(folder);
  execFileSync("tar", ["-xzf", join(archives, archive), "-C", folder, "--strip-components=1"]);
  return folder;
}

/** How many errors the language's own parser reports; 0 for other files. */
function errorsIn(path: string, text: string): number {
  if (path.endsWith(".py")) return spawnSync(python, ["-c", "import sys; compile(sys.stdin.read(), 'file', 'exec')"], { input: text, stdio: ["pipe", "ignore", "ignore"] }).status === 0 ? 0 : 1;
  if (!/\.[cm]?[jt]sx?$/.test(path)) return 0;
  return ts.transpileModule(text, { fileName: path, reportDiagnostics: true, compilerOptions: { allowJs: true, target: ts.ScriptTarget.ESNext, module: ts.ModuleKind.ESNext } }).diagnostics?.length ?? 0;
}

interface TestRun {
  readonly exitCode: number | null;
  /** The lines that count, without what differs by itself. */
  readonly counts: readonly string[];
}

function runTests({ tests }: Package, folder: string): TestRun | undefined {
  if (tests === undefined) return undefined;
  const [program = "", ...given] = tests;
  const { status, stdout, stderr } = spawnSync(program, given, { cwd: folder, encoding: "utf8", env: { ...process.env, PYTHONDONTWRITEBYTECODE: "1", PYTHONPATH: "." }, maxBuffer: 256 << 20 });
  const counts = `${stdout}\n${stderr}`.split("\n").flatMap((line) => /^(?:# )?(?:ℹ )?((?:tests|pass|fail|skipped) \d+|Ran \d+ tests|OK.*|FAILED.*)/.exec(line)?.[1] ?? []);
  return { exitCode: status, counts };
}

function compareTests(before: TestRun, after: TestRun): string {
  const told = ({ exitCode, counts }: TestRun): string => `exit code ${String(exitCode)}, ${counts.join(", ")}`;
  return told(before) === told(after) ? `the same: ${told(after)}` : `before ${told(before)}; after ${told(after)}`;
}
