// `assay merge`: joins the SARIF files of a scan's shards into what one scan would have written.

import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { Command } from "commander";
import { AssayError } from "../../model/errors.ts";
import { type CliContext, checkReportFile, writeReportFile } from "../context.ts";

export function createMergeCommand(context: CliContext): Command {
  return new Command("merge")
    .description("join the SARIF files of a scan's shards into one")
    .argument("<files...>", "what `assay scan --shard N/M --format sarif` wrote, every part")
    .option("--output <file>", "write to a file instead of standard output")
    .action((files: string[], options: { output?: string }) => merge(files, options, context));
}

async function merge(files: readonly string[], { output }: { readonly output?: string }, context: CliContext): Promise<void> {
  const target = output === undefined ? undefined : resolve(context.cwd, output);
  if (target !== undefined) checkReportFile(target);
  const { mergeSarif } = await import("../../api/merge-sarif.ts");
  const text = mergeSarif(files.map((name) => ({ name, text: read(resolve(context.cwd, name), name) })));
  if (target === undefined) context.writeOut(text);
  else writeReportFile(target, text);
}

function read(path: string, name: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (cause) {
    throw new AssayError({ code: "path-missing", message: `There is no file ${JSON.stringify(name)} to merge.`, nextStep: "Name the files of all shards.", cause });
  }
}
