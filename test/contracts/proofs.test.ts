// Runs every rule's proof on its programs: the flaw shows in the bad ones, not in the mended ones, which else do the same.

import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { proofPrograms } from "../../rules/proofs.generated.ts";
import { builtInMetas } from "../../src/api/built-in-rules.ts";
import { type ProofAnswer, runProofs } from "../../src/api/proofs/run-proofs.ts";
import { Executor } from "../../src/api/run-code.ts";
import { filesOf, readProofExamples } from "../support/proof-programs.ts";

const root = process.env["ASSAY_RULES"] ?? fileURLToPath(new URL("../../rules/", import.meta.url));
const LEAST_PROGRAMS = 3;
const RUN_LIMIT_MS = 590_000;

const proven = builtInMetas.filter(({ proof }) => proof !== undefined);
const programs = readProofExamples(root, proven);

let answers: ReadonlyMap<string, ProofAnswer> = new Map();
const executor = new Executor();

beforeAll(async () => {
  answers = await runProofs({ executor, jobs: programs, files: filesOf(programs) });
}, RUN_LIMIT_MS);

afterAll(() => executor.close());

it("gives each security rule a proof or a reason", () => {
  const without = builtInMetas.filter(({ category, proof, unproven }) => category === "security" && (proof === undefined) === (unproven === undefined));
  expect(without.map(({ id }) => id)).toEqual([]);
});

it("knows the program that each rule names", () => {
  expect([...proofPrograms].map(([id, { file }]) => `${id}/${file}`)).toEqual(proven.map(({ id, proof }) => `${id}/${proof!.file}`));
  for (const { proof } of proven) for (const name of proof!.packages) expect(name).toMatch(/^(?:@[\w.-]+\/)?[\w.-]+(?:==|@)\d[\w.]*$/);
});

describe.each(proven.map(({ id }) => id))("%s", (id) => {
  const own = programs.filter(({ ruleId }) => ruleId === id);
  const shapes = own.filter(({ kind }) => kind === "bad").map(({ shape }) => shape);

  it("has programs of different shapes", () => {
    expect(shapes.length).toBeGreaterThanOrEqual(LEAST_PROGRAMS);
    expect(own.filter(({ kind }) => kind === "fixed").map(({ shape }) => shape)).toEqual(shapes);
    expect(own.some(({ kind }) => kind === "good")).toBe(true);
  });

  it.each(own.map((program) => [program.id, program] as const))("judges %s", (name, { kind, shape }) => {
    const answer = answers.get(name)!;
    expect(answer.problem).toBeUndefined();
    expect(answer.exploited, JSON.stringify(answer)).toBe(kind === "bad");
    const bad = answers.get(own.find((one) => one.kind === "bad" && one.shape === shape)!.id)!;
    if (kind === "fixed") expect(answer.benign).toEqual(bad.benign);
    expect(answer.benign).not.toHaveProperty("error");
  });
});
