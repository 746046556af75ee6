// The tool `link_commit`: ties a commit to a task.

import { z } from "zod";
import { linkCommit as link } from "../../api/tasks.ts";
import { maxTokens } from "../fields.ts";
import { neededTaskId, taskIdAliases } from "../task-fields.ts";
import { replyWithTask, taskOutput } from "../task-reply.ts";
import { defineTool } from "../tool.ts";

export const linkCommit = defineTool({
  name: "link_commit",
  title: "Link a commit to a task",
  toolset: "tasks",
  description: "Ties a commit to the task that it was made for; list_tasks finds tasks by commit.",
  effect: "records",
  isIdempotent: true,
  input: z.object({ taskId: neededTaskId, commit: z.string().max(64).describe("the hash, 7 digits or more (also: hash, sha)"), maxTokens }),
  aliases: { ...taskIdAliases, hash: "commit", sha: "commit", commitHash: "commit", commitSha: "commit" },
  output: taskOutput,
  run: async ({ services }, { taskId, commit, maxTokens: most }) => replyWithTask(await link(await services.store(), taskId, commit), most, "Linked"),
});
