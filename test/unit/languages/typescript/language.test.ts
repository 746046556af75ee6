// What the TypeScript language record promises: which paths are read as what.

import { expect, test } from "vitest";
import { language, readingsFor } from "../../../../src/languages/typescript/index.ts";

test.each([
  ["a.ts", "ts"],
  ["a.mts", "ts"],
  ["a.cts", "ts"],
  ["dir.d/a.ts", "ts"],
  ["a.tsx", "tsx"],
  ["a.TSX", "tsx"],
  ["a.d.ts", "dts"],
  ["a.d.mts", "dts"],
  ["a.d.css.ts", "dts"],
])("%s is read as %s", (path, lang) => {
  expect(readingsFor(path)[0]!.lang).toBe(lang);
});

test("a parsed file names its language", async () => {
  const parse = await language.load();
  expect(parse("let a: string;", "a.ts").language).toBe("typescript");
});

test("an angle assertion is none in a .tsx file", async () => {
  const parse = await language.load();
  expect(parse("let a = <string>b;", "a.ts").problems).toEqual([]);
  expect(parse("let a = <T,>(b: T) => b;", "a.tsx").problems).toEqual([]);
});
