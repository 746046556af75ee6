// The quick reader of rule files gives what the YAML library gives, or leaves the text to it.

import { readFileSync, readdirSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { readPlainYaml } from "../../../../src/analyzers/pattern/rules/plain-yaml.ts";
import { type YamlValue, parseWithLibrary } from "../../../../src/analyzers/pattern/rules/yaml-value.ts";

const folder = new URL("../../../../rules/", import.meta.url);
const ruleFiles = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith("rule.yaml")).sort();
const textOf = (path: string): string => readFileSync(new URL(path, folder), "utf8");

/** The library's value; undefined where it refuses the text. */
function readByLibrary(text: string): YamlValue | undefined {
  try {
    return parseWithLibrary(text);
  } catch {
    return undefined;
  }
}

describe("readPlainYaml", () => {
  it.each(ruleFiles)("reads %s as the library does", (path) => {
    expect(readPlainYaml(textOf(path))).toEqual(parseWithLibrary(textOf(path)));
  });

  it.each([
    "---\nrules:\n- id: a\n  languages: [python, 'js', \"ts\"]\n\n# comment\n- id: b # another\n",
    "a: one\n  two\n\n  three\nb: 'it''s\n  so\n\n  long'\n",
    'a: "one \\\n  \\ two\n  three\\u0041\\n"\n\'true\': 1\ntrue: no\n',
    "a: |\n  x:\n    y\n\nb: |-\n  x\n\n\nc: |+\n  x\n\n",
    "a: >\n  one\n  two\n\n  three\n    deep\n  four\nb: >-\n  one\n",
    "a: &x\n  - 1\n  - -y\nb: *x\nc: &y text\nd: *y\n",
    "- - a\n  - b: {c: [], d: {}, e: 'f', \"g\": \"h\\\"\"}\n    i: True\n-\n  - j\n",
    "min: 1.50.0\nseverity: \"7.1\"\nnull-like: nulls\n",
  ])("reads what rule files hold as the library does: %j", (text) => {
    expect(readPlainYaml(text)).toEqual(parseWithLibrary(text));
  });

  it.each([
    ["nothing", ""],
    ["a missing value", "a:\nb: 1\n"],
    ["a repeated key", "a: 1\na: 2\n"],
    ["a nested mapping on one line", "a: b: c\n"],
    ["numbers of other forms", "a: 1.5\n"],
    ["merged keys", "a: &x {b: 1}\nc:\n  <<: *x\n"],
    ["an alias of nothing", "a: *x\n"],
    ["an anchor inside itself", "a: &x [*x]\n"],
    ["tags", "a: !!str 1\n"],
    ["several documents", "a: 1\n---\na: 2\n"],
    ["tabs as indentation", "a:\n\t- b\n"],
    ["a quote that is left open", 'a: "b\nc: d\n'],
    ["indentation that goes back halfway", "a:\n    b: 1\n  c: 2\n"],
    ["other line breaks", "a: 1\r\nb: 2\r\n"],
    ["lists within each other without end", `a: ${"[".repeat(100_000)}${"]".repeat(100_000)}\n`],
    ["maps within each other without end", `a: ${"{a: ".repeat(20_000)}1${"}".repeat(20_000)}\n`],
    ["blocks within each other without end", `a: ${"- ".repeat(20_000)}1\n`],
    ["JSON over several lines", '{\n  "a": 1\n}\n'],
  ])("leaves %s to the library", (_, text) => {
    expect(readPlainYaml(text)).toBeUndefined();
  });

  it("reads any value that was written as YAML as the library does", () => {
    const word = fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(..." \n:#-'\"\\|>&*[]{},ax1.") }));
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof({ maxDepth: 4 }, word, fc.boolean(), fc.integer(), fc.constant(null), fc.array(tie("value"), { maxLength: 4 }), fc.dictionary(fc.constantFrom("id", "pattern-not", "true", "a.b", "x y"), tie("value"), { maxKeys: 4 })),
    }));
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom("rules", "b", "c"), value, { minKeys: 1 }), (document) => {
        const text = stringify(document);
        const read = readPlainYaml(text);
        if (read !== undefined) expect(read).toEqual(readByLibrary(text));
      }),
      { numRuns: 500 },
    );
  });

  it("never reads what the library refuses or reads otherwise", () => {
    const lines = ruleFiles.slice(0, 12).flatMap((path) => textOf(path).split("\n").slice(0, 60));
    const damage = fc.record({ at: fc.nat(), unit: fc.constantFrom(" ", "  ", "\n", "\t", ":", ": ", "- ", "#", " #", "'", '"', "\\", "|", ">", "&a ", "*a", "[", "]", "{", "}", ",", "") });
    fc.assert(
      fc.property(fc.nat(lines.length - 1), fc.integer({ min: 2, max: 25 }), fc.array(damage, { minLength: 1, maxLength: 3 }), (from, count, places) => {
        let text = lines.slice(from, from + count).join("\n");
        for (const { at, unit } of places) {
          const place = at % (text.length + 1);
          text = text.slice(0, place) + unit + text.slice(unit === "" ? place + 1 : place);
        }
        const read = readPlainYaml(text);
        if (read !== undefined) expect(read).toEqual(readByLibrary(text));
      }),
      { numRuns: 2_000 },
    );
  });
});
