// Packages: installed from a registry of the test's own, without running any of their code; wrong names are refused.

import { execFile, execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Executor } from "../../src/executor/executor.ts";
import { npmPackages } from "../../src/executor/packages/npm-packages.ts";
import { pythonPackages } from "../../src/executor/packages/python-packages.ts";
import { tarEnd, tarEntry } from "../../src/executor/sandbox/tar-stream.ts";

const SETTINGS = ["PIP_NO_INDEX", "PIP_FIND_LINKS", "npm_config_registry", "npm_config_cache", "npm_config_replace_registry_host"];
const before = new Map(SETTINGS.map((name) => [name, process.env[name]]));
let folder = "";
let canary = "";
let server: Server;
const executor = () => new Executor({ policy: { packageCacheFolder: join(folder, "cache") } });

beforeAll(async () => {
  // Root's runs show the cache to another user, so every part of its path can be searched.
  folder = mkdtempSync(join(tmpdir(), "assay-test-"));
  execFileSync("chmod", ["755", folder]);
  canary = join(folder, "canary");
  mkdirSync(join(folder, "links"));
  makeWheel();
  makeSourcePackage();
  server = createServer(answerAsRegistry);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  process.env["PIP_NO_INDEX"] = "1";
  process.env["PIP_FIND_LINKS"] = join(folder, "links");
  process.env["npm_config_registry"] = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  process.env["npm_config_cache"] = join(folder, "npm-cache");
  process.env["npm_config_replace_registry_host"] = "never";
});
afterAll(() => {
  server.close();
  for (const [name, value] of before) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
  rmSync(folder, { recursive: true, force: true });
});

function makeWheel(): void {
  const script = `
import sys, zipfile
with zipfile.ZipFile(sys.argv[1], "w") as wheel:
    wheel.writestr("assay_good/__init__.py", "answer = 42\\n")
    wheel.writestr("assay_good-1.0.dist-info/METADATA", "Metadata-Version: 2.1\\nName: assay-good\\nVersion: 1.0\\n")
    wheel.writestr("assay_good-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\\nGenerator: test\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
    wheel.writestr("assay_good-1.0.dist-info/RECORD", "")`;
  execFileSync("/usr/bin/python3", ["-c", script, join(folder, "links/assay_good-1.0-py3-none-any.whl")]);
}

/** A package that only exists as source, whose set-up writes the canary. */
function makeSourcePackage(): void {
  const setup = `open(${JSON.stringify(canary)}, "w").write("ran")\nfrom setuptools import setup\nsetup(name="assay-evil", version="1.0")\n`;
  const archive = [...tarEntry({ kind: "file", path: "assay-evil-1.0/setup.py", content: Buffer.from(setup) }), ...tarEntry({ kind: "file", path: "assay-evil-1.0/PKG-INFO", content: Buffer.from("Metadata-Version: 1.0\nName: assay-evil\nVersion: 1.0\n") }), tarEnd()];
  writeFileSync(join(folder, "links/assay-evil-1.0.tar.gz"), gzipSync(Buffer.concat(archive)));
}

/** Serves `assay-scripts`, whose install script writes the canary, and `assay-foreign`, which depends on a git address. */
function answerAsRegistry(request: { url?: string | undefined }, response: { statusCode: number; end: (body?: string | Buffer) => void }): void {
  const name = /^\/(assay-(?:scripts|foreign))/.exec(request.url ?? "")?.[1];
  if (name === undefined) {
    response.statusCode = 404;
    response.end("{}");
    return;
  }
  const manifest = {
    name,
    version: "1.0.0",
    main: "index.js",
    ...(name === "assay-scripts" ? { scripts: { preinstall: `echo ran > ${canary}`, postinstall: `echo ran > ${canary}` } } : { dependencies: { other: "git+https://127.0.0.1:1/other.git" } }),
  };
  const tarball = gzipSync(Buffer.concat([
    ...tarEntry({ kind: "file", path: "package/package.json", content: Buffer.from(JSON.stringify(manifest)) }),
    ...tarEntry({ kind: "file", path: "package/index.js", content: Buffer.from("module.exports = 42;") }),
    // Slips out of the package's folder, if the unpacking allows it.
    ...tarEntry({ kind: "file", path: "package/../../../../slipped.txt", content: Buffer.from("slipped") }),
    tarEnd(),
  ]));
  if (request.url?.endsWith(".tgz") === true) return response.end(tarball);
  const integrity = `sha512-${createHash("sha512").update(tarball).digest("base64")}`;
  const dist = { tarball: `${process.env["npm_config_registry"]}${name}/-/${name}-1.0.0.tgz`, integrity };
  response.end(JSON.stringify({ name, "dist-tags": { latest: "1.0.0" }, versions: { "1.0.0": { ...manifest, ...("scripts" in manifest ? { hasInstallScript: true } : {}), dist } } }));
}

