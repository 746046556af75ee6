// A fingerprint is unique in a run and survives what does not change the code: moving, reindenting, reformatting, renaming.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { assignFingerprints, fingerprintKey } from "../../../src/findings/fingerprint.ts";
import type { KeyedFinding } from "../../../src/findings/fingerprint.ts";

/** The key of the place between « and » in a text. */
function keyOf(marked: string, scope: readonly string[] = ["save"], ruleId = "python/sql-injection") {
  const start = marked.indexOf("«");
  const end = marked.indexOf("»") - 1;
  const text = marked.replace(/[«»]/g, "");
  const comments = [...text.matchAll(/#.*|\/\/.*/g)].map((found) => ({ start: found.index, end: found.index + found[0].length }));
  return fingerprintKey({ ruleId, scope, text, start, end, comments });
}

const original = 'def save(db, name):\n    x = 1\n    «db.execute("SELECT " + name, [1])»\n    return x\n';

describe("fingerprintKey", () => {
  it.each([
    ["moved down", `\n\n\n# new\n${original}`],
    ["reindented", original.replace(/^/gm, "        ")],
    ["tabs for spaces", original.replaceAll("    ", "\t")],
    ["carriage returns", original.replaceAll("\n", "\r\n")],
    ["broken over lines", 'def save(db, name):\n    «db.execute(\n        "SELECT " + name,\n        [1],\n    )»\n'],
    ["other quotes", original.replaceAll('"', "'")],
    ["a comment inside", 'def save(db, name):\n    «db.execute(  # why\n        "SELECT " + name, [1])»\n'],
    ["redundant parentheses", 'def save(db, name):\n    «db.execute(("SELECT " + name), [1])»\n'],
    ["a line continuation", 'def save(db, name):\n    «db.execute("SELECT " \\\n + name, [1])»\n'],
    ["other neighbours", 'def save(db, name):\n    y = 2\n    «db.execute("SELECT " + name, [1])»\n    log()\n'],
  ])("stays when %s", (_name, changed) => {
    expect(keyOf(changed).key).toBe(keyOf(original).key);
  });

  it.each([
    ["other code", keyOf(original.replace("+ name", "+ other"))],
    ["another string", keyOf(original.replace("SELECT", "DELETE"))],
    ["another function", keyOf(original, ["load"])],
    ["another class", keyOf(original, ["Store", "save"])],
    ["another rule", keyOf(original, ["save"], "python/eval")],
  ])("changes with %s", (_name, changed) => {
    expect(changed.key).not.toBe(keyOf(original).key);
  });

  it("does not confuse scope and name", () => {
    expect(keyOf(original, ["a", "b"]).key).not.toBe(keyOf(original, ["a"]).key);
  });

  it("tells equal code apart by its neighbours, whatever their layout", () => {
    const first = keyOf("a()\n«run(x)»\nb()\n");
    expect(keyOf("  a( )\n\n  # note\n  «run(x)»\n  b()\n").context).toBe(first.context);
    expect(keyOf("c()\n«run(x)»\nb()\n").context).not.toBe(first.context);
    expect(keyOf("a()\n«run(x)»\nc()\n").context).not.toBe(first.context);
    expect(keyOf("a()\ny = «run(x)»\nb()\n").context).not.toBe(first.context);
  });

  it.each(["«»", "«x»", "\n«x»", "«x»\n", "\n\n\n«»", "# only\n«x» # comment"])("takes any place: %j", (marked) => {
    expect(keyOf(marked)).toEqual({ key: expect.stringMatching(/^[0-9a-f]{16}$/), context: expect.stringMatching(/^[0-9a-f]{16}$/) });
  });

  it("looks at a bounded part of an enormous line", { timeout: 10_000 }, () => {
    const text = `x = ${"f(1);".repeat(2_000_000)}`;
    const place = { ruleId: "r", scope: [], text, comments: [] };
    const expected = fingerprintKey({ ...place, start: 5_000_004, end: 5_000_008 });
    // Twenty thousand readings of ten megabytes would take minutes.
    for (let index = 0; index < 20_000; index++) {
      const start = 5_000_004 + 5 * (index % 7);
      if (fingerprintKey({ ...place, start, end: start + 4 }).key !== expected.key) expect.unreachable();
    }
  });
});

describe("assignFingerprints", () => {
  const finding = (key: string, context: string, path: string, start: number): KeyedFinding => ({ key, context, path, start });

  it("keeps the key of a finding that is alone", () => {
    expect(assignFingerprints([finding("k1", "c", "a.py", 1), finding("k2", "c", "a.py", 2)])).toEqual(["k1", "k2"]);
  });

  it("gives findings of one key each their own, the same in any order", () => {
    const list = [finding("k", "c1", "a.py", 1), finding("k", "c2", "a.py", 9), finding("k", "c2", "b.py", 1), finding("k", "c2", "b.py", 5)];
    const given = assignFingerprints(list);
    expect(new Set(given).size).toBe(4);
    expect(assignFingerprints([...list].reverse()).reverse()).toEqual(given);
  });

  it("leaves the others what they were when one is mended", () => {
    const list = [finding("k", "c1", "a.py", 1), finding("k", "c2", "b.py", 1), finding("k", "c3", "c.py", 1)];
    const [first, , third] = assignFingerprints(list);
    expect(assignFingerprints([list[0]!, list[2]!])).toEqual([first, third]);
  });

  it("does not care how files are called", () => {
    const list = [finding("k", "c1", "a.py", 1), finding("k", "c2", "b.py", 1), finding("k", "c3", "c.py", 1)];
    const renamed = list.map((entry, index) => ({ ...entry, path: ["z.py", "y.py", "x.py"][index]! }));
    expect(assignFingerprints(renamed)).toEqual(assignFingerprints(list));
  });

  it("is unique whatever comes in", () => {
    const entry = fc.record({ key: fc.constantFrom("a", "b"), context: fc.constantFrom("c", "d"), path: fc.constantFrom("p", "q"), start: fc.nat(3) });
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 40 }), (list) => {
        const given = assignFingerprints(list);
        expect(new Set(given).size).toBe(list.length);
      }),
    );
  });
});
