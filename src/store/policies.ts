// Keeps execution policies: each that was ever in force has a version that the runs under it name.

import { AssayError } from "../model/errors.ts";
import type { StoredPolicy } from "../model/store-record.ts";
import { addEvent } from "./events.ts";
import type { StoreConnection } from "./open-database.ts";
import { present } from "./origins.ts";

export interface NewPolicy {
  readonly policy: Readonly<Record<string, unknown>>;
  readonly reason?: string | undefined;
}

/** The stored form; an equal policy that is the latest already gets no second version. */
export function addPolicy(store: StoreConnection, { policy, reason }: NewPolicy): Promise<StoredPolicy> {
  const at = store.now().toISOString();
  const text = JSON.stringify(policy);
  return store.database.transaction().execute(async (database) => {
    const latest = await database.selectFrom("policies").selectAll().orderBy("version", "desc").limit(1).executeTakeFirst();
    if (latest?.policy === text) return readRow(latest);
    const row = await database.insertInto("policies").values({ policy: text, createdAt: at, reason: reason ?? null }).returningAll().executeTakeFirstOrThrow();
    await addEvent(database, { type: "policy.set", subjectId: String(row.version), at, data: { ...present({ reason: reason ?? null }) } });
    return readRow(row);
  });
}

/** The latest, or the one named; undefined where none was ever stored. Throws `not-found` for a version that is none. */
export async function readPolicy({ database }: StoreConnection, { version }: { readonly version?: number | undefined }): Promise<StoredPolicy | undefined> {
  const query = database.selectFrom("policies").selectAll().orderBy("version", "desc").limit(1);
  const row = await (version === undefined ? query : query.where("version", "=", version)).executeTakeFirst();
  if (row === undefined && version !== undefined) throw new AssayError({ code: "not-found", message: `There is no policy of version ${version}.` });
  return row === undefined ? undefined : readRow(row);
}

function readRow({ version, policy, createdAt, reason }: { version: number; policy: string; createdAt: string; reason: string | null }): StoredPolicy {
  return { version, policy: JSON.parse(policy) as StoredPolicy["policy"], createdAt, ...present({ reason }) };
}
