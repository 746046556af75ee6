// What several YAML rules say alike stands once in `rules/shared/<name>/part.yaml` and is copied between the marks
// `# part: <name>` and `# end of part` of each rule, so that every rule stays readable alone.
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";

const marked = /^( *)# part: ([\w-]+)\n[^]*?^ *# end of part$/gm;

export async function generate({ root }) {
  const parts = new Map();
  for (const name of await readdir(join(root, "rules", "shared"))) {
    parts.set(name, await readFile(join(root, "rules", "shared", name, "part.yaml"), "utf8"));
  }
  const written = new Map();
  for (const path of (await readdir(join(root, "rules"), { recursive: true })).filter((one) => one.endsWith("rule.yaml")).sort()) {
    const text = await readFile(join(root, "rules", path), "utf8");
    written.set(
      join("rules", path),
      text.replace(marked, (_, indent, name) => {
        const part = parts.get(name);
        if (part === undefined) throw new Error(`rules/${path}: there is no rules/shared/${name}/part.yaml`);
        const lines = part.trimEnd().split("\n").filter((line) => !line.startsWith("#"));
        return [`# part: ${name}`, ...lines, "# end of part"].map((line) => `${indent}${line}`).join("\n");
      }),
    );
  }
  return written;
}
