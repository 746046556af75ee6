// Loads a project's settings: finds the file, reads it and what it extends, checks and merges them.

import { existsSync, realpathSync } from "node:fs";
import { dirname, isAbsolute, relative, resolve, sep } from "node:path";
import { AssayError } from "../model/errors.ts";
import type { RuleMeta } from "../model/rule.ts";
import { findSettingsFile } from "./find-settings-file.ts";
import { defaultSettings } from "./settings.ts";
import type { RawSettings } from "./read-settings-file.ts";
import type { Settings } from "./settings.ts";
import type { SettingsFile } from "./settings-schema.ts";

/** `extends` may lead through this many files. */
const maxExtends = 20;

export interface SettingsRequest {
  /** Absolute; the search for a settings file goes up to here. */
  readonly root: string;
  /** Absolute: where the search starts. Outside the root, where another project may lie, it starts at the root. */
  readonly startFolder: string;
  /** A file named by the user instead of a search, absolute or relative to `startFolder`. */
  readonly file?: string;
  /** True for `--no-settings`. */
  readonly isSwitchedOff?: boolean;
  /** False where the scanned project's author must not run code here: settings that are programs are then refused. */
  readonly isTrusted: boolean;
  /** Every rule that settings may name, those of the tool itself included. Without it ids and options are not checked. */
  readonly knownRules?: readonly RuleMeta[];
  /** Answers the rules of files and folders that `plugins` names. It runs them: never asked for projects that are not trusted. */
  readonly loadPlugins?: (paths: readonly string[]) => Promise<readonly RuleMeta[]>;
}

/** Throws `config-invalid`, `config-unreadable` or `path-outside-root`, each with the place and the next step. */
export async function loadSettings(request: SettingsRequest): Promise<Settings> {
  if (request.isSwitchedOff === true) return defaultSettings(request.root);
  const file = request.file === undefined ? findSettingsFile(startOfSearch(request), request.root) : resolve(request.startFolder, request.file);
  if (file === undefined) return defaultSettings(request.root);
  if (!existsSync(file)) {
    throw new AssayError({ code: "config-unreadable", message: `There is no settings file ${file}.`, nextStep: "Name one that exists after --settings." });
  }
  // Loaded here, not at the top: a project without settings does not pay for the schema and the parsers.
  const { mergeSettings } = await import("./merge-settings.ts");
  const chain = await readChain(request, file, []);
  await checkRulesOf(request, chain);
  // A settings file from elsewhere speaks about the scanned root.
  const folder = isInside(file, request.root) ? dirname(file) : request.root;
  return mergeSettings(folder, chain);
}

/** The root has its links resolved; a shell's working directory may not have. */
function startOfSearch(request: SettingsRequest): string {
  const start = realpathSync(request.startFolder);
  return isInside(start, request.root) ? start : request.root;
}

type Chain = readonly { readonly file: string; readonly content: SettingsFile; readonly raw: RawSettings }[];

/** The files in order of rising weight: what a file extends stands before it. */
async function readChain(request: SettingsRequest, file: string, from: readonly string[]): Promise<Chain> {
  checkMayRead(request, file, from);
  const { readSettingsFile } = await import("./read-settings-file.ts");
  const { checkSettings } = await import("./check-settings.ts");
  const raw = await readSettingsFile(file);
  // Which rules there are is known when all files are read: each may bring some.
  const checked = checkSettings(raw, undefined);
  const bases = typeof checked.extends === "string" ? [checked.extends] : (checked.extends ?? []);
  const chain: Chain[number][] = [];
  for (const [index, base] of bases.entries()) {
    const target = resolve(dirname(file), base);
    if (!existsSync(target)) {
      const place = raw.locate(typeof checked.extends === "string" ? ["extends"] : ["extends", index], "value");
      throw new AssayError({
        code: "config-unreadable",
        message: `${file}${place === undefined ? "" : `:${place.line}:${place.column}`}: extends: there is no file ${target}.`,
        nextStep: "Name an existing file, relative to the folder of the file that extends it.",
      });
    }
    chain.push(...(await readChain(request, target, [...from, file])));
  }
  return [...chain, { file, content: checked, raw }];
}

/** Without the rules that a project brings, which are loaded only where it is trusted, ids cannot be told from mistakes. */
async function checkRulesOf({ isTrusted, knownRules, loadPlugins }: SettingsRequest, chain: Chain): Promise<void> {
  if (knownRules === undefined) return;
  const { pluginsOf } = await import("./merge-settings.ts");
  const plugins = chain.flatMap(pluginsOf);
  if (plugins.length > 0 && (!isTrusted || loadPlugins === undefined)) return;
  const known = plugins.length === 0 ? knownRules : [...knownRules, ...(await loadPlugins!(plugins))];
  const { checkSettings } = await import("./check-settings.ts");
  for (const { raw } of chain.toReversed()) checkSettings(raw, known);
}

function checkMayRead(request: SettingsRequest, file: string, from: readonly string[]): void {
  if (from.includes(file) || from.length > maxExtends) {
    throw new AssayError({
      code: "config-invalid",
      message: `Settings extend each other in a circle: ${[...from, file].join(" → ")}.`,
      nextStep: "Take one `extends` out.",
    });
  }
  if (request.isTrusted) return;
  if (/\.(ts|mts|mjs|js)$/.test(file)) {
    throw new AssayError({
      code: "config-invalid",
      message: `${file} is a program, and settings of untrusted projects must be data.`,
      nextStep: "Write the settings as .assay.yaml or .assay.json, or scan the project as a trusted one.",
    });
  }
  if (!isInside(realpathSync(file), realpathSync(request.root))) {
    throw new AssayError({
      code: "path-outside-root",
      message: `${file} lies outside ${request.root}, and settings of untrusted projects must not reach out of it.`,
      nextStep: "Extend files of the project only.",
    });
  }
}

function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
