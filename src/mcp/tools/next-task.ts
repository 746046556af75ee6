// The tool `next_task`: what to do next.

import { z } from "zod";
import { nextTask as choose } from "../../api/tasks.ts";
import { maxTokens } from "../fields.ts";
import { lineOf, linkTo, taskSchema, tellTask } from "../task-reply.ts";
import { defineTool } from "../tool.ts";

export const nextTask = defineTool({
  name: "next_task",
  title: "Choose the next task",
  toolset: "tasks",
  description: "Chooses the task to do next: ready, then most urgent, then what frees most others, then oldest. Take it up with update_task, status in_progress.",
  effect: "reads",
  isIdempotent: true,
  input: z.object({ maxTokens }),
  output: z.object({ task: taskSchema.optional().describe("absent where none is ready"), alsoReady: z.array(z.string()) }),
  run: async ({ services }, { maxTokens: most }) => {
    const { task, alsoReady } = await choose(await services.store());
    if (task === undefined) return { data: { alsoReady: [] }, text: "No task is ready." };
    return { data: { task: tellTask(task, most - 200), alsoReady: [...alsoReady] }, text: lineOf(task), links: [linkTo(task)] };
  },
});
