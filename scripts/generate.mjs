// Writes every generated file: registries, documents, schemas. `--check` writes nothing and fails where one is stale.
import { mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { createJiti } from "jiti";

const root = fileURLToPath(new URL("..", import.meta.url));
const isCheck = process.argv.includes("--check");
const jiti = createJiti(import.meta.url);

/**
 * Generators run in the order of their names, because documents read what registries list. Each exports
 * `generate({ root, load })` and answers with a map from path to content; `load` imports a TypeScript module.
 */
const folder = join(root, "scripts", "generators");
const names = (await readdir(folder)).filter((name) => name.endsWith(".mjs")).sort();
const stale = [];
for (const name of names) {
  const { generate } = await import(pathToFileURL(join(folder, name)).href);
  const load = (path) => jiti.import(join(root, path));
  for (const [path, content] of await generate({ root, load })) {
    const file = join(root, path);
    const current = await readFile(file, "utf8").catch(() => undefined);
    if (current === content) continue;
    stale.push(path);
    if (isCheck) continue;
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content);
  }
}
if (stale.length > 0) process.stdout.write(`${isCheck ? "Stale, run npm run generate" : "Wrote"}: ${stale.join(", ")}\n`);
process.exitCode = isCheck && stale.length > 0 ? 1 : 0;