describe("packages that run code when installed", () => {
  it("npm's scripts run without the executor's flags, and not with it", async () => {
    const bare = join(folder, "bare");
    mkdirSync(bare);
    writeFileSync(join(bare, "package.json"), '{"private":true}');
    await promisify(execFile)("npm", ["install", "assay-scripts", "--no-audit", "--no-fund"], { cwd: bare });
    expect(existsSync(canary)).toBe(true);
    rmSync(canary);
    const { result } = await executor().run({ language: "javascript", code: "console.log(require('assay-scripts'))", packages: ["assay-scripts"] });
    expect(result).toMatchObject({ exitCode: 0, stdout: "42\n" });
    expect(existsSync(canary)).toBe(false);
    expect(readdirSync(join(folder, "cache")).every((name) => /^npm-[0-9a-f]{40}$/.test(name))).toBe(true);
    expect(existsSync(join(folder, "slipped.txt")) || existsSync(join(folder, "cache/slipped.txt"))).toBe(false);
  });

  it("a source package's set-up runs when asked to, and is refused by the executor", async () => {
    const source = join(folder, "source");
    mkdirSync(source);
    execFileSync("tar", ["-xzf", join(folder, "links/assay-evil-1.0.tar.gz"), "-C", source]);
    await promisify(execFile)("/usr/bin/python3", ["assay-evil-1.0/setup.py", "--name"], { cwd: source }).catch(() => undefined);
    expect(existsSync(canary)).toBe(true);
    rmSync(canary);
    await expect(executor().run({ language: "python", code: "", packages: ["assay-evil"] })).rejects.toMatchObject({ code: "package-install-failed" });
    expect(existsSync(canary)).toBe(false);
  });

  it("a dependency from git is refused", async () => {
    await expect(executor().run({ language: "javascript", code: "", packages: ["assay-foreign"] })).rejects.toMatchObject({ code: expect.stringMatching(/^package-/) });
  });
});

describe("packages in a run", () => {
  it("are there, read-only and offline, and installed once", async () => {
    const runner = executor();
    const code = "import assay_good\nprint(assay_good.answer)\ntry:\n    open('/packages/x', 'w')\nexcept OSError as error:\n    print(error.strerror)";
    const request = { language: "python", code, packages: ["assay-good==1.0"] };
    const results = await Promise.all([runner.run(request), runner.run(request)]);
    for (const { result } of results) expect(result.stdout, result.stderr).toBe("42\nRead-only file system\n");
    expect(readdirSync(join(folder, "cache")).filter((name) => name.startsWith("python-"))).toHaveLength(1);
  });

  it("that do not exist are an error and leave nothing", async () => {
    await expect(executor().run({ language: "python", code: "", packages: ["assay-none"] })).rejects.toMatchObject({ code: "package-install-failed", nextStep: expect.any(String) });
    await expect(executor().run({ language: "javascript", code: "", packages: ["assay-none"] })).rejects.toMatchObject({ code: "package-install-failed" });
    expect(readdirSync(join(folder, "cache")).filter((name) => name.startsWith("."))).toEqual([]);
  });

  it("can be refused by policy, and have no meaning for Bash", async () => {
    const strict = new Executor({ policy: { packages: "refused" } });
    await expect(strict.run({ language: "python", code: "", packages: ["six"] })).rejects.toMatchObject({ code: "execution-refused" });
    await expect(strict.run({ language: "bash", code: "", packages: ["six"] })).rejects.toMatchObject({ code: "usage" });
  });
});

describe("names", () => {
  const wrong = ["--index-url=https://x.test", "-r", "a;b", "a b", "git+https://x.test/a", "https://x.test/a.whl", "../a", "./a", "a@b@c", "", "a\nb", "a$(b)", "a`b`", "a==1; import os", "file:///x", "a[b", "a @ https://x.test", "@scope", "a@npm:b", "a@file:b", "a@../b", "a@-x"];
  it.each(wrong)("%j is refused for both", (name) => {
    expect(pythonPackages.describeProblem(name)).toBeTruthy();
    expect(npmPackages.describeProblem(name)).toBeTruthy();
  });
  it.each(["requests", "requests==2.32.3", "Django>=5,<6", "uvicorn[standard]", "zope.interface", "a", "typing_extensions~=4.0"])("%s is a Python package", (name) => expect(pythonPackages.describeProblem(name)).toBeUndefined());
  it.each(["zod", "zod@4.1.0", "@types/node", "@types/node@^20.1", "left-pad@latest", "lodash.get", "a@>=1.2"])("%s is an npm package", (name) => expect(npmPackages.describeProblem(name)).toBeUndefined());
});
