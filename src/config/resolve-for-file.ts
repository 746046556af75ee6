// Answers which rules run on a file, how severe they are there and with which options.

import { createHash } from "node:crypto";
import { isAbsolute, join, relative, sep } from "node:path";
import type { Severity } from "../model/finding.ts";
import type { OptionValue, RuleMeta } from "../model/rule.ts";
import { compileGlobs } from "./globs.ts";
import type { Settings } from "./settings.ts";

/** One rule as it is to run on a file. Plain data: it can be posted to a worker. */
export interface RuleConfiguration {
  readonly ruleId: string;
  readonly severity: Severity;
  /** True where settings changed the severity: then it also overrules what the rule says of a single finding. */
  readonly hasOwnSeverity: boolean;
  /** The declared defaults with the settings laid over them. */
  readonly options: Readonly<Record<string, OptionValue>>;
}

/** The rules that run on a file; files under the same settings share one record. */
export interface FileConfiguration {
  /** A hash of everything below, for the cache's key. */
  readonly key: string;
  /** In the order of the rules handed in; rules that are off are absent. */
  readonly rules: readonly RuleConfiguration[];
}

export interface SettingsResolver {
  /** `path` is relative to the scan's root, forward slashes. */
  readonly resolveForFile: (path: string) => FileConfiguration;
  /** True where the settings exclude the file from analysis. */
  readonly isExcluded: (path: string) => boolean;
}

/** Prepares the answers for one scan. Rules with `isOnByDefault: false` run only where settings switch them on. */
export function createSettingsResolver(settings: Settings, rules: readonly RuleMeta[], root: string): SettingsResolver {
  const toSettingsPath = createPathMapper(root, settings.folder);
  const layers = settings.layers.map((layer) => ({
    rules: layer.rules,
    matches: layer.files === undefined ? () => true : onPlaces(compileGlobs(layer.files)),
    leavesAlone: onPlaces(compileGlobs(layer.excludedFiles)),
  }));
  const exclusions = settings.exclusions.map(({ files, excludedFiles }) => ({ matches: compileGlobs(files), leavesAlone: compileGlobs(excludedFiles) }));
  const known = new Map<string, FileConfiguration>();
  return {
    isExcluded: (path) => {
      const place = exclusions.length === 0 ? undefined : toSettingsPath(path);
      return place !== undefined && exclusions.some(({ matches, leavesAlone }) => matches(place) && !leavesAlone(place));
    },
    resolveForFile: (path) => {
      const place = layers.length === 0 ? undefined : toSettingsPath(path);
      const matched = layers.map((layer) => layer.matches(place) && !layer.leavesAlone(place));
      const signature = matched.map(Number).join("");
      let configuration = known.get(signature);
      if (configuration === undefined) {
        configuration = resolve(rules, layers.filter((_, index) => matched[index]).flatMap((layer) => layer.rules));
        known.set(signature, configuration);
      }
      return configuration;
    },
  };
}

function resolve(rules: readonly RuleMeta[], settings: Settings["layers"][number]["rules"]): FileConfiguration {
  const resolved = rules.flatMap((rule): RuleConfiguration[] => {
    let isOn = rule.isOnByDefault ?? true;
    let severity: Severity | undefined;
    const options = Object.fromEntries(Object.entries(rule.options ?? {}).map(([name, option]) => [name, option.default]));
    for (const [key, setting] of settings) {
      if (!coversRule(key, rule.id)) continue;
      if (setting.level === "off") isOn = false;
      // A group switches on what runs by default; a rule that does not is asked for by its own name.
      else if (setting.level !== undefined) isOn = key === rule.id || isOn || (rule.isOnByDefault ?? true);
      if (setting.level !== undefined && setting.level !== "on" && setting.level !== "off") severity = setting.level;
      Object.assign(options, setting.options);
    }
    if (!isOn) return [];
    return [{ ruleId: rule.id, severity: severity ?? rule.severity, hasOwnSeverity: severity !== undefined, options }];
  });
  return { key: createHash("sha256").update(JSON.stringify(resolved)).digest("hex").slice(0, 32), rules: resolved };
}

/** No glob matches a file that lies outside the settings' folder. */
function onPlaces(matches: (path: string) => boolean): (place: string | undefined) => boolean {
  return (place) => place !== undefined && matches(place);
}

function coversRule(key: string, ruleId: string): boolean {
  return key === ruleId || key === "*" || (key.endsWith("/*") && ruleId.startsWith(key.slice(0, -1)));
}

/** Globs count from the settings' folder, paths from the root: usually the same. Undefined for a file outside. */
function createPathMapper(root: string, folder: string): (path: string) => string | undefined {
  if (root === folder) return (path) => path;
  const way = relative(root, folder);
  if (way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way)) {
    const prefix = `${way.split(sep).join("/")}/`;
    return (path) => (path.startsWith(prefix) ? path.slice(prefix.length) : undefined);
  }
  return (path) => relative(folder, join(root, path)).split(sep).join("/");
}
