// Turns the database's own errors into typed ones that say what mends them.

import { AssayError, type ErrorCode } from "../model/errors.ts";

const failures: readonly { readonly codes: RegExp; readonly code: ErrorCode; readonly message: string; readonly nextStep: string }[] = [
  { codes: /^SQLITE_(FULL|IOERR_WRITE|IOERR_FSYNC|IOERR_SHMSIZE|IOERR_TRUNCATE|IOERR)$/, code: "store-full", message: "the disk is full or its quota is used up; nothing of this change was kept", nextStep: "Free some space, or throw old records away with `assay db vacuum --max-age 30d`." },
  { codes: /^SQLITE_(CORRUPT|NOTADB)/, code: "store-damaged", message: "the file is damaged or no SQLite database", nextStep: "Restore a backup copy beside it (*.backup-*), or move the file away: a new one is made." },
  { codes: /^SQLITE_(READONLY|PERM)/, code: "store-read-only", message: "the file can only be read", nextStep: "Make the file and its folder writable, or name another with --store." },
  { codes: /^SQLITE_(BUSY|LOCKED)/, code: "store-busy", message: "another process holds it for too long", nextStep: "Try again; end a process that hangs in it." },
  { codes: /^SQLITE_CANTOPEN/, code: "store-unreadable", message: "the file cannot be opened", nextStep: "Check that its folder exists and who may write it, or name another with --store." },
];

/** The typed form of what the database threw; anything else comes back as it is. */
export function describeStoreFailure(error: unknown, path: string): unknown {
  if (error instanceof AssayError || !(error instanceof Error)) return error;
  // Opening throws an error without a code whose text ends with SQLite's number: 14 is "cannot open".
  const code = "code" in error && typeof error.code === "string" && error.code !== "" ? error.code : /: 14"?\)?$/.test(error.message) ? "SQLITE_CANTOPEN" : "";
  const failure = failures.find(({ codes }) => codes.test(code));
  if (failure === undefined) return error;
  return new AssayError({ code: failure.code, message: `The store ${path}: ${failure.message}.`, nextStep: failure.nextStep, cause: error });
}

/** While a file is opened, whatever the database says of it is said of a file that cannot be used. */
export function describeOpeningFailure(error: unknown, path: string): unknown {
  const described = describeStoreFailure(error, path);
  if (described instanceof AssayError || !(described instanceof Error) || described.name !== "SqliteError") return described;
  return new AssayError({ code: "store-unreadable", message: `The store ${path} cannot be used: ${described.message}. It was left as it is.`, nextStep: "Name another file with --store.", cause: error });
}
