// Arguments of the tools on tasks, and the words that other task programs use for them.

import { z } from "zod";
import { taskPriorities, taskStatuses } from "../model/task.ts";
import type { Alias } from "./tool.ts";

export const status = z.enum(taskStatuses);
export const priority = z.enum(taskPriorities);
export const readiness = z.enum(["ready", "blocked", "active", "settled"]);

export const neededTaskId = z.string().min(1).max(200).describe("the task (also: id, task)");
const ids = z.array(z.string().min(1).max(200)).max(1_000);

/** What a task says; each may be left out. */
export const taskTexts = {
  description: z.string().max(200_000).optional(),
  status: status.optional(),
  priority: priority.optional(),
  dependsOn: ids.optional().describe("ids of the tasks that must be settled first (also: dependencies)"),
  requiresPassingRun: z.boolean().optional().describe("true: done only when the latest run that belongs to it has passed"),
  executionEnvironment: z.string().max(2_000).nullable().optional().describe("where its code runs, for instance an image or versions"),
  codeLanguage: z.string().max(40).nullable().optional().describe("the language of its code (also: language)"),
  qualityScore: z.number().min(0).max(100).nullable().optional(),
};

export const dependencyChanges = {
  addDependencies: ids.optional().describe("beside those that it has (also: add_depends_on)"),
  removeDependencies: ids.optional().describe("(also: remove_depends_on)"),
};

const statusWords: ReadonlyMap<string, string> = new Map([
  ...["pending", "todo", "to_do", "new", "backlog", "not_started", "ready"].map((word) => [word, "open"] as const),
  ...["in-progress", "inprogress", "active", "started", "doing", "running"].map((word) => [word, "in_progress"] as const),
  ...["completed", "complete", "finished", "closed", "resolved"].map((word) => [word, "done"] as const),
  ...["canceled", "abandoned", "dropped"].map((word) => [word, "cancelled"] as const),
]);
const priorityWords: ReadonlyMap<string, string> = new Map([
  ["urgent", "critical"],
  ["highest", "critical"],
  ["normal", "medium"],
  ["lowest", "low"],
  ...["critical", "high", "medium", "low"].map((word, index) => [`p${index}`, word] as const),
]);

const readWord = (words: ReadonlyMap<string, string>) => (value: unknown): unknown => {
  if (typeof value !== "string") return value;
  const word = value.trim().toLowerCase().replaceAll(" ", "_");
  return words.get(word) ?? word;
};

/** One id, or several separated by commas. */
function readIds(value: unknown): unknown {
  if (typeof value === "number") return [String(value)];
  if (typeof value === "string") return value.split(",").map((id) => id.trim()).filter((id) => id !== "");
  return Array.isArray(value) ? value.map((id) => (typeof id === "number" ? String(id) : id)) : value;
}

/** Earlier programs number their tasks. */
function readId(value: unknown): unknown {
  return typeof value === "number" ? String(value) : value;
}

const readTaskId: Alias = { argument: "taskId", read: readId };

export const taskIdAliases: Readonly<Record<string, Alias>> = { taskId: readTaskId, id: readTaskId, task: readTaskId };

export const taskAliases: Readonly<Record<string, Alias | string>> = {
  status: { argument: "status", read: readWord(statusWords) },
  state: { argument: "status", read: readWord(statusWords) },
  priority: { argument: "priority", read: readWord(priorityWords) },
  dependsOn: { argument: "dependsOn", read: readIds },
  dependencies: { argument: "dependsOn", read: readIds },
  language: "codeLanguage",
  environment: "executionEnvironment",
  name: "title",
  details: "description",
};

export const dependencyAliases: Readonly<Record<string, Alias | string>> = {
  addDependencies: { argument: "addDependencies", read: readIds },
  addDependsOn: { argument: "addDependencies", read: readIds },
  removeDependencies: { argument: "removeDependencies", read: readIds },
  removeDependsOn: { argument: "removeDependencies", read: readIds },
};
