// The inputs by which two versions of a function are compared, and what is made of their outcomes.

import { describe, expect, it } from "vitest";
import { createUnitMaker } from "../../../src/api/simulate-project.ts";
import { Kind } from "../../../src/syntax/kinds.ts";
import type { SyntaxTree } from "../../../src/syntax/tree.ts";
import { type BehaviourOutcome, compareOutcomes } from "../../../src/verification/behaviour/compare-outcomes.ts";
import { type BehaviourInput, generateInputs } from "../../../src/verification/behaviour/generate-inputs.ts";
import { type ParameterShape, parametersOf } from "../../../src/verification/behaviour/parameters.ts";
import { gatherSeeds, type Seeds } from "../../../src/verification/behaviour/seeds.ts";

async function treeOf(language: string, text: string): Promise<SyntaxTree> {
  return (await createUnitMaker()({ path: "file", language, text }))!.tree;
}

async function shapesOf(language: string, text: string): Promise<string[]> {
  const tree = await treeOf(language, text);
  const callee = tree.kind.findIndex((kind) => kind === Kind.FunctionDeclaration);
  return parametersOf(tree, callee).map(({ path, type, itemType }) => `${path} ${type}${type === "list" ? ` of ${itemType}` : ""}`);
}

describe("parameters", () => {
  it.each([
    ["python", "def f(self, a, b: str, c: int = 3, d=2.5, e=True, *rest, **more): pass", ["a any", "b text", "c whole", "d number", "e boolean"]],
    ["python", "def f(a: Optional[int], b: 'str | None', c: list[int], d: dict[str, int], request, cursor): pass", ["a whole", "b text", "c list of whole", "d object"]],
    ["python", "def f(a: str, /, b: int, *, c: bool = True): pass", ["a text", "b whole", "c boolean"]],
    ["typescript", "function f(a: string, b?: number, c: readonly string[] = [], d: Map<string, string>, e = 'x', ...rest: string[]) {}", ["a text", "b number", "c list of text", "d any", "e text"]],
    ["javascript", "function f(req, res, next, name, { field }, limit = 5) {}", ["name any", "limit whole"]],
  ])("of %s: %s", async (language, text, wanted) => {
    expect(await shapesOf(language, text)).toEqual(wanted);
  });
});

describe("seeds", () => {
  it("come from constants, calls, names and addresses", async () => {
    const test = await treeOf("python", 'assert price("book", -2) == 7\nclient.get("/p?page=3&q=a%20b", headers={"X-Name": "n"})\nprice(other, label="z")\n');
    const seeds = gatherSeeds([test], "Shop.price");
    expect(seeds.calls).toEqual([["book", -2], [undefined]]);
    expect(Object.fromEntries(seeds.byName)).toEqual({ page: ["3"], q: ["a b"], headers: [{ "X-Name": "n" }], "X-Name": ["n"], label: ["z"] });
    expect(seeds.texts).toContain("book");
    expect(seeds.numbers).toContain(7);
  });
});

const noSeeds: Seeds = { calls: [], byName: new Map(), texts: [], numbers: [] };
const name: ParameterShape = { path: "name", type: "text", itemType: "any" };
const count: ParameterShape = { path: "count", type: "whole", itemType: "any" };

describe("inputs", () => {
  const request = { parameters: [name, count], seeds: { ...noSeeds, calls: [["host", 3]], texts: ["constant"] }, seed: 1, count: 200, isAttack: (text: string) => text.includes(" ") };

  it("are as many as asked for, no two alike, and the same each time", () => {
    const { inputs } = generateInputs(request);
    expect(inputs).toHaveLength(200);
    expect(new Set(inputs.map((input) => JSON.stringify(input))).size).toBe(200);
    expect(generateInputs(request)).toEqual(generateInputs(request));
    expect(generateInputs({ ...request, seed: 2 })).not.toEqual(generateInputs(request));
  });

  it("hold examples, constants and edges, and go round the parameters", () => {
    const values = generateInputs(request).inputs.map(({ parameter, value }) => [parameter, value]);
    for (const wanted of [["name", "host"], ["name", "constant"], ["name", ""], ["count", 3], ["count", 0], ["count", -1], ["count", 2 ** 31]]) expect(values).toContainEqual(wanted);
  });

  it("leave attacks out and say how many", () => {
    const { inputs, leftOut } = generateInputs(request);
    expect(JSON.stringify(inputs)).not.toContain(" ");
    expect(leftOut).toBeGreaterThan(0);
    expect(generateInputs({ ...request, isAttack: () => true }).inputs).toEqual([]);
  });

  it("are fewer where there are no more", () => {
    expect(generateInputs({ ...request, parameters: [{ path: "isOn", type: "boolean", itemType: "any" }] }).inputs.map(({ value }) => value)).toEqual([true, false]);
  });

  it("know what the function is known to take", () => {
    const any = generateInputs({ ...request, parameters: [{ path: "x", type: "any", itemType: "any" }], seeds: noSeeds, isAttack: () => false });
    expect(any.inputs.every(({ isNatural }) => !isNatural)).toBe(true);
    const seen = generateInputs({ ...request, parameters: [{ path: "x", type: "any", itemType: "any" }], isAttack: () => false });
    expect(seen.inputs.every(({ isNatural, value }) => isNatural && typeof value === "string")).toBe(true);
  });
});

