// `npm run bench:verify`: measures how long a fix waits for its verdict, and 100 fixes of one project; writes reports/verify-speed.md.
// With `--quick` every fifth fix is judged.

import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { builtInMetas } from "../src/api/built-in-rules.ts";
import { type ProofExample, readProofExamples } from "../test/support/proof-programs.ts";
import { describeRun } from "./describe-run.ts";
import { type Measurement, measureOnce, median } from "./measure.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const command = join(root, "dist", "assay.js");
const isQuick = process.argv.includes("--quick");
const EVERY = isQuick ? 5 : 1;
const FIXES = 100;
/** So long each run of the tests takes: the difference to a run without them tells how often they ran. */
const TEST_SECONDS = 3;
const targets = { "finding-gone": 300, "proof-flips": 1500 } as const;

const examples = readProofExamples(join(root, "rules"), builtInMetas.filter(({ proof }) => proof !== undefined));
const pairs = examples.filter(({ kind }) => kind === "bad").flatMap((bad) => examples.filter(({ kind, ruleId, shape }) => kind === "fixed" && ruleId === bad.ruleId && shape === bad.shape).map((fixed) => [bad, fixed] as const)).filter((_, index) => index % EVERY === 0);

const lines = [
  "# What a fix waits for",
  "",
  `${describeRun(root, `bench:verify${isQuick ? " -- --quick" : ""}`)}.`,
  "",
  `The fixes are the rules' own examples, a flawed program each and the same one mended, of ${pairs.length} shapes: the whole command is`,
  "measured, from the start of the process to the verdict, one after the other. Packages that proofs import are installed before. Absolute",
  "figures depend on the machine and on what else runs there.",
  "",
  "| to | fixes | median wall ms | slowest tenth from | median CPU ms | under the target | target |",
  "|---|--:|--:|--:|--:|--:|--:|",
  ...(Object.keys(targets) as (keyof typeof targets)[]).map(levelRow),
  "",
  ...manyFixes(),
];
const report = `${lines.join("\n")}\n`;
writeFileSync(join(root, "reports", isQuick ? "verify-speed-quick.md" : "verify-speed.md"), report);
process.stdout.write(report);

function levelRow(level: keyof typeof targets): string {
  // Once unmeasured where packages are installed: afterwards they are there.
  for (const pair of pairs.slice(0, level === "proof-flips" ? pairs.length : 1)) judge(pair, level);
  const judged = pairs.map((pair) => judge(pair, level)).filter(({ exitCode }) => exitCode === 0);
  const times = judged.map(({ wallSeconds }) => wallSeconds * 1000).sort((left, right) => left - right);
  const under = times.filter((ms) => ms < targets[level]).length;
  const cpu = median(judged.map(({ cpuSeconds }) => cpuSeconds * 1000));
  return `| ${level} | ${judged.length} | ${Math.round(median(times))} | ${Math.round(times[Math.floor(times.length * 0.9)] ?? 0)} | ${Math.round(cpu)} | ${under} | ${targets[level]} |`;
}

/** Exit code 0 where the level is reached. */
function judge([bad, fixed]: readonly [ProofExample, ProofExample], level: string): Measurement {
  return withProject({ [bad.target.file]: bad.text, "../fixed": fixed.text }, (project) =>
    measureOnce(["env", "-C", project, process.execPath, command, "verify", "--with", `${bad.target.file}=../fixed`, "--rule", bad.ruleId, "--level", level, "--format", "json"]),
  );
}

/** 100 files of which each has one finding that offers a fix, and tests that take their time. */
function manyFixes(): string[] {
  const files = Object.fromEntries(Array.from({ length: FIXES }, (_, index) => [`part_${index}.py`, `def first_${index}(names):\n    if names is "all":\n        return ${index}\n    return len(names)\n`]));
  return withProject({ ...files, "test_parts.py": `import time\nimport unittest\n\n\nclass Parts(unittest.TestCase):\n    def test_parts(self):\n        time.sleep(${TEST_SECONDS})\n` }, (project) => {
    const fix = (level: string): { ms: number; accepted: number } => {
      const begin = performance.now();
      const { stdout } = spawnSync(process.execPath, [command, "fix", "--unsafe", "--level", level, "--format", "json"], { cwd: project, encoding: "utf8", maxBuffer: 64 << 20 });
      const ms = performance.now() - begin;
      const { fixes } = JSON.parse(stdout) as { fixes: { outcome: string }[] };
      return { ms, accepted: fixes.filter(({ outcome }) => outcome === "accepted").length };
    };
    const gone = fix("finding-gone");
    const tested = fix("tests-pass");
    const runs = (tested.ms - gone.ms) / 1000 / TEST_SECONDS;
    return [
      `\`assay fix\` of ${FIXES} findings in ${FIXES} files of one project: ${gone.accepted} accepted at finding-gone in ${Math.round(gone.ms)} ms (${Math.round(gone.ms / FIXES)} ms a fix), and`,
      `${tested.accepted} at tests-pass in ${Math.round(tested.ms)} ms. The tests take ${TEST_SECONDS} seconds, so they ran ${Math.floor(runs)} times: once before and once with all fixes, each on one copy.`,
    ];
  });
}

function withProject<Answer>(files: Readonly<Record<string, string>>, use: (project: string) => Answer): Answer {
  const scratch = mkdtempSync(join(tmpdir(), "assay-bench-verify-"));
  const project = join(scratch, "project");
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(project, path)), { recursive: true });
      writeFileSync(join(project, path), text);
    }
    return use(project);
  } finally {
    rmSync(scratch, { recursive: true });
  }
}
