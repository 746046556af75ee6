// Keeps execution policies: what was set, and each whole that was ever in force, with the version that the runs under it name.

import { AssayError } from "../model/errors.ts";
import type { PolicyKind, StoredPolicy } from "../model/store-record.ts";
import { addEvent } from "./events.ts";
import type { StoreConnection } from "./open-database.ts";
import { present } from "./origins.ts";

export interface NewPolicy {
  readonly kind: PolicyKind;
  readonly policy: Readonly<Record<string, unknown>>;
  readonly reason?: string | undefined;
}

/** The stored form. What is the latest already is set once only; a policy in force has one version, however often it comes back. */
export function addPolicy(store: StoreConnection, { kind, policy, reason }: NewPolicy): Promise<StoredPolicy> {
  const at = store.now().toISOString();
  const text = JSON.stringify(policy);
  return store.database.transaction().execute(async (database) => {
    const ofKind = database.selectFrom("policies").selectAll().where("kind", "=", kind).orderBy("version", "desc").limit(1);
    const known = await (kind === "in-force" ? ofKind.where("policy", "=", text) : ofKind).executeTakeFirst();
    if (known?.policy === text) return readRow(known);
    const row = await database.insertInto("policies").values({ kind, policy: text, createdAt: at, reason: reason ?? null }).returningAll().executeTakeFirstOrThrow();
    await addEvent(database, { type: kind === "in-force" ? "policy.in-force" : "policy.set", subjectId: String(row.version), at, data: { ...present({ reason: reason ?? null }) } });
    return readRow(row);
  });
}

/** The latest that was set, or the one with a version; undefined where none was ever set. Throws `not-found` for a version that is none. */
export async function readPolicy({ database }: StoreConnection, { version }: { readonly version?: number | undefined }): Promise<StoredPolicy | undefined> {
  const query = database.selectFrom("policies").selectAll();
  const row = await (version === undefined ? query.where("kind", "=", "tightening").orderBy("version", "desc").limit(1) : query.where("version", "=", version)).executeTakeFirst();
  if (row === undefined && version !== undefined) throw new AssayError({ code: "not-found", message: `There is no policy of version ${version}.`, nextStep: "Leave the version out for the policy in force." });
  return row === undefined ? undefined : readRow(row);
}

/** The latest of both kinds, newest first. */
export async function listPolicies({ database }: StoreConnection, { limit }: { readonly limit: number }): Promise<readonly Omit<StoredPolicy, "policy">[]> {
  const rows = await database.selectFrom("policies").select(["version", "kind", "createdAt", "reason"]).where("version", ">", 0).orderBy("version", "desc").limit(limit).execute();
  return rows.map(({ version, kind, createdAt, reason }) => ({ version, kind, createdAt, ...present({ reason }) }));
}

function readRow({ version, kind, policy, createdAt, reason }: { version: number; kind: PolicyKind; policy: string; createdAt: string; reason: string | null }): StoredPolicy {
  return { version, kind, policy: JSON.parse(policy) as StoredPolicy["policy"], createdAt, ...present({ reason }) };
}
