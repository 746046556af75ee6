// Which rule's proof attacks a function that simulated attacks came through.

import { expect, it } from "vitest";
import { planProofs } from "../../../src/api/proofs/plan-proofs.ts";
import { buildProgram, createUnitMaker } from "../../../src/api/simulate-project.ts";
import type { Finding } from "../../../src/model/finding.ts";
import { findAttacks } from "../../../src/verification/compare-versions.ts";
import { kindsOf } from "../../../src/verification/kinds/registry.ts";

const python = 'import os\n\n\ndef greet(name):\n    os.system("echo " + name)\n';
const script = 'const { execSync } = require("node:child_process");\n\nexports.greet = function greet(name) {\n  return execSync("echo " + name);\n};\n';

async function rulesFor(path: string, language: string, text: string, ...found: string[]): Promise<string[]> {
  const program = await buildProgram([{ path, language, text }], [path], createUnitMaker());
  const breaches = findAttacks(program, [path], new Map([[path, new Set([4, 5])]]), kindsOf(["CWE-78"]));
  // Only the rule of a finding is asked for here.
  return planProofs(found.map((ruleId) => ({ ruleId }) as Finding), breaches).map(({ ruleId }) => ruleId);
}

it.each([
  ["the rule that found it", "greet.py", "python", python, ["python/command-injection"], "python/command-injection"],
  ["a rule of its language where one of another language found something too", "greet.py", "python", python, ["bash/command-injection"], "python/command-injection"],
  ["a rule of its language where none found it", "greet.py", "python", python, [], "python/command-injection"],
  ["the same for a script", "greet.js", "javascript", script, ["python/command-injection"], "javascript/command-injection"],
  ["the rule that serves both of two languages", "greet.cts", "typescript", script, [], "javascript/command-injection"],
])("takes %s", async (_, path, language, text, found, wanted) => {
  expect(await rulesFor(path, language, text, ...found)).toEqual([wanted]);
});
