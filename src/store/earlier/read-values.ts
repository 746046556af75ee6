// Reads the words, numbers and times that earlier task programs used.

import { type TaskPriority, type TaskStatus, taskPriorities } from "../../model/task.ts";

const statusWords: readonly (readonly [TaskStatus, string])[] = [
  ["in_progress", "in_progress inprogress doing active started running wip working review in_review reviewing testing ongoing"],
  ["done", "done complete completed closed finished resolved success succeeded merged approved passed"],
  ["cancelled", "cancelled canceled abandoned rejected wont_do wont_fix wontfix skipped archived deleted obsolete dropped"],
];

const priorityWords: readonly (readonly [TaskPriority, string])[] = [
  ["critical", "critical urgent highest blocker emergency p0"],
  ["high", "high important major p1"],
  ["medium", "medium normal med default moderate p2"],
  ["low", "low lowest minor trivial p3 p4 p5 none"],
];

/** Anything unknown is open: work that may still have to be done must not vanish from the list. */
export function readStatus(value: unknown): TaskStatus {
  const word = toWord(value);
  return statusWords.find(([, words]) => words.split(" ").includes(word))?.[0] ?? "open";
}

/** Place in `taskPriorities`. Numbers count from 1, the most urgent, as most programs have it; anything unknown is medium. */
export function readPriority(value: unknown): number {
  const word = toWord(value);
  if (/^-?\d+(?:\.\d+)?$/.test(word)) return Math.min(3, Math.max(0, Math.round(Number(word)) - 1));
  const named = priorityWords.find(([, words]) => words.split(" ").includes(word))?.[0] ?? "medium";
  return taskPriorities.indexOf(named);
}

function toWord(value: unknown): string {
  return String(value ?? "").trim().toLowerCase().replaceAll(/[\s'’-]+/g, "_");
}

/** Seconds or milliseconds since 1970 lie apart by size: 1e11 seconds is the year 5138. */
const leastMilliseconds = 1e11;

/** ISO 8601 in UTC. SQLite's own `YYYY-MM-DD HH:MM:SS` is UTC; undefined for what is no time. */
export function readTime(value: unknown): string | undefined {
  if (value === null || value === undefined || value === "") return undefined;
  const text = String(value).trim();
  const isNumber = /^-?\d+(?:\.\d+)?$/.test(text);
  const milliseconds = isNumber ? readNumber(Number(text)) : Date.parse(/^\d{4}-\d\d-\d\d \d\d:\d\d(?::\d\d(?:\.\d+)?)?$/.test(text) ? `${text.replace(" ", "T")}Z` : text);
  return Number.isFinite(milliseconds) && Math.abs(milliseconds) < 8.64e15 ? new Date(milliseconds).toISOString() : undefined;
}

function readNumber(value: number): number {
  return Math.abs(value) < leastMilliseconds ? value * 1000 : value;
}

/** Ids out of a JSON list, a JSON object's keys, or a list with commas. */
export function readIds(value: unknown): string[] {
  if (value === null || value === undefined || value === "") return [];
  if (typeof value === "number") return [String(value)];
  const text = String(value).trim();
  try {
    return idsOf(JSON.parse(text));
  } catch {
    return text.split(/[,;\s]+/).filter((part) => part !== "");
  }
}

const idFields = ["id", "task_id", "taskId", "depends_on", "dependsOn", "depends_on_id"];

function idsOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(idsOf);
  if (typeof value === "string" || typeof value === "number") return value === "" ? [] : [String(value)];
  if (typeof value !== "object" || value === null) return [];
  const entry = Object.entries(value).find(([name]) => idFields.includes(name));
  return entry === undefined ? Object.keys(value) : idsOf(entry[1]);
}
