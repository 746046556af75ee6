// What the commands that scan the user's own project ask for alike.

import type { ScanRequest } from "../api/scan.ts";
import type { CliContext } from "./context.ts";

/** As commander hands it over: a file, `true` for the nearest one, `false` for `--no-settings`. */
export interface SettingsOption {
  readonly settings: string | boolean;
}

export function settingsFileOf({ settings }: SettingsOption): ScanRequest["settingsFile"] {
  return settings === true ? undefined : settings;
}

/** A scan of these paths in a process that ends after it. */
export function requestScan(paths: readonly string[], options: SettingsOption, context: CliContext): ScanRequest {
  return {
    cwd: context.cwd,
    paths,
    settingsFile: settingsFileOf(options),
    isTrusted: true,
    hasIgnores: true,
    isOneShot: true,
    cache: {},
    today: context.now().toISOString().slice(0, 10),
  };
}
