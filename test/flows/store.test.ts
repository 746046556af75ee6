import { spawnSync } from "node:child_process";
import Libsql from "libsql";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { killWriters } from "../support/kill-writers.ts";

const folder = mkdtempSync(join(tmpdir(), "assay-db-"));
const command = fileURLToPath(new URL("../../dist/assay.js", import.meta.url));
const library = new URL("../../dist/index.js", import.meta.url).href;
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function assay(...words: string[]): { code: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [command, ...words], { cwd: folder, encoding: "utf8" });
  return { code: status, out: stdout, err: stderr };
}

function run(code: string, shell = ""): { code: number | null; out: string; err: string } {
  const script = join(folder, "script.mjs");
  writeFileSync(script, `import * as assay from ${JSON.stringify(library)};\n${code}`);
  const { status, stdout, stderr } = spawnSync("bash", ["-c", `${shell} exec "$0" "$1"`, process.execPath, script], { cwd: folder, encoding: "utf8" });
  return { code: status, out: stdout, err: stderr };
}

describe("the store", () => {
  it("loses nothing that was acknowledged when its writers are killed, two at once", { timeout: 120_000 }, async () => {
    const outcome = await killWriters({ moments: 10, seed: 5 });
    expect(outcome).toMatchObject({ lost: [], unsound: [] });
    expect(outcome.acknowledged).toBeGreaterThan(20);
  });

  it("says that the disk is full, keeps what it had, and goes on when there is room", () => {
    const body = `const store = await assay.openStore({ cwd: process.cwd(), path: "full.db" });
      let made = 0;
      try { for (; made < 500; made++) await assay.createTask(store, { title: "t" + made, description: "word ".repeat(4000) }); }
      catch (error) { console.log(error.code, error.nextStep !== undefined); }
      try { console.log((await assay.listTasks(store, { limit: 500 })).items.length === made); } catch (error) { console.log(error); }
      console.log(made);`;
    // Files of at most 3 MB: what a full disk is to this process alone. The signal that comes with it is ignored.
    const full = run(body, "trap '' XFSZ; ulimit -f 3000;");
    expect(full.out.split("\n").slice(0, 2)).toEqual(["store-full true", "true"]);
    expect(assay("db", "check", "--store", "full.db")).toMatchObject({ code: 0 });
    expect(run(`const store = await assay.openStore({ cwd: process.cwd(), path: "full.db" }); await assay.createTask(store, { title: "again" }); console.log("made"); await store.close();`)).toMatchObject({ code: 0, out: "made\n" });
  });

  it("leaves an earlier program's file as it was where the disk is too full to take it over, and takes it over when there is room", () => {
    const path = join(folder, "earlier.db");
    const database = new Libsql(path);
    database.exec(`create table tasks (id integer primary key, title text, description text, status text);
      with recursive numbers (id) as (select 1 union all select id + 1 from numbers where id < 1500)
      insert into tasks select id, 'title', replace(hex(zeroblob(100)), '00', 'word '), 'open' from numbers`);
    database.close();
    const before = readFileSync(path);
    const body = `try { const store = await assay.openStore({ cwd: process.cwd(), path: "earlier.db" }); console.log((await assay.checkStore(store)).counts.tasks); await store.close(); }
      catch (error) { console.log(error.code, error.nextStep !== undefined); }`;
    // The first limit is below what the copy needs, the second lets the copy be made and not the change.
    for (const kilobytes of [500, 2_000]) {
      expect(run(body, `trap '' XFSZ; ulimit -f ${kilobytes};`).out).toBe("store-full true\n");
      expect(readFileSync(path).equals(before)).toBe(true);
      expect(readdirSync(folder).filter((name) => name.startsWith("earlier.db"))).toEqual(["earlier.db"]);
    }
    expect(run(body).out).toBe("1500\n");
  });

  it("is checked, exported, imported, trimmed and followed by command", () => {
    expect(assay("db", "check")).toMatchObject({ code: 2, err: expect.stringContaining("There is no store") });
    run(`const store = await assay.openStore({ cwd: process.cwd() }); await assay.createTask(store, { title: "first" }); await store.close();`);
    expect(readFileSync(join(folder, ".assay", ".gitignore"), "utf8")).toBe("*\n");
    expect(assay("db", "check")).toMatchObject({ code: 0, out: expect.stringMatching(/sound, schema 5, \d+ KB\n1 tasks, /) });
    expect(assay("db", "export", "--output", "all.jsonl")).toMatchObject({ code: 0, out: "" });
    expect(assay("db", "import", "all.jsonl", "--store", "copy.db")).toMatchObject({ code: 0, out: "2 rows added, 0 were there already\n" });
    expect(assay("db", "export", "--store", "copy.db").out).toBe(readFileSync(join(folder, "all.jsonl"), "utf8"));
    expect(assay("db", "vacuum", "--max-age", "30d", "--max-count", "5", "--max-size", "1GB")).toMatchObject({ code: 0, out: expect.stringMatching(/^0 runs and 0 analyses thrown away/) });
    expect(assay("db", "vacuum", "--max-count", "x")).toMatchObject({ code: 2 });
    expect(JSON.parse(assay("db", "events").out)).toMatchObject({ sequence: 1, type: "task.created", data: { title: "first" } });
    expect(assay("db", "events", "--after", "1")).toMatchObject({ code: 0, out: "" });
    writeFileSync(join(folder, "broken.jsonl"), "nothing\n");
    expect(assay("db", "import", "broken.jsonl")).toMatchObject({ code: 2, err: expect.stringContaining("Line 1") });
  });
});
