import Libsql from "libsql";
import { createHash } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openStore } from "../../../src/api/project-store.ts";
import { checkStore, exportStore, importStore } from "../../../src/api/store-maintenance.ts";
import { readEvents } from "../../../src/api/store-events.ts";
import { createTask, getTask, listTasks, taskGraph, updateTask } from "../../../src/api/tasks.ts";
import { readTime } from "../../../src/store/earlier/read-times.ts";
import { build, damage, earlierDatabases } from "../../support/earlier-databases.ts";
import { leaveJournal, leaveLog, strangeDatabases } from "../../support/strange-databases.ts";
import { makeFolder } from "../../support/stores.ts";

describe("a database of an earlier program", () => {
  it.each([...earlierDatabases, ...strangeDatabases])("is taken over whole: $name", async ({ make, expected }) => {
    const path = join(makeFolder(), "tasks.db");
    make(path);
    const store = await openStore({ cwd: "/", path });
    const { items } = await listTasks(store);
    const titles = new Map(items.map(({ id, title }) => [id, title]));
    const seen = items.map(({ title, status, priority, dependsOn }) => [title, status, priority, dependsOn.map((id) => titles.get(id))]);
    expect(seen.reverse()).toEqual(expected);
    expect(await checkStore(store)).toMatchObject({ isSound: true, problems: [] });
    const made = await createTask(store, { title: "new", dependsOn: items.map(({ id }) => id), codeLanguage: "python", executionEnvironment: "sandbox", qualityScore: 1 });
    for (const { id } of items) await updateTask(store, id, { description: "touched" });
    await store.close();
    const again = await openStore({ cwd: "/", path });
    expect(await getTask(again, made.id)).toMatchObject({ title: "new", codeLanguage: "python" });
    await again.close();
    expect(readdirSync(join(path, "..")).filter((name) => name.includes(".backup-"))).toHaveLength(1);
  });

  it("keeps extra columns, the old words, the old tables and a copy from before", async () => {
    const path = join(makeFolder(), "tasks.db");
    earlierDatabases[1]!.make(path);
    const store = await openStore({ cwd: "/", path });
    expect(await getTask(store, "a-1")).toMatchObject({ createdAt: "2024-01-01T10:00:00.000Z", extra: { tags: '["x"]', metadata: "00FF", dependencies: "[]", originalStatus: "TODO", originalPriority: "1" } });
    expect((await readEvents(store))[0]).toMatchObject({ type: "store.adopted", data: { tasks: 3, dependencies: 2, dependenciesLeftOut: [["b-2", "gone"]], setAside: ["before_assay_tasks"] } });
    const lines: string[] = [];
    for await (const piece of exportStore(store)) lines.push(...piece);
    await store.close();
    const raw = new Libsql(path);
    expect(raw.prepare("select cast(hash as text) as hash from tasks where id = 'a-1'").all()).toEqual([{ hash: "9007199254740993" }]);
    raw.close();
    const target = await openStore({ cwd: "/", path: join(path, "..", "target.db") });
    await importStore(target, lines);
    const back: string[] = [];
    for await (const piece of exportStore(target)) back.push(...piece);
    await target.close();
    expect(back).toEqual(lines);
    const copy = new Libsql(join(path, "..", readdirSync(join(path, "..")).find((name) => name.startsWith("tasks.db.backup-"))!));
    expect(copy.prepare("select count(*) as count from tasks").all()).toEqual([{ count: 3 }]);
    copy.close();
  });

  it("says what it set aside, took away and could not keep", async () => {
    const path = join(makeFolder(), "tasks.db");
    build("create table tasks (id integer primary key, title text); create view analyses as select 1 as x; create table dependencies (task_id int, depends_on_id int); insert into tasks values (1, 'a'), (2, 'b'); insert into dependencies values (2, 1), (2, 9), (1, 1);")(path);
    const store = await openStore({ cwd: "/", path });
    expect((await readEvents(store))[0]).toMatchObject({ data: { tasks: 2, dependencies: 1, dependenciesLeftOut: [["2", "9"], ["1", "1"]], setAside: ["before_assay_tasks"], dropped: ["analyses"] } });
    await store.close();
  });

  it.each([
    ...["2024-01-01T10:00:00", "2024-01-01T10:00:00.000999", "2024-01-01 10:00:00+00:00", "2024-01-01 12:00:00.000001+02:00", "2024-01-01T12:00:00+0200", "2024-01-01T05:00-05", "2024/01/01 10:00", "2024-1-1 10:00", "Mon, 01 Jan 2024 10:00:00 GMT", "Mon Jan  1 10:00:00 2024", "Mon Jan 01 2024 12:00:00 GMT+0200 (Central European Summer Time)", "20240101T100000Z", "2024-01-01 10:00:00 +0000 UTC", "2024-01-01T10:00:00,000Z", "2024-01-01T11:00:00+01:00[Europe/Berlin]", " 1704103200 "].map((value) => [value, "2024-01-01T10:00:00.000Z"] as const),
    ...[1704103200, 1704103200.0004, 1704103200000, 1704103200000000, 1704103200000000000n, 638397000000000000n].map((value) => [value, "2024-01-01T10:00:00.000Z"] as const),
    ...(["20240101", "2024-01-01"] as const).map((value) => [value, "2024-01-01T00:00:00.000Z"] as const),
    [2460310.5, "2024-01-01T00:00:00.000Z"],
    ...["", "yesterday", "5", "0", "2024-W01", "2024-13-01", "2024-01-01T10:00:00 Mars", "true", "May", 0, -5, 1, 1e30, null, undefined].map((value) => [value, undefined] as const),
  ] as const)("reads the time %o as %s, wherever this machine stands", (value, expected) => {
    const here = process.env["TZ"];
    const read = ["UTC", "America/New_York", "Asia/Kolkata"].map((zone) => {
      process.env["TZ"] = zone;
      return readTime(value);
    });
    if (here === undefined) delete process.env["TZ"];
    else process.env["TZ"] = here;
    expect(read).toEqual([expected, expected, expected]);
  });

  it("names circles that it holds", async () => {
    const path = join(makeFolder(), "tasks.db");
    earlierDatabases[3]!.make(path);
    const store = await openStore({ cwd: "/", path });
    expect(await taskGraph(store)).toMatchObject({ layers: [], cycles: [["k1", "k2", "k1"]], criticalPath: [] });
    expect(await getTask(store, "k1")).toMatchObject({ qualityScore: 88.5, executionStatus: "passed" });
    await store.close();
  });
});

