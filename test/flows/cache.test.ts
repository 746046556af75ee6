// The cache is sound: parallel scans, damaged entries, killed processes and random edits never change what a scan says.

import { spawn } from "node:child_process";
import { cpSync, existsSync, readFileSync, readdirSync, renameSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { crc32 } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { randomFrom } from "../../scripts/fuzz-mutations.ts";
import { type Sandbox, makeSandbox, projectRoot } from "../support/command-line.ts";
import { makeProject, readPieces, runSequence } from "../support/edit-sequences.ts";

// Many processes are started.
vi.setConfig({ testTimeout: 180_000 });

const entry = join(projectRoot, "dist", "assay.js");
let box: Sandbox;
let cold = "";
beforeEach(() => {
  box = makeSandbox();
  readPieces(projectRoot).slice(0, 12).forEach((piece, index) => box.write(`file_${index}${piece.slice(piece.lastIndexOf("."))}`, readFileSync(piece)));
  cold = box.assay(["scan", "--format", "json", "--no-cache"]).out;
});
afterEach(() => box.remove());

const cache = (): string => join(dirname(box.folder), "shared");
const words = (): string[] => ["scan", "--format", "json", "--cache-location", cache()];
const warm = (): string => box.assay(words()).out;
const folderOfProject = (): string => join(cache(), readdirSync(cache())[0]!);
const filesOf = (pattern: RegExp): string[] => readdirSync(folderOfProject()).filter((name) => pattern.test(name)).map((name) => join(folderOfProject(), name));

function start(): { readonly out: Promise<string>; readonly kill: () => void } {
  const child = spawn(process.execPath, [entry, ...words()], { cwd: box.folder, stdio: ["ignore", "pipe", "ignore"] });
  const chunks: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
  return { out: new Promise((resolve) => child.on("close", () => resolve(Buffer.concat(chunks).toString("utf8")))), kill: () => child.kill("SIGKILL") };
}

describe("the cache", () => {
  it("is shared by processes that run side by side", async () => {
    const outs = await Promise.all(Array.from({ length: 4 }, () => start().out));
    expect(new Set(outs)).toEqual(new Set([cold]));
    expect(warm()).toBe(cold);
  });

  it("survives being killed at any moment", async () => {
    for (let turn = 0; turn < 6; turn++) {
      box.write("file_0.py", `VALUE = ${turn}\n`);
      const run = start();
      setTimeout(run.kill, 60 + turn * 90);
      await run.out;
      expect(warm()).toBe(box.assay(["scan", "--format", "json", "--no-cache"]).out);
    }
  });

  it.each([
    ["flipped bytes", (file: string, random: () => number): void => {
      const bytes = readFileSync(file);
      for (let flip = 0; flip < 20; flip++) bytes[Math.floor(random() * bytes.length)]! ^= 1 + Math.floor(random() * 255);
      writeFileSync(file, bytes);
    }],
    ["files that were cut off", (file: string, random: () => number): void => truncateSync(file, Math.floor(random() * readFileSync(file).length))],
    ["files that are gone", (file: string): void => rmSync(file)],
    ["files of nothing", (file: string): void => writeFileSync(file, "")],
  ])("is not misled by %s", (_name, damage) => {
    const random = randomFrom(3);
    for (const pattern of [/^segment-[0-9a-f]+$/, /^index$/]) {
      warm();
      for (const file of filesOf(pattern)) damage(file, random);
      expect(warm()).toBe(cold);
    }
  });

  it("is restored from a folder, as a CI does, whatever the files' times are", () => {
    warm();
    const copy = `${box.folder}-copy`;
    cpSync(box.folder, copy, { recursive: true });
    rmSync(box.folder, { recursive: true });
    renameSync(copy, box.folder);
    const before = filesOf(/^segment-/);
    expect(warm()).toBe(cold);
    // Nothing was analysed afresh: no new segment was written.
    expect(filesOf(/^segment-/)).toEqual(before);
  });

  it("gives the same bytes as a cold scan after random edits", async () => {
    const library = (await import(join(projectRoot, "dist", "index.js"))) as typeof import("../../src/index.ts");
    const pieces = readPieces(projectRoot);
    const random = randomFrom(5);
    const project = makeProject(random, pieces, 8);
    const outcomes = [];
    for (let sequence = 0; sequence < 8; sequence++) outcomes.push(await runSequence(library, project, { random, pieces, steps: 3 }));
    project.remove();
    expect(outcomes).toEqual(outcomes.map(() => ({ steps: 3 })));
  });
});

describe("--verify-cache", () => {
  it("says nothing where warm and cold agree", () => {
    expect(box.assay([...words(), "--verify-cache"])).toMatchObject({ out: cold, err: "" });
    expect(box.assay([...words(), "--verify-cache"])).toMatchObject({ out: cold, err: "" });
  });

  it("ends with 2 and names the file where the cache lies", () => {
    warm();
    forge();
    expect(warm()).not.toBe(cold);
    expect(box.assay([...words(), "--verify-cache"])).toMatchObject({ code: 2, out: "", err: expect.stringMatching(/the cache.*file_\d+\.(?:py|js)/i) });
    rmSync(cache(), { recursive: true });
    expect(existsSync(cache())).toBe(false);
    expect(box.assay([...words(), "--verify-cache"])).toMatchObject({ out: cold, err: "" });
  });

  /** Changes stored results so that every checksum is right. */
  function forge(): void {
    const index = filesOf(/^index$/)[0]!;
    const [, body] = readFileSync(index, "utf8").split(/\n(.*)/s);
    const stored = JSON.parse(body!) as { strings: string[]; files: [string, number[], number[][]][] };
    for (const [, , entries] of stored.files) {
      for (const slice of entries) {
        const file = join(folderOfProject(), stored.strings[slice[2]!]!);
        const bytes = readFileSync(file);
        const own = bytes.subarray(slice[3]!, slice[3]! + slice[4]!);
        own.write(own.toString("latin1").replaceAll(/"message":"[ -~]/g, '"message":"Z'), "latin1");
        slice[5] = crc32(own);
        writeFileSync(file, bytes);
      }
    }
    const text = JSON.stringify(stored);
    writeFileSync(index, `${crc32(text)}\n${text}`);
  }
});
