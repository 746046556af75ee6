// Builds the command line out of its commands and turns every outcome into an exit code.

import { Command, CommanderError } from "commander";
import { AssayError } from "../model/errors.ts";
import { toolVersion } from "../model/version.ts";
import { type CliContext, printable, processContext } from "./context.ts";
import { createCompletionCommand } from "./commands/completion.ts";
import { createDoctorCommand } from "./commands/doctor.ts";
import { createExplainCommand } from "./commands/explain.ts";
import { createInitCommand } from "./commands/init.ts";
import { createMetricsCommand } from "./commands/metrics.ts";
import { createRulesCommand } from "./commands/rules.ts";
import { createRunCommand } from "./commands/run.ts";
import { createScanCommand } from "./commands/scan.ts";

/** Exit codes of every command: 0 passed, 1 findings or a failed gate, 2 usage, settings or internal error. */
export const exitCode = { passed: 0, findings: 1, error: 2 } as const;

/** Runs one command line. Never throws; answers with the exit code. */
export async function runProgram(words: readonly string[], context: CliContext = processContext()): Promise<number> {
  const program = createProgram(context);
  try {
    await program.parseAsync([...words], { from: "user" });
    return context.exitCode;
  } catch (error) {
    return reportFailure(error, context);
  }
}

/** The whole command tree; also read by `completion` and by the generated reference. */
export function createProgram(context: CliContext): Command {
  const program = new Command("assay")
    .description("Tells what is wrong in a change, how much it matters, and proves its fixes by running them.")
    .version(toolVersion, "-V, --version", "print the version")
    .helpCommand("help [command]", "show the help of a command")
    .showHelpAfterError("(add --help for the options)")
    .enablePositionalOptions()
    .exitOverride()
    .configureOutput({ writeOut: context.writeOut, writeErr: context.writeErr });
  const commands = [
    createScanCommand(context),
    createExplainCommand(context),
    createMetricsCommand(context),
    createRulesCommand(context),
    createRunCommand(context),
    createInitCommand(context),
    createDoctorCommand(context),
    createCompletionCommand(context, () => program),
  ];
  for (const command of commands) program.addCommand(inheritSettings(command, context));
  return program;
}

/** Commander copies these settings only to sub-commands made by `.command()`, so they are set on each. */
function inheritSettings(command: Command, context: CliContext): Command {
  command
    .exitOverride()
    .showHelpAfterError("(add --help for the options)")
    .configureOutput({ writeOut: context.writeOut, writeErr: context.writeErr });
  for (const child of command.commands) inheritSettings(child, context);
  return command;
}

function reportFailure(error: unknown, context: CliContext): number {
  if (error instanceof CommanderError) {
    // Commander has printed its message; help and version end with 0.
    return error.exitCode === 0 ? exitCode.passed : exitCode.error;
  }
  if (error instanceof AssayError) {
    context.writeErr(`assay: ${printable(error.message)}\n`);
    if (error.nextStep !== undefined) context.writeErr(`       ${printable(error.nextStep)}\n`);
    return exitCode.error;
  }
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  context.writeErr(`assay: an internal error, please report it\n${text}\n`);
  return exitCode.error;
}
