// The shape of a settings file as its author writes it, checked by zod; the published JSON Schema is made from it.

import { z } from "zod";
import { categories, confidences, severities } from "../model/finding.ts";
import { type GateMetricName, gateMetricKinds } from "../model/gate.ts";
import { ratings } from "../model/rating.ts";
import { readDuration, readSize } from "../model/quantities.ts";

const globs = z.union([z.string().min(1), z.array(z.string().min(1))], { error: "must be a glob or a list of globs." });

const levels = ["off", "on", "info", "warning", "error"] as const;

const level = z.enum(levels, { error: `must be one of ${levels.join(", ")}.` });

const optionValue = z.union([z.boolean(), z.number(), z.string(), z.array(z.string())], {
  error: "must be a boolean, a number, a string or a list of strings.",
});

const detailedRuleSetting = z.strictObject(
  {
    severity: level.optional().describe("The level of the rule's findings, or off."),
    options: z.record(z.string(), optionValue).optional().describe("The rule's own options; `assay explain RULE` lists them."),
  },
);

const ruleSetting = z.union([level, detailedRuleSetting], {
  error: `must be one of ${levels.join(", ")}, or an object with severity and options.`,
});

const failLevels = ["info", "warning", "error", "never"] as const;

const rules = z.record(z.string(), ruleSetting);

const duration = z
  .union([z.string(), z.number()])
  .refine((value) => (readDuration(value) ?? 0) > 0, "must be a duration such as 500ms, 5s or 2m (a bare number is seconds).");

const size = z
  .union([z.string(), z.number()])
  .refine((value) => (readSize(value) ?? 0) > 0, "must be a size such as 512KB or 1MB (a bare number is bytes).");

/** One entry of `overrides`. */
const override = z.strictObject({
  files: globs.describe("Globs of the files that this entry speaks about, relative to the settings file's folder."),
  excludeFiles: globs.optional().describe("Globs of files among these that it leaves alone."),
  exclude: z.boolean().optional().describe("True: these files are not analysed at all."),
  rules: rules.optional().describe("Levels and options of rules in these files; they win over those above."),
});

const limit = z.union([z.number().nonnegative(), z.enum(ratings)], { error: `must be a number from 0, or a rating: ${ratings.join(", ")}.` });

const metricNames = Object.keys(gateMetricKinds) as [GateMetricName, ...GateMetricName[]];

/** One entry of `gate.conditions`. */
const gateCondition = z.strictObject({
  metric: z.enum(metricNames, { error: `must be one of ${metricNames.join(", ")}.` }).describe("What is measured: docs/gate.md."),
  on: z.enum(["new", "all"], { error: "must be new or all." }).optional().describe("New code or all code. Default: new where the metric knows it."),
  severity: z.enum(severities, { error: `must be one of ${severities.join(", ")}.` }).optional().describe("Only findings of this severity."),
  category: z.enum(categories, { error: `must be one of ${categories.join(", ")}.` }).optional().describe("Only findings of this category."),
  confidence: z.enum(confidences, { error: `must be one of ${confidences.join(", ")}.` }).optional().describe("Only findings that are at least so sure."),
  rule: z.string().min(1).optional().describe("Only findings of this rule, or of a group such as `python/*`."),
  atMost: limit.optional().describe("The most that passes."),
  atLeast: limit.optional().describe("The least that passes."),
});

const gate = z.strictObject({
  against: z.string().min(1).optional().describe("Git revision that new code is measured against, or auto. Default: the baseline file, else auto."),
  coverage: globs.optional().describe("Coverage reports (lcov, Cobertura, coverage.py JSON), relative to the settings file's folder."),
  conditions: z.array(gateCondition).min(1).optional().describe("What must hold. Default: nothing new and nothing worse."),
});

/** A settings file as written. */
export const settingsFileSchema = z.strictObject({
  $schema: z.string().optional().describe("Address of this schema, for editors."),
  extends: globs.optional().describe("Settings files that this one builds on, relative to its own folder. Later ones win."),
  exclude: globs.optional().describe("Globs of files that are not analysed, relative to the settings file's folder."),
  plugins: globs.optional().describe("Files and folders of rules in code, relative to this file's folder; they run beside the built-in rules (docs/custom-rules.md)."),
  rules: rules.optional().describe("Rule id, `python/*` or `*` → off, on, info, warning, error, or an object with severity and options."),
  overrides: z.array(override).optional().describe("Further settings for some of the files, in order; later ones win."),
  failLevel: z.enum(failLevels, { error: `must be one of ${failLevels.join(", ")}.` }).optional().describe("The lowest severity that makes a scan fail. Default: error."),
  maxWarnings: z.int().nonnegative().optional().describe("More warnings than this make a scan fail."),
  maxFileSize: size.optional().describe("Larger files are skipped. Default: 1MB."),
  timeout: duration.optional().describe("Time for one file. Default: 10s."),
  jobs: z.int().positive().max(1024).optional().describe("Number of worker threads. Default: one per processor core."),
  baseline: z.string().min(1).optional().describe("File of known findings, relative to the settings file's folder; `assay baseline` writes it. Only other findings are reported and fail."),
  gate: gate.optional().describe("What `assay gate` asks for: docs/gate.md."),
  reportUnusedSuppressions: z.boolean().optional().describe("Report `assay-ignore` comments that silence nothing. Default: true."),
});

export type SettingsFile = z.infer<typeof settingsFileSchema>;

/** The keys of an object schema, to suggest the nearest. */
export const settingsKeys: readonly string[] = Object.keys(settingsFileSchema.shape);
export const overrideKeys: readonly string[] = Object.keys(override.shape);
export const gateKeys: readonly string[] = Object.keys(gate.shape);
export const gateConditionKeys: readonly string[] = Object.keys(gateCondition.shape);
export const ruleSettingKeys: readonly string[] = Object.keys(detailedRuleSetting.shape);
