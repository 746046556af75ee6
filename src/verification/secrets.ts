// The secrets that the original's findings speak of, wherever they are written.

import type { Program } from "../analyzers/symbolic/program.ts";
import { type Value, known } from "../analyzers/symbolic/values.ts";
import type { Finding } from "../model/finding.ts";
import { type EntryView, eventsOf } from "./find-breaches.ts";
import type { ChangedFile, Refusal } from "./static-checks.ts";

const secretWeaknesses: ReadonlySet<string> = new Set(["CWE-798", "CWE-259", "CWE-321", "CWE-522"]);

/** True for weaknesses that are secrets in the program. */
export function isOfSecrets(cwe: readonly string[]): boolean {
  return cwe.some((one) => secretWeaknesses.has(one));
}

/** What only names the place of a value. */
const asKey = /\[\s*(["'])[^"']*\1\s*\]|(["'])[\w.-]*\2\s*:/g;

/** Texts in the findings' own code, and those of the names that stand there. */
export function secretsOf(findings: readonly Finding[], files: readonly ChangedFile[]): string[] {
  const found = findings.filter(({ cwe }) => cwe.some((one) => secretWeaknesses.has(one))).flatMap(({ path, region }) => {
    const text = files.find((file) => file.path === path)?.before ?? "";
    const code = text.slice(region.start, region.end);
    const names = [...new Set(code.match(/[A-Za-z_$][\w$]*/g))];
    return [...textsIn(code.replaceAll(asKey, "")), ...names.flatMap((name) => [...text.matchAll(new RegExp(`(?<![\\w$])${name.replaceAll("$", "\\$")}\\s*[:=]\\s*((["'\`])(?:\\\\.|(?!\\2).)+\\2)`, "g"))].flatMap((one) => textsIn(one[1]!)))];
  });
  return [...new Set(found)];
}

function textsIn(code: string): string[] {
  return [...code.matchAll(/(["'`])((?:\\.|(?!\1).)+)\1/g)].map((found) => found[2]!);
}

const SHORTEST_SECRET = 6;
const MAXIMUM_DEPTH = 3;

/** A secret that the fixed program puts together again, in whatever way. */
export function findSecretMade(secrets: readonly string[], program: Program, paths: readonly string[], views: readonly EntryView[]): Refusal | undefined {
  const wanted = secrets.filter((secret) => secret.length >= SHORTEST_SECRET);
  if (wanted.length === 0) return undefined;
  const isMade = (value: Value, depth = 0): boolean => {
    const whole = known(value);
    if (whole !== undefined) return wanted.some((secret) => whole.includes(secret));
    if (depth > MAXIMUM_DEPTH) return false;
    return value.type === "list" ? value.items.some((item) => isMade(item, depth + 1)) : value.type === "dict" && [...value.entries.values()].some((item) => isMade(item, depth + 1));
  };
  const place = paths.find((path) => program.valuesOf(path).some((value) => isMade(value))) ?? views.flatMap(({ entry, runs }) => runs.flatMap((run) => eventsOf(run, entry))).find(({ arguments: { positional, named } }) => [...positional, ...named.values()].some((value) => isMade(value)))?.unit.path;
  return place === undefined ? undefined : { code: "moves-flaw", reason: `The secret itself is put together again in ${place}.` };
}

const named = /secret|key|token|pass|pwd|credential|salt|pepper|auth|sign|phrase/i;
/** Where the secret is, and not the secret. */
const namesPlace = /(?:file|path|dir|folder|url|uri|host|name|id)$/i;
const fallbacks: readonly RegExp[] = [
  /process\.env(?:\.(\w+)|\[\s*["'`](\w+)["'`]\s*\])\s*(?:\|\||\?\?)=?\s*(["'`])(?!\3)/g,
  /os\.(?:environ\.get|getenv)\(\s*["'](\w+)["']()\s*,\s*(["'])(?!\3)/g,
  /os\.(?:environ\.get|getenv)\(\s*["'](\w+)["']()\s*(?:,\s*(?:None|""|''))?\s*\)\s*or\s+[bf]?(["'])(?!\3)/g,
];

/** A text of the program's own that is the secret wherever the surroundings say none. */
export function findFallback(files: readonly ChangedFile[]): Refusal | undefined {
  const namesIn = (text: string): string[] => fallbacks.flatMap((pattern) => [...text.matchAll(pattern)].map((found) => found[1] || found[2] || "")).filter((name) => named.test(name) && !namesPlace.test(name));
  for (const { path, before, after } of files) {
    const old = new Set(namesIn(before ?? ""));
    const name = namesIn(after ?? "").find((one) => !old.has(one));
    if (name !== undefined) return { code: "moves-flaw", reason: `Where ${name} is not set, a secret that stands in ${path} takes its place.` };
  }
  return undefined;
}
