// Doubles of PyPI, of npm's registry and of a stranger's server, all on this machine, with packages that try to get code
// or files from elsewhere than the registry.

import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { tarEnd, tarEntry } from "../../src/executor/sandbox/tar-stream.ts";

/** The servers and what they saw. */
export interface PackageDoubles {
  readonly folder: string;
  /** A file that a package's code writes when it runs on the host. */
  readonly canary: string;
  /** What the stranger's server was asked for since the last call. */
  readonly takeContacts: () => string[];
  /** Settings of pip and npm that lead to the doubles. */
  readonly environment: Readonly<Record<string, string>>;
  readonly close: () => void;
}

/** A package of npm's registry: what its manifest says beside name and version, and other files of its archive. */
interface NpmPackage {
  readonly manifest?: Readonly<Record<string, unknown>>;
  readonly files?: Readonly<Record<string, string>>;
  /** What the archive's own package.json says instead. */
  readonly archived?: Readonly<Record<string, unknown>>;
}

/** Starts the servers and makes the packages. */
export async function makePackageDoubles(): Promise<PackageDoubles> {
  const folder = mkdtempSync(join(tmpdir(), "assay-test-"));
  // Root's runs show the cache to another user, so every part of its path can be searched.
  chmodSync(folder, 0o755);
  const canary = join(folder, "canary");
  const contacts: string[] = [];
  const stranger = await serve((request, response) => {
    contacts.push(request.url ?? "");
    const name = (request.url ?? "").split("/").at(-1) ?? "";
    const isThere = readdirSync(join(folder, "stranger")).includes(name);
    response.statusCode = isThere ? 200 : 404;
    response.end(isThere ? readFileSync(join(folder, "stranger", name)) : "");
  });
  const foreign = addressOf(stranger);
  makeSourceProject(folder, canary);
  makeStrangersFiles(folder, canary);
  makeWheels(folder, foreign);
  const npmPackages = describeNpmPackages(folder, foreign);
  const registry = await serve((request, response) => {
    const url = request.url ?? "";
    if (url.startsWith("/simple/")) answerAsIndex(folder, url, response);
    else answerAsRegistry(npmPackages, addressOf(registry), url, response);
  });
  return {
    folder,
    canary,
    takeContacts: () => contacts.splice(0),
    environment: {
      PIP_INDEX_URL: `${addressOf(registry)}/simple/`,
      npm_config_registry: `${addressOf(registry)}/`,
      npm_config_cache: join(folder, "npm-cache"),
      npm_config_replace_registry_host: "never",
    },
    close: () => {
      for (const server of [stranger, registry]) server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function serve(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<Server> {
  const server = createServer(answer);
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server)));
}

function addressOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // it listens on TCP
}

/** A project whose own build backend writes the canary: no other package is needed to build it. */
function makeSourceProject(folder: string, canary: string): void {
  const project = join(folder, "assay-evil-1.0");
  mkdirSync(project);
  writeFileSync(join(project, "pyproject.toml"), '[build-system]\nrequires = []\nbuild-backend = "evil"\nbackend-path = ["."]\n');
  writeFileSync(join(project, "evil.py"), `open(${JSON.stringify(canary)}, "w").write("ran")\n`);
  writeFileSync(join(project, "PKG-INFO"), "Metadata-Version: 2.1\nName: assay-evil\nVersion: 1.0\n");
  mkdirSync(join(folder, "stranger"));
  execFileSync("tar", ["-czf", join(folder, "stranger/assay-evil-1.0.tar.gz"), "-C", folder, "assay-evil-1.0"]);
}

/** A wheel and an archive of npm that lie on the stranger's server. */
function makeStrangersFiles(folder: string, canary: string): void {
  makeWheel(join(folder, "stranger/assay_stray-1.0-py3-none-any.whl"), "assay-stray", []);
  const manifest = { name: "assay-stray", version: "1.0.0", scripts: { preinstall: `echo ran > ${canary}` } };
  writeFileSync(join(folder, "stranger/assay-stray-1.0.0.tgz"), npmArchive(manifest, {}));
  mkdirSync(join(folder, "local"));
  writeFileSync(join(folder, "local/package.json"), JSON.stringify({ name: "assay-local", version: "1.0.0" }));
}

function makeWheels(folder: string, foreign: string): void {
  const wheels: Readonly<Record<string, readonly string[]>> = {
    "assay-plain": [],
    "assay-with-plain": ["assay-plain>=1; python_version > '3'"],
    "assay-to-source": [`assay-evil @ ${foreign}/assay-evil-1.0.tar.gz`],
    "assay-to-folder": [`assay-evil @ file://${folder}/assay-evil-1.0`],
    "assay-to-git": [`assay-evil @ git+${foreign}/assay-evil.git`],
    "assay-to-wheel": [`assay-stray @ ${foreign}/assay_stray-1.0-py3-none-any.whl`],
    "assay-deeper": ["assay-to-source"],
  };
  mkdirSync(join(folder, "index"));
  for (const [name, requirements] of Object.entries(wheels)) makeWheel(join(folder, "index", `${name.replaceAll("-", "_")}-1.0-py3-none-any.whl`), name, requirements);
}

