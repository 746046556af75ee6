// Clients that fill in every field send null for what they leave out.

type WithoutNulls<Fields> = { [Name in keyof Fields]: Exclude<Fields[Name], null | undefined> };

/** The fields that hold something. */
export function withoutNulls<Fields extends object>(fields: Fields): WithoutNulls<Fields> {
  // Entries of a record without its nulls are that record without nulls.
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null && value !== undefined)) as WithoutNulls<Fields>;
}
