// Describes each rule to SARIF's readers: texts, default level, tags and how GitHub is to rank it.

import type { Severity } from "../../model/finding.ts";
import type { DocumentedRule, MeasuredPrecision } from "../../model/rule.ts";
import { cutDescription, sarifLimits } from "./limits.ts";

export type SarifLevel = "error" | "warning" | "note";

const levels: Readonly<Record<Severity, SarifLevel>> = { error: "error", warning: "warning", info: "note" };
const problemSeverities: Readonly<Record<Severity, string>> = {
  error: "error",
  warning: "warning",
  info: "recommendation",
};

export function toLevel(severity: Severity): SarifLevel {
  return levels[severity];
}

/** The `reportingDescriptor` of a rule. */
export function toRuleDescriptor(rule: DocumentedRule): object {
  const documentation = rule.documentation.trim() === "" ? rule.description : rule.documentation;
  return {
    id: rule.id,
    name: toPascalCase(rule.id),
    shortDescription: { text: cutDescription(endSentence(rule.title)) },
    fullDescription: { text: cutDescription(endSentence(rule.description)) },
    help: { text: documentation, markdown: documentation },
    defaultConfiguration: { level: toLevel(rule.severity) },
    properties: {
      tags: toTags(rule),
      precision: toPrecision(rule),
      "problem.severity": problemSeverities[rule.severity],
      ...(rule.category === "security" && rule.securitySeverity !== undefined
        ? { "security-severity": rule.securitySeverity.toFixed(1) }
        : {}),
    },
  };
}

function toPascalCase(id: string): string {
  return id
    .split(/[/-]/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");
}

export function endSentence(text: string): string {
  return /[.!?]$/.test(text.trimEnd()) ? text.trimEnd() : `${text.trimEnd()}.`;
}

/** The category, then each weakness as GitHub reads it: `CWE-89` becomes `external/cwe/cwe-089`. */
function toTags(rule: DocumentedRule): string[] {
  const weaknesses = rule.cwe.map((cwe) => `external/cwe/cwe-${cwe.replace(/^CWE-/, "").padStart(3, "0")}`);
  return [rule.category, ...weaknesses].slice(0, sarifLimits.tagsPerRule);
}

/** Fewer findings than this say too little to overrule the rule's own confidence. */
const leastSample = 20;

/** Measured where enough findings were read, else what the rule claims; `very-high` must be measured. */
function toPrecision(rule: DocumentedRule): string {
  const { precision } = rule;
  if (precision === undefined || precision.sampled < leastSample) return rule.confidence;
  return bandOf(precision);
}

function bandOf(precision: MeasuredPrecision): string {
  const share = precision.true / precision.sampled;
  if (share >= 0.95) return "very-high";
  if (share >= 0.8) return "high";
  return share >= 0.5 ? "medium" : "low";
}
