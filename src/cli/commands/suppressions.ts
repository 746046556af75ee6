// `assay suppressions list`: every comment that silences a finding, and every one that does not do what it was written for.

import { Command, Option } from "commander";
import type { ListedSuppression } from "../../api/list-suppressions.ts";
import { neutralize } from "../../reporters/text/characters.ts";
import { type CliContext, decideUnicode } from "../context.ts";
import { type SettingsOption, requestScan } from "../scan-request.ts";

interface ListOptions extends SettingsOption {
  readonly format: "text" | "json";
}

export function createSuppressionsCommand(context: CliContext): Command {
  const list = new Command("list")
    .description("list every suppression with its state, owner and date")
    .argument("[paths...]", "files and folders")
    .addOption(new Option("--format <name>", "how the list is written").choices(["text", "json"]).default("text"))
    .option("--settings <file>", "settings file instead of the nearest one")
    .option("--no-settings", "use no settings file")
    .action((paths: string[], options: ListOptions) => printList(paths, options, context));
  return new Command("suppressions").description("look after the comments that silence findings").addCommand(list);
}

async function printList(paths: readonly string[], options: ListOptions, context: CliContext): Promise<void> {
  const { listSuppressions } = await import("../../api/list-suppressions.ts");
  const listed = await listSuppressions(requestScan(paths, options, context));
  if (options.format === "json") {
    context.writeOut(`${JSON.stringify(listed, null, 2)}\n`);
    return;
  }
  const isUnicode = decideUnicode(context);
  for (const entry of listed.suppressions) context.writeOut(`${neutralize(describe(entry), isUnicode)}\n`);
  context.writeOut(`${sum(listed.suppressions)}\n`);
}

function describe({ path, line, state, tool, rules, text, owner, until, code }: ListedSuppression): string {
  const facts = [tool === "assay" ? "" : `(${tool})`, owner === undefined ? "" : `owner=${owner}`, until === undefined ? "" : `until=${until}`, code === undefined ? "" : `code=${code}`].filter((fact) => fact !== "");
  return [`${path}:${line}`, state, rules.join(", "), ...facts].filter((part) => part !== "").join("  ") + `: ${text}`;
}

function sum(listed: readonly ListedSuppression[]): string {
  const counts = new Map<string, number>();
  for (const { state } of listed) counts.set(state, (counts.get(state) ?? 0) + 1);
  const parts = [...counts].sort((left, right) => (left[0] < right[0] ? -1 : 1)).map(([state, count]) => `${count} ${state}`);
  return `${listed.length} ${listed.length === 1 ? "suppression" : "suppressions"}${parts.length === 0 ? "" : `: ${parts.join(", ")}`}.`;
}
