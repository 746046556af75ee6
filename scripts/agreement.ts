// What the scripts share that compare our rules with another program's: our findings by line, the table, its place in docs/coverage.md.

import { readFileSync, writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { builtInMetas, builtInRules } from "../src/api/built-in-rules.ts";
import type { RuleMeta } from "../src/model/rule.ts";
import type { CodeRule } from "../src/rule-kit/rule.ts";
import type { Parse } from "../src/syntax/language.ts";
import { languageOf, lineAt, loadParser, runRules } from "../test/support/run-rules.ts";
import { listFiles } from "./list-files.ts";

/** Files above this size are generated data or bundles. */
const mostBytes = 500_000;

/** A file of a package that both programs look at. */
export interface ComparedFile {
  /** Absolute, as the other program names it. */
  readonly path: string;
  /** Below the package, as our rules see it. */
  readonly shown: string;
}

/** `path:line` of findings, by rule of ours or of the other program. */
export type Places = Map<string, Set<string>>;

/** The files of all packages, in one order on every machine. */
export function filesToCompare(folders: readonly string[], isWanted: (name: string) => boolean): ComparedFile[] {
  return folders
    .map((folder) => resolve(folder))
    .flatMap((folder) => listFiles(folder, isWanted).map((shown) => ({ path: join(folder, shown), shown })))
    .filter(({ path }) => readFileSync(path).length < mostBytes);
}

/** How the packages are called, for the heading of a table. */
export function namesOf(folders: readonly string[]): string {
  return folders.map((folder) => basename(resolve(folder))).join(", ");
}

/** Rules of a language that look at one file and name rules of the other program, with those names. */
export function rulesKnownTo(program: string, languageId: string): { meta: RuleMeta; names: readonly string[] }[] {
  return builtInMetas.flatMap((meta) => {
    const names = meta.equivalents?.[program];
    return names === undefined || !meta.languages.includes(languageId) ? [] : [{ meta, names }];
  });
}

/** Runs our rules, those that are off by default too, with their default options. */
export async function ourPlaces(files: readonly ComparedFile[], ids: readonly string[]): Promise<Places> {
  const builtIn = builtInRules;
  const rules: CodeRule[] = ids.map((id) => builtIn.byId.get(id)!);
  const parsers = new Map<string, Parse>();
  const places: Places = new Map(ids.map((id) => [id, new Set()]));
  for (const { path, shown } of files) {
    const text = readFileSync(path, "utf8");
    const language = languageOf(path);
    if (language === undefined) continue;
    const parse = parsers.get(language.id) ?? (await loadParser(language));
    parsers.set(language.id, parse);
    await builtIn.prepare(parse(text, shown), parse);
    for (const finding of runRules({ rules, language, parse, path: shown, text }).findings) places.get(finding.ruleId)!.add(`${path}:${lineAt(text, finding.start)}`);
  }
  return places;
}

export interface Comparison {
  /** The other program, as the table's heading calls it. */
  readonly program: string;
  /** Rules of ours with the names of those that are compared with them. */
  readonly compared: readonly { readonly id: string; readonly names: readonly string[] }[];
  /** By our ids. */
  readonly ours: Places;
  /** By the other program's names. */
  readonly theirs: Places;
  /** Why a rule differs, as found by reading the differences; by our ids. */
  readonly reasons: Readonly<Record<string, string>>;
  /** Our ids whose differences are written to the terminal. */
  readonly shown: readonly string[];
}

/** Heading and rows of a table. */
export function comparisonTable({ program, compared, ours, theirs, reasons, shown }: Comparison): string[] {
  return [
    `| rule | ${program} | both | only ours | only theirs | why they differ |`,
    "|---|---|---|---|---|---|",
    ...compared.map(({ id, names }) => {
      const named = new Set(names.flatMap((name) => [...(theirs.get(name) ?? [])]));
      return tableRow({ id, names, ours: ours.get(id)!, theirs: named, why: reasons[id] ?? "", isShown: shown.includes(id) });
    }),
  ];
}

interface Row {
  readonly id: string;
  readonly names: readonly string[];
  readonly ours: ReadonlySet<string>;
  readonly theirs: ReadonlySet<string>;
  readonly why: string;
  readonly isShown: boolean;
}

function tableRow({ id, names, ours, theirs, why, isShown }: Row): string {
  const both = [...ours].filter((place) => theirs.has(place)).length;
  if (isShown) {
    for (const place of ours) if (!theirs.has(place)) console.log(`${id} only ours   ${showPlace(place)}`);
    for (const place of theirs) if (!ours.has(place)) console.log(`${id} only theirs ${showPlace(place)}`);
  }
  return `| \`${id}\` | ${names.join(", ")} | ${both} | ${ours.size - both} | ${theirs.size - both} | ${why} |`;
}

/** Puts a table between its two marks in docs/coverage.md. */
export function writeCoverage(mark: string, table: string): void {
  const place = fileURLToPath(new URL("../docs/coverage.md", import.meta.url));
  const text = readFileSync(place, "utf8");
  const section = new RegExp(`(<!-- ${mark} -->\\n)[^]*?(<!-- /${mark} -->)`);
  if (!section.test(text)) throw new Error(`docs/coverage.md has no place for ${mark}`);
  writeFileSync(place, text.replace(section, (_all, open: string, close: string) => `${open}${table}\n${close}`));
}

function showPlace(place: string): string {
  const cut = place.lastIndexOf(":");
  const line = readFileSync(place.slice(0, cut), "utf8").split("\n")[Number(place.slice(cut + 1)) - 1];
  return `${place}  ${line?.trim().slice(0, 140) ?? ""}`;
}
