// Where the code stood, to and from columns.

import type { Origin } from "../model/origin.ts";
import type { OriginColumns } from "./schema.ts";

export function originColumns(origin: Origin): OriginColumns {
  const { repository = null, branch = null, commit = null, isDirty } = origin;
  return { repository, branch, commitHash: commit, isDirty: isDirty === undefined ? null : Number(isDirty) };
}

export function readOrigin({ repository, branch, commitHash, isDirty }: OriginColumns): Origin {
  return {
    ...(repository === null ? {} : { repository }),
    ...(branch === null ? {} : { branch }),
    ...(commitHash === null ? {} : { commit: commitHash }),
    ...(isDirty === null ? {} : { isDirty: isDirty === 1 }),
  };
}

/** The fields that hold something. */
export function present<Fields extends Record<string, unknown>>(fields: Fields): { [Name in keyof Fields]?: Exclude<Fields[Name], null> } {
  // Entries of a record without its nulls are a partial record without nulls.
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null && value !== undefined)) as { [Name in keyof Fields]?: Exclude<Fields[Name], null> };
}
