// `assay rules why`: which operator of a rule dropped the candidates of one line.

import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { Command, Option } from "commander";
import type { WhyAnswer } from "../../api/why-rule.ts";
import { AssayError } from "../../model/errors.ts";
import type { CliContext } from "../context.ts";

type Step = NonNullable<WhyAnswer["formula"]>;
type Range = Step["ranges"][number];

export function createRulesWhyCommand(context: CliContext): Command {
  return new Command("why")
    .description("say why a rule reports a line or does not: which operator dropped it")
    .argument("<rule>", "a rule file, or file:rule-id where it holds several")
    .argument("<place>", "file:line")
    .addOption(new Option("--format <name>", "how the answer is written").choices(["text", "json"]).default("text"))
    .action(async (rule: string, place: string, options: { format: "text" | "json" }) => {
      const named = /^(.+):(\d{1,9})$/s.exec(place);
      if (named === null || Number(named[2]) < 1) {
        throw new AssayError({ code: "usage", message: `${JSON.stringify(place)} names no line`, nextStep: "Write file:line, for instance src/app.py:12." });
      }
      const { explainRuleAt } = await import("../../api/why-rule.ts");
      const answer = await explainRuleAt({ cwd: context.cwd, ...splitRule(rule, context.cwd), target: named[1]!, line: Number(named[2]) });
      context.writeOut(options.format === "json" ? `${JSON.stringify({ schemaVersion: 1, ...answer }, null, 2)}\n` : renderAnswer(answer));
    });
}

function splitRule(rule: string, cwd: string): { ruleFile: string; ruleId?: string } {
  const at = rule.lastIndexOf(":");
  if (at <= 0 || existsSync(resolve(cwd, rule))) return { ruleFile: rule };
  return { ruleFile: rule.slice(0, at), ruleId: rule.slice(at + 1) };
}

function renderAnswer(answer: WhyAnswer): string {
  const lines = [`${answer.ruleId} at ${answer.path}:${answer.line}`, answer.verdict, ...answer.notes, ""];
  if (answer.formula !== undefined) renderStep(answer.formula, "", lines);
  for (const { role, step, matches } of answer.taint ?? []) {
    lines.push(`${role}: ${counted(matches.length)} in the file`);
    for (const range of matches.slice(0, 5)) lines.push(`    ${showRange(range)}`);
    if (matches.length > 5) lines.push(`    … and ${matches.length - 5} more`);
    renderStep(step, "  ", lines);
  }
  return `${lines.join("\n")}\n`;
}

function renderStep(step: Step, indent: string, lines: string[]): void {
  const detail = step.detail === undefined ? "" : ` ${oneLine(step.detail)}`;
  const flow = step.after === undefined ? "" : `; candidates ${step.before === undefined ? "" : `${step.before} → `}${step.after}`;
  lines.push(`${indent}${step.operator}${detail}  [line ${step.position.line}: ${step.ranges.length} here of ${step.matchCount}${flow}]`);
  if (step.steps.length === 0) for (const range of step.ranges.slice(0, 5)) lines.push(`${indent}    ${showRange(range)}`);
  for (const inner of step.steps) renderStep(inner, `${indent}  `, lines);
}

function showRange(range: Range): string {
  const bound = range.metavariables.map(({ name, code }) => `${name} = ${code}`).join(", ");
  return `${range.startLine}:${range.startColumn}-${range.endLine}:${range.endColumn}  ${range.code}${bound === "" ? "" : `  (${bound})`}`;
}

function counted(count: number): string {
  return `${count} ${count === 1 ? "match" : "matches"}`;
}

function oneLine(text: string): string {
  const flat = text.trim().replace(/\s*\n\s*/g, " ⏎ ");
  return flat.length <= 80 ? flat : `${flat.slice(0, 79)}…`;
}
