// `scan --types` asks the TypeScript compiler; without the flag nothing of it runs.

import { afterEach, expect, it } from "vitest";
import { type Sandbox, makeSandbox } from "../support/command-line.ts";

const project = {
  ".assay.json": '{ "rules": { "javascript/unhandled-promise": "warning" } }',
  "tsconfig.json": '{ "compilerOptions": { "strict": true, "target": "es2022", "lib": ["es2022"], "types": [] }, "include": ["src"] }',
  "src/store.ts": "export declare function save(text: string): Promise<void>;\nexport async function own(): Promise<void> {\n  await save(\"own\");\n}\n",
  "src/main.ts": 'import { save } from "./store";\nasync function local(): Promise<void> {\n  await save("a");\n}\nsave("b");\nexport async function run(): Promise<void> {\n  if (local()) Promise.all([]);\n  await save("d");\n}\n// assay-ignore-next-line javascript/unhandled-promise: written beside the rest\nsave("c");\n',
};

let sandbox: Sandbox | undefined;
afterEach(() => sandbox?.remove());

function scan(files: Readonly<Record<string, string>>, words: readonly string[]): string[] {
  sandbox = makeSandbox(files);
  const { out } = sandbox.assay(["scan", "--format", "json", "--no-cache", "--exit-zero", ...words]);
  const report = JSON.parse(out) as { findings: { ruleId: string; path: string; region: { startLine: number } }[]; summary: { suppressed: number } };
  return [...report.findings.map(({ ruleId, path, region }) => `${path}:${region.startLine} ${ruleId}`), `suppressed ${report.summary.suppressed}`];
}

function noticesOf(words: readonly string[]): string[] {
  const { out } = sandbox!.assay(["scan", "--format", "json", "--no-cache", "--exit-zero", ...words]);
  return (JSON.parse(out) as { notices: { message: string }[] }).notices.map(({ message }) => message);
}

it("finds promises of other files, once where the text shows them too, and minds comments", () => {
  expect(scan(project, ["--types"])).toEqual(["src/main.ts:5 javascript/unhandled-promise", "src/main.ts:7 javascript/missing-await", "src/main.ts:7 javascript/floating-promise", "suppressed 1"]);
});

it("says nothing of types without the flag", () => {
  expect(scan(project, [])).toEqual(["src/main.ts:7 javascript/missing-await", "src/main.ts:7 javascript/floating-promise", "suppressed 0"]);
});

it("follows references of a tsconfig.json, and leaves files alone that none includes", () => {
  const files = {
    ".assay.json": project[".assay.json"],
    "tsconfig.json": '{ "files": [], "references": [{ "path": "./app" }] }',
    "app/tsconfig.json": project["tsconfig.json"],
    "app/src/store.ts": project["src/store.ts"],
    "app/src/main.ts": 'import { save } from "./store";\nsave("b");\n',
    "other/main.ts": 'import { save } from "../app/src/store";\nsave("b");\n',
    "broken/tsconfig.json": "{ not json",
    "broken/main.ts": "export const one: number = 1;\n",
  };
  expect(scan(files, ["--types"])).toEqual(["app/src/main.ts:2 javascript/unhandled-promise", "suppressed 0"]);
  expect(noticesOf(["--types"])).toEqual(["2 files were not asked for types, since no tsconfig.json includes them: broken/main.ts, other/main.ts"]);
  expect(noticesOf([])).toEqual([]);
});

it("says that a part of a project is not asked for types", () => {
  expect(scan(project, ["src", "--types"])).toEqual(["src/main.ts:7 javascript/missing-await", "src/main.ts:7 javascript/floating-promise", "suppressed 0"]);
  expect(noticesOf(["src", "--types"])).toEqual(["The compiler was asked nothing: `--types` needs the whole project, and only a part of it is scanned"]);
  expect(noticesOf(["src"])).toEqual([]);
});
