// The second engine of the generic mode: words, brackets and signs, wherever the lines break.

import { describe, expect, it } from "vitest";
import { check, ruleFile } from "./engine.ts";

function run(pattern: string, text: string, options = ""): { found: string[]; messages: string[] } {
  const body = `pattern: ${JSON.stringify(pattern)}\noptions: {generic_engine: aliengrep${options}}`;
  const { matches, error } = check("generic", ruleFile("generic", body, "<$...A>"), text);
  if (error !== undefined) throw new Error(error);
  return { found: matches.map(({ start, end }) => text.slice(start, end)), messages: matches.map(({ message }) => message) };
}

describe("the free-form engine", () => {
  it.each([
    ["a.b", "a.b a . b ab a\n.\nb", ["a.b", "a . b", "a\n.\nb"]],
    ["port = 22", "from_port = 22; port = 22; port = 220", ["port = 22"]],
    ["f(...)", "f(a, g(b), c) f(a ] b) f(a [b) c]", ["f(a, g(b), c)", "f(a ] b)"]],
    ["x ... y", "x (a y) b y", ["x (a y) b y"]],
    ["x ... y", "x (a y", ["x (a y"]],
    ["$X $X", "a b b c", ["b b"]],
    ["... b", "a\nb c", ["a\nb"]],
    ["b ...", "a\nb\nc\n", ["b\nc\n"]],
  ] as const)("%s in %j", (pattern, text, expected) => {
    expect(run(pattern, text).found).toEqual(expected);
  });
  it.each([
    ["x ...", "x a \nx b", ["x a ", "x b"]],
    ["f(...)", "f(a,\n b)", []],
    ["f(....)", "f(a,\n b)", ["f(a,\n b)"]],
    ["a\nb", "a b a \n b", ["a \n b"]],
    ['s "..." t', 's "a" t s "b\n" t', ['s "a" t']],
  ] as const)("%s in %j, line by line", (pattern, text, expected) => {
    expect(run(pattern, text, ", generic_multiline: false").found).toEqual(expected);
  });
  it("leaves the blanks around what a named gap takes", () => {
    expect(run("f($...A)", "f( a  b ) f() f( )").messages).toEqual(["<a  b>", "<>", "<>"]);
  });
  it("knows the words, brackets and letter cases that a rule asks for", () => {
    expect(run("$X", "a-b c", ", generic_extra_word_characters: ['-']").found).toEqual(["a-b", "c"]);
    expect(run("x ... x", "x <x> x", ", generic_extra_braces: [['<', '>']]").found).toEqual(["x <x> x"]);
    expect(run("x ... x", "x (x) x", ", generic_braces: [['<', '>']]").found).toEqual(["x (x"]);
    expect(run("key: $V", "KEY: v", ", generic_caseless: true").found).toEqual(["KEY: v"]);
  });
  it("refuses brackets of several characters and other engines", () => {
    expect(() => run("a", "a", ", generic_braces: [['begin', 'end']]")).toThrow("`begin` is no bracket");
    expect(check("generic", ruleFile("generic", "pattern: a\noptions: {generic_engine: other}"), "a").error).toContain("`other` is no engine");
  });
});

describe("documents of the generic mode", () => {
  const found = (text: string): number => check("generic", ruleFile("generic", "pattern: needle"), text).matches.length;
  it("passes over what nobody wrote by hand", () => {
    expect(found("needle \f")).toBe(0);
    expect(found(`needle\n${"x".repeat(600)}\n`)).toBe(0);
  });
  it("reads tabs, short files with a long line, and long files of short lines", () => {
    expect(found("needle\t\r\n")).toBe(1);
    expect(found(`needle\n${"x".repeat(400)}\n`)).toBe(1);
    expect(found(`needle\n${"x y\n".repeat(400)}`)).toBe(1);
  });
  it("offers no edit from a regular expression", () => {
    const { matches } = check("generic", ruleFile("generic", "pattern: a\nfix-regex: {regex: a, replacement: b}"), "a");
    expect(matches.map(({ replacement }) => replacement)).toEqual([undefined]);
  });
});
