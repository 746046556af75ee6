// Attacks that really run: what the program that calls functions sees, and what is made of both versions' answers.

import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { type AttackAnswer, attackAnswerSchema, type ShownBreach } from "../../../src/api/attacks/attack-driver.ts";
import { javascriptAttacks } from "../../../src/api/attacks/javascript.ts";
import { weighAttacks } from "../../../src/api/attacks/weigh-attacks.ts";

const folder = mkdtempSync(join(tmpdir(), "attacks-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** `callable parameter` of each breach. */
function attack(text: string, kind: string): string[] {
  return run(text, kind).map(({ callable, parameter }) => `${callable} ${parameter}`);
}

function run(text: string, kind: string): readonly ShownBreach[] {
  writeFileSync(join(folder, "index.cjs"), text);
  const order = { file: "index.cjs", lines: { "index.cjs": [1, 2, 3, 4, 5] }, kinds: [kind], texts: ["1h"] };
  const { output } = spawnSync(process.execPath, [resolve("rules/proofs/javascript/attack.mjs"), JSON.stringify(order)], { cwd: folder, stdio: ["ignore", "ignore", "pipe", "pipe"] });
  return attackAnswerSchema.parse(JSON.parse(String(output[3]))).breaches;
}

describe("functions under attack", () => {
  it.each([
    ["prototype-pollution", "exports.put = (target, key) => { target[key] ??= {}; target[key].text = 1; };", ["put key"]],
    ["prototype-pollution", "exports.put = (target, key) => { if (Object.hasOwn(target, key)) target[key].text = 1; };", []],
    ["prototype-pollution", "module.exports = function (options) { return { words: {}, use(word) { this.word = word; this.words[word] ??= {}; }, add() { this.words[this.word].text = 1; } }; };", ["index().use word"]],
    ["prototype-pollution", "module.exports = function (options) { return { words: Object.create(null), use(word) { this.word = word; this.words[word] ??= {}; }, add() { this.words[this.word].text = 1; } }; };", []],
    ["slow-pattern", "exports.read = (text) => /^(?:\\d+)?\\.?\\d+ *$/.test(text);", ["read text"]],
    ["slow-pattern", "exports.read = (text) => text.length < 100 && /^(?:\\d+)?\\.?\\d+ *$/.test(text);", []],
    ["slow-pattern", "exports.read = (text) => /^\\d+ *$/.test(text);", []],
    ["path-traversal", "exports.open = (folder, name) => require('fs').existsSync(folder) && require('fs').readFileSync(folder + '/' + name);", ["open name"]],
    ["path-traversal", "exports.open = (folder, name) => require('fs').readFileSync(folder + '/' + require('path').basename(name));", []],
    ["path-traversal", "exports.put = (folder, bytes) => { const name = require('path').basename(bytes.subarray(0, 100).toString().replace(/\\0[^]*/, '')); require('fs').writeFileSync(folder + '/' + name, bytes.subarray(512, 516)); };", []],
    ["markup-injection", "exports.write = (data) => '[' + data + ']';", ["write data"]],
    ["markup-injection", "exports.write = (data) => '[' + String(data).replaceAll('<', '\\\\u003c') + ']';", []],
    ["markup-injection", "exports.page = (name) => `<b>${name}</b>`;", ["page name"]],
    ["markup-injection", "exports.page = (name) => `<b>${String(name).replaceAll('<', '&lt;')}</b>`;", []],
    ["markup-injection", "exports.same = (text) => text;", []],
    ["line-injection", "exports.head = (name, options) => name + '=1' + (options.path ? '; path=' + options.path : '');", ["head name", "head options.path"]],
    ["line-injection", "exports.head = (name) => { if (/[^a-z]/.test(name)) throw new Error(); return name + '=1'; };", []],
  ])("%s: %s", (kind, text, wanted) => {
    expect(attack(text, kind)).toEqual(wanted);
  });
});

it("tells a function that withstands plainer variants", () => {
  const guarded = (text: string): boolean[] => run(text, "markup-injection").map(({ isGuarded }) => isGuarded);
  expect(guarded("exports.write = (data) => '[' + String(data).replace('</script>', '') + ']';")).toEqual([true]);
  expect(guarded("exports.write = (data) => typeof data !== 'string' && '[' + data + ']';")).toEqual([false]);
});

const breach: ShownBreach = { kind: "prototype-pollution", callable: "put", parameter: "key", payload: '"__proto__"', effect: "changes all", reaches: true, isGuarded: false };
const line: ShownBreach = { ...breach, kind: "line-injection" };
const path: ShownBreach = { ...breach, kind: "path-traversal" };

function answer(breaches: readonly ShownBreach[], values: readonly (string | undefined)[] = ["a", "b", "c"]): AttackAnswer {
  return { breaches: [...breaches], plain: values.map((value, index) => ({ call: `put(${index})`, value, reaches: true })) };
}

describe("both versions", () => {
  it.each([
    ["nothing shows", answer([]), answer([]), false, undefined],
    ["the attack is gone", answer([breach]), answer([]), false, "passed"],
    ["it still shows", answer([breach]), answer([breach]), false, "still-exploitable"],
    ["one of two ways is mended", answer([breach, { ...breach, parameter: "other" }]), answer([{ ...breach, parameter: "other", reaches: false }]), false, "still-exploitable"],
    ["it shows in both, away from the change", answer([{ ...breach, reaches: false }]), answer([{ ...breach, reaches: false }]), true, undefined],
    ["what is often meant stays, and nothing says that it is a flaw", answer([path]), answer([path]), false, undefined],
    ["what is often meant stays, and a flaw was named", answer([path]), answer([path]), true, "still-exploitable"],
    ["a variant gets through where others are held off", answer([line]), answer([{ ...line, isGuarded: true }]), false, "still-exploitable"],
    ["some parameters are mended, the others may be the program's own", answer([line, { ...line, parameter: "other" }]), answer([line]), true, undefined],
    ["a kind is left open, another is mended", answer([breach, line, { ...line, parameter: "other" }]), answer([line]), true, "passed"],
    ["what may be meant stays beside another kind that is mended", answer([breach, line]), answer([line]), false, "passed"],
    ["the work is gone, too", answer([breach]), answer([], [undefined, undefined, undefined]), false, "swallows-input"],
    ["some texts of the tests are turned away", answer([breach]), answer([], ["a", undefined, undefined]), false, "passed"],
    ["the fix cannot be loaded", answer([breach]), { ...answer([]), problem: "no" }, false, undefined],
  ])("%s", (_, before, after, isNamed, wanted) => {
    const verdict = weighAttacks([{ path: "index.js", kinds: javascriptAttacks.kinds, before, after }], isNamed);
    expect(verdict?.refusals[0]?.code ?? verdict?.rung.status).toBe(wanted);
  });
});
