// The real Semgrep loads every built-in YAML rule and finds on its examples what ours does.

import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const semgrep = join(process.env["ASSAY_TEST_CACHE"] ?? join(root, ".cache"), "oracle-venv", "bin", "semgrep");
const expectation = /(?:#|\/\/) expect(-next-line)?: /;

interface SemgrepOutput {
  readonly results: readonly { readonly check_id: string; readonly path: string; readonly start: { readonly line: number } }[];
  readonly errors: readonly { readonly level: string; readonly message: string }[];
}

it("finds the marked lines of every YAML rule, and nothing else", () => {
  const folder = mkdtempSync(join(tmpdir(), "assay-pack-"));
  try {
    const expected = new Set<string>();
    for (const language of readdirSync(join(root, "rules"), { withFileTypes: true }).filter((entry) => entry.isDirectory())) {
      for (const flaw of readdirSync(join(root, "rules", language.name))) {
        const source = join(root, "rules", language.name, flaw);
        const names = readdirSync(source);
        if (!names.includes("rule.yaml")) continue;
        const id = `${language.name}-${flaw}`;
        cpSync(source, join(folder, "targets", id), { recursive: true, filter: (path) => !/rule\.yaml$|docs\.md$/.test(path) });
        const rule = readFileSync(join(source, "rule.yaml"), "utf8").replace(/^ {2}- id: .*$/m, `  - id: ${id}\n    paths: {include: ["**/${id}/*"]}`);
        writeFileSync(join(folder, `${id}.yaml`), rule);
        for (const name of names.filter((one) => /^(?:bad|good|fixed)/.test(one))) {
          readFileSync(join(source, name), "utf8").split("\n").forEach((line, index) => {
            const found = expectation.exec(line);
            if (found !== null) expected.add(`${id} ${name}:${index + (found[1] === undefined ? 1 : 2)}`);
          });
        }
      }
    }
    const configs = readdirSync(folder).filter((name) => name.endsWith(".yaml")).flatMap((name) => ["--config", name]);
    const { stdout, stderr } = spawnSync(semgrep, ["scan", ...configs, "--json", "--metrics=off", "--disable-version-check", "--no-git-ignore", "--jobs", "1", "targets"], { cwd: folder, encoding: "utf8", maxBuffer: 64 * 1024 * 1024 });
    expect(stdout, stderr).not.toBe("");
    // The real program wrote it.
    const { results, errors } = JSON.parse(stdout) as SemgrepOutput;
    expect(errors.filter(({ level }) => level === "error")).toEqual([]);
    const found = new Set(results.map(({ path, start }) => `${path.split("/")[1] ?? ""} ${path.split("/").at(-1) ?? ""}:${start.line}`));
    expect([...found].sort()).toEqual([...expected].sort());
  } finally {
    rmSync(folder, { recursive: true });
  }
}, 300_000);
