// The cache gives back what was stored for the same bytes, and a miss for everything else, whatever happens to its files.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { cacheFolder, projectFolder } from "../../../src/cache/cache-location.ts";
import { hashContent, ResultCache } from "../../../src/cache/result-cache.ts";
import type { CacheRequest, FileState } from "../../../src/cache/result-cache.ts";
import { withoutPrivileges } from "../../support/without-privileges.ts";

const day = 86_400_000;
const start = 20_000 * day;

let location: string;
beforeEach(() => {
  location = mkdtempSync(join(tmpdir(), "assay-cache-"));
});
afterEach(() => rmSync(location, { recursive: true, force: true }));

function request(more: Partial<CacheRequest> = {}): CacheRequest {
  return { root: "/project", buildId: "build-1", location, environment: {}, now: () => start, ...more };
}

function open(more: Partial<CacheRequest> = {}): ResultCache {
  return new ResultCache(request(more));
}

const state = (path: string, more: Partial<FileState> = {}): FileState => ({
  path,
  sizeBytes: 100,
  mtimeMs: start - 60_000,
  ctimeMs: start - 60_000,
  inode: 7,
  ...more,
});

const hash = (text: string): string => hashContent(Buffer.from(text));

/** Stores one value per path and closes the cache. */
function fill(paths: readonly string[], value: (path: string) => unknown = (path) => ({ path }), more: Partial<CacheRequest> = {}): void {
  const cache = open(more);
  for (const path of paths) cache.store(state(path), "v", hash(path), value(path));
  expect(cache.flush()).toEqual([]);
}

function files(): string[] {
  return readdirSync(projectFolder(request())).sort();
}

describe("look-up", () => {
  it("gives back what was stored", () => {
    const value = { list: [1, "ñ𝒳\u0000", null, true], deep: { a: {} } };
    fill(["a.py", "b.py"], () => value);
    expect(open().lookUp(state("a.py"), "v")).toEqual({ value });
    expect(open().lookUpContent(state("a.py", { mtimeMs: 5 }), "v", hash("a.py"))).toEqual({ value });
    expect(open().knownHashes("a.py", "v")).toEqual([hash("a.py")]);
  });

  it.each<[string, FileState, string, Partial<CacheRequest>]>([
    ["another path", state("b.py"), "v", {}],
    ["another variant", state("a.py"), "w", {}],
    ["another size", state("a.py", { sizeBytes: 101 }), "v", {}],
    ["another time", state("a.py", { mtimeMs: start - 60_000.25 }), "v", {}],
    ["another change time", state("a.py", { ctimeMs: start - 1 }), "v", {}],
    ["another inode", state("a.py", { inode: 8 }), "v", {}],
    ["another build", state("a.py"), "v", { buildId: "build-2" }],
    ["another root", state("a.py"), "v", { root: "/other" }],
  ])("misses with %s", (_name, file, variant, more) => {
    fill(["a.py"]);
    expect(open(more).lookUp(file, variant)).toBeUndefined();
    expect(open().lookUp(state("a.py"), "v")).toBeDefined();
  });

  it("misses with other content", () => {
    fill(["a.py"]);
    expect(open().lookUpContent(state("a.py"), "v", hash("other"))).toBeUndefined();
    expect(open().knownHashes("a.py", "w")).toEqual([]);
    expect(open().knownHashes("none.py", "v")).toEqual([]);
  });

  it.each<[string, number, boolean]>([
    ["long ago", -60_000, true],
    ["just over two seconds before", -2_001, true],
    ["two seconds before", -2_000, false],
    ["at that moment", 0, false],
    ["in the future", 60_000, false],
  ])("trusts the state of a file that changed %s: %s ms → %s", (_name, offset, isTrusted) => {
    const cache = open();
    const file = state("a.py", { mtimeMs: start + offset, ctimeMs: start - 60_000 });
    cache.store(file, "v", hash("a"), 1);
    cache.flush();
    expect(open().lookUp(file, "v") !== undefined).toBe(isTrusted);
    // Its bytes are always good enough, and once compared later the state is trusted as well.
    const later = open({ now: () => start + 120_000 });
    expect(later.lookUpContent(file, "v", hash("a"))).toEqual({ value: 1 });
    later.flush();
    expect(open({ now: () => start + 240_000 }).lookUp(file, "v")).toEqual({ value: 1 });
  });

  it("remembers several contents and variants of one file, the newest six", () => {
    for (let index = 0; index < 8; index++) {
      const cache = open();
      cache.store(state("a.py"), "v", hash(`content ${index}`), index);
      cache.flush();
    }
    const cache = open();
    expect(cache.lookUp(state("a.py"), "v")).toEqual({ value: 7 });
    expect(cache.lookUpContent(state("a.py"), "v", hash("content 2"))).toEqual({ value: 2 });
    expect(cache.lookUpContent(state("a.py"), "v", hash("content 1"))).toBeUndefined();
  });

  it("takes the newer of two results for the same bytes", () => {
    fill(["a.py"], () => "old");
    fill(["a.py"], () => "new");
    expect(open().lookUp(state("a.py"), "v")).toEqual({ value: "new" });
  });

  it("takes any path and any JSON", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ minLength: 1 }), fc.jsonValue(), { maxKeys: 8 }), (results) => {
        const folder = mkdtempSync(join(location, "run-"));
        const cache = open({ location: folder });
        for (const [path, value] of Object.entries(results)) cache.store(state(path), path, hash(path), value);
        cache.flush();
        const again = open({ location: folder });
        // JSON has no minus zero.
        for (const [path, value] of Object.entries(results)) expect(again.lookUp(state(path), path)).toEqual({ value: JSON.parse(JSON.stringify(value)) as unknown });
      }),
      { numRuns: 30 },
    );
  });
});