function makeWheel(path: string, name: string, requirements: readonly string[]): void {
  const module = name.replaceAll("-", "_");
  const metadata = ["Metadata-Version: 2.1", `Name: ${name}`, "Version: 1.0", ...requirements.map((text) => `Requires-Dist: ${text}`), ""].join("\n");
  const script = `
import sys, zipfile
path, module, metadata = sys.argv[1:]
with zipfile.ZipFile(path, "w") as wheel:
    wheel.writestr(f"{module}.py", "answer = 42\\n")
    wheel.writestr(f"{module}-1.0.dist-info/METADATA", metadata)
    wheel.writestr(f"{module}-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\\nGenerator: test\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
    wheel.writestr(f"{module}-1.0.dist-info/RECORD", "")`;
  execFileSync("/usr/bin/python3", ["-c", script, path, module, metadata]);
}

function answerAsIndex(folder: string, url: string, response: ServerResponse): void {
  const [, , name = "", file = ""] = url.split("/");
  if (file !== "") {
    response.end(readFileSync(join(folder, "index", file)));
    return;
  }
  const files = readdirSync(join(folder, "index")).filter((entry) => entry.startsWith(`${name.replaceAll("-", "_")}-1.0`));
  response.setHeader("content-type", "text/html");
  response.statusCode = files.length === 0 ? 404 : 200;
  response.end(files.map((entry) => `<a href="${entry}">${entry}</a>`).join("\n"));
}

function describeNpmPackages(folder: string, foreign: string): ReadonlyMap<string, NpmPackage> {
  const needs = (specification: string): NpmPackage => ({ manifest: { dependencies: { "assay-stray": specification } } });
  const archive = `${foreign}/assay-stray-1.0.0.tgz`;
  const lock = (resolved: string): string =>
    JSON.stringify({ name: "x", version: "1.0.0", lockfileVersion: 3, packages: { "": { name: "x", version: "1.0.0", dependencies: { "assay-stray": "1.0.0" } }, "node_modules/assay-stray": { version: "1.0.0", resolved } } });
  return new Map<string, NpmPackage>([
    ["assay-plain", {}],
    ["assay-with-plain", { manifest: { dependencies: { "assay-plain": "^1.0.0" }, optionalDependencies: { renamed: "npm:assay-plain@1" } } }],
    ["assay-to-archive", needs(archive)],
    ["assay-to-optional", { manifest: { optionalDependencies: { "assay-stray": archive } } }],
    ["assay-to-peer", { manifest: { peerDependencies: { "assay-stray": archive } } }],
    ["assay-to-git", needs(`git+${foreign}/assay-stray.git`)],
    ["assay-to-hosted", needs("assay-nobody/assay-nothing")],
    ["assay-to-folder", needs(`file:${folder}/local`)],
    ["assay-to-alias", needs(`npm:assay-to-archive@1`)],
    ["assay-deeper", { manifest: { dependencies: { "assay-to-archive": "1" } } }],
    ["assay-locked", { manifest: { dependencies: { "assay-stray": "1.0.0" }, _hasShrinkwrap: true }, files: { "npm-shrinkwrap.json": lock(archive) } }],
    ["assay-other-manifest", { archived: { dependencies: { "assay-stray": archive }, scripts: { install: `echo ran > ${folder}/canary` } } }],
  ]);
}

function answerAsRegistry(packages: ReadonlyMap<string, NpmPackage>, address: string, url: string, response: ServerResponse): void {
  const [, name = "", file] = decodeURIComponent(url).split("/");
  const found = packages.get(name);
  if (found === undefined) {
    response.statusCode = 404;
    response.end("{}");
    return;
  }
  const manifest = { name, version: "1.0.0", main: "index.js", ...found.manifest };
  const archive = npmArchive({ ...manifest, ...found.archived }, found.files ?? {});
  if (file !== undefined) {
    response.end(archive);
    return;
  }
  const dist = { tarball: `${address}/${name}/-/${name}-1.0.0.tgz`, integrity: `sha512-${createHash("sha512").update(archive).digest("base64")}` };
  response.end(JSON.stringify({ name, "dist-tags": { latest: "1.0.0" }, versions: { "1.0.0": { ...manifest, dist } } }));
}

function npmArchive(manifest: unknown, files: Readonly<Record<string, string>>): Buffer {
  const entries = { "package.json": JSON.stringify(manifest), "index.js": "module.exports = 42;", ...files };
  return gzipSync(Buffer.concat([...Object.entries(entries).flatMap(([name, text]) => [...tarEntry({ kind: "file", path: `package/${name}`, content: Buffer.from(text) })]), tarEnd()]));
}