const value = (shown: string, more: Partial<BehaviourOutcome> = {}): BehaviourOutcome => ({ is: "value", reaches: true, shown, value: shown, printed: "", ...more });
const other = (is: BehaviourOutcome["is"]): BehaviourOutcome => ({ is, reaches: true, shown: is });
const input: BehaviourInput = { parameter: "name", value: "a", others: {}, isNatural: true };

function judged(pairs: readonly (readonly [BehaviourOutcome, BehaviourOutcome, (Partial<BehaviourInput> | BehaviourOutcome)?])[]): string {
  const calls = pairs.map(([before, after, more = {}]) => ({ input: "is" in more ? input : { ...input, ...more }, before, again: "is" in more ? more : before, after }));
  const { usable, reaching, refused, firstDifference } = compareOutcomes(calls, false);
  return `${usable} usable, ${reaching} reaching, ${refused} refused${firstDifference === undefined ? "" : ", different"}`;
}

describe("outcomes", () => {
  it.each([
    ["the same", [value("1"), value("1")], "1 usable, 1 reaching, 0 refused"],
    ["another value", [value("1"), value("2")], "1 usable, 1 reaching, 0 refused, different"],
    ["other output", [value("1"), value("1", { printed: "x" })], "1 usable, 1 reaching, 0 refused, different"],
    ["a refusal now", [value("1"), other("refused")], "1 usable, 1 reaching, 1 refused"],
    ["an error that a check makes", [value("1"), other("failed")], "1 usable, 1 reaching, 1 refused"],
    ["nothing now", [value("1"), value("", { isEmpty: true })], "1 usable, 1 reaching, 1 refused"],
    ["a refusal both times", [other("refused"), other("failed")], "1 usable, 1 reaching, 0 refused"],
    ["a value where it was refused", [other("refused"), value("1")], "1 usable, 1 reaching, 0 refused, different"],
    ["the fix's own fault", [value("1"), other("misuse")], "1 usable, 1 reaching, 0 refused, different"],
    ["the wrong type for it", [value("1"), other("misuse"), { isNatural: false }], "0 usable, 0 reaching, 0 refused"],
    ["a name that is not there", [value("1"), other("unknown-name"), { isNatural: false }], "1 usable, 1 reaching, 0 refused, different"],
    ["something missing here", [value("1"), other("surroundings")], "0 usable, 0 reaching, 0 refused"],
    ["an original that fails", [other("failed"), value("1")], "0 usable, 0 reaching, 0 refused"],
    ["an original that differs by itself", [value("1"), value("2"), value("3")], "0 usable, 0 reaching, 0 refused"],
    ["two objects of which nothing is known", [value("A", { isOpaque: true }), value("B", { isOpaque: true })], "0 usable, 0 reaching, 0 refused"],
  ] as const)("of %s", (_, pair, wanted) => {
    expect(judged([pair])).toBe(wanted);
  });

  it("of one and the same answer to inputs that had several are refusals", () => {
    expect(judged([[value("1"), value("no")], [value("2"), value("no")], [value("3"), value("no")], [value("4"), value("4")]])).toBe("4 usable, 4 reaching, 3 refused");
  });

  it("that do not come through the change are no more than those that do", () => {
    const beside = value("1", { reaches: false });
    expect(judged([[beside, beside], [beside, beside], [beside, beside], [value("1"), value("1")]])).toBe("2 usable, 1 reaching, 0 refused");
  });
});
