// Taint rules: each row is code whose last line is a sink, and whether what reaches it is tainted.

import { describe, expect, it } from "vitest";
import { check, ruleFile } from "../pattern/engine.ts";

const rule = (language: string, extra = ""): string =>
  ruleFile(language, `mode: taint\npattern-sources: [{pattern: source(...)}]\npattern-sinks: [{pattern: sink(...)}]\npattern-sanitizers: [{pattern: clean(...)}]\n${extra}`);

const isFound = (language: string, code: string, extra?: string): boolean => check(language, rule(language, extra), code).matches.length > 0;

describe("Python", () => {
  it.each([
    ["sink(source())", true],
    ["sink(clean(source()))", false],
    ["x = source()\nsink(x)", true],
    ["x = source()\nx = 1\nsink(x)", false],
    ["x = source()\nif c:\n  x = 1\nsink(x)", true],
    ["x = source()\nif c:\n  x = 1\nelse:\n  x = 2\nsink(x)", false],
    ["x = None\nfor i in y:\n  sink(x)\n  x = source()", true],
    ["x = source()\ndef f():\n  sink(x)", true],
    ["x = source()\ndef f(x):\n  sink(x)", false],
    ["sink(\"a\" if source() else \"b\")", false],
    ["sink(foo(source()).bar)", true],
    ["x.a = source()\nsink(x.b)", false],
    ["x.a = source()\nsink(x)", true],
    ["d = {}\nd['a'] = source()\nsink(d['b'])", true],
    ["o.add(source())\nsink(o)", false],
    ["try:\n  x = source()\n  x = 1\nexcept E:\n  sink(x)", true],
    ["def f():\n  return 1\n  sink(source())", false],
    ["raise sink(source()) from x", true],
    ["raise x from sink(source())", false],
  ])("%s", (code, expected) => {
    expect(isFound("python", code)).toBe(expected);
  });
});

describe("propagators into functions", () => {
  const moved = "pattern-propagators: [{pattern: $A.then($D => $B), from: $A, to: $D}, {pattern: '$O.each($A, $D => $B)', from: $A, to: $D}]";
  it.each([
    ["source().then(d => sink(d));", true],
    ["const x = source(); f(x).then(d => sink(d));", true],
    ["const x = source(); o.each(x, d => sink(d));", true],
    ["const x = source(); f(y).then(d => sink(d));", false],
    ["const x = source(); f(x).map(d => sink(d));", false],
  ])("%s", (code, expected) => {
    expect(isFound("javascript", code, moved)).toBe(expected);
  });
});

describe("JavaScript", () => {
  it.each([
    ["const {a} = source(); sink(a);", true],
    ["function f() { const x = source(); g(() => { sink(x); }); }", true],
    ["source().forEach(x => { sink(x); });", false],
    ["const d = {a: source(), b: 1}; sink(d.b);", false],
    ["let x = source(); x ||= 1; sink(x);", false],
    ["switch (a) { case 1: x = source(); break; default: x = 1; } sink(x);", true],
    ["let g; function set() { g = source(); } function use() { sink(g); }", true],
    ["let g; function set() { g = source(); g = 1; } function use() { sink(g); }", false],
    ["function set() { const l = source(); g = l; } function use() { sink(g); }", false],
    ["function set() { g = source(); } foo({ m() { sink(g); } });", true],
    ["function set() { g = source(); } foo({ m: () => sink(g) });", false],
    ["const g = source(); if (a) { async function use() { sink(g); } }", true],
    ["const g = source(); return 1; function use() { sink(g); }", true],
    ["let x; l: { x = source(); break l; } sink(x);", false],
    ["l: { break l; } function f() { sink(source()); }", true],
    ["l: { break l; } g(() => sink(source()));", true],
    ["let x; l: { if (a) { x = source(); break l; } x = 1; } sink(x);", false],
    ["f(function (x) { try { x = source(); return g(); } catch (e) { h(); } sink(x); })", false],
    ["f((x) => { try { x = source(); return g(); } catch (e) { h(); } sink(x); })", true],
  ])("%s", (code, expected) => {
    expect(isFound("javascript", code)).toBe(expected);
  });
});

describe("TypeScript, a field as the source", () => {
  const fields = ruleFile("typescript", "mode: taint\npattern-sources: [{pattern: $R.query}]\npattern-sinks: [{pattern: sink(...)}]\n");
  it.each([
    ["const {a} = r.query as Foo; sink(a);", true],
    ["const {a} = <Foo>r.query; sink(a);", true],
    ["const {a} = r.query.user; sink(a);", true],
    ["const {a} = r.query['user'] as Foo; sink(a);", true],
    ["const a = (r.query as Foo).a; sink(a);", true],
    ["const {a} = r.other as Foo; sink(a);", false],
    ["const a = (r.other as Foo).a; sink(a);", false],
  ])("%s", (code, expected) => {
    expect(check("typescript", fields, code).matches.length > 0).toBe(expected);
  });
});

describe("options", () => {
  it.each([
    ["sink(foo(source()))", "options: {taint_assume_safe_functions: true}", false],
    ["sink(source() == 1)", "options: {taint_assume_safe_comparisons: true}", false],
    ["o.add(source())\nsink(o)", "pattern-propagators: [{pattern: $O.add($X), from: $X, to: $O}]", true],
  ])("%s with %s", (code, extra, expected) => {
    expect(isFound("python", code, extra)).toBe(expected);
  });
  it("keeps having come to a source within its program or function", () => {
    const control = (code: string): number => check("python", ruleFile("python", "mode: taint\npattern-sources: [{pattern: source(), control: true}]\npattern-sinks: [{pattern: sink()}]"), code).matches.length;
    expect([control("source()\nsink()"), control("def f():\n  sink()\nsource()")]).toEqual([1, 0]);
  });
  it("asks for labels", () => {
    const body =
      "mode: taint\npattern-sources:\n- {pattern: a(), label: A}\n- {pattern: b(), label: B}\npattern-sinks:\n- {pattern: sink(...), requires: A and not B}";
    const found = check("python", ruleFile("python", body), "sink(a())\nsink(b())\nsink(a() + b())\n").matches;
    expect(found.map((match) => match.start)).toEqual([0]);
  });
});

describe("JavaScript, names taken out of an object", () => {
  const named = (source: string): string => ruleFile("javascript", `mode: taint\npattern-sources: [{patterns: [{pattern-inside: ${JSON.stringify(source)}}, {focus-metavariable: $P}]}]\npattern-sinks: [{pattern: sink(...)}]\n`);
  it.each([
    ["const {..., $P, ...} = o\n...", "const { a } = o; sink(a);", true],
    ["const $P = o\n...", "const a = o; sink(a);", false],
    ["function ... (..., $P, ...) {...}", "f(({ a }) => { sink(a); });", true],
    ["function ... (..., $P, ...) {...}", "f(({ a, ...b }) => { sink(b); });", false],
    ["function ... (..., $P, ...) {...}", "f(({ a: { b }, c = 1 }) => { sink(b); sink(c); });", false],
  ])("%s: %s", (source, code, expected) => {
    expect(check("javascript", named(source), code).matches.length > 0).toBe(expected);
  });
});
