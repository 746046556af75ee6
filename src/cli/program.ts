// Builds the command line out of its commands and turns every outcome into an exit code.

import { Command, CommanderError } from "commander";
import { AssayError } from "../model/errors.ts";
import { toolVersion } from "../model/version.ts";
import { type CliContext, printable } from "./context.ts";
import { exitCode } from "./exit-codes.ts";

/** Runs one command line. Never throws; answers with the exit code. */
export async function runProgram(words: readonly string[], context: CliContext): Promise<number> {
  try {
    const program = await createProgram(context, words[0]);
    await program.parseAsync([...words], { from: "user" });
    return context.exitCode;
  } catch (error) {
    return reportFailure(error, context);
  }
}

type Load = (context: CliContext) => Promise<Command>;

/** Every command by its name, in the order of the help. Each is loaded only when it is needed. */
const commands: ReadonlyMap<string, Load> = new Map<string, Load>([
  ["scan", async (context) => (await import("./commands/scan.ts")).createScanCommand(context)],
  ["check", async (context) => (await import("./commands/check.ts")).createCheckCommand(context)],
  ["gate", async (context) => (await import("./commands/gate.ts")).createGateCommand(context)],
  ["baseline", async (context) => (await import("./commands/baseline.ts")).createBaselineCommand(context)],
  ["suppressions", async (context) => (await import("./commands/suppressions.ts")).createSuppressionsCommand(context)],
  ["trends", async (context) => (await import("./commands/trends.ts")).createTrendsCommand(context)],
  ["merge", async (context) => (await import("./commands/merge.ts")).createMergeCommand(context)],
  ["explain", async (context) => (await import("./commands/explain.ts")).createExplainCommand(context)],
  ["metrics", async (context) => (await import("./commands/metrics.ts")).createMetricsCommand(context)],
  ["rules", async (context) => (await import("./commands/rules.ts")).createRulesCommand(context)],
  ["run", async (context) => (await import("./commands/run.ts")).createRunCommand(context)],
  ["mcp", async (context) => (await import("./commands/mcp.ts")).createMcpCommand(context)],
  ["fix", async (context) => (await import("./commands/fix.ts")).createFixCommand(context)],
  ["verify", async (context) => (await import("./commands/verify.ts")).createVerifyCommand(context)],
  ["confirm", async (context) => (await import("./commands/confirm.ts")).createConfirmCommand(context)],
  ["db", async (context) => (await import("./commands/db.ts")).createDbCommand(context)],
  ["init", async (context) => (await import("./commands/init.ts")).createInitCommand(context)],
  ["doctor", async (context) => (await import("./commands/doctor.ts")).createDoctorCommand(context)],
  ["completion", async (context) => (await import("./commands/completion.ts")).createCompletionCommand(context, () => createProgram(context))],
]);

/** The command tree: the one command that `name` names, else all of them, as help, completion and reference want it. */
export async function createProgram(context: CliContext, name?: string): Promise<Command> {
  const program = new Command("assay")
    .description("Tells what is wrong in a change, how much it matters, and proves its fixes by running them.")
    .version(toolVersion, "-V, --version", "print the version")
    .helpCommand("help [command]", "show the help of a command")
    .showHelpAfterError("(add --help for the options)")
    .enablePositionalOptions()
    .exitOverride()
    .configureOutput({ writeOut: context.writeOut, writeErr: context.writeErr });
  const named = name === undefined ? undefined : commands.get(name);
  for (const load of named === undefined ? commands.values() : [named]) {
    program.addCommand(inheritSettings(await load(context), context));
  }
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
