// Checks what a file of rules in code exports: the version of the kit, then each rule's shape, with a message for its author.

import { z } from "zod";
import { categories, confidences, severities } from "../model/finding.ts";
import { currentKitVersion } from "../rule-kit/kit-version.ts";
import type { CodeRule } from "../rule-kit/rule.ts";
import { kindCount } from "../syntax/kinds.ts";
import { languages } from "../languages/registry.generated.ts";

const languageIds = languages.map((language) => language.id);

const optionValue = z.union([z.boolean(), z.number(), z.string(), z.array(z.string())]);

const meta = z
  .strictObject({
    id: z.string().regex(/^[a-z][a-z0-9-]*\/[a-z][a-z0-9-]*$/, "must be `group/flaw-in-kebab-case`"),
    title: z.string().min(1).max(80),
    description: z.string().min(1),
    languages: z.array(z.enum(languageIds as [string, ...string[]])).min(1),
    category: z.enum(categories).exclude(["tool"]),
    severity: z.enum(severities),
    confidence: z.enum(confidences),
    cwe: z.array(z.string().regex(/^CWE-\d+$/, "must be as `CWE-89`")),
    securitySeverity: z.number().min(0.1).max(10).optional(),
    remediationMinutes: z.number().min(0).max(100_000),
    fixSafety: z.enum(["safe", "unsafe"]).optional(),
    precision: z.strictObject({ sampled: z.int().min(0), true: z.int().min(0), on: z.string() }).optional(),
    equivalents: z.record(z.string(), z.array(z.string())).optional(),
    supersedes: z.array(z.string()).optional(),
    isOnByDefault: z.boolean().optional(),
    options: z.record(z.string(), z.strictObject({ default: optionValue, description: z.string() })).optional(),
  })
  .refine((facts) => facts.category !== "security" || facts.securitySeverity !== undefined, { path: ["securitySeverity"], message: "is needed for a security rule" });

const isFunction = z.custom<CodeRule["check"]>((value) => typeof value === "function", "must be a function");

const codeRule = z.strictObject({
  meta,
  words: z.array(z.array(z.string().min(1)).min(1)).max(31),
  kinds: z.array(z.int().min(1).max(kindCount - 1)).min(1),
  check: isFunction,
});

/** The rules of a module, or one sentence that says what is wrong with it. */
export function checkRuleModule(exported: Readonly<Record<string, unknown>>): readonly CodeRule[] | string {
  const { kitVersion } = exported;
  if (kitVersion === undefined) return `it does not say which rule kit it was written for: add \`export const kitVersion = ${currentKitVersion};\`.`;
  if (kitVersion !== currentKitVersion) {
    const remedy = typeof kitVersion === "number" && kitVersion > currentKitVersion ? "Use a newer Assay." : "docs/custom-rules.md says what changed.";
    return `it was written for rule kit ${JSON.stringify(kitVersion)}, and this Assay has rule kit ${currentKitVersion}. ${remedy}`;
  }
  const candidates = [...(exported["rule"] === undefined ? [] : [exported["rule"]]), ...(Array.isArray(exported["rules"]) ? exported["rules"] : [])];
  if (candidates.length === 0) return "it exports no rule: write `export const rule = defineRule({ … })`, or `export const rules = [ … ]`.";
  const rules: CodeRule[] = [];
  for (const candidate of candidates) {
    const parsed = codeRule.safeParse(candidate);
    if (!parsed.success) return describeFault(candidate, parsed.error.issues[0]!);
    // The schema has just proved the record; its own object is kept, whose `check` may use `this`.
    rules.push(candidate as CodeRule);
  }
  return rules;
}

function describeFault(candidate: unknown, issue: z.core.$ZodIssue): string {
  if (typeof candidate === "object" && candidate !== null && ("figureOf" in candidate || "checkProject" in candidate)) {
    return "rules on figures of functions and on the whole project are built in only; a rule from outside has `check`.";
  }
  const id = (candidate as { meta?: { id?: unknown } } | null)?.meta?.id;
  const who = typeof id === "string" ? `the rule \`${id}\`` : "a rule";
  return `${who}: \`${issue.path.join(".") || "rule"}\`: ${issue.message}.`;
}
