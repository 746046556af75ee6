// The tool `set_policy`: tightens the execution policy within what the operator allows.

import { z } from "zod";
import { tightenPolicy } from "../../api/policy-in-force.ts";
import { policySchema } from "../policy-reply.ts";
import { defineTool } from "../tool.ts";
import { withoutNulls } from "../without-nulls.ts";

const amount = z.number().int().positive().optional();
const limit = z.object({ standard: amount.describe("where a request says nothing"), ceiling: amount.describe("the most it may ask for") }).optional();
const names = z.array(z.string().min(1).max(300)).max(1_000).optional();

export const setPolicy = defineTool({
  name: "set_policy",
  title: "Tighten the execution policy",
  toolset: "policy",
  description:
    "Tightens the policy that runs of code are held to, for all clients of this project's store; what was set before no longer counts. Nothing can become wider than the operator set it: that is refused, and the field named. Without arguments the operator's own policy is in force again.",
  effect: "records",
  isIdempotent: true,
  input: z.object({
    timeoutMs: limit,
    memoryBytes: limit,
    outputBytes: limit,
    maximumProcesses: amount,
    workspaceBytes: amount,
    codeBytes: amount,
    stdinBytes: amount,
    maximumRows: amount,
    packages: z.enum(["allowed", "refused"]).optional(),
    networkHosts: names.describe("those of the operator's hosts that stay allowed; [] is no network"),
    deniedCommands: names.describe("beside those that the operator denies"),
    allowedCommands: names.describe("the only commands that Bash code may name"),
    reason: z.string().max(1_000).optional(),
  }),
  output: policySchema,
  run: async ({ services }, { reason, ...given }) => {
    const { timeoutMs, memoryBytes, outputBytes, ...rest } = withoutNulls(given);
    const change = {
      ...rest,
      ...(timeoutMs === undefined ? {} : { timeoutMs: withoutNulls(timeoutMs) }),
      ...(memoryBytes === undefined ? {} : { memoryBytes: withoutNulls(memoryBytes) }),
      ...(outputBytes === undefined ? {} : { outputBytes: withoutNulls(outputBytes) }),
    };
    const data = await tightenPolicy(services, { change, reason });
    return { data, text: `Policy ${data.version} is in force: ${JSON.stringify(data)}` };
  },
});