describe("writing", () => {
  it("writes nothing without news, and notes once a day what is used", () => {
    fill(["a.py"]);
    const before = readFileSync(join(projectFolder(request()), "index"), "utf8");
    const index = join(projectFolder(request()), "index");
    utimesSync(index, 1, 1);
    const same = open();
    same.lookUp(state("a.py"), "v");
    same.flush();
    expect(statSync(index).mtimeMs).toBe(1_000);
    const nextDay = open({ now: () => start + day });
    nextDay.lookUp(state("a.py"), "v");
    nextDay.flush();
    expect(readFileSync(index, "utf8")).not.toBe(before);
  });

  it("forgets what nobody asked for in thirty days", () => {
    fill(["used.py", "unused.py"]);
    const middle = open({ now: () => start + 20 * day });
    middle.lookUp(state("used.py"), "v");
    middle.flush();
    fill(["new.py"], () => 1, { now: () => start + 31 * day });
    const late = open({ now: () => start + 31 * day });
    expect(late.lookUp(state("used.py"), "v")).toBeDefined();
    expect(late.knownHashes("unused.py", "v")).toEqual([]);
  });

  it("keeps a project below its limit, the longest unused going first", () => {
    const big = "x".repeat(60_000);
    for (let index = 0; index < 5; index++) fill([`${index}.py`], () => big, { maxBytes: 256_000, now: () => start + index * day });
    const cache = open({ now: () => start + 5 * day });
    expect(Array.from({ length: 5 }, (_, index) => cache.knownHashes(`${index}.py`, "v").length)).toEqual([0, 1, 1, 1, 1]);
  });

  it("writes many small segments together", () => {
    for (let index = 0; index < 30; index++) fill([`${index}.py`]);
    expect(files().length).toBeLessThan(60);
    for (const name of files()) utimesSync(join(projectFolder(request()), name), 1, 1);
    fill(["last.py"]);
    expect(files().length).toBeLessThanOrEqual(10);
    const cache = open();
    for (let index = 0; index < 30; index++) expect(cache.lookUp(state(`${index}.py`), "v")).toEqual({ value: { path: `${index}.py` } });
  });

  it("clears what a killed process left, but not what is fresh", () => {
    fill(["a.py"]);
    const folder = projectFolder(request());
    writeFileSync(join(folder, "segment-dead"), "x");
    writeFileSync(join(folder, "index.abc.new"), "half");
    utimesSync(join(folder, "segment-dead"), start / 1000 - 3_600, start / 1000 - 3_600);
    utimesSync(join(folder, "index.abc.new"), start / 1000, start / 1000);
    fill(["b.py"]);
    expect(existsSync(join(folder, "segment-dead"))).toBe(false);
    expect(existsSync(join(folder, "index.abc.new"))).toBe(true);
  });

  it("keeps the caches of two hundred projects", () => {
    for (let index = 0; index < 205; index++) {
      const name = `project-${index.toString(16).padStart(32, "0")}`;
      mkdirSync(join(location, name));
      writeFileSync(join(location, name, "index"), "x");
      utimesSync(join(location, name, "index"), index + 1, index + 1);
    }
    mkdirSync(join(location, "not-ours"));
    fill(["a.py"]);
    const kept = readdirSync(location);
    expect(kept.filter((name) => name.startsWith("project-"))).toHaveLength(200);
    expect(kept).toContain("not-ours");
    expect(kept).not.toContain(`project-${"0".repeat(32)}`);
  });

  it("goes on without a folder that can be written", async () => {
    writeFileSync(join(location, "file"), "");
    const blocked = open({ location: join(location, "file") });
    blocked.store(state("a.py"), "v", hash("a"), 1);
    expect(blocked.flush()).toMatchObject([{ level: "info", code: "cache-unavailable" }]);
    const notices = await withoutPrivileges(location, () => {
      const unwritable = open({ location: "/proc/nowhere" });
      unwritable.store(state("a.py"), "v", hash("a"), 1);
      return unwritable.flush();
    });
    expect(notices).toMatchObject([{ level: "info", code: "cache-unavailable" }]);
  });

  it("lets parallel runs keep each other's results", () => {
    fill(["old.py"]);
    const left = open();
    const right = open();
    left.store(state("left.py"), "v", hash("left.py"), "left");
    right.store(state("right.py"), "v", hash("right.py"), "right");
    left.flush();
    right.flush();
    const cache = open();
    for (const path of ["old.py", "left.py", "right.py"]) expect(cache.lookUp(state(path), "v")).toBeDefined();
  });

  it("survives a compaction by another run while it reads", () => {
    for (let index = 0; index < 8; index++) fill([`${index}.py`]);
    const reader = open();
    expect(reader.lookUp(state("0.py"), "v")).toBeDefined();
    for (const name of files()) utimesSync(join(projectFolder(request()), name), 1, 1);
    fill(["x.py"]);
    // Its segments are gone: a miss, not an error; what it stores is kept.
    expect(reader.lookUp(state("7.py"), "v")).toBeUndefined();
    reader.store(state("7.py"), "v", hash("7.py"), "again");
    reader.flush();
    const cache = open();
    for (let index = 0; index < 8; index++) expect(cache.lookUp(state(`${index}.py`), "v")).toBeDefined();
    expect(cache.lookUp(state("7.py"), "v")).toEqual({ value: "again" });
  });
});

