// Runs every rule's proof on its programs: the flaw shows in the bad ones, not in the mended ones, which else do the same.

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { proofPrograms } from "../../rules/proofs.generated.ts";
import { builtInMetas } from "../../src/api/built-in-rules.ts";
import { type ProofAnswer, type ProofJob, runProofs } from "../../src/api/proofs/run-proofs.ts";
import { Executor } from "../../src/api/run-code.ts";

const root = process.env["ASSAY_RULES"] ?? fileURLToPath(new URL("../../rules/", import.meta.url));
const LEAST_PROGRAMS = 3;
const RUN_LIMIT_MS = 590_000;

interface Program extends ProofJob {
  readonly kind: "bad" | "fixed" | "good";
  /** What tells the program from its rule's others: `view` of `bad-view.py`. */
  readonly shape: string;
  readonly text: string;
}

const proven = builtInMetas.filter(({ proof }) => proof !== undefined);
const programs = proven.flatMap(({ id, proof }) => {
  const folder = join(root, id);
  return readdirSync(folder).sort().flatMap((name): Program[] => {
    const text = readFileSync(join(folder, name), "utf8");
    const [, kind, shape] = /^(bad|fixed|good)-?(.*)\.\w+$/.exec(name) ?? [];
    const [, callable, parameter] = /^(?:#|\/\/) proof: (.+)\(([^()]+)\)$/m.exec(text) ?? [];
    if (kind === undefined || callable === undefined || parameter === undefined) return [];
    // The name says nothing, and neither does the folder: a proof knows only what it is asked.
    const file = `program.${name.split(".").at(-1)!}`;
    return [{ id: `${id}/${name}`, ruleId: id, proof: proof!, folder: `jobs/${id}/${name}`, target: { file, callable, parameter }, kind: kind as Program["kind"], shape: shape ?? "", text }];
  });
});

let answers: ReadonlyMap<string, ProofAnswer> = new Map();
const executor = new Executor();

beforeAll(async () => {
  const files = programs.map(({ folder, target, text }) => ({ path: `${folder}/${target.file}`, content: text }));
  answers = await runProofs({ executor, jobs: programs, files });
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
