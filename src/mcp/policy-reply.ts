// The execution policy as clients see it.

import { z } from "zod";

const limit = z.object({ standard: z.number().describe("where a request says nothing"), ceiling: z.number().describe("the most it may ask for") });

export const policySchema = z.object({
  version: z.number().int().optional().describe("the stored version; runs name the one they were held to"),
  timeoutMs: limit,
  memoryBytes: limit,
  outputBytes: limit,
  maximumProcesses: z.number(),
  workspaceBytes: z.number(),
  codeBytes: z.number(),
  stdinBytes: z.number(),
  maximumRows: z.number(),
  concurrentRuns: z.number(),
  packages: z.enum(["allowed", "refused"]),
  networkHosts: z.array(z.string()),
  deniedCommands: z.array(z.string()),
  allowedCommands: z.array(z.string()).optional(),
});
