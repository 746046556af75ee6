// `npm run new <rule|language|reporter> <name>`: makes the folder or file of a new entry, ready to be filled.
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const templates = join(root, "scripts", "templates");
const [kind, name] = process.argv.slice(2);
const kinds = (await readdir(templates)).sort();

if (kind === undefined || name === undefined || !kinds.includes(kind)) {
  fail(`usage: npm run new <${kinds.join("|")}> <name>`);
}
const shape = kind === "rule" ? /^[a-z]+\/[a-z][a-z0-9]*(-[a-z0-9]+)*$/ : /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
if (!shape.test(name)) {
  fail(kind === "rule" ? `a rule is named <language>/<flaw-in-kebab-case>, not "${name}"` : `a ${kind} has a kebab-case name, not "${name}"`);
}
const places = { rule: `rules/${name}`, language: `src/languages/${name}`, reporter: "src/reporters" };
const language = name.split("/")[0];
const extensions = { python: "py", javascript: "js", typescript: "ts", bash: "sh", sql: "sql" };
if (kind === "rule" && extensions[language] === undefined) {
  fail(`there is no language "${language}"; known: ${Object.keys(extensions).join(", ")}`);
}
const words = {
  NAME: name,
  TITLE: name.split("/").at(-1).replace(/-/g, " ").replace(/^./, (letter) => letter.toUpperCase()),
  CAMEL: name.replace(/-(\w)/g, (_, letter) => letter.toUpperCase()),
  LANGUAGE: language,
  LANGUAGES: JSON.stringify(language === "javascript" ? ["javascript", "typescript"] : [language]),
  EXTENSION: extensions[language] ?? "",
  COMMENT: { python: "#", bash: "#", sql: "--" }[language] ?? "//",
};
const made = [];
for (const entry of await readdir(join(templates, kind))) {
  const path = join(places[kind], fill(entry).replace(/\.template$/, ""));
  const file = join(root, path);
  if (existsSync(file)) fail(`${path} is already there and was not touched`);
  made.push({ path, file, text: fill(await readFile(join(templates, kind, entry), "utf8")) });
}
for (const { file, text } of made) {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
}
execFileSync(process.execPath, [join(root, "scripts", "generate.mjs")], { cwd: root, stdio: "inherit" });
process.stdout.write(`Made ${made.map(({ path }) => path).join(", ")}\n`);

function fill(text) {
  return text.replace(/__([A-Z]+)__/g, (whole, word) => words[word] ?? whole);
}

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(2);
}
