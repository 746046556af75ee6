// Reads the words, numbers and flags that earlier task programs used.

import { type TaskPriority, type TaskStatus, taskPriorities } from "../../model/task.ts";
import { readTime } from "./read-times.ts";

const statusWords: readonly (readonly [TaskStatus, string])[] = [
  ["in_progress", "in_progress inprogress doing active started running wip working working_on review in_review reviewing testing in_testing qa ongoing processing executing underway current"],
  ["done", "done complete completed closed finished resolved success successful succeeded merged approved passed fixed shipped released deployed delivered verified x"],
  ["cancelled", "cancelled canceled abandoned rejected declined wont_do wont_fix wontfix not_planned skipped archived deleted removed discarded trash obsolete superseded duplicate invalid dropped"],
];

const priorityWords: readonly (readonly [TaskPriority, string])[] = [
  ["critical", "critical urgent highest very_high immediate asap blocker emergency p0 a"],
  ["high", "high important major p1 b"],
  ["medium", "medium mid normal med default moderate standard average p2 c"],
  ["low", "low lowest very_low minor trivial optional p3 p4 p5 d none"],
];

/** Undefined for a word that is unknown, such as `pending` or `blocked`: work that may still have to be done. */
export function readStatus(value: unknown): TaskStatus | undefined {
  const word = toWord(value);
  return statusWords.find(([, words]) => words.split(" ").includes(word))?.[0];
}

/** Place in `taskPriorities`. Numbers count from 1, the most urgent, as most programs have it; anything unknown is medium. */
export function readPriority(value: unknown): number {
  const text = String(value ?? "").trim();
  if (/^-?\d+(?:\.\d+)?$/.test(text)) return Math.min(3, Math.max(0, Math.round(Number(text)) - 1));
  const word = toWord(text);
  const name = priorityWords.find(([, words]) => words.split(" ").includes(word))?.[0] ?? "medium";
  return taskPriorities.indexOf(name);
}

/** `✅ Done`, `3 - Done` and `inReview` are `done` and `in_review`. */
function toWord(value: unknown): string {
  const spaced = String(value ?? "").replaceAll(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
  return spaced.replaceAll(/['’]/g, "").replaceAll(/[\s_-]+/g, "_").replaceAll(/^(?:\d+(?![a-z\d])|[^a-z\d])+|[^a-z\d]+\d*[^a-z\d]*$/g, "");
}

/** What a yes-or-no column says; a time says yes. Undefined for nothing, and for what is neither. */
export function readFlag(value: unknown): boolean | undefined {
  const word = String(value ?? "").trim().toLowerCase();
  if (["1", "true", "t", "yes", "y", "on", "x", "✓", "✔"].includes(word)) return true;
  if (["0", "false", "f", "no", "n", "off"].includes(word)) return false;
  return readTime(value) === undefined ? undefined : true;
}
