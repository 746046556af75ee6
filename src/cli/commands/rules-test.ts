// `assay rules test`: rules tried on their annotated targets, their fixed texts and our rule folders.

import { Command, Option } from "commander";
import type { RuleTestReport } from "../../api/rule-test-run.ts";
import { AssayError } from "../../model/errors.ts";
import type { CliContext } from "../context.ts";

export function createRulesTestCommand(context: CliContext): Command {
  return new Command("test")
    .description("try rules on the annotated targets beside them (rule.yaml with rule.py, rule.test.js, rule.fixed.py)")
    .argument("<paths...>", "rule files and folders")
    .addOption(new Option("--format <name>", "how the answer is written").choices(["text", "json"]).default("text"))
    .action(async (paths: string[], options: { format: "text" | "json" }) => {
      const { testRuleFiles } = await import("../../api/test-rules.ts");
      const report = await testRuleFiles(paths, context.cwd);
      if (report.targetCount === 0 && report.problems.length === 0) throw nothingToTest(report);
      context.writeOut(options.format === "json" ? `${JSON.stringify({ schemaVersion: 1, ...report }, null, 2)}\n` : renderText(report));
      // A rule that does not load was never tried: that is no verdict on it.
      context.exitCode = report.problems.length > 0 ? 2 : report.failures.length > 0 ? 1 : 0;
    });
}

function nothingToTest(report: RuleTestReport): AssayError {
  const [first] = report.untested;
  return new AssayError({
    code: "path-missing",
    message: first === undefined ? "There are no rule files here." : `No rule file here has a test${report.untested.length === 1 ? `: ${first}` : ""}.`,
    nextStep: "Put annotated code beside rule.yaml: rule.py, rule.js, …, with `ruleid: id` in a comment above each line to be found.",
  });
}

function renderText(report: RuleTestReport): string {
  const lines = [
    ...report.problems.map(({ path, line, column, message }) => `${path}:${line}:${column}: does not load: ${message}`),
    ...report.failures.map(({ path, line, message }) => `${path}${line === 0 ? "" : `:${line}`}: ${message}`),
    ...report.notes.map((note) => `note: ${note}`),
  ];
  const counted = (count: number, one: string): string => `${count} ${one}${count === 1 ? "" : "s"}`;
  const parts = [
    `${counted(report.heldCount, "expectation")} held and ${report.failures.length} failed in ${counted(report.targetCount, "file")}`,
    ...(report.fixedCount === 0 ? [] : [`${counted(report.fixedCount, "fixed file")} came out alike`]),
    ...(report.problems.length === 0 ? [] : [`${counted(report.problems.length, "rule")} did not load`]),
    ...(report.untested.length === 0 ? [] : [`${counted(report.untested.length, "rule file")} without a test`]),
  ];
  return `${[...lines, `${parts.join("; ")}.`].join("\n")}\n`;
}
