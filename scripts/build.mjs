// Bundles the sources into `dist/`: a few files, so that a fresh process starts fast. Grammars are copied beside them.
import { createHash } from "node:crypto";
import { chmod, cp, mkdir, readFile, readdir, rename, rm, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { parseSync } from "oxc-parser";
import { rolldown } from "rolldown";

const root = fileURLToPath(new URL("..", import.meta.url));
const manifest = JSON.parse(await readFile(join(root, "package.json"), "utf8"));
const target = join(root, "dist");
/** Everything is made beside the old build, which is replaced at the end: whoever runs it meanwhile is not disturbed. */
const output = join(root, `dist.${process.pid}.tmp`);

/** What stays outside the bundle: packages with native code or with files of their own. */
const external = [...Object.keys(manifest.dependencies), /^node:/];

/** The command line's library can start programs as sub-commands, which we have none of: it would load Node's processes at once. */
const withoutPrograms = {
  name: "without-programs",
  resolveId: (specifier, importer) => (isForPrograms(specifier, importer) ? "\0no-programs" : undefined),
  load: (id) => (id === "\0no-programs" ? "export default {};" : undefined),
};

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

const workers = ["analysis-worker", "disposable-analysis", "metrics-worker", "analysis-service-worker", "store-worker"];
const chunks = await bundle(join(output, "bundle"), {
  assay: "src/main.ts",
  index: "src/index.ts",
  "rule-kit": "src/rule-kit/index.ts",
  ...Object.fromEntries(workers.map((name) => [name, `src/api/${name}.ts`])),
});
for (const { fileName, code } of chunks) await writeFile(join(output, "bundle", fileName), toAscii(withImports(code)));
await bundle(output, { load: "src/loader/start.ts" });

const importModule = "(specifier) => import(specifier)";
await writeEntry("assay", `import { startCommand } from "./load.cjs";\n\nstartCommand(${importModule});`, "#!/usr/bin/env node\n");
for (const name of workers) await writeEntry(name, `import { startWorker } from "./load.cjs";\n\nstartWorker(${JSON.stringify(name)}, ${importModule});`);
await writeEntry("library", `import { bundleFolder, createLoader } from "./load.cjs";\n\nexport const load = createLoader({ folder: bundleFolder(), importModule: ${importModule} });`);
for (const name of ["index", "rule-kit"]) {
  const names = chunks.find(({ fileName }) => fileName === `${name}.cjs`).exports;
  await writeEntry(name, `import { load } from "./library.js";\n\nexport const { ${names.join(", ")} } = load("${name}.cjs");`);
}
await chmod(join(output, "assay.js"), 0o755);

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

function isForPrograms(specifier, importer) {
  return specifier === "node:child_process" && /[/\\]commander[/\\]/.test(importer ?? "");
}

/** Writes the entries and their chunks as scripts, which unlike modules can be compiled ahead (src/loader). */
async function bundle(dir, input) {
  const build = await rolldown({
    cwd: root,
    platform: "node",
    external: (id, importer) => !isForPrograms(id, importer) && external.some((one) => (typeof one === "string" ? id === one || id.startsWith(`${one}/`) : one.test(id))),
    plugins: [withoutPrograms],
    input,
    transform: {
      define: { __ASSAY_VERSION__: JSON.stringify(manifest.version), __ASSAY_BUILD__: JSON.stringify(buildId) },
    },
    logLevel: "warn",
    // The parser runtime evaluates code of its own `.wasm` only; nothing scanned reaches it.
    checks: { eval: false },
  });
  const written = await build.write({ dir, format: "cjs", entryFileNames: "[name].cjs", chunkFileNames: "chunks/[name]-[hash].cjs", minify: false });
  await build.close();
  return written.output.filter(({ type }) => type === "chunk");
}

/** Node reads plain characters several times faster: others are escaped, and marked where they only stand in a comment. */
function toAscii(code) {
  const { comments } = parseScript(code);
  let at = 0;
  return code.replace(/[^\0-\x7f]/g, (unit, offset) => {
    while (comments[at]?.end <= offset) at++;
    return comments[at]?.start <= offset ? "?" : `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
}

/** A script whose compiled code was kept cannot import by itself: it calls what the loader hands it. */
function withImports(code) {
  return parseScript(code).module.dynamicImports.reduceRight((text, { start }) => `${text.slice(0, start)}__importModule${text.slice(start + "import".length)}`, code);
}

function parseScript(code) {
  const parsed = parseSync("chunk.cjs", code, { sourceType: "commonjs" });
  if (parsed.errors.length > 0) throw new Error(parsed.errors[0].message);
  return parsed;
}

async function writeEntry(name, code, head = "") {
  await writeFile(join(output, `${name}.js`), `${head}${code}\n`);
}