/** Every file but SQLite's index of a log, which is made anew by whoever reads, and a log without a change. */
function contents(folder: string): Record<string, string> {
  const files = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile() && !entry.name.endsWith("-shm"));
  return Object.fromEntries(files.map(({ name }) => [name, createHash("sha256").update(readFileSync(join(folder, name))).digest("hex")]).filter(([, hash]) => hash !== nothing).sort());
}
const nothing = createHash("sha256").digest("hex");

describe("a file that must be left alone", () => {
  const migrated = async (path: string, sql: string): Promise<void> => {
    await (await openStore({ cwd: "/", path })).close();
    const database = new Libsql(path);
    database.exec(`${sql}; pragma wal_checkpoint(truncate)`);
    database.close();
  };
  const cases: readonly { readonly name: string; readonly code: string; readonly make: (path: string) => void | Promise<void> }[] = [
    { name: "no database", code: "store-damaged", make: (path) => writeFileSync(path, "not a database at all\n".repeat(500)) },
    { name: "damaged pages", code: "store-damaged", make: (path) => { earlierDatabases[0]!.make(path); damage(path); } },
    { name: "cut off", code: "store-damaged", make: (path) => { earlierDatabases[0]!.make(path); writeFileSync(path, readFileSync(path).subarray(0, 9000)); } },
    { name: "another program's", code: "store-unreadable", make: (path) => { const database = new Libsql(path); database.exec("create table bookmarks (url text)"); database.close(); } },
    { name: "read-only and earlier", code: "store-read-only", make: (path) => { earlierDatabases[0]!.make(path); chmodSync(path, 0o444); } },
    { name: "newer", code: "store-newer", make: (path) => migrated(path, "insert into assay_migrations values (99, 'later', 'x', '2030')") },
    { name: "newer, with a log that was not written back", code: "store-newer", make: leaveLog("create table assay_migrations (id integer primary key, name text, checksum text, applied_at text); insert into assay_migrations values (99, 'later', 'x', '2030')") },
    { name: "newer, with an interrupted change", code: "store-newer", make: leaveJournal("create table assay_migrations (id integer primary key, name text, checksum text, applied_at text); create table t (x); insert into assay_migrations values (99, 'later', 'x', '2030');", "insert into t select zeroblob(9000) from json_each('[1,2,3,4,5,6,7,8,9]')") },
    { name: "another program's, with an interrupted change", code: "store-unreadable", make: leaveJournal("create table bookmarks (url text);", "insert into bookmarks select zeroblob(9000) from json_each('[1,2,3,4,5,6,7,8,9]')") },
    { name: "an index with two equal keys", code: "store-damaged", make: build("create table tasks (id integer primary key, title text, status text); create index i on tasks (title); insert into tasks values (1, 'a', 'x'), (2, 'b', 'x'); pragma writable_schema = on; update sqlite_master set sql = 'create unique index i on tasks (status)' where name = 'i'") },
    { name: "a schema that cannot be read", code: "store-damaged", make: build("create table tasks (id integer primary key, title text); pragma writable_schema = on; update sqlite_master set sql = 'create table tasks (('") },
    { name: "a folder", code: "store-unreadable", make: (path) => void mkdirSync(path) },
    { name: "changed by another hand", code: "store-damaged", make: (path) => migrated(path, "update assay_migrations set checksum = 'x' where id = 2") },
  ];
  it.each(cases)("is refused, not a byte of it changed: $name", async ({ code, make }) => {
    const folder = makeFolder();
    const path = join(folder, "tasks.db");
    await make(path);
    const before = contents(folder);
    await expect(openStore({ cwd: "/", path })).rejects.toMatchObject({ code, nextStep: expect.any(String) });
    expect(contents(folder)).toEqual(before);
  });

  it("is opened to read where it is of this version and cannot be written", async () => {
    const path = join(makeFolder(), "tasks.db");
    const store = await openStore({ cwd: "/", path });
    await createTask(store, { title: "a" });
    await store.close();
    chmodSync(path, 0o444);
    const reader = await openStore({ cwd: "/", path });
    expect(reader.isReadOnly).toBe(true);
    expect((await listTasks(reader)).items).toHaveLength(1);
    await expect(createTask(reader, { title: "b" })).rejects.toMatchObject({ code: "store-read-only" });
    await reader.close();
  });

  it("goes on where an interrupted change of ours stopped, after a copy", async () => {
    const path = join(makeFolder(), "tasks.db");
    await migrated(path, "drop index executions_by_duration; drop table execution_sums; drop trigger executions_summed; drop trigger executions_taken_off; drop index analyses_by_subject; drop index policies_by_kind; drop index policies_by_text; alter table analyses drop column subject_hash; alter table analyses drop column content_hash; alter table policies drop column kind; drop table search_text; drop table search_entries; drop trigger tasks_found; drop trigger tasks_found_anew; drop trigger tasks_lost; drop trigger executions_lost; drop trigger findings_found; drop trigger findings_lost; delete from assay_migrations where id >= 3; insert into tasks (id, title, created_at, updated_at) values ('t', 'kept', '2024', '2024')");
    const store = await openStore({ cwd: "/", path });
    expect((await listTasks(store)).items).toMatchObject([{ title: "kept" }]);
    expect(await checkStore(store)).toMatchObject({ isSound: true });
    await store.close();
    expect(existsSync(path) && readdirSync(join(path, "..")).some((name) => name.startsWith("tasks.db.backup-2-"))).toBe(true);
  });
});
