// Every change of the schema, in order. A migration that was published is never edited: a new one follows it.

import { createHash } from "node:crypto";
import { sql as tasks } from "./001-tasks.ts";
import { sql as history } from "./002-history.ts";
import { sql as search } from "./003-search.ts";
import { sql as subjects } from "./004-subjects.ts";
import { sql as figures } from "./005-figures.ts";

export interface Migration {
  /** 1, 2, 3, …: the schema's version after it. */
  readonly id: number;
  readonly name: string;
  readonly sql: string;
  readonly checksum: string;
}

export const migrations: readonly Migration[] = [
  { name: "tasks", sql: tasks },
  { name: "history", sql: history },
  { name: "search", sql: search },
  { name: "subjects", sql: subjects },
  { name: "figures", sql: figures },
].map(({ name, sql }, index) => ({ id: index + 1, name, sql, checksum: createHash("sha256").update(sql).digest("hex") }));

export const schemaVersion = migrations.length;
