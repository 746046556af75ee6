// Lets a test that runs as root see what an ordinary user sees: for root no file is unreadable.

import { chmodSync } from "node:fs";

/** `nobody` on every common system. */
const ordinaryUser = 65534;

/** Runs `work` as an ordinary user who may enter `folder`; for a test that is one already, just runs it. */
export async function withoutPrivileges<Result>(folder: string, work: () => Result | Promise<Result>): Promise<Result> {
  if (process.getuid?.() !== 0 || process.seteuid === undefined) return work();
  chmodSync(folder, 0o755);
  process.seteuid(ordinaryUser);
  try {
    return await work();
  } finally {
    process.seteuid(0);
  }
}
