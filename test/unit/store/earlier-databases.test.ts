import Libsql from "libsql";
import { chmodSync, existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openStore } from "../../../src/api/project-store.ts";
import { checkStore, exportStore, importStore } from "../../../src/api/store-maintenance.ts";
import { readEvents } from "../../../src/api/store-events.ts";
import { createTask, getTask, listTasks, taskGraph, updateTask } from "../../../src/api/tasks.ts";
import { damage, earlierDatabases } from "../../support/earlier-databases.ts";
import { makeFolder } from "../../support/stores.ts";

describe("a database of an earlier program", () => {
  it.each(earlierDatabases)("is taken over whole: $name", async ({ make, expected }) => {
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

  it("names circles that it holds", async () => {
    const path = join(makeFolder(), "tasks.db");
    earlierDatabases[3]!.make(path);
    const store = await openStore({ cwd: "/", path });
    expect(await taskGraph(store)).toMatchObject({ layers: [], cycles: [["k1", "k2", "k1"]], criticalPath: [] });
    expect(await getTask(store, "k1")).toMatchObject({ qualityScore: 88.5, executionStatus: "passed" });
    await store.close();
  });
});

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
    { name: "changed by another hand", code: "store-damaged", make: (path) => migrated(path, "update assay_migrations set checksum = 'x' where id = 2") },
  ];
  it.each(cases)("is refused, not a byte of it changed: $name", async ({ code, make }) => {
    const folder = makeFolder();
    const path = join(folder, "tasks.db");
    await make(path);
    const before = readFileSync(path);
    await expect(openStore({ cwd: "/", path })).rejects.toMatchObject({ code, nextStep: expect.any(String) });
    expect(readFileSync(path).equals(before)).toBe(true);
    expect(readdirSync(folder).filter((name) => !/^tasks\.db(-wal|-shm)?$/.test(name))).toEqual([]);
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
    await migrated(path, "drop index analyses_by_subject; drop index policies_by_kind; drop index policies_by_text; alter table analyses drop column subject_hash; alter table analyses drop column content_hash; alter table policies drop column kind; drop table search_text; drop table search_entries; drop trigger tasks_found; drop trigger tasks_found_anew; drop trigger tasks_lost; drop trigger executions_lost; drop trigger findings_found; drop trigger findings_lost; delete from assay_migrations where id >= 3; insert into tasks (id, title, created_at, updated_at) values ('t', 'kept', '2024', '2024')");
    const store = await openStore({ cwd: "/", path });
    expect((await listTasks(store)).items).toMatchObject([{ title: "kept" }]);
    expect(await checkStore(store)).toMatchObject({ isSound: true });
    await store.close();
    expect(existsSync(path) && readdirSync(join(path, "..")).some((name) => name.startsWith("tasks.db.backup-2-"))).toBe(true);
  });
});
