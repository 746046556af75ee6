// Coverage reports in three formats say the same of the same run; whose file a path means is found, or left open.

import { describe, expect, it } from "vitest";
import { parseCoverage } from "../../../../src/source/coverage-reports/parse-coverage.ts";
import { placeCoverage } from "../../../../src/source/coverage-reports/place-coverage.ts";

/** As coverage.py 7.17 wrote them, shortened; test/oracles/coverage-reports runs it afresh. */
const sameRun: Readonly<Record<string, string>> = {
  lcov: "SF:pkg/__init__.py\nend_of_record\nSF:pkg/pick.py\nDA:1,1\nDA:2,1\nDA:4,0\nLF:3\nLH:2\nFN:1,4,pick\nend_of_record\n",
  cobertura: `<?xml version="1.0" ?>
<coverage version="7.17.5" lines-valid="3"><!-- <class filename="no.py"/> -->
<sources><source>/elsewhere</source></sources><packages><package name="pkg"><classes>
<class name="__init__.py" filename="pkg/__init__.py"><methods/><lines/></class>
<class name="pick.py" filename="pkg/pick.py"><methods><method name="f"><lines><line number="1" hits="1"/></lines></method></methods>
<lines><line number="1" hits="1"/><line number="2" hits="1"/><line number="4" hits="0"/></lines></class>
</classes></package></packages></coverage>`,
  "coverage.py": JSON.stringify({ meta: { format: 3 }, files: { "pkg/__init__.py": { executed_lines: [], missing_lines: [] }, "pkg/pick.py": { executed_lines: [1, 2], missing_lines: [4], summary: {} } } }),
};

const read = (text: string): unknown => Object.fromEntries([...parseCoverage(text, "report").files].map(([path, lines]) => [path, Object.fromEntries(lines)]));

describe("parseCoverage", () => {
  it.each(Object.entries(sameRun))("reads %s", (_format, text) => {
    const expected = { "pkg/__init__.py": {}, "pkg/pick.py": { 1: 1, 2: 1, 4: 0 } };
    expect(read(text)).toEqual(expected);
    expect(read(`\uFEFF${text}`)).toEqual(expected);
  });

  it.each([
    ["runs of several tests add up", "SF:a.js\nDA:1,2\nend_of_record\nSF:a.js\nDA:1,3\nDA:2,0\nend_of_record\n", { "a.js": { 1: 5, 2: 0 } }],
    ["Windows' line ends and a checksum", "SF:a.js\r\nDA:1,2,abc\r\nend_of_record\r\n", { "a.js": { 1: 2 } }],
    ["a negative count is no run", "SF:a.c\nDA:1,-3\nend_of_record\n", { "a.c": { 1: 0 } }],
    ["names are decoded", '<coverage><class filename="a&amp;&#98;&quot;.py"><lines><line hits="2" number="1"/></lines></class></coverage>', { 'a&b".py': { 1: 2 } }],
    ["text in CDATA is no element", '<coverage><![CDATA[<class filename="x">]]><class filename=\'y\'><lines><line number="1" hits="0"/></lines></class></coverage>', { y: { 1: 0 } }],
  ])("%s", (_name, text, expected) => {
    expect(read(text)).toEqual(expected);
  });

  it.each([
    ["", "no known format"],
    ["hello", "no known format"],
    ["{", "no known format"],
    ['{"total": {}}', "no known format"],
    ["<html></html>", "no known format"],
    ["<coverage></coverage>", "nothing of any file"],
  ])("refuses %j", (text, reason) => {
    expect(() => parseCoverage(text, "x")).toThrow(reason);
  });
});

describe("placeCoverage", () => {
  const files = ["src/app.py", "src/util/app.py", "lib/one.py"];
  it.each([
    ["src/app.py", [], "src/app.py"],
    ["./src/app.py", [], "src/app.py"],
    ["src\\app.py", [], "src/app.py"],
    ["/repo/src/app.py", [], "src/app.py"],
    ["util/app.py", ["/repo/src"], "src/util/app.py"],
    ["app.py", ["src/util"], "src/util/app.py"],
    ["/builds/other/src/util/app.py", [], "src/util/app.py"],
    ["one.py", [], "lib/one.py"],
    ["app.py", [], undefined],
    ["/builds/other/two.py", [], undefined],
  ] as const)("%s from %j means %s", (written, folders, expected) => {
    const placed = placeCoverage([{ files: new Map([[written, new Map([[1, 1]])]]), folders }], "/repo", files);
    expect([...placed.keys()]).toEqual(expected === undefined ? [] : [expected]);
  });
});
