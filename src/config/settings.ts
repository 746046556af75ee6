// The typed settings of a project, after reading, checking and merging.

import type { OptionValue } from "../model/rule.ts";
import type { Severity } from "../model/finding.ts";
import type { GateCondition } from "../model/gate.ts";

/** What settings say about one rule; absent fields keep the rule's own. */
export interface RuleSetting {
  /** `off` switches the rule off; a severity switches it on with that severity; `on` keeps the rule's own severity. */
  readonly level?: Severity | "off" | "on";
  readonly options: Readonly<Record<string, OptionValue>>;
}

/** Rules for some of the files. Later layers win over earlier ones. */
export interface SettingsLayer {
  /** Globs on paths relative to `Settings.folder`; absent for "all files". */
  readonly files?: readonly string[];
  /** Globs of files that the layer leaves alone. */
  readonly excludedFiles: readonly string[];
  /** In the order they were written; a key may be a rule id, `python/*` or `*`. */
  readonly rules: readonly (readonly [key: string, setting: RuleSetting])[];
}

export type FailLevel = Severity | "never";

export interface Settings {
  /** Absolute path of the folder that globs count from: the one that holds the settings file. */
  readonly folder: string;
  /** Absolute paths of every file that was read: the settings file itself first, then what it extends. */
  readonly sources: readonly string[];
  /** Files that are not analysed: those that match, but for the exceptions. */
  readonly exclusions: readonly { readonly files: readonly string[]; readonly excludedFiles: readonly string[] }[];
  readonly layers: readonly SettingsLayer[];
  readonly failLevel?: FailLevel;
  readonly maxFileSizeBytes?: number;
  readonly timeoutMs?: number;
  readonly jobs?: number;
  readonly maxWarnings?: number;
  readonly reportUnusedSuppressions: boolean;
  /** The file of known findings, relative to `folder`. */
  readonly baseline?: string;
  readonly gate: GateSettings;
  /** Absolute paths of files and folders of rules in code. */
  readonly plugins: readonly string[];
}

/** What `assay gate` is told by the settings. */
export interface GateSettings {
  readonly against?: string;
  /** Relative to `folder`. */
  readonly coverage: readonly string[];
  /** Absent: nothing new and nothing worse. */
  readonly conditions?: readonly GateCondition[];
}

/** The settings of a project without a settings file; `folder` is the scan's root. */
export function defaultSettings(folder: string): Settings {
  return { folder, sources: [], exclusions: [], layers: [], reportUnusedSuppressions: true, gate: { coverage: [] }, plugins: [] };
}
