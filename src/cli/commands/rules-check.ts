// `assay rules check` and `assay rules validate`: rule files in Semgrep's syntax, checked in batches and for faults.

import { closeSync, openSync, readFileSync, writeSync } from "node:fs";
import { resolve } from "node:path";
import { Command } from "commander";
import type { CaseAnswer, RuleCase } from "../../api/check-rules.ts";
import { AssayError } from "../../model/errors.ts";
import type { CliContext } from "../context.ts";

export function createRulesCheckCommand(context: CliContext): Command {
  return new Command("check")
    .description("run rule files on targets, one JSON line a case")
    .requiredOption("--cases <file>", "lines of {id, config, target, language}; paths count from the working directory")
    .requiredOption("--output <file>", "lines of {id, findings, fixes?, messages?, error?}")
    .action((options: { cases: string; output: string }) => check(context, options));
}

async function check(context: CliContext, options: { cases: string; output: string }): Promise<void> {
  const { z } = await import("zod");
  const caseSchema = z.object({ id: z.string(), config: z.string(), target: z.string(), language: z.string() });
  const validate = (value: unknown): RuleCase | string => {
    const checked = caseSchema.safeParse(value);
    return checked.success ? checked.data : z.prettifyError(checked.error);
  };
  const input = readCasesFile(resolve(context.cwd, options.cases), options.cases);
  const { checkCases } = await import("../../api/check-rules.ts");
  const descriptor = openOutput(resolve(context.cwd, options.output), options.output);
  try {
    const write = (answer: CaseAnswer): void => {
      writeSync(descriptor, `${JSON.stringify(answer)}\n`);
    };
    let batch: RuleCase[] = [];
    const flush = async (): Promise<void> => {
      await checkCases(batch, context.cwd, write);
      batch = [];
    };
    for (const [index, line] of input.split("\n").entries()) {
      if (line.trim() === "") continue;
      const read = readCase(line, index + 1, validate);
      if ("findings" in read) {
        // Answers keep the order of their cases.
        await flush();
        write(read);
      } else batch.push(read);
    }
    await flush();
  } finally {
    closeSync(descriptor);
  }
}

/** A line that is no case is answered like one that fails. */
function readCase(line: string, number: number, validate: (value: unknown) => RuleCase | string): RuleCase | CaseAnswer {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return { id: `line ${number}`, findings: [], error: `line ${number} is not JSON` };
  }
  const checked = validate(value);
  if (typeof checked !== "string") return checked;
  const id = typeof value === "object" && value !== null && "id" in value ? String(value.id) : `line ${number}`;
  return { id, findings: [], error: `line ${number} is no case: ${checked}` };
}

function readCasesFile(path: string, named: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new AssayError({ code: "path-missing", message: `The cases file ${JSON.stringify(named)} cannot be read.`, cause: error });
  }
}

function openOutput(path: string, named: string): number {
  try {
    return openSync(path, "w");
  } catch (error) {
    throw new AssayError({ code: "output-unwritable", message: `${JSON.stringify(named)} cannot be written.`, cause: error });
  }
}

export function createRulesValidateCommand(context: CliContext): Command {
  return new Command("validate")
    .description("say what is wrong in rule files, with file, line and column")
    .argument("<paths...>", "rule files and folders")
    .action(async (paths: string[]) => {
      const { validateRuleFiles } = await import("../../api/validate-rules.ts");
      const { problems, hints, ruleCount, fileCount } = await validateRuleFiles(paths, context.cwd);
      for (const { path, line, column, message } of problems) context.writeOut(`${path}:${line}:${column}: ${message}\n`);
      for (const { path, line, column, message } of hints) context.writeOut(`${path}:${line}:${column}: hint: ${message}\n`);
      const verdict = problems.length === 0 ? "all load" : `${problems.length} ${problems.length === 1 ? "problem" : "problems"}`;
      context.writeOut(`${ruleCount} rules in ${fileCount} files: ${verdict}.\n`);
      context.exitCode = problems.length === 0 ? 0 : 1;
    });
}
