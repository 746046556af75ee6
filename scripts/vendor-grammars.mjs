// Fetches the tree-sitter grammars out of their npm packages into the language folders, or checks that they are unchanged.
//
//   node scripts/vendor-grammars.mjs           fetch and write grammar, licence and PROVENANCE.json
//   node scripts/vendor-grammars.mjs --check   compare what is committed with its PROVENANCE.json (no network)

import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const grammars = [
  { language: "python", package: "tree-sitter-python", version: "0.25.0", file: "tree-sitter-python.wasm" },
  { language: "bash", package: "tree-sitter-bash", version: "0.25.1", file: "tree-sitter-bash.wasm" },
];

const languagesFolder = fileURLToPath(new URL("../src/languages", import.meta.url));

const failures = process.argv.includes("--check") ? grammars.flatMap(check) : grammars.flatMap(vendor);
for (const failure of failures) console.error(failure);
process.exitCode = failures.length === 0 ? 0 : 1;

/** Compares the committed bytes with the committed record. */
function check(grammar) {
  const folder = join(languagesFolder, grammar.language, "grammar");
  const record = JSON.parse(readFileSync(join(folder, "PROVENANCE.json"), "utf8"));
  const actual = sha256(readFileSync(join(folder, grammar.file)));
  const failures = [];
  if (record.version !== grammar.version) failures.push(`${grammar.file}: recorded ${record.version}, expected ${grammar.version}`);
  if (record.sha256 !== actual) failures.push(`${grammar.file}: sha256 is ${actual}, recorded ${record.sha256}`);
  return failures;
}

/** Takes the grammar out of its package; nothing is installed and no script of the package runs. */
function vendor(grammar) {
  const scratch = mkdtempSync(join(tmpdir(), "assay-grammar-"));
  try {
    const answer = execFileSync("npm", ["pack", "--json", `${grammar.package}@${grammar.version}`], { cwd: scratch, encoding: "utf8" });
    const packed = JSON.parse(answer);
    const archive = (Array.isArray(packed) ? packed[0] : Object.values(packed)[0]).filename;
    execFileSync("tar", ["xzf", archive], { cwd: scratch });
    const inside = join(scratch, "package");
    const manifest = JSON.parse(readFileSync(join(inside, "package.json"), "utf8"));
    const bytes = readFileSync(join(inside, grammar.file));
    const folder = join(languagesFolder, grammar.language, "grammar");
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, grammar.file), bytes);
    writeFileSync(join(folder, "LICENSE"), readFileSync(join(inside, "LICENSE")));
    const record = {
      package: grammar.package,
      version: manifest.version,
      file: grammar.file,
      sha256: sha256(bytes),
      licence: manifest.license,
      source: "npm",
    };
    writeFileSync(join(folder, "PROVENANCE.json"), JSON.stringify(record, null, 2) + "\n");
    return manifest.version === grammar.version ? [] : [`${grammar.package}: got ${manifest.version}`];
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function sha256(bytes) {
  return createHash("sha256").update(bytes).digest("hex");
}
