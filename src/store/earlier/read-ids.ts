// Reads ids, and lists of them in the many ways in which programs write one into a column.

import { bareName } from "./columns.ts";

const uuidBytes = 16;
/** JSON inside of JSON goes no deeper in any program seen. */
const deepest = 6;

/** As text: bytes that are a UUID in its usual form, other bytes as the text that they are, else in hexadecimal digits. */
export function toId(value: unknown): string | undefined {
  if (value === null || value === undefined || value === "") return undefined;
  if (!Buffer.isBuffer(value)) return String(value);
  const hex = value.toString("hex");
  const text = value.toString("utf8");
  if (/^[\x20-\x7e]+$/.test(text)) return text;
  return value.length === uuidBytes ? hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-") : hex;
}

/** Finds tasks by what other rows call them: the id, a further column that names the task, each in any spelling. */
export class TaskNames {
  readonly #ids = new Set<string>();
  /** Null for a name that several tasks have. */
  readonly #others = new Map<string, string | null>();

  add(id: string, otherNames: readonly string[] = []): void {
    this.#ids.add(id);
    for (const name of new Set([id, ...otherNames].map(plain))) this.#others.set(name, this.#others.has(name) && this.#others.get(name) !== id ? null : id);
  }

  has(id: string): boolean {
    return this.#ids.has(id);
  }

  /** The task's id. */
  find(name: string): string | undefined {
    return this.#ids.has(name) ? name : (this.#others.get(plain(name)) ?? undefined);
  }
}

/** UUIDs with and without hyphens, braces and capitals are the same; so are `#1` and `1`. */
function plain(name: string): string {
  const word = name.trim().toLowerCase().replace(/^#/, "");
  const digits = word.replaceAll(/[{}-]/g, "");
  return /^[\da-f]{32}$/.test(digits) ? digits : word;
}

/** Ids of known tasks, and what stands there for tasks that are not known, as it was written. */
export function readIds(value: unknown, names: TaskNames): string[] {
  const text = toId(value)?.trim();
  return text === undefined ? [] : idsInText(text, names, 0);
}

function idsInText(text: string, names: TaskNames, depth: number): string[] {
  if (/^(?:|none|null|nil|n\/a|-|\[\]|\{\})$/i.test(text)) return [];
  const known = names.find(text);
  if (known !== undefined) return [known];
  if (depth < deepest && /^[[{"]/.test(text)) {
    try {
      return idsIn(JSON.parse(text), names, depth + 1);
    } catch {
      // Falls through to the lists of Python and PostgreSQL, which are not quite JSON.
    }
  }
  const parts = text.replaceAll(/^[[({]|[\])}]$/g, "").split(/[,;|\r\n]/).map((part) => part.trim().replaceAll(/^(['"])(.*)\1$/g, "$2"));
  return parts.filter((part) => part !== "").flatMap((part) => {
    const one = names.find(part);
    return one === undefined ? part.split(/\s+/).map((word) => names.find(word) ?? word) : [one];
  });
}

const idFields = ["id", "taskid", "task", "dependsonid", "dependson", "dependsontaskid", "dependencyid", "uuid", "key"];
const listFields = ["ids", "taskids", "tasks", "dependencies", "blockedby", "requires", "prerequisites", "items"];

function idsIn(value: unknown, names: TaskNames, depth: number): string[] {
  if (value === null || value === undefined || depth > deepest) return [];
  if (typeof value === "string") return idsInText(value.trim(), names, depth);
  if (Array.isArray(value)) return value.flatMap((entry) => idsIn(entry, names, depth + 1));
  if (typeof value !== "object") return idsInText(String(value), names, depth);
  const entries = Object.entries(value).filter(([, content]) => content !== false && content !== null);
  const byKey = entries.flatMap(([key]) => names.find(key) ?? []);
  if (byKey.length > 0) return byKey;
  const named = [...idFields, ...listFields].flatMap((field) => entries.find(([key]) => bareName(key) === field) ?? [])[1];
  return named === undefined ? entries.map(([key]) => key) : idsIn(named, names, depth + 1);
}
