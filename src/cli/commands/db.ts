// `assay db`: checks, trims, exports, imports and follows the store.

import { appendFileSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { Command, Option } from "commander";
import type { ProjectStore } from "../../api/project-store.ts";
import { AssayError } from "../../model/errors.ts";
import { parseDuration, parseSize } from "../../model/quantities.ts";
import type { StoreCheck } from "../../model/store-record.ts";
import type { CliContext } from "../context.ts";

interface StoreFlags {
  readonly store?: string;
}

export function createDbCommand(context: CliContext): Command {
  return new Command("db")
    .description("look after the store of tasks, runs and analyses")
    .addCommand(createCheckCommand(context))
    .addCommand(createExportCommand(context))
    .addCommand(createImportCommand(context))
    .addCommand(createVacuumCommand(context))
    .addCommand(createEventsCommand(context));
}

function createCheckCommand(context: CliContext): Command {
  return withStore(new Command("check").description("read every page; exit code 1 where something is wrong"))
    .addOption(new Option("--format <name>", "how the answer is written").choices(["text", "json"]).default("text"))
    .action((flags: StoreFlags & { format: "text" | "json" }) =>
      useStore(context, { ...flags, mustExist: true }, async (store) => {
        const { checkStore } = await import("../../api/store-maintenance.ts");
        const check = await checkStore(store);
        context.writeOut(flags.format === "json" ? `${JSON.stringify(check, null, 2)}\n` : renderCheck(check));
        context.exitCode = check.isSound ? 0 : 1;
      }),
    );
}

function renderCheck({ path, isSound, problems, schemaVersion, sizeBytes, counts }: StoreCheck): string {
  const figures = Object.entries(counts).map(([name, count]) => `${count} ${name.replaceAll("_", " ")}`);
  return `${[`${path}: ${isSound ? "sound" : "DAMAGED"}, schema ${schemaVersion}, ${Math.ceil(sizeBytes / 1024)} KB`, figures.join(", "), ...problems.map((problem) => `  ${problem}`)].join("\n")}\n`;
}

function createExportCommand(context: CliContext): Command {
  return withStore(new Command("export").description("write the whole store as lines of JSON"))
    .option("--output <file>", "where to (default: standard output)")
    .action((flags: StoreFlags & { output?: string }) =>
      useStore(context, { ...flags, mustExist: true }, async (store) => {
        const { exportStore } = await import("../../api/store-maintenance.ts");
        const file = flags.output === undefined ? undefined : resolve(context.cwd, flags.output);
        if (file !== undefined) write(file, () => writeFileSync(file, ""));
        for await (const lines of exportStore(store)) {
          const text = lines.map((line) => `${line}\n`).join("");
          if (file === undefined) context.writeOut(text);
          else write(file, () => appendFileSync(file, text));
        }
      }),
    );
}

function createImportCommand(context: CliContext): Command {
  return withStore(new Command("import").description("add what an export holds; all of it or nothing"))
    .argument("<file>", "an export, - for standard input")
    .action(async (file: string, flags: StoreFlags) => {
      const text = file === "-" ? await context.readInput() : readExport(resolve(context.cwd, file));
      await useStore(context, flags, async (store) => {
        const { importStore } = await import("../../api/store-maintenance.ts");
        const { added, kept } = await importStore(store, text.split("\n"));
        context.writeOut(`${added} rows added, ${kept} were there already\n`);
      });
    });
}

function createVacuumCommand(context: CliContext): Command {
  return withStore(new Command("vacuum").description("throw old runs and analyses away and give space back to the disk"))
    .option("--max-age <duration>", "keep what is younger, for instance 30d")
    .option("--max-count <number>", "keep that many runs and that many analyses, the newest")
    .option("--max-size <size>", "keep the file below, for instance 200MB")
    .action((flags: StoreFlags & { maxAge?: string; maxCount?: string; maxSize?: string }) => {
      const { maxAge, maxCount, maxSize } = flags;
      const retention = {
        maxAgeMs: maxAge === undefined ? undefined : parseDuration(maxAge, "--max-age"),
        maxCount: maxCount === undefined ? undefined : parseCount(maxCount, "--max-count"),
        maxSizeBytes: maxSize === undefined ? undefined : parseSize(maxSize, "--max-size"),
      };
      return useStore(context, { ...flags, mustExist: true }, async (store) => {
        const { vacuumStore } = await import("../../api/store-maintenance.ts");
        const { executions, analyses, sizeBytes } = await vacuumStore(store, retention);
        context.writeOut(`${executions} runs and ${analyses} analyses thrown away; the store has ${Math.ceil(sizeBytes / 1024)} KB\n`);
      });
    });
}

function createEventsCommand(context: CliContext): Command {
  return withStore(new Command("events").description("print what happened as lines of JSON, oldest first"))
    .option("--after <sequence>", "only later events than this one", "0")
    .action((flags: StoreFlags & { after: string }) =>
      useStore(context, { ...flags, mustExist: true }, async (store) => {
        const { readEvents, renderEvents } = await import("../../api/store-events.ts");
        for (let after: number | undefined = parseCount(flags.after, "--after"); after !== undefined; ) {
          const events = await readEvents(store, { after, limit: 1_000 });
          context.writeOut(renderEvents(events));
          after = events.at(-1)?.sequence;
        }
      }),
    );
}

function withStore(command: Command): Command {
  return command.option("--store <file>", "the store (default: .assay/assay.db at the git root, else here)");
}

async function useStore(context: CliContext, { store: path, mustExist = false }: StoreFlags & { readonly mustExist?: boolean }, use: (store: ProjectStore) => Promise<void>): Promise<void> {
  const { locateStore, openStore } = await import("../../api/project-store.ts");
  const location = { cwd: context.cwd, path };
  const file = locateStore(location).path;
  if (mustExist && !existsSync(file)) throw new AssayError({ code: "path-missing", message: `There is no store ${file}.`, nextStep: "Name it with --store; `assay mcp` makes one." });
  const store = await openStore(location);
  try {
    await use(store);
  } finally {
    await store.close();
  }
}

function readExport(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (cause) {
    throw new AssayError({ code: "path-missing", message: `The export ${path} cannot be read.`, nextStep: "Check the path and who may read it.", cause });
  }
}

function write(path: string, run: () => void): void {
  try {
    run();
  } catch (cause) {
    throw new AssayError({ code: "output-unwritable", message: `${path} cannot be written.`, nextStep: "Name a file that you may write, on a disk with room.", cause });
  }
}

function parseCount(text: string, name: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new AssayError({ code: "usage", message: `${name}: ${JSON.stringify(text)} is no whole number.`, nextStep: "Give a whole number of 0 or more." });
}
