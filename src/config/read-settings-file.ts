// Reads one settings file into plain data, and remembers where each value stands.

import { readFileSync, statSync } from "node:fs";
import { basename, extname } from "node:path";
import { pathToFileURL } from "node:url";
import { AssayError } from "../model/errors.ts";
import { containProgram } from "./contain-program.ts";

/** A settings file longer than this is refused. */
const maxSettingsBytes = 1024 * 1024;

/** A place in a settings file, both 1-based. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

export type KeyPath = readonly (string | number)[];

export interface RawSettings {
  /** Absolute. */
  readonly file: string;
  /** Undefined for a package.json without an `assay` key. */
  readonly value: unknown;
  /** Where the value under a key path stands, or the key itself; undefined where the file is a program. */
  readonly locate: (path: KeyPath, what: "key" | "value") => Position | undefined;
}

const executableEndings: ReadonlySet<string> = new Set([".ts", ".mts", ".mjs", ".js"]);

/** True for settings that are a program: reading them runs code. */
export function isExecutableSettings(file: string): boolean {
  return executableEndings.has(extname(file));
}

/** Throws `config-unreadable` or `config-invalid` with file, line and column. */
export async function readSettingsFile(file: string): Promise<RawSettings> {
  if (isExecutableSettings(file)) return readProgram(file);
  const text = readText(file);
  const extension = extname(file);
  if (extension === ".yaml" || extension === ".yml") return readData(file, text, []);
  if (extension !== ".json") {
    throw new AssayError({
      code: "config-invalid",
      message: `${file}: settings files end in .yaml, .yml, .json, .ts, .mjs or .js.`,
      nextStep: "Rename the file.",
    });
  }
  checkJson(file, text);
  return readData(file, text, basename(file) === "package.json" ? ["assay"] : []);
}

async function readProgram(file: string): Promise<RawSettings> {
  let value: unknown;
  try {
    value = await containProgram(`${file} ended the run before it had given any settings.`, () => (extname(file).endsWith("ts") ? importTypeScript(file) : importJavaScript(file)));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new AssayError({ code: "config-unreadable", message: `${file} could not be run: ${reason}`, nextStep: "Mend the program, or write the settings as .assay.yaml.", cause });
  }
  if (value === undefined) {
    throw new AssayError({ code: "config-invalid", message: `${file} has no default export.`, nextStep: "Write `export default { … }`." });
  }
  return { file, value, locate: () => undefined };
}

async function importTypeScript(file: string): Promise<unknown> {
  const { createJiti } = await import("jiti");
  return createJiti(import.meta.url, { interopDefault: true }).import(file, { default: true });
}

async function importJavaScript(file: string): Promise<unknown> {
  const module = (await import(pathToFileURL(file).href)) as { readonly default?: unknown };
  return module.default;
}

function readText(file: string): string {
  try {
    const status = statSync(file);
    if (!status.isFile()) throw new Error("it is not a regular file");
    const sizeBytes = status.size;
    if (sizeBytes > maxSettingsBytes) throw new Error(`it has ${sizeBytes} bytes; the limit is ${maxSettingsBytes}`);
    return readFileSync(file, "utf8").replace(/^\uFEFF/, "");
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new AssayError({ code: "config-unreadable", message: `The settings file ${file} could not be read: ${reason}.`, nextStep: "Name a readable file, or use --no-settings.", cause });
  }
}

/** YAML reads JSON as well, but takes more than JSON: what is called .json must be JSON. */
function checkJson(file: string, text: string): void {
  try {
    JSON.parse(text);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw invalidAt(file, positionOf(text, offsetOfJsonFault(text, reason)), reason.replace(/ in JSON at position .*/, ""), cause);
  }
}

/** Where JSON stops being JSON. Not every message tells: then the longest beginning that could still go on is sought. */
function offsetOfJsonFault(text: string, reason: string): number {
  const told = /position (\d+)/.exec(reason)?.[1];
  if (told !== undefined) return Number(told);
  let good = 0;
  let bad = text.length + 1;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (couldGoOn(text.slice(0, middle))) good = middle;
    else bad = middle;
  }
  return good;
}

function couldGoOn(beginning: string): boolean {
  try {
    JSON.parse(beginning);
    return true;
  } catch (error) {
    const reason = error instanceof Error ? error.message : "";
    return /end of JSON|Unterminated/.test(reason) || reason.includes(`position ${beginning.length}`);
  }
}

async function readData(file: string, text: string, below: KeyPath): Promise<RawSettings> {
  const { parseDocument, isMap, isSeq, isNode, visit } = await import("yaml");
  const document = parseDocument(text, { prettyErrors: false, logLevel: "silent" });
  const error = document.errors[0];
  if (error !== undefined) throw invalidAt(file, positionOf(text, error.pos[0]), error.message, error);
  const anchors = new Set<string>();
  visit(document, {
    Value: (_, node) => void (node.anchor === undefined ? undefined : anchors.add(node.anchor)),
    // A glob that begins with an asterisk reads as an alias, of which the parser would not say where it stands.
    Alias: (_, { source, range }) => {
      if (!anchors.has(source)) throw invalidAt(file, positionOf(text, range?.[0] ?? 0), `\`*${source}\` names an anchor that is not set before it; text that begins with an asterisk stands in quotes`, undefined);
    },
  });
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: 100 });
  } catch (cause) {
    throw invalidAt(file, { line: 1, column: 1 }, cause instanceof Error ? cause.message : String(cause), cause);
  }
  for (const key of below) value = typeof value === "object" && value !== null ? (value as Record<string | number, unknown>)[key] : undefined;
  const locate = (path: KeyPath, what: "key" | "value"): Position | undefined => {
    let node: unknown = document.contents;
    let offset = 0;
    for (const part of [...below, ...path]) {
      if (isMap(node)) {
        const pair = node.items.find((item) => isNode(item.key) && String(item.key.toJSON()) === String(part));
        if (pair === undefined) break;
        node = pair.value;
        const place = what === "key" || !isNode(node) ? pair.key : node;
        offset = (isNode(place) ? place.range?.[0] : undefined) ?? offset;
      } else if (isSeq(node)) {
        node = node.items[Number(part)];
        offset = (isNode(node) ? node.range?.[0] : undefined) ?? offset;
      }
    }
    return positionOf(text, offset);
  };
  return { file, value: value ?? (below.length === 0 ? {} : undefined), locate };
}

function positionOf(text: string, offset: number): Position {
  const before = text.slice(0, offset);
  const line = before.split("\n").length;
  return { line, column: offset - (before.lastIndexOf("\n") + 1) + 1 };
}

function invalidAt(file: string, place: Position, reason: string, cause: unknown): AssayError {
  return new AssayError({
    code: "config-invalid",
    message: `${file}:${place.line}:${place.column}: ${reason}`,
    nextStep: "Mend the file at this place.",
    cause,
  });
}
