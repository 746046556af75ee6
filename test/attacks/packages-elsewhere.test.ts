// Packages whose dependencies lead away from the registry: to sources that must be built, to git, to folders of the host, to
// strangers' servers. Each succeeds with the installer's own flags alone, and is refused by the executor.

import { execFile } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { Executor } from "../../src/executor/executor.ts";
import { makePackageDoubles, type PackageDoubles } from "./package-doubles.ts";

let doubles: PackageDoubles;
const before = new Map<string, string | undefined>();

beforeAll(async () => {
  doubles = await makePackageDoubles();
  for (const [name, value] of Object.entries(doubles.environment)) {
    before.set(name, process.env[name]);
    process.env[name] = value;
  }
});
afterEach(() => {
  rmSync(doubles.canary, { force: true });
  doubles.takeContacts();
});
afterAll(() => {
  for (const [name, value] of before) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
  doubles.close();
});

const cache = (): string => join(doubles.folder, "cache");
const runWith = (language: string, name: string, code: string) => new Executor({ policy: { packageCacheFolder: cache() } }).run({ language, code, packages: [name] });

async function expectRefused(language: string, name: string): Promise<void> {
  await expect(runWith(language, name, "")).rejects.toMatchObject({ code: expect.stringMatching(/^package-(?:invalid|install-failed)$/), nextStep: expect.any(String) });
  expect(existsSync(doubles.canary)).toBe(false);
  expect(existsSync(cache()) ? readdirSync(cache()).filter((entry) => entry.startsWith(".")) : []).toEqual([]);
}

async function installBare(program: string, programArguments: readonly string[]): Promise<string> {
  const folder = mkdtempSync(join(doubles.folder, "bare-"));
  mkdirSync(join(folder, "packages"));
  writeFileSync(join(folder, "package.json"), '{"private":true}');
  await promisify(execFile)(program, [...programArguments], { cwd: folder }).catch(() => undefined);
  return folder;
}

describe("Python", () => {
  it.each(["assay-to-source", "assay-to-folder", "assay-deeper"])("%s runs code with wheels asked for alone, and not with the executor", async (name) => {
    await installBare("/usr/bin/python3", ["-m", "pip", "install", "--only-binary=:all:", "--target", "packages", name]);
    expect(existsSync(doubles.canary)).toBe(true);
    rmSync(doubles.canary);
    await expectRefused("python", name);
  });

  it("assay-to-git is asked for by git, and not with the executor", async () => {
    await installBare("/usr/bin/python3", ["-m", "pip", "install", "--only-binary=:all:", "--target", "packages", "assay-to-git"]);
    expect(doubles.takeContacts().some((url) => url.includes("info/refs"))).toBe(true);
    await expectRefused("python", "assay-to-git");
    expect(doubles.takeContacts()).toEqual([]);
  });

  it("assay-to-wheel installs a stranger's file, and not with the executor", async () => {
    const folder = await installBare("/usr/bin/python3", ["-m", "pip", "install", "--only-binary=:all:", "--target", "packages", "assay-to-wheel"]);
    expect(readdirSync(join(folder, "packages"))).toContain("assay_stray.py");
    await expectRefused("python", "assay-to-wheel");
  });

  it("dependencies of the registry are installed", async () => {
    const { result } = await runWith("python", "assay-with-plain", "import assay_with_plain, assay_plain\nprint(assay_with_plain.answer + assay_plain.answer)");
    expect(result).toMatchObject({ exitCode: 0, stdout: "84\n" });
  });
});

describe("npm", () => {
  it.each(["assay-to-archive", "assay-to-optional", "assay-to-peer", "assay-to-alias", "assay-deeper", "assay-locked"])("%s installs a stranger's file, and not with the executor", async (name) => {
    await installBare("npm", ["install", name, "--ignore-scripts", "--no-audit", "--no-fund"]);
    expect(doubles.takeContacts()).toContain("/assay-stray-1.0.0.tgz");
    await expectRefused("javascript", name);
  });

  it.each(["assay-to-git", "assay-to-hosted", "assay-to-folder"])("%s is refused", (name) => expectRefused("javascript", name));

  it("what an archive says beside the registry's manifest is not followed", async () => {
    const { result } = await runWith("javascript", "assay-other-manifest", "console.log(require('assay-other-manifest'))");
    expect(result).toMatchObject({ exitCode: 0, stdout: "42\n" });
    expect([doubles.takeContacts(), existsSync(doubles.canary)]).toEqual([[], false]);
  });

  it("dependencies of the registry are installed, renamed ones too", async () => {
    const { result } = await runWith("javascript", "assay-with-plain", "console.log(require('assay-with-plain') + require('renamed'))");
    expect(result).toMatchObject({ exitCode: 0, stdout: "84\n" });
  });
});
