// Tells why a finding of knip or vulture is none of ours, by looking at the code around it; for scripts/compare-dead-code.ts.

import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** What a tool calls dead; a file as a whole has no name. */
export interface Dead {
  readonly path: string;
  readonly name: string;
  readonly line: number;
  readonly kind: string;
}

type Explain = (dead: Dead) => string;

const besideCode = /(?:^|\/)(?:[\w.]+-)?(?:tests?|testing|__tests__|examples?|docs?|doc|benchmarks?|bench|scripts?|tools?|fixtures|integration|t|demo|build|types|locales|messages|utils\/tests)\/|(?:^|\/)(?:test_[^/]*|[^/]*_test|conftest|setup|conf)\.py$|[.-](?:test|spec|config|d)\.[cm]?[jt]sx?$/;

export function explainVulture(folder: string): Explain {
  const counts = countWords(folder);
  const isApplication = !["pyproject.toml", "setup.py", "setup.cfg"].some((name) => existsSync(join(folder, name)));
  return ({ path, name, line, kind }) => {
    if (kind === "import") return "an import: `python/unused-import` is a rule of its own";
    if (kind === "variable" || kind === "attribute") return "a variable or attribute: ours tells of functions, classes and methods";
    if (kind === "code") return "code that cannot be reached: `python/unreachable-code` is a rule of its own";
    if (besideCode.test(path)) return "in tests, documentation or examples, whose reader is a runner";
    const at = linesOf(folder, path);
    if (at[line - 1]?.trimStart().startsWith("@") === true) return "decorated: what decorates it may register or call it";
    if (/^__\w+__$/.test(name)) return "a name that the language looks for";
    if (!name.startsWith("_") && kind === "method") return "a public method: others may call it, or expect it of such an object";
    if (!name.startsWith("_") && !isApplication) return "a public name of a package that others install";
    if ((counts.get(name) ?? 0) > 1) return "its name stands elsewhere: in a string, a template, a document or as an attribute of something else";
    if (kind === "method") return "a method of a class whose base is not the project's own, or whose name is put together at run time";
    return "used without its name: all of a folder is loaded, its name is put together at run time, or a mark on it says so";
  };
}

export function explainKnip(folder: string): Explain {
  const counts = countWords(folder);
  const { exports: map, private: isPrivate } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as { exports?: unknown; private?: boolean };
  const isOpen = map === undefined && isPrivate !== true;
  return ({ path, name, kind }) => {
    if (besideCode.test(path)) return "in tests, examples, scripts, declarations or documents, which are taken for entries";
    if (kind !== "file") {
      const own = linesOf(folder, path).join("\n").match(new RegExp(`(?<![\\w$])${name.replace(/\$/g, "\\$")}(?![\\w$])`, "g"))?.length ?? 0;
      if (own > 1 && !isOpen) return "an export that its own file uses: told with the option `reportUsedHere` only";
    }
    if (isOpen) return "a package without `exports` in its manifest: others may import each of its files";
    if (kind === "file") return "reached by a path in the manifest, by a computed path, or by the name of the file in some text";
    if ((counts.get(name) ?? 0) > 1) return "its name stands elsewhere, and its module is taken whole by some file or entry";
    return "its module is handed on by an entry";
  };
}

const cache = new Map<string, readonly string[]>();

function linesOf(folder: string, path: string): readonly string[] {
  const key = join(folder, path);
  const lines = cache.get(key) ?? readFileSync(key, "utf8").split("\n");
  cache.set(key, lines);
  return lines;
}

/** How often each word stands in the texts of the folder. */
function countWords(folder: string): Map<string, number> {
  const files = execFileSync("find", [`${folder}/`, "-type", "f", "-size", "-1000k", "-not", "-path", "*/node_modules/*"], { encoding: "utf8", maxBuffer: 1 << 27 }).split("\n");
  const counts = new Map<string, number>();
  for (const file of files.filter((name) => /\.(?:pyi?|[cm]?[jt]sx?|rst|md|html|txt|toml|cfg|ini|json|ya?ml|mako|jinja2?)$/.test(name))) {
    for (const [word] of readFileSync(file, "utf8").matchAll(/[A-Za-z_$][\w$]*/g)) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return counts;
}
