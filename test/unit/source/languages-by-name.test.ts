// Names and `#!` lines tell the language; what they do not tell stays unknown.

import { describe, expect, it } from "vitest";
import { createLanguageFinder } from "../../../src/source/languages-by-name.ts";

const finder = createLanguageFinder([
  { id: "python", extensions: [".py", ".pyi"], fileNames: ["SConstruct"], interpreters: ["python"] },
  { id: "typescript", extensions: [".ts"], fileNames: [], interpreters: ["deno", "ts-node"] },
  { id: "declarations", extensions: [".d.ts"], fileNames: [], interpreters: [] },
  { id: "javascript", extensions: [".js"], fileNames: ["Jakefile"], interpreters: ["node"] },
]);

describe("byName", () => {
  it.each<[string, string | undefined]>([
    ["a.py", "python"],
    ["A.PY", "python"],
    ["a.b.py", "python"],
    ["a.ts", "typescript"],
    ["a.d.ts", "declarations"],
    ["a.x.d.ts", "declarations"],
    [".eslintrc.js", "javascript"],
    [".py", undefined],
    ["py", undefined],
    ["a.pyc", undefined],
    ["a.", undefined],
    ["SConstruct", "python"],
    ["sconstruct", undefined],
    ["", undefined],
    ["ñ\n.py", "python"],
  ])("%j → %s", (name, language) => {
    expect(finder.byName(name)).toBe(language);
  });
});

describe("byFirstLine", () => {
  it.each<[string, string | undefined]>([
    ["#!/usr/bin/python\n", "python"],
    ["#!/usr/bin/python3\n", "python"],
    ["#! /usr/local/bin/python3.12 -u\n", "python"],
    ["#!/usr/bin/env python3\r\n", "python"],
    ["#!/usr/bin/env -S node --enable-source-maps\n", "javascript"],
    ["#!/usr/bin/env -S FOO=1 BAR=2 ts-node\n", "typescript"],
    ["#!/usr/bin/env", undefined],
    ["#!/bin/sh\n# python\n", undefined],
    ["#!", undefined],
    ["# /usr/bin/python", undefined],
    [" #!/usr/bin/python", undefined],
    ["", undefined],
  ])("%j → %s", (line, language) => {
    expect(finder.byFirstLine(line)).toBe(language);
  });
});
