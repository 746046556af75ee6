// The tool `update_task`: changes a task, its dependencies included.

import { z } from "zod";
import { updateTask as update } from "../../api/tasks.ts";
import { maxTokens } from "../fields.ts";
import { dependencyAliases, dependencyChanges, neededTaskId, taskAliases, taskIdAliases, taskTexts } from "../task-fields.ts";
import { replyWithTask, taskOutput } from "../task-reply.ts";
import { defineTool } from "../tool.ts";

export const updateTask = defineTool({
  name: "update_task",
  title: "Change a task",
  toolset: "tasks",
  description:
    "Changes what is given and leaves the rest. Dependencies can be replaced, added and removed; one that would close a circle is refused, and the circle named. With expectedVersion a task that somebody changed meanwhile is a conflict. A task that demands a passing run is done only after one.",
  effect: "records",
  isIdempotent: true,
  input: z.object({
    taskId: neededTaskId,
    title: z.string().min(1).max(2_000).optional().describe("(also: name)"),
    ...taskTexts,
    ...dependencyChanges,
    expectedVersion: z.number().int().positive().optional().describe("the version that the change was decided on (also: version)"),
    maxTokens,
  }),
  aliases: { ...taskAliases, ...dependencyAliases, ...taskIdAliases, version: "expectedVersion" },
  output: taskOutput,
  run: async ({ services }, { taskId, maxTokens: most, ...change }) => replyWithTask(await update(await services.store(), taskId, change), most, "Changed"),
});
