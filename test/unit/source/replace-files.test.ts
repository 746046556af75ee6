// Files are replaced all or none, also by whoever comes after a run that was cut off.

import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { findUnreplaceable, finishReplacement, replaceFiles } from "../../../src/source/replace-files.ts";

let root = "";
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "assay-replace-"));
});
afterEach(() => rmSync(root, { recursive: true }));

const place = (name: string): string => join(root, name);
const read = (name: string): string => readFileSync(place(name), "utf8");
const bytes = (text: string): Buffer => Buffer.from(text);
const hash = (text: string): string => createHash("sha256").update(text).digest("hex");

it("replaces files and takes its journal away", async () => {
  writeFileSync(place("a"), "old a");
  writeFileSync(place("b"), "old b");
  await replaceFiles([place("journal")], [
    { absolutePath: place("a"), before: bytes("old a"), after: bytes("new a") },
    { absolutePath: place("b"), before: bytes("old b"), after: bytes("new b") },
  ]);
  expect([read("a"), read("b"), existsSync(place("journal"))]).toEqual(["new a", "new b", false]);
});

it("replaces nothing where one of the files has changed", async () => {
  writeFileSync(place("a"), "old a");
  writeFileSync(place("b"), "somebody else's");
  const replaced = replaceFiles([place("journal")], [
    { absolutePath: place("a"), before: bytes("old a"), after: bytes("new a") },
    { absolutePath: place("b"), before: bytes("old b"), after: bytes("new b") },
  ]);
  await expect(replaced).rejects.toMatchObject({ code: "conflict" });
  expect([read("a"), read("b"), existsSync(place("journal"))]).toEqual(["old a", "somebody else's", false]);
});

it("ends what was cut off, and leaves alone what was changed since", () => {
  writeFileSync(place("done"), "new");
  writeFileSync(place("open"), "old");
  writeFileSync(place("edited"), "mine");
  mkdirSync(place("journal"));
  for (const name of ["1", "2"]) writeFileSync(join(place("journal"), name), "new");
  const entry = (target: string, staged: string): object => ({ target: place(target), staged: join(place("journal"), staged), beforeHash: hash("old"), afterHash: hash("new") });
  writeFileSync(join(place("journal"), "journal.json"), JSON.stringify([entry("done", "0"), entry("open", "1"), entry("edited", "2")]));
  expect(finishReplacement(place("journal"))).toEqual([place("edited")]);
  expect([read("done"), read("open"), read("edited"), existsSync(place("journal"))]).toEqual(["new", "new", "mine", false]);
});

it("forgets what was laid out and never decided", () => {
  writeFileSync(place("a"), "old");
  mkdirSync(place("journal"));
  writeFileSync(join(place("journal"), "0"), "half of");
  expect(finishReplacement(place("journal"))).toEqual([]);
  expect([read("a"), existsSync(place("journal"))]).toEqual(["old", false]);
});

it("does not disturb a run that is alive", () => {
  mkdirSync(place("journal"));
  writeFileSync(join(place("journal"), "owner"), String(process.ppid));
  expect(() => finishReplacement(place("journal"))).toThrow(/is writing fixes/);
  expect(existsSync(place("journal"))).toBe(true);
});

it("names what must not be replaced", () => {
  writeFileSync(place("a"), "");
  symlinkSync(place("a"), place("link"));
  expect(findUnreplaceable(place("a"))).toBeUndefined();
  expect(findUnreplaceable(place("link"))).toMatch(/link/);
  expect(findUnreplaceable(place("gone"))).toMatch(/gone/);
});