describe("damage", () => {
  const paths = Array.from({ length: 40 }, (_, index) => `${index}.py`);

  /** Every answer is right or a miss; returns how many are right. */
  function check(): number {
    const cache = open();
    const answers = paths.map((path) => [path, cache.lookUp(state(path), "v")] as const).filter(([, found]) => found !== undefined);
    for (const [path, found] of answers) expect(found).toEqual({ value: { path } });
    expect(cache.flush()).toEqual([]);
    return answers.length;
  }

  it.each<[string, (file: string) => void]>([
    ["emptied", (file) => truncateSync(file, 0)],
    ["cut short", (file) => truncateSync(file, Math.floor(statSync(file).size / 2))],
    ["gone", (file) => rmSync(file)],
    ["a folder", (file) => (rmSync(file), mkdirSync(file))],
    ["noise", (file) => writeFileSync(file, Buffer.alloc(5_000, 0x5a))],
    ["longer", (file) => appendFileSync(file, "more")],
  ])("of any file that is %s is a miss and mends itself", (_name, damage) => {
    for (const victim of ["index", "segment"]) {
      fill(paths);
      const name = files().find((file) => file.startsWith(victim))!;
      damage(join(projectFolder(request()), name));
      check();
      rmSync(projectFolder(request()), { recursive: true });
      fill(paths);
      expect(check()).toBe(40);
    }
  });

  it("of any single byte gives no wrong answer", () => {
    fill(paths);
    for (const name of files()) {
      const file = join(projectFolder(request()), name);
      const good = readFileSync(file);
      for (let offset = 0; offset < good.length; offset += 97) {
        const bad = Buffer.from(good);
        bad[offset]! ^= 0x20;
        writeFileSync(file, bad);
        check();
        writeFileSync(file, good);
      }
    }
    expect(check()).toBe(40);
  });

  it("in one segment does not spread when it is written together with others", () => {
    fill(paths);
    const segment = join(projectFolder(request()), files().find((name) => name.startsWith("segment"))!);
    const bytes = readFileSync(segment);
    bytes[bytes.length - 3]! ^= 1;
    writeFileSync(segment, bytes);
    for (let index = 0; index < 9; index++) fill([`more-${index}.py`]);
    expect(check()).toBe(39);
  });
});

