// Merges checked settings files, the weightiest last, into one record.

import { dirname, resolve } from "node:path";
import { type GateCondition, gateMetricKinds } from "../model/gate.ts";
import { readDuration, readSize } from "../model/quantities.ts";
import type { RuleSetting, Settings, SettingsLayer } from "./settings.ts";
import type { SettingsFile } from "./settings-schema.ts";

/**
 * `chain` is in order of rising weight. Single values of a later file win; excluded globs and rule layers add up. All
 * globs count from `folder`, also those of extended files, so that a shared file can speak about any project.
 */
export function mergeSettings(folder: string, chain: readonly { readonly file: string; readonly content: SettingsFile }[]): Settings {
  const last = <Key extends keyof SettingsFile>(key: Key): SettingsFile[Key] =>
    chain.findLast((entry) => entry.content[key] !== undefined)?.content[key];
  const maxFileSize = last("maxFileSize");
  const timeout = last("timeout");
  const failLevel = last("failLevel");
  const jobs = last("jobs");
  const maxWarnings = last("maxWarnings");
  const baseline = last("baseline");
  const gate = last("gate");
  return {
    folder,
    sources: chain.map((entry) => entry.file).reverse(),
    exclusions: chain.flatMap((entry) => exclusionsOf(entry.content)),
    layers: chain.flatMap((entry) => layersOf(entry.content)),
    plugins: chain.flatMap((entry) => pluginsOf(entry)),
    gate: {
      coverage: listOf(gate?.coverage),
      ...(gate?.against === undefined ? {} : { against: gate.against }),
      ...(gate?.conditions === undefined ? {} : { conditions: gate.conditions.map(conditionOf) }),
    },
    reportUnusedSuppressions: last("reportUnusedSuppressions") ?? true,
    ...(failLevel === undefined ? {} : { failLevel }),
    ...(maxFileSize === undefined ? {} : { maxFileSizeBytes: readSize(maxFileSize)! }),
    ...(timeout === undefined ? {} : { timeoutMs: readDuration(timeout)! }),
    ...(jobs === undefined ? {} : { jobs }),
    ...(maxWarnings === undefined ? {} : { maxWarnings }),
    ...(baseline === undefined ? {} : { baseline }),
  };
}

/** Unlike globs these count from the file that names them: a shared file brings its own. */
export function pluginsOf({ file, content }: { readonly file: string; readonly content: SettingsFile }): string[] {
  return listOf(content.plugins).map((path) => resolve(dirname(file), path));
}

/** Complete; that exactly one limit is there was checked. */
function conditionOf({ metric, on, severity, category, confidence, rule, atMost, atLeast }: NonNullable<NonNullable<SettingsFile["gate"]>["conditions"]>[number]): GateCondition {
  return {
    metric,
    on: on ?? gateMetricKinds[metric].scopes[0],
    threshold: (atMost ?? atLeast)!,
    ...(severity === undefined ? {} : { severity }),
    ...(category === undefined ? {} : { category }),
    ...(confidence === undefined ? {} : { confidence }),
    ...(rule === undefined ? {} : { rule }),
  };
}

function exclusionsOf(content: SettingsFile): { files: readonly string[]; excludedFiles: readonly string[] }[] {
  const general = content.exclude === undefined ? [] : [{ files: listOf(content.exclude), excludedFiles: [] }];
  const special = (content.overrides ?? [])
    .filter((entry) => entry.exclude === true)
    .map((entry) => ({ files: listOf(entry.files), excludedFiles: listOf(entry.excludeFiles) }));
  return [...general, ...special];
}

function layersOf(content: SettingsFile): SettingsLayer[] {
  const general = content.rules === undefined ? [] : [{ excludedFiles: [], rules: rulesOf(content.rules) }];
  const special = (content.overrides ?? [])
    .filter((entry) => entry.rules !== undefined)
    .map((entry) => ({ files: listOf(entry.files), excludedFiles: listOf(entry.excludeFiles), rules: rulesOf(entry.rules!) }));
  return [...general, ...special];
}

function rulesOf(rules: NonNullable<SettingsFile["rules"]>): (readonly [string, RuleSetting])[] {
  const settings = Object.entries(rules).map(([key, value]): readonly [string, RuleSetting] => {
    if (typeof value === "string") return [key, { level: value, options: {} }];
    return [key, { ...(value.severity === undefined ? {} : { level: value.severity }), options: value.options ?? {} }];
  });
  // Within one layer the more general key comes first, so that the rule's own entry wins wherever it was written.
  return settings.sort((left, right) => generality(right[0]) - generality(left[0]));
}

function generality(key: string): number {
  return key === "*" ? 2 : key.endsWith("/*") ? 1 : 0;
}

function listOf(value: string | readonly string[] | undefined): readonly string[] {
  return value === undefined ? [] : typeof value === "string" ? [value] : value;
}
