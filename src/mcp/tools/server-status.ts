// The tool `server_status`: what this server can do here, and what mends the rest.

import { z } from "zod";
import { describeServer } from "../../api/describe-server.ts";
import { defineTool } from "../tool.ts";

export const serverStatus = defineTool({
  name: "server_status",
  title: "Show the server's state",
  toolset: "policy",
  description: "Shows version, project, languages, whether and how code is isolated here, and what is missing with the command that installs it. Call it when a run is refused.",
  effect: "reads",
  isIdempotent: true,
  input: z.object({}),
  output: z.object({
    version: z.string(),
    project: z.object({ name: z.string(), branch: z.string().optional(), commit: z.string().optional() }),
    readOnly: z.boolean(),
    uptimeSeconds: z.number().int(),
    store: z.object({ state: z.enum(["recording", "read-only", "none", "failed"]), path: z.string().optional(), problem: z.string().optional() }),
    rules: z.number().int(),
    analysedLanguages: z.array(z.string()),
    execution: z.object({
      isolation: z.enum(["bubblewrap", "none"]).nullable().describe("null: nothing can be run"),
      memoryEnforcement: z.enum(["cgroup", "best-effort"]).nullable(),
      languages: z.array(z.object({ id: z.string(), available: z.boolean() })),
      problems: z.array(z.object({ message: z.string(), nextStep: z.string().nullable() })),
    }),
  }),
  run: async ({ services }) => {
    const data = await describeServer(services);
    const { execution } = data;
    const state = execution.isolation === null ? "Code cannot be run here." : `Code runs under ${execution.isolation === "none" ? "NO isolation" : execution.isolation}.`;
    const problems = execution.problems.map(({ message, nextStep }) => `${message} ${nextStep ?? ""}`.trim());
    return { data, text: [`assay ${data.version}, project ${data.project.name}, ${data.rules} rules. ${state} History: ${data.store.state}.`, ...(data.store.problem === undefined ? [] : [data.store.problem]), ...problems].join("\n") };
  },
});
