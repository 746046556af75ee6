// What npm's lock file tells of packages that come from elsewhere than the registry.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { describeForeignSource } from "../../../../src/executor/packages/npm-lock.ts";

const REGISTRY = "https://registry.example.com/a/-/a-1.0.0.tgz";
const PUBLIC = "https://registry.npmjs.org/b/-/b-1.0.0.tgz";
const STRANGER = "https://stranger.example.com/b.tgz";

function judge(text: string): string | undefined {
  const folder = mkdtempSync(join(tmpdir(), "assay-test-"));
  writeFileSync(join(folder, "package-lock.json"), text);
  try {
    return describeForeignSource(join(folder, "package-lock.json"));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const lock = (packages: Readonly<Record<string, unknown>>): string => JSON.stringify({ lockfileVersion: 3, packages: { "": { dependencies: { a: "*" } }, ...packages } });

describe("a lock file", () => {
  it.each([
    ["registry packages", { "node_modules/a": { resolved: REGISTRY, dependencies: { b: "^1.0.0 || 2.x", c: "latest", d: ">=1 <3" } }, "node_modules/b": { resolved: PUBLIC } }],
    ["archives that the registry keeps elsewhere", { "node_modules/a": { resolved: REGISTRY }, "node_modules/b": { resolved: "https://cdn.example.com/b.tgz" } }],
    ["another name for a registry package", { "node_modules/a": { resolved: REGISTRY, dependencies: { b: "npm:c@^1", d: "npm:@scope/e@2" } } }],
    ["packages that another brings along", { "node_modules/a": { resolved: REGISTRY }, "node_modules/a/node_modules/b": { inBundle: true } }],
    ["a package with a lock of its own that names registries", { "node_modules/a": { resolved: REGISTRY, hasShrinkwrap: true }, "node_modules/a/node_modules/b": { resolved: PUBLIC }, "node_modules/a/node_modules/c": { resolved: REGISTRY }, "node_modules/a/node_modules/d": { inBundle: true } }],
  ])("with %s is taken", (_, packages) => expect(judge(lock(packages))).toBeUndefined());

  it.each([
    ["an archive's address", { "node_modules/a": { resolved: REGISTRY, dependencies: { b: STRANGER } } }],
    ["the same as optional", { "node_modules/a": { resolved: REGISTRY, optionalDependencies: { b: "http://x/b.tgz" } } }],
    ["the same as peer", { "node_modules/a": { resolved: REGISTRY, peerDependencies: { b: "http://x/b.tgz" } } }],
    ["a git address", { "node_modules/a": { resolved: REGISTRY, dependencies: { b: "git+ssh://git@x/b.git" } } }],
    ["a hosted repository", { "node_modules/a": { resolved: REGISTRY, dependencies: { b: "owner/b" } } }],
    ["a hosted repository by its host", { "node_modules/a": { resolved: REGISTRY, dependencies: { b: "github:owner/b#v1" } } }],
    ["a folder", { "node_modules/a": { resolved: REGISTRY, dependencies: { b: "file:../b" } } }],
    ["an alias of an address", { "node_modules/a": { resolved: REGISTRY, dependencies: { b: "npm:https://x/b.tgz" } } }],
    ["a git source", { "node_modules/b": { resolved: "git+https://x/b.git#abc" } }],
    ["a file as source", { "node_modules/b": { resolved: "file:../b.tgz" } }],
    ["a link", { "node_modules/b": { resolved: "../b", link: true } }],
    ["a lock of its own that names a stranger", { "node_modules/a": { resolved: REGISTRY, hasShrinkwrap: true }, "node_modules/a/node_modules/b": { resolved: STRANGER } }],
    ["a lock of its own that calls a stranger's archive its own", { "node_modules/a": { resolved: REGISTRY, hasShrinkwrap: true }, "node_modules/a/node_modules/b": { inBundle: true, resolved: STRANGER } }],
    ["a lock of its own that does not say where from", { "node_modules/a": { resolved: REGISTRY, hasShrinkwrap: true }, "node_modules/a/node_modules/b": { version: "1.0.0" } }],
  ])("with %s is refused", (_, packages) => expect(judge(lock(packages))).toMatch(/registry/));

  it("that cannot be read is refused", () => expect(judge("{")).toMatch(/lock file/));
});
