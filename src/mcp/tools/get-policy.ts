// The tool `get_policy`: the execution policy in force.

import { z } from "zod";
import { policyInForce } from "../../api/policy-in-force.ts";
import { policySchema } from "../policy-reply.ts";
import { defineTool } from "../tool.ts";

export const getPolicy = defineTool({
  name: "get_policy",
  title: "Show the execution policy",
  toolset: "policy",
  description: "Shows the policy that runs of code are held to: limits, folders, hosts, packages, commands. Only the operator can widen it.",
  effect: "reads",
  isIdempotent: true,
  input: z.object({}),
  output: policySchema,
  run: async ({ services }) => {
    const policy = await policyInForce(services);
    return { data: policy, text: JSON.stringify(policy) };
  },
});
