// Bundles the sources into `dist/`: a few files, so that a fresh process starts fast. Grammars are copied beside them.
import { createHash } from "node:crypto";
import { chmod, cp, mkdir, readFile, readdir, rename, rm, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";

const root = fileURLToPath(new URL("..", import.meta.url));
const manifest = JSON.parse(await readFile(join(root, "package.json"), "utf8"));
const target = join(root, "dist");
/** Everything is made beside the old build, which is replaced at the end: whoever runs it meanwhile is not disturbed. */
const output = join(root, `dist.${process.pid}.tmp`);

/** What stays outside the bundle: packages with native code or with files of their own. */
const external = [...Object.keys(manifest.dependencies), /^node:/];

await rm(output, { recursive: true, force: true });
await mkdir(join(output, "grammars"), { recursive: true });

/** Names everything that results depend on: the sources and the versions of the packages. */
const hash = createHash("sha256").update(await readFile(join(root, "package-lock.json"), "utf8").catch(() => ""));
for (const folder of ["src", "rules"]) {
  const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  for (const file of files.sort()) hash.update(relative(root, file)).update(await readFile(file));
}
const buildId = hash.digest("hex").slice(0, 24);

const bundle = await rolldown({
  cwd: root,
  platform: "node",
  external,
  input: {
    assay: "src/main.ts",
    index: "src/index.ts",
    "rule-kit": "src/rule-kit/index.ts",
    "analysis-worker": "src/api/analysis-worker.ts",
    "disposable-analysis": "src/api/disposable-analysis.ts",
    "metrics-worker": "src/api/metrics-worker.ts",
    "analysis-service-worker": "src/api/analysis-service-worker.ts",
    "store-worker": "src/api/store-worker.ts",
  },
  transform: {
    define: { __ASSAY_VERSION__: JSON.stringify(manifest.version), __ASSAY_BUILD__: JSON.stringify(buildId) },
  },
  logLevel: "warn",
  // The parser runtime evaluates code of its own `.wasm` only; nothing scanned reaches it.
  checks: { eval: false },
});
await bundle.write({
  dir: output,
  format: "esm",
  entryFileNames: "[name].js",
  chunkFileNames: "chunks/[name]-[hash].js",
  minify: false,
});
await bundle.close();

const entry = join(output, "assay.js");
const code = await readFile(entry, "utf8");
if (!code.startsWith("#!")) await writeFile(entry, `#!/usr/bin/env node\n${code}`);
await chmod(entry, 0o755);

const languages = join(root, "src", "languages");
for (const language of await readdir(languages, { withFileTypes: true })) {
  if (!language.isDirectory()) continue;
  const grammar = join(languages, language.name, "grammar");
  await cp(grammar, join(output, "grammars", language.name), { recursive: true }).catch((error) => {
    if (error.code !== "ENOENT") throw error;
  });
}
const runtime = join(root, "node_modules", "web-tree-sitter", "web-tree-sitter.wasm");
await cp(runtime, join(output, "grammars", "web-tree-sitter.wasm"));
await cp(join(root, "schemas"), join(output, "schemas"), { recursive: true }).catch(() => undefined);

const old = join(root, `dist.${process.pid}.old`);
await rename(target, old).catch((error) => {
  if (error.code !== "ENOENT") throw error;
});
await rename(output, target);
await rm(old, { recursive: true, force: true });
