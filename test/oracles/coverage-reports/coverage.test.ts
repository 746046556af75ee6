// What the real coverage.py and Node write about one run is read as one and the same.

import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseCoverage } from "../../../src/source/coverage-reports/parse-coverage.ts";
import { placeCoverage } from "../../../src/source/coverage-reports/place-coverage.ts";

const cache = process.env["ASSAY_TEST_CACHE"] ?? resolve(".cache");
const coverage = join(cache, "oracle-venv", "bin", "coverage");
let folder = "";

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "assay-coverage-"));
  mkdirSync(join(folder, "pkg"));
  writeFileSync(join(folder, "pkg", "__init__.py"), "");
  writeFileSync(join(folder, "pkg", "pick.py"), 'def pick(x):\n    if x > 0:\n        return "big"\n    return "small"\n\n\ndef never():\n    return 1\n');
  writeFileSync(join(folder, "run.py"), "from pkg.pick import pick\n\npick(1)\n");
  writeFileSync(join(folder, "pick.mjs"), "export function pick(x) {\n  if (x > 0) return 'big';\n  return 'small';\n}\nexport function never() {\n  return 1;\n}\n");
  writeFileSync(join(folder, "pick.test.mjs"), "import test from 'node:test';\nimport { pick } from './pick.mjs';\ntest('picks', () => pick(1));\n");
  const run = (...words: string[]): Buffer => execFileSync(coverage, words, { cwd: folder });
  run("run", "--source=pkg", "run.py");
  run("json", "-q");
  run("xml", "-q");
  run("lcov", "-q");
});
afterAll(() => rmSync(folder, { recursive: true }));

const placed = (file: string, files: readonly string[]): unknown => {
  const report = parseCoverage(readFileSync(join(folder, file), "utf8"), file);
  return Object.fromEntries([...placeCoverage([report], folder, files)].map(([path, lines]) => [path, Object.fromEntries([...lines].map(([line, runs]) => [line, runs > 0]))]));
};

describe("coverage of one run", () => {
  it.each(["coverage.json", "coverage.xml", "coverage.lcov"])("as coverage.py writes it to %s", (file) => {
    expect(placed(file, ["pkg/__init__.py", "pkg/pick.py"])).toEqual({ "pkg/__init__.py": {}, "pkg/pick.py": { 1: true, 2: true, 3: true, 4: false, 7: true, 8: false } });
  });

  it("as Node writes it as lcov", () => {
    const text = execFileSync(process.execPath, ["--test", "--experimental-test-coverage", "--test-reporter=lcov", "pick.test.mjs"], { cwd: folder, encoding: "utf8", env: { ...process.env, NODE_TEST_CONTEXT: undefined, NODE_V8_COVERAGE: undefined } });
    writeFileSync(join(folder, "node.lcov"), text);
    expect(placed("node.lcov", ["pick.mjs"])).toMatchObject({ "pick.mjs": { 1: true, 2: true, 6: false } });
  });
});
