// The tool `get_task`: one task whole.

import { z } from "zod";
import { getTask as get } from "../../api/tasks.ts";
import { maxTokens } from "../fields.ts";
import { neededTaskId, taskIdAliases } from "../task-fields.ts";
import { replyWithTask, taskOutput } from "../task-reply.ts";
import { defineTool } from "../tool.ts";

export const getTask = defineTool({
  name: "get_task",
  title: "Show a task",
  toolset: "tasks",
  description: "Shows one task with its dependencies, runs, analyses, commits, quality score and version.",
  effect: "reads",
  isIdempotent: true,
  input: z.object({ taskId: neededTaskId, maxTokens }),
  aliases: taskIdAliases,
  output: taskOutput,
  run: async ({ services }, { taskId, maxTokens: most }) => replyWithTask(await get(await services.store(), taskId), most, ""),
});
