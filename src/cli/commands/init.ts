// `assay init`: offers a settings file for this project, shows it first, and never overwrites one.

import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import { AssayError } from "../../model/errors.ts";
import type { CliContext } from "../context.ts";

const settingsFileName = ".assay.yaml";

const starterSettings = `# Settings of Assay for this project. Every key is optional; docs/settings.md lists them all.

# What is not scanned, besides what git ignores.
exclude: []

# Findings of at least this severity make the command fail: error, warning or info.
failLevel: error

# Turn a rule off, change its severity, or set its options.
rules: {}
#  python/weak-hash: off
#  python/unused-import: info

# Other rules for some files.
overrides: []
#  - files: ["tests/**"]
#    rules:
#      python/hard-coded-secret: off
`;

export function createInitCommand(context: CliContext): Command {
  return new Command("init")
    .description("set up a settings file in this folder, after showing it")
    .option("-y, --yes", "write without asking")
    .action((options: { yes?: boolean }) => initialise(context, options.yes === true));
}

function initialise(context: CliContext, isAgreed: boolean): void {
  const path = join(context.cwd, settingsFileName);
  if (existsSync(path)) {
    throw new AssayError({
      code: "usage",
      message: `${settingsFileName} is already here and was not touched`,
      nextStep: "Edit it, or remove it first.",
    });
  }
  const lines = starterSettings.trimEnd().split("\n");
  context.writeOut(`--- /dev/null\n+++ ${settingsFileName}\n@@ -0,0 +1,${lines.length} @@\n`);
  context.writeOut(`${lines.map((line) => `+${line}`).join("\n")}\n`);
  if (!isAgreed) {
    context.writeErr("Nothing was written. Run `assay init --yes` to write it.\n");
    return;
  }
  writeFileSync(path, starterSettings, { flag: "wx" });
  context.writeErr(`Wrote ${settingsFileName}. Remove the file to undo this.\n`);
}
