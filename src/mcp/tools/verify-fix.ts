// The tool `verify_fix`: judges a change as a fix, as `assay verify` does.

import { z } from "zod";
import { policyForRun } from "../../api/policy-in-force.ts";
import { AssayError } from "../../model/errors.ts";
import { type Verdict, rungNames } from "../../model/verdict.ts";
import { maxTokens } from "../fields.ts";
import { defineTool } from "../tool.ts";

const rung = z.enum(rungNames);

export const verifyFix = defineTool({
  name: "verify_fix",
  title: "Judge a fix",
  toolset: "execution",
  description:
    "Judges a change before it is written: does it parse, is the finding gone and none new, does no simulated attack get through, do the tests pass before and after, run in the sandbox on a copy. Answers accepted, refused or undecided, with the reason and the evidence of each rung. Changes nothing in the project.",
  effect: "destroys",
  isIdempotent: true,
  isOpenWorld: true,
  input: z.object({
    patch: z.string().min(1).max(4_000_000).optional().describe("the change as a unified diff against the project as it is (also: diff)"),
    files: z
      .array(z.object({ path: z.string().min(1).max(4000), content: z.string().max(4_000_000).nullable().describe("the whole new text; null deletes the file") }))
      .max(500)
      .optional()
      .describe("the change as new texts of files, instead of a patch"),
    finding: z.string().max(64).optional().describe("the id of the finding that the change is for, or its first digits (also: findingId)"),
    rule: z.string().max(200).optional().describe("or the rule whose findings it is for (also: ruleId); without either, the findings that the change touches"),
    tests: z.string().max(4000).optional().describe("the command that runs the tests; found by itself (also: testCommand)"),
    level: rung.optional().describe("the rung to reach; the highest that can run here without it"),
    maxTokens,
  }),
  aliases: { diff: "patch", replacements: "files", findingId: "finding", fingerprint: "finding", id: "finding", ruleId: "rule", testCommand: "tests", test: "tests" },
  output: z.object({
    schemaVersion: z.literal(1),
    toolVersion: z.string(),
    verdict: z.enum(["accepted", "refused", "undecided"]),
    level: z.enum(["none", ...rungNames]).describe("the highest rung that passed"),
    wantedLevel: rung,
    reason: z.string(),
    code: z.string().describe("a stable word for the reason"),
    findings: z.array(z.object({ ruleId: z.string(), path: z.string(), line: z.number().int(), fingerprint: z.string() })).describe("what the change is to mend"),
    rungs: z.array(z.object({ name: rung, status: z.enum(["passed", "failed", "not-run"]), evidence: z.array(z.string()), isAbsent: z.literal(true).optional().describe("the project has nothing of the kind: no tests, no proof") })),
  }),
  run: async ({ services, signal }, { patch, files, finding, rule, tests, level }) => {
    if ((patch === undefined) === (files === undefined)) throw new AssayError({ code: "usage", message: "A change is given either as `patch` or as `files`.", nextStep: "Give one of the two." });
    const { policy } = await policyForRun(services);
    const replacements = files === undefined ? undefined : new Map(files.map(({ path, content }) => [path, content ?? undefined] as const));
    const analysis = await services.analysis();
    const request = { cwd: services.settings.root, patch, replacements, finding, rule, tests, level, policy, today: new Date().toISOString().slice(0, 10) };
    const verdict = await analysis.run({ type: "verify", request }, { signal });
    return { data: toData(verdict), text: describe(verdict) };
  },
});

/** The same keys in the same order as on the command line. */
function toData({ findings, rungs, ...rest }: Verdict): Omit<Verdict, "findings" | "rungs"> & { findings: Verdict["findings"][number][]; rungs: { name: Verdict["rungs"][number]["name"]; status: "passed" | "failed" | "not-run"; evidence: string[]; isAbsent?: true }[] } {
  return { ...rest, findings: [...findings], rungs: rungs.map(({ evidence, ...rung }) => ({ name: rung.name, status: rung.status, evidence: [...evidence], ...(rung.isAbsent === true ? { isAbsent: true } : {}) })) };
}

function describe({ verdict, reason, rungs }: Verdict): string {
  return [`${verdict}: ${reason}`, ...rungs.map(({ name, status, evidence }) => `${name}: ${status}. ${evidence[0] ?? ""}`)].join("\n");
}