it("survives kill -9 at any moment", { timeout: 60_000 }, async () => {
  const script = join(location, "writer.mjs");
  const cacheModule = new URL("../../../src/cache/result-cache.ts", import.meta.url).pathname;
  // Stops by itself after a while, should the parent die before it.
  writeFileSync(
    script,
    `import { createJiti } from ${JSON.stringify(import.meta.resolve("jiti"))};
const { ResultCache, hashContent } = await createJiti(import.meta.url).import(${JSON.stringify(cacheModule)});
process.stdout.write("ready");
for (let round = 0; round < 5_000; round++) {
  const cache = new ResultCache({ root: "/project", buildId: "build-1", location: ${JSON.stringify(location)}, environment: {}, now: () => ${start} });
  for (let index = 0; index < 50; index++) {
    const path = index + ".py";
    const file = { path, sizeBytes: 100, mtimeMs: ${start - 60_000}, ctimeMs: ${start - 60_000}, inode: 7 };
    cache.store(file, "v", hashContent(Buffer.from(path)), { path, filler: "x".repeat((round % 7) * 1000) });
  }
  cache.flush();
}
`,
  );
  let hits = 0;
  for (const delayMs of [3, 7, 17, 41, 61]) {
    const writer = spawn(process.execPath, [script], { stdio: ["ignore", "pipe", "inherit"] });
    await once(writer.stdout, "data");
    await new Promise((resolve) => setTimeout(resolve, delayMs));
    writer.kill("SIGKILL");
    await once(writer, "close");
    const cache = open();
    for (let index = 0; index < 50; index++) {
      const found = cache.lookUp(state(`${index}.py`), "v");
      if (found === undefined) continue;
      hits++;
      expect(found.value).toMatchObject({ path: `${index}.py` });
    }
    expect(cache.flush()).toEqual([]);
  }
  expect(hits).toBeGreaterThan(0);
});

describe("cacheFolder", () => {
  it.each<[string, Partial<CacheRequest>, string]>([
    ["the named one", { location: "/x/y" }, "/x/y"],
    ["XDG_CACHE_HOME", { location: undefined, environment: { XDG_CACHE_HOME: "/c", HOME: "/h" } }, "/c/assay"],
    ["no relative XDG_CACHE_HOME", { location: undefined, environment: { XDG_CACHE_HOME: "c", HOME: "/h" } }, "/h/.cache/assay"],
    ["the home folder", { location: undefined, environment: { HOME: "/h" } }, "/h/.cache/assay"],
  ])("%s", (_name, more, expected) => {
    const { location: named, ...rest } = { ...request(), ...more };
    expect(cacheFolder(named === undefined ? rest : { ...rest, location: named })).toBe(expected);
  });
});
