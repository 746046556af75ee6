// The abuse suite in its daily form: every attack succeeds on the bare machine and is contained in the sandbox.

import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, describe, expect, it } from "vitest";
import { attacksFor, availableModes, runBare, runContained } from "./run-attack.ts";
import { runServiceDeath } from "./service-death.ts";
import { makeWorld } from "./world.ts";

// A temporary folder of this suite's own, so that other runs on this machine do not count as left-overs.
const outerTemporary = process.env["TMPDIR"];
const temporary = mkdtempSync(join(tmpdir(), "assay-test-"));
process.env["TMPDIR"] = temporary;
const modes = await availableModes();
const world = await makeWorld();
const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const ORDINARY_USER = "54321";
const SUITE_TIMEOUT_MS = 240_000;

afterAll(() => {
  world.close();
  if (outerTemporary === undefined) delete process.env["TMPDIR"];
  else process.env["TMPDIR"] = outerTemporary;
  rmSync(temporary, { recursive: true });
});

describe("without the sandbox", () => {
  it.each(attacksFor({ mode: modes[0] ?? "best-effort", removed: [] }, true))("succeeds: $name", async (attack) => {
    expect(await runBare(attack, world)).toBeUndefined();
  });
});

describe.each(modes)("in the sandbox, memory held by %s", (mode) => {
  it.each(attacksFor({ mode, removed: [] }, true))("is contained: $name", async (attack) => {
    expect(await runContained(attack, world, { mode, removed: [] })).toBeUndefined();
  });

  it("takes every process along when the service is killed", async () => {
    expect(await runServiceDeath(mode)).toBeUndefined();
  });
});

describe.runIf(process.getuid?.() === 0)("as an ordinary user", () => {
  it(
    "every attack is contained",
    async () => {
      const drop = ["--reuid", ORDINARY_USER, "--regid", ORDINARY_USER, "--clear-groups"];
      const script = [process.execPath, "--import", "jiti/register", "scripts/attacks.ts", "--short", "--contained-only"];
      const run = promisify(execFile)("setpriv", [...drop, ...script], { cwd: ROOT, env: { PATH: process.env["PATH"], HOME: "/tmp" } });
      const { stdout } = await run.catch((error: { stdout?: string }) => ({ stdout: error.stdout ?? String(error) }));
      expect(stdout.split("\n").filter((line) => line !== "" && !line.startsWith("contained"))).toEqual([expect.stringMatching(/^\d{2,} passed, 0 failed$/)]);
    },
    SUITE_TIMEOUT_MS,
  );
});

describe("afterwards", () => {
  it("nothing of any run is left in the temporary folder", () => {
    expect(readdirSync(temporary).filter((name) => name.startsWith("assay-"))).toEqual([]);
  });
});
