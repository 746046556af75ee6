// What V8 compiled of the program is kept for the next run: in the user's folder, for this user alone, and never trusted when damaged.

import { chmodSync, existsSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { type Outcome, type Sandbox, makeSandbox } from "../support/command-line.ts";

let sandbox: Sandbox | undefined;
afterEach(() => sandbox?.remove());

const flawed = { "a.py": "import os\nname = input()\nos.system('cat ' + name)\n" };
const folder = (): string => join(sandbox!.folder, "..", "cache", "assay", "code");
const scan = (environment: Record<string, string> = {}): Outcome =>
  sandbox!.assay(["scan", "--no-cache", "--exit-zero"], { environment: { NODE_DISABLE_COMPILE_CACHE: "", ...environment } });

/** The only file of code there is. */
function kept(): string {
  const names = readdirSync(folder());
  expect(names).toHaveLength(1);
  return join(folder(), names[0]!);
}

it("writes the code for this user alone, and says the same with it", () => {
  sandbox = makeSandbox(flawed);
  const first = scan();
  expect([statSync(folder()).mode & 0o777, statSync(kept()).mode & 0o777]).toEqual([0o700, 0o600]);
  const outcomes = [scan(), scan(), scan()];
  expect(outcomes).toEqual([first, first, first]);
  // What is complete is left alone.
  const { mtimeMs } = statSync(kept());
  scan();
  expect(statSync(kept()).mtimeMs).toBe(mtimeMs);
});

it.each<[string, (bytes: Buffer) => Uint8Array]>([
  ["with other bytes in its code", (bytes) => bytes.map((byte, at) => (at > bytes.length / 2 && at % 1_000 === 0 ? byte ^ 0xff : byte))],
  ["cut short", (bytes) => bytes.subarray(0, bytes.length / 3)],
  ["empty", () => new Uint8Array()],
  ["with a broken beginning", (bytes) => Buffer.concat([Buffer.from("nonsense"), bytes.subarray(8)])],
])("takes nothing from a file %s", (_, damage) => {
  sandbox = makeSandbox(flawed);
  const first = scan();
  writeFileSync(kept(), damage(readFileSync(kept())));
  expect([scan(), scan()]).toEqual([first, first]);
});

it("takes nothing from a file that others may write", () => {
  sandbox = makeSandbox(flawed);
  for (let run = 0; run < 4; run++) scan();
  const { mtimeMs } = statSync(kept());
  chmodSync(kept(), 0o666);
  scan();
  // It was not read, so it was written anew, for this user alone.
  expect([statSync(kept()).mtimeMs > mtimeMs, statSync(kept()).mode & 0o777]).toEqual([true, 0o600]);
});

it("keeps nothing where Node is told to keep no code, and runs where the folder cannot be made", () => {
  sandbox = makeSandbox(flawed);
  const first = scan({ NODE_DISABLE_COMPILE_CACHE: "1" });
  expect(existsSync(folder())).toBe(false);
  sandbox.write("file", "");
  expect(scan({ XDG_CACHE_HOME: sandbox.path("file") })).toEqual(first);
});
