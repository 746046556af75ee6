// Checks one settings file against the schema and the known rules, and says precisely what is wrong and where.

import type { z } from "zod";
import { AssayError } from "../model/errors.ts";
import { type GateMetricKind, gateMetricKinds } from "../model/gate.ts";
import type { OptionValue, RuleMeta } from "../model/rule.ts";
import { faultOfGlob } from "./globs.ts";
import { nearestName } from "./nearest-name.ts";
import type { KeyPath, RawSettings } from "./read-settings-file.ts";
import { gateConditionKeys, gateKeys, overrideKeys, ruleSettingKeys, settingsFileSchema, settingsKeys } from "./settings-schema.ts";
import type { SettingsFile } from "./settings-schema.ts";

/** One thing that is wrong, and the key path where it is. */
interface Fault {
  readonly path: KeyPath;
  readonly what: "key" | "value";
  readonly message: string;
}

/** A file with more mistakes than this is mended step by step. */
const maxToldFaults = 20;

/**
 * Returns the checked file or throws `config-invalid` that lists every fault with file, line, column and key path.
 * Rule ids and options are checked where `knownRules` is given.
 */
export function checkSettings(raw: RawSettings, knownRules: readonly RuleMeta[] | undefined): SettingsFile {
  const parsed = settingsFileSchema.safeParse(raw.value);
  if (!parsed.success) throw invalid(raw, parsed.error.issues.flatMap((issue) => faultsOf(issue, [])));
  const faults = [...globFaults(parsed.data), ...ruleFaults(parsed.data, knownRules), ...gateFaults(parsed.data)];
  if (faults.length > 0) throw invalid(raw, faults);
  return parsed.data;
}

function invalid(raw: RawSettings, faults: readonly Fault[]): AssayError {
  const placed = faults.map((fault) => ({ fault, place: raw.locate(fault.path, fault.what) }));
  placed.sort((left, right) => (left.place?.line ?? 0) - (right.place?.line ?? 0) || (left.place?.column ?? 0) - (right.place?.column ?? 0));
  const lines = placed.slice(0, maxToldFaults).map(({ fault, place }) => {
    const where = place === undefined ? raw.file : `${raw.file}:${place.line}:${place.column}`;
    return fault.path.length === 0 ? `${where}: ${fault.message}` : `${where}: ${formatPath(fault.path)}: ${fault.message}`;
  });
  if (faults.length > maxToldFaults) lines.push(`… and ${faults.length - maxToldFaults} more.`);
  return new AssayError({ code: "config-invalid", message: lines.join("\n"), nextStep: "Mend the settings file; docs/settings.md lists every key." });
}

/** `overrides[0].rules["python/eval"]`. */
function formatPath(path: KeyPath): string {
  const parts = path.map((part, index) => {
    if (typeof part === "number") return `[${part}]`;
    if (!/^[A-Za-z_$][\w$]*$/.test(part)) return `[${JSON.stringify(part)}]`;
    return index === 0 ? part : `.${part}`;
  });
  return parts.join("");
}

function faultsOf(issue: z.core.$ZodIssue, base: KeyPath): Fault[] {
  const path = [...base, ...(issue.path as (string | number)[])];
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({ path: [...path, key], what: "key" as const, message: unknownKey(key, path) }));
  }
  if (issue.code === "invalid_union") {
    // The branch that fits best is the one whose faults lie inside the value, not at it.
    const inner = issue.errors.find((branch) => branch.length > 0 && branch.every((fault) => fault.path.length > 0 || fault.code === "unrecognized_keys"));
    if (inner !== undefined) return inner.flatMap((fault) => faultsOf(fault, path));
  }
  return [{ path, what: "value", message: issue.message }];
}

