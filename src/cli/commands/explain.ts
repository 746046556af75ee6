// `assay explain RULE`: what a rule looks for, why it matters and how to mend it. Works offline.

import { Command } from "commander";
import type { DocumentedRule } from "../../model/rule.ts";
import type { CliContext } from "../context.ts";

export function createExplainCommand(context: CliContext): Command {
  return new Command("explain")
    .description("explain a rule: what it finds, why it matters, how to mend it")
    .argument("<rule>", "a rule id, for instance python/sql-injection")
    .action(async (id: string) => {
      const { explainRule } = await import("../../api/describe-rules.ts");
      context.writeOut(renderRule(await explainRule(id)));
    });
}

function renderRule(rule: DocumentedRule): string {
  const facts = [
    ["severity", rule.severity],
    ["confidence", rule.confidence],
    ["category", rule.category],
    ["languages", rule.languages.join(", ") || "all"],
    ["CWE", rule.cwe.join(", ")],
    ["fix", rule.fixSafety ?? "none offered"],
    ["precision", describePrecision(rule)],
    ["also known as", describeEquivalents(rule)],
  ].filter(([, value]) => value !== "");
  const options = Object.entries(rule.options ?? {}).map(
    ([name, option]) => `  ${name} (default ${JSON.stringify(option.default)}): ${option.description}`,
  );
  return [
    rule.id,
    rule.title,
    "",
    ...facts.map(([name, value]) => `${`${name}:`.padEnd(15)}${value}`),
    ...(options.length > 0 ? ["", "Options:", ...options] : []),
    "",
    rule.description,
    "",
    rule.documentation.replace(/^# .*\n+/, "").trimEnd(),
    "",
  ].join("\n");
}

function describePrecision({ precision }: DocumentedRule): string {
  if (precision === undefined || precision.sampled === 0) return "not measured";
  return `${precision.true} of ${precision.sampled} findings were true on ${precision.on}`;
}

function describeEquivalents({ equivalents }: DocumentedRule): string {
  return Object.entries(equivalents ?? {})
    .map(([tool, ids]) => `${tool} ${ids.join(", ")}`)
    .join("; ");
}
