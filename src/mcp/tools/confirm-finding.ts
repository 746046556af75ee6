// The tool `confirm_finding`: attacks a finding's function in the sandbox with the rule's proof, as `assay confirm` does.

import { z } from "zod";
import { policyForRun } from "../../api/policy-in-force.ts";
import type { Confirmation } from "../../model/confirmation.ts";
import { maxTokens } from "../fields.ts";
import { defineTool } from "../tool.ts";

export const confirmFinding = defineTool({
  name: "confirm_finding",
  title: "Confirm a finding",
  toolset: "execution",
  description:
    "Shows that a finding is real: calls the project's own function in the sandbox with the harmless attacks of the rule's proof. Answers confirmed, not-reached or could-not-run; the last two never mean that the finding is false. Changes nothing in the project.",
  effect: "destroys",
  isIdempotent: true,
  isOpenWorld: true,
  input: z.object({
    finding: z.string().min(1).max(64).describe("the id of the finding, or its first digits (also: findingId, fingerprint)"),
    maxTokens,
  }),
  aliases: { findingId: "finding", fingerprint: "finding", id: "finding" },
  output: z.object({
    schemaVersion: z.literal(1),
    toolVersion: z.string(),
    outcome: z.enum(["confirmed", "not-reached", "could-not-run"]),
    reason: z.string(),
    finding: z.object({ ruleId: z.string(), path: z.string(), line: z.number().int(), fingerprint: z.string() }),
    attempts: z.array(
      z.object({
        ruleId: z.string(),
        file: z.string(),
        callable: z.string(),
        parameter: z.string(),
        isExploited: z.boolean(),
        attack: z.string().optional().describe("what was sent and got through"),
        problem: z.string().optional().describe("why nothing could be shown"),
      }),
    ),
  }),
  run: async ({ services, signal }, { finding }) => {
    const { policy } = await policyForRun(services);
    const analysis = await services.analysis();
    const request = { cwd: services.settings.root, finding, policy, today: new Date().toISOString().slice(0, 10) };
    const confirmation = await analysis.run({ type: "confirm", request }, { signal });
    return { data: { ...confirmation, attempts: [...confirmation.attempts] }, text: describe(confirmation) };
  },
});

function describe({ outcome, reason, finding, attempts }: Confirmation): string {
  const tried = attempts.map(({ callable, file, parameter, isExploited, problem }) => `${callable} of ${file} through ${parameter}: ${isExploited ? "exploited" : (problem ?? "withstood")}`);
  return [`${outcome}: ${reason}`, `${finding.ruleId} at ${finding.path}:${finding.line}`, ...tried].join("\n");
}