function unknownKey(key: string, path: KeyPath): string {
  const known = keysAt(path);
  const nearest = nearestName(key, known);
  return `unknown key; ${nearest === undefined ? `known are ${known.join(", ")}` : `did you mean \`${nearest}\`?`}`;
}

function keysAt(path: KeyPath): readonly string[] {
  if (path.length === 0) return settingsKeys;
  if (path[0] === "gate") return path.length === 1 ? gateKeys : gateConditionKeys;
  return path[0] === "overrides" && path.length === 2 ? overrideKeys : ruleSettingKeys;
}

/** Each condition has the one limit that its metric knows, and no more than it knows. */
function gateFaults(file: SettingsFile): Fault[] {
  return (file.gate?.conditions ?? []).flatMap((condition, index): Fault[] => {
    const kind: GateMetricKind = gateMetricKinds[condition.metric];
    const at = (key: keyof typeof condition, message: string): Fault => ({ path: ["gate", "conditions", index, key], what: "key", message });
    const [right, wrong] = kind.comparator === "LT" || kind.unit === "rating" ? (["atLeast", "atMost"] as const) : (["atMost", "atLeast"] as const);
    const limit = condition[right];
    const faults: Fault[] = [];
    if (condition[wrong] !== undefined) faults.push(at(wrong, `${condition.metric} takes \`${right}\`.`));
    else if (limit === undefined) faults.push({ path: ["gate", "conditions", index], what: "value", message: `needs \`${right}\`.` });
    else if ((typeof limit === "string") !== (kind.unit === "rating")) faults.push(at(right, kind.unit === "rating" ? "must be a rating: A, B, C, D, E." : "must be a number."));
    if (condition.on !== undefined && !kind.scopes.includes(condition.on)) faults.push(at("on", `${condition.metric} is measured on ${kind.scopes.join(" or ")}.`));
    for (const key of ["severity", "category", "confidence", "rule"] as const) {
      if (condition[key] !== undefined && !kind.filters.includes(key)) faults.push(at(key, kind.filters.length === 0 ? `${condition.metric} is not of single findings.` : `${condition.metric} knows ${kind.filters.join(", ")} only.`));
    }
    return faults;
  });
}

function globFaults(file: SettingsFile): Fault[] {
  const faults: Fault[] = [];
  const check = (globs: string | readonly string[] | undefined, path: KeyPath): void => {
    const list = typeof globs === "string" ? [globs] : (globs ?? []);
    list.forEach((glob, index) => {
      const fault = faultOfGlob(glob);
      if (fault !== undefined) faults.push({ path: typeof globs === "string" ? path : [...path, index], what: "value", message: `a glob ${fault}.` });
    });
  };
  check(file.exclude, ["exclude"]);
  file.overrides?.forEach((entry, index) => {
    check(entry.files, ["overrides", index, "files"]);
    check(entry.excludeFiles, ["overrides", index, "excludeFiles"]);
  });
  return faults;
}

function ruleFaults(file: SettingsFile, knownRules: readonly RuleMeta[] | undefined): Fault[] {
  if (knownRules === undefined) return [];
  const byId = new Map(knownRules.map((rule) => [rule.id, rule]));
  const faults = faultsInRules(file.rules, ["rules"], byId);
  file.overrides?.forEach((entry, index) => faults.push(...faultsInRules(entry.rules, ["overrides", index, "rules"], byId)));
  return faults;
}

function faultsInRules(rules: SettingsFile["rules"], path: KeyPath, byId: ReadonlyMap<string, RuleMeta>): Fault[] {
  const faults: Fault[] = [];
  for (const [key, setting] of Object.entries(rules ?? {})) {
    const rule = byId.get(key);
    const options = typeof setting === "string" ? undefined : setting.options;
    if (rule !== undefined) faults.push(...optionFaults(rule, options ?? {}, [...path, key, "options"]));
    else if (!isWildcard(key, byId)) faults.push({ path: [...path, key], what: "key", message: unknownRule(key, byId) });
    else if (options !== undefined) faults.push({ path: [...path, key, "options"], what: "key", message: "options belong to one rule, not to a group." });
  }
  return faults;
}

/** `*`, or `python/*` where a rule of that language is known. */
function isWildcard(key: string, byId: ReadonlyMap<string, RuleMeta>): boolean {
  if (key === "*") return true;
  return key.endsWith("/*") && [...byId.keys()].some((id) => id.startsWith(key.slice(0, -1)));
}

function unknownRule(key: string, byId: ReadonlyMap<string, RuleMeta>): string {
  const nearest = nearestName(key, byId.keys());
  return `unknown rule; ${nearest === undefined ? "`assay rules list` shows the known ones." : `did you mean \`${nearest}\`?`}`;
}

function optionFaults(rule: RuleMeta, options: Readonly<Record<string, OptionValue>>, path: KeyPath): Fault[] {
  const known = rule.options ?? {};
  return Object.entries(options).flatMap(([name, value]): Fault[] => {
    const option = Object.hasOwn(known, name) ? known[name] : undefined;
    if (option === undefined) {
      const nearest = nearestName(name, Object.keys(known));
      const hint = nearest !== undefined ? `did you mean \`${nearest}\`?` : Object.keys(known).length === 0 ? "this rule has none." : `known are ${Object.keys(known).join(", ")}.`;
      return [{ path: [...path, name], what: "key", message: `unknown option; ${hint}` }];
    }
    const wanted = typeOf(option.default);
    return typeOf(value) === wanted ? [] : [{ path: [...path, name], what: "value", message: `must be a ${wanted}, as its default ${JSON.stringify(option.default)} is.` }];
  });
}

function typeOf(value: OptionValue): string {
  return Array.isArray(value) ? "list of strings" : typeof value;
}
