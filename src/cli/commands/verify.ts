// `assay verify`: judges a fix and says why it is accepted or refused.

import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { Command, Option } from "commander";
import { AssayError } from "../../model/errors.ts";
import { type RungName, rungNames, type Verdict } from "../../model/verdict.ts";
import { type CliContext, printable } from "../context.ts";

interface VerifyOptions {
  readonly patch?: string;
  readonly with: readonly string[];
  readonly finding?: string;
  readonly rule?: string;
  readonly tests?: string;
  readonly level?: RungName;
  readonly format: "text" | "json";
}

const exitCodes: Readonly<Record<Verdict["verdict"], number>> = { accepted: 0, refused: 1, undecided: 3 };

export function createVerifyCommand(context: CliContext): Command {
  return new Command("verify")
    .description("judge a fix: does it parse, is the finding gone and none new, do the tests pass")
    .option("--patch <file>", "the fix as a unified diff against this project; `-` reads standard input")
    .option("--with <path=file>", "the fix as a file's new text: PATH_IN_PROJECT=LOCAL_FILE; repeatable", collect, [])
    .option("--finding <id>", "the finding to mend, by its fingerprint or the first digits of it")
    .option("--rule <id>", "mend every finding of this rule in the changed files")
    .option("--tests <command>", "how the tests are run (default: found by itself)")
    .addOption(new Option("--level <rung>", "what must be reached (default: the highest that can run here)").choices([...rungNames]))
    .addOption(new Option("--format <name>", "format of the verdict").choices(["text", "json"]).default("text"))
    .action((options: VerifyOptions) => verify(options, context));
}

async function verify(options: VerifyOptions, context: CliContext): Promise<void> {
  if ((options.patch === undefined) === (options.with.length === 0)) {
    throw new AssayError({ code: "usage", message: "The fix is given either by --patch or by --with.", nextStep: "Give one of the two." });
  }
  const { verifyFix } = await import("../../api/verify-fix.ts");
  const verdict = await verifyFix({
    cwd: context.cwd,
    patch: options.patch === undefined ? undefined : options.patch === "-" ? await context.readInput() : readText(options.patch, context),
    replacements: options.with.length === 0 ? undefined : new Map(options.with.map((pair) => readReplacement(pair, context))),
    finding: options.finding,
    rule: options.rule,
    tests: options.tests,
    level: options.level,
    today: context.now().toISOString().slice(0, 10),
  });
  context.writeOut(options.format === "json" ? `${JSON.stringify(verdict, null, 2)}\n` : printable(formatVerdict(verdict)));
  context.exitCode = exitCodes[verdict.verdict];
}

function readReplacement(pair: string, context: CliContext): readonly [string, string] {
  const split = pair.indexOf("=");
  if (split <= 0) throw new AssayError({ code: "usage", message: `--with ${JSON.stringify(pair)} is not PATH_IN_PROJECT=LOCAL_FILE.`, nextStep: "Write for instance --with app.py=/tmp/app-fixed.py." });
  const path = pair.slice(0, split).replaceAll("\\", "/").replace(/^\.\//, "");
  if (path.startsWith("/") || path.split("/").includes("..")) throw new AssayError({ code: "usage", message: `--with: ${JSON.stringify(path)} lies outside the project.`, nextStep: "Give the path relative to the project's root." });
  return [path, readText(pair.slice(split + 1), context)];
}

function readText(path: string, context: CliContext): string {
  try {
    return readFileSync(resolve(context.cwd, path), "utf8");
  } catch (error) {
    throw new AssayError({ code: "path-missing", message: `${path} cannot be read: ${(error as NodeJS.ErrnoException).code ?? "unknown cause"}.`, nextStep: "Name a file that you can read.", cause: error });
  }
}

function formatVerdict(verdict: Verdict): string {
  const mark = { passed: "passed ", failed: "FAILED ", "not-run": "not run" };
  const rungs = verdict.rungs.map(({ name, status, evidence }) => `  ${mark[status]}  ${name.padEnd(14)}  ${evidence[0] ?? ""}${evidence.slice(1).map((line) => `\n${" ".repeat(27)}${line}`).join("")}`);
  return `${verdict.verdict}: ${verdict.reason}\n\n${rungs.join("\n")}\n`;
}

function collect(value: string, before: readonly string[]): string[] {
  return [...before, value];
}
