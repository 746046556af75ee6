// `assay init`: sets a project up: settings, hooks before a commit, CI, coding agents. Shows the diff first, overwrites nothing.

import { existsSync, readFileSync } from "node:fs";
import { delimiter, dirname, join, resolve } from "node:path";
import { createTwoFilesPatch } from "diff";
import { Command } from "commander";
import { AssayError } from "../../model/errors.ts";
import { type CliContext, printable } from "../context.ts";
import { createInitRuleCommand } from "./init-rule.ts";
import { agentSteps } from "../init/agent-steps.ts";
import { applyChanges, undoChanges } from "../init/apply-changes.ts";
import { ciSteps } from "../init/ci-steps.ts";
import type { FileChange, InitStep, Surroundings } from "../init/file-change.ts";
import { hookSteps } from "../init/hook-steps.ts";
import { settingsStep } from "../init/settings-step.ts";

const steps: readonly InitStep[] = [settingsStep, ...hookSteps, ...ciSteps, ...agentSteps];

interface InitOptions {
  readonly yes?: boolean;
  readonly undo?: boolean;
  readonly source?: string;
  readonly rev?: string;
}

export function createInitCommand(context: CliContext): Command {
  return new Command("init")
    .description(`set a project up, after showing the diff: ${steps.map(({ name, description }) => `${name} (${description})`).join(", ")}`)
    .argument("[what...]", "which of these; without any, the settings and what the project already uses")
    .option("-y, --yes", "write")
    .option("--undo", "take back what init wrote, as far as it has not been changed since")
    .option("--source <address>", "git address that pre-commit and CI install from (default: that of this clone)")
    .option("--rev <revision>", "revision of it (default: that of this clone)")
    .action((what: string[], options: InitOptions) => initialise(what, options, context))
    .addCommand(createInitRuleCommand(context));
}

async function initialise(what: readonly string[], options: InitOptions, context: CliContext): Promise<void> {
  if (options.undo === true) {
    for (const { path, outcome } of undoChanges(context.cwd)) context.writeErr(`${printable(path)}: ${outcome}.\n`);
    return;
  }
  const read = (path: string): string | undefined => (existsSync(join(context.cwd, path)) ? readFileSync(join(context.cwd, path), "utf8") : undefined);
  const surroundings = { command: findCommand(context), source: await findSource(options) };
  const changes = chooseSteps(what, context.cwd).map((step) => step.plan(read, surroundings));
  for (const change of changes) tell(change, context);
  const writes = changes.filter((change) => "after" in change);
  if (writes.length === 0) {
    context.writeErr("Nothing to write.\n");
    return;
  }
  if (options.yes !== true) {
    context.writeErr(`Nothing was written. Run \`${["assay init", ...what, "--yes"].join(" ")}\` to write it.\n`);
    return;
  }
  applyChanges(context.cwd, writes);
  context.writeErr(`Wrote ${writes.map(({ path }) => path).join(", ")}. \`assay init --undo\` takes it back.\n`);
}

function chooseSteps(what: readonly string[], cwd: string): readonly InitStep[] {
  const unknown = what.find((name) => steps.every((step) => step.name !== name));
  if (unknown !== undefined) throw new AssayError({ code: "usage", message: `init knows no ${JSON.stringify(unknown)}`, nextStep: `Name some of: ${steps.map(({ name }) => name).join(", ")}.` });
  if (what.length > 0) return steps.filter(({ name }) => what.includes(name));
  return steps.filter(({ hints }) => hints.length === 0 || hints.some((hint) => existsSync(join(cwd, hint))));
}

function tell(change: FileChange, context: CliContext): void {
  if ("done" in change) context.writeErr(`${change.path}: ${change.done}.\n`);
  else if ("byHand" in change) context.writeErr(`${change.path} was not touched. ${printable(change.byHand)}`);
  else context.writeOut(createTwoFilesPatch(change.before === undefined ? "/dev/null" : `a/${change.path}`, `b/${change.path}`, change.before ?? "", change.after).replace(/^=+\n/, ""));
}

/** The program as the project can call it: its own, the one on the path, else this very file. */
function findCommand({ cwd, environment }: CliContext): readonly string[] {
  if (existsSync(join(cwd, "node_modules", ".bin", "assay"))) return ["npx", "--no-install", "assay"];
  const isOnPath = (environment["PATH"] ?? "").split(delimiter).some((folder) => folder !== "" && existsSync(join(folder, "assay")));
  return isOnPath ? ["assay"] : ["node", resolve(process.argv[1] ?? "assay")];
}

async function findSource({ source, rev }: InitOptions): Promise<Surroundings["source"]> {
  const { describeClone } = await import("../../api/describe-clone.ts");
  const clone = await describeClone(dirname(dirname(resolve(process.argv[1] ?? "."))));
  return { address: source ?? clone.address, revision: rev ?? clone.revision };
}
