// `assay rules list`: every rule with its facts.

import { Command, Option } from "commander";
import { AssayError } from "../../model/errors.ts";
import type { RuleMeta } from "../../model/rule.ts";
import type { CliContext } from "../context.ts";
import { createRulesBenchCommand } from "./rules-bench.ts";
import { createRulesCheckCommand, createRulesValidateCommand } from "./rules-check.ts";
import { createRulesTestCommand } from "./rules-test.ts";
import { createRulesWhyCommand } from "./rules-why.ts";

export function createRulesCommand(context: CliContext): Command {
  const list = new Command("list")
    .description("list every rule")
    .addOption(new Option("--format <name>", "how the list is written").choices(["text", "json"]).default("text"))
    .option("--language <id>", "only rules of this language")
    .action(async (options: { format: "text" | "json"; language?: string }) => {
      const { listRules } = await import("../../api/describe-rules.ts");
      const known = [...new Set(listRules().flatMap((rule) => rule.languages))].sort();
      if (options.language !== undefined && !known.includes(options.language)) {
        throw new AssayError({
          code: "language-unknown",
          message: `There are no rules for the language ${JSON.stringify(options.language)}.`,
          nextStep: `Use one of: ${known.join(", ")}.`,
        });
      }
      const rules = listRules().filter((rule) => options.language === undefined || rule.languages.includes(options.language));
      context.writeOut(options.format === "json" ? `${JSON.stringify({ schemaVersion: 1, rules }, null, 2)}\n` : renderList(rules));
    });
  return new Command("rules")
    .description("work with rules")
    .addCommand(list)
    .addCommand(createRulesCheckCommand(context))
    .addCommand(createRulesValidateCommand(context))
    .addCommand(createRulesTestCommand(context))
    .addCommand(createRulesWhyCommand(context))
    .addCommand(createRulesBenchCommand(context));
}

function renderList(rules: readonly RuleMeta[]): string {
  const width = Math.max(...rules.map((rule) => rule.id.length), 4);
  const lines = rules.map((rule) => `${rule.id.padEnd(width)}  ${rule.severity.padEnd(7)}  ${rule.title}`);
  return `${lines.join("\n")}\n`;
}
