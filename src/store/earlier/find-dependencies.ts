// Finds the tables in which an earlier task program kept what waits for what, and which way round they say it.

import type Libsql from "libsql";
import { bareName, namingColumnsOf } from "./columns.ts";

export interface DependencyTable {
  readonly name: string;
  /** Column of the task that waits. */
  readonly task: string;
  /** Column of the task that it waits for. */
  readonly dependsOn: string;
  /** Column with the kind of relation, where there is one. */
  readonly relation: string | undefined;
  /** The columns do not say which task waits (`source`, `target`): the relation may turn them round. */
  readonly isTurnable: boolean;
}

// What is left of a column's name without `task`, `id` and underscores.
const waiting = ["dependent", "blocked", "waiting", "waiter", "successor", "downstream", "follower", "child", "blocks", "unblocks", "precedes"];
const awaited = ["dependson", "depends", "dependency", "dependencies", "dep", "on", "blocker", "blockedby", "blocking", "prerequisite", "prereq", "requires", "required", "requirement", "needs", "waitsfor", "waitingfor", "waitson", "predecessor", "upstream", "parent"];
const firsts = ["from", "source", "src", "left"];
const seconds = ["to", "target", "dst", "destination", "right", "other", "related", "linked"];
const relations = ["type", "kind", "relation", "relationtype", "relationship", "linktype", "dependencytype", "deptype"];

const dependencyNames = /dep(?:s|end|_|$)|prereq|block|edge|link|require|relation|wait|preced|success/i;
/** Where the table is named so, its first column waits for the second; in other tables the first comes before. */
const saysWaiting = /dep(?:s|end|_|$)|prereq|require|wait/i;

export function findDependencyTables(database: Libsql.Database, tables: readonly string[]): DependencyTable[] {
  return tables.flatMap((name) => {
    const isNamed = dependencyNames.test(name);
    if (!isNamed && countReferences(database, name) < 2) return [];
    return readColumns(database, name) ?? [];
  });
}

function countReferences(database: Libsql.Database, name: string): number {
  const rows = database.prepare("select 1 from pragma_foreign_key_list(?) where lower(\"table\") = 'tasks'").all([name]);
  return rows.length;
}

function readColumns(database: Libsql.Database, name: string): DependencyTable | undefined {
  const hasWaitingName = saysWaiting.test(name);
  const columns = namingColumnsOf(database, name).map((column) => ({ column, base: bareName(column).replaceAll(/tasks?|(?:id|ids|uuid|key)$/g, "") }));
  // A parent elsewhere than in a table of dependencies is what a task is a part of.
  const find = (names: readonly string[]): string | undefined => columns.find(({ base }) => names.includes(base) && (hasWaitingName || !["parent", "child"].includes(base)))?.column;
  const relation = columns.find(({ column }) => relations.includes(bareName(column)))?.column;
  const plain = columns.find(({ column, base }) => base === "" && /task/i.test(column))?.column;
  const [task, dependsOn] = [find(waiting) ?? plain, find(awaited) ?? plain];
  if (task !== undefined && dependsOn !== undefined && task !== dependsOn) return { name, task, dependsOn, relation, isTurnable: false };
  const [first, second] = [find(firsts) ?? plain, find(seconds)];
  if (first === undefined || second === undefined) return undefined;
  return { name, ...(hasWaitingName ? { task: first, dependsOn: second } : { task: second, dependsOn: first }), relation, isTurnable: true };
}

const waitsWords = /^(?:is_)?(?:depend|blocked_by|require(?:s|ment)?$|need|wait|after|follow)/;
const comesBeforeWords = /^(?:is_)?(?:block|preced|before|required_by|unblock)/;
const otherWords = /^(?:is_)?(?:relat|duplicat|parent|child|subtask|clone|mention|see_also|similar|cause)/;

/** What a row of the table says: whether its columns are to be read the other way round; undefined where it is no dependency. */
export function readRelation({ name, relation, isTurnable }: DependencyTable, value: unknown): { readonly isTurned: boolean } | undefined {
  const word = relation === undefined ? "" : String(value ?? "").trim().toLowerCase().replaceAll(/[\s-]+/g, "_");
  if (otherWords.test(word)) return undefined;
  if (!isTurnable) return { isTurned: false };
  const isWaiting = saysWaiting.test(name);
  const saysFirstWaits = waitsWords.test(word) ? true : comesBeforeWords.test(word) ? false : isWaiting;
  return { isTurned: saysFirstWaits !== isWaiting };
}
