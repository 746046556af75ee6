// The tool `create_task`: a new task of the project.

import { z } from "zod";
import { createTask as create } from "../../api/tasks.ts";
import { maxTokens } from "../fields.ts";
import { taskAliases, taskTexts } from "../task-fields.ts";
import { replyWithTask, taskOutput } from "../task-reply.ts";
import { defineTool } from "../tool.ts";
import { withoutNulls } from "../without-nulls.ts";

export const createTask = defineTool({
  name: "create_task",
  title: "Create a task",
  toolset: "tasks",
  description:
    "Keeps a task of the project: what is to be done, how urgent it is, and which tasks must be settled first. Runs and analyses name it by taskId and then belong to it. A dependency that does not exist is refused. Returns the task with its id.",
  effect: "records",
  isIdempotent: false,
  input: z.object({ title: z.string().min(1).max(2_000).describe("one line (also: name)"), ...taskTexts, maxTokens }),
  aliases: taskAliases,
  output: taskOutput,
  run: async ({ services }, { maxTokens: most, ...input }) => replyWithTask(await create(await services.store(), withoutNulls(input)), most, "Created"),
});
