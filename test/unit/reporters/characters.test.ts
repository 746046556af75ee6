// Scanned text is measured as terminals draw it, and cannot steer them.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { neutralize, widthOf } from "../../../src/reporters/text/characters.ts";

describe("neutralize", () => {
  it.each<[string, string, string]>([
    ["leaves code alone", 'print("naïve 價格")', 'print("naïve 價格")'],
    ["shows escape sequences", "a\u001B[31mb\u009B2J", "a\\x1b[31mb\\x9b2J"],
    ["shows carriage returns, bells and deletes", "a\rb\u0007\u007F", "a\\x0db\\x07\\x7f"],
    ["shows what reorders text", "\u202Ea\u2066b\u2069\u200F\u061C", "\\u{202e}a\\u{2066}b\\u{2069}\\u{200f}\\u{61c}"],
    ["shows what hides text", "a\u200Bb\u2060c\uFEFFd\u00ADe\u3164", "a\\u{200b}b\\u{2060}c\\u{feff}d\\xade\\u{3164}"],
    ["shows hidden tag characters", "a\u{E0061}", "a\\u{e0061}"],
    ["shows line separators", "a\u2028b", "a\\u{2028}b"],
    ["shows lone surrogates", "a\uD83Db", "a\\u{d83d}b"],
    ["keeps joined emoji", "👩‍👩‍👧 ❤️", "👩‍👩‍👧 ❤️"],
    ["shows a joiner outside emoji", "a\u200Db", "a\\u{200d}b"],
    ["sets tabs to stops", "\ta\tb", "    a   b"],
  ])("%s", (_, text, shown) => {
    expect(neutralize(text, true)).toBe(shown);
  });

  it("writes ASCII only where nothing else can be shown", () => {
    expect(neutralize("é價😀", false)).toBe("\\xe9\\u{50f9}\\u{1f600}");
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(neutralize(text, false)).toMatch(/^[ -~]*$/);
      }),
    );
  });

  it("lets no control or reordering character through", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(neutralize(text, true)).not.toMatch(/[\p{Cc}\p{Cs}\p{Bidi_Control}\p{Zl}\p{Zp}]/u);
      }),
      { numRuns: 500 },
    );
  });
});

describe("widthOf", () => {
  it.each<[string, number]>([
    ["abc", 3],
    ["價格", 4],
    ["ｆｕ", 4],
    ["한국", 4],
    ["e\u0301", 1],
    ["😀", 2],
    ["👩‍👩‍👧", 2],
    ["🇩🇪", 2],
    ["❤️", 2],
    ["é", 1],
    ["│╰✗−…", 5],
    ["", 0],
  ])("%s takes %d columns", (text, columns) => {
    expect(widthOf(text)).toBe(columns);
  });
});
