// The tool `delete_task`: removes a task.

import { z } from "zod";
import { deleteTask as remove } from "../../api/tasks.ts";
import { maxTokens } from "../fields.ts";
import { neededTaskId, taskIdAliases } from "../task-fields.ts";
import { replyWithTask, taskOutput } from "../task-reply.ts";
import { defineTool } from "../tool.ts";

export const deleteTask = defineTool({
  name: "delete_task",
  title: "Delete a task",
  toolset: "tasks",
  description: "Removes a task and what ties others to it, and shows it as it was. Its runs and analyses stay. To give up on a task set its status to cancelled instead.",
  effect: "destroys",
  isIdempotent: false,
  input: z.object({ taskId: neededTaskId, expectedVersion: z.number().int().positive().optional().describe("the version that was seen (also: version)"), maxTokens }),
  aliases: { ...taskIdAliases, version: "expectedVersion" },
  output: taskOutput,
  run: async ({ services }, { taskId, expectedVersion, maxTokens: most }) => {
    const { data, text } = replyWithTask(await remove(await services.store(), taskId, expectedVersion), most, "Deleted");
    return { data, text };
  },
});
