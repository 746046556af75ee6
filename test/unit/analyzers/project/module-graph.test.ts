import { describe, expect, it } from "vitest";
import { findImportCycles, measureCoupling } from "../../../../src/analyzers/project/coupling.ts";
import { graphOf } from "../../../support/project-facts.ts";

/** [what it shows, files, importing file, the files it imports] */
const python: readonly (readonly [string, Record<string, string>, string, readonly string[]])[] = [
  ["an absolute import", { "app/__init__.py": "", "app/a.py": "import app.b", "app/b.py": "" }, "app/a.py", ["app/b.py"]],
  ["names and submodules", { "app/__init__.py": "", "app/a.py": "from app import b, VERSION", "app/b.py": "" }, "app/a.py", ["app/__init__.py", "app/b.py"]],
  ["submodules alone", { "app/__init__.py": "", "app/a.py": "from . import b", "app/b.py": "" }, "app/a.py", ["app/b.py"]],
  ["two levels up", { "app/__init__.py": "", "app/sub/__init__.py": "", "app/sub/a.py": "from ..b import x", "app/b.py": "" }, "app/sub/a.py", ["app/b.py"]],
  ["a package's own name from its __init__", { "app/__init__.py": "from .b import x", "app/b.py": "" }, "app/__init__.py", ["app/b.py"]],
  ["a src layout", { "src/app/__init__.py": "", "src/app/b.py": "", "tests/test_b.py": "from app.b import x" }, "tests/test_b.py", ["src/app/b.py"]],
  ["a namespace package", { "ns/a.py": "import ns.b", "ns/b.py": "" }, "ns/a.py", ["ns/b.py"]],
  ["a script's neighbour", { "tools/run.py": "import helper", "tools/helper.py": "" }, "tools/run.py", ["tools/helper.py"]],
  ["no neighbour of other folders", { "tools/helper.py": "", "app/__init__.py": "", "app/a.py": "import helper" }, "app/a.py", []],
  ["no sibling for an absolute import in a package", { "app/__init__.py": "", "app/json.py": "", "app/a.py": "import json" }, "app/a.py", []],
  ["a file that shadows what it imports", { "json.py": "import json" }, "json.py", []],
  ["the source before its stub", { "a.py": "import b", "b.py": "", "b.pyi": "" }, "a.py", ["b.py"]],
];

const ecmascript: readonly (readonly [string, Record<string, string>, string, readonly string[]])[] = [
  ["a relative path without ending", { "a.js": 'import "./b"', "b.js": "" }, "a.js", ["b.js"]],
  ["an index file", { "a.ts": 'import "./lib"', "lib/index.ts": "" }, "a.ts", ["lib/index.ts"]],
  ["a compiled ending for a source", { "a.ts": 'import "./b.js"', "b.ts": "" }, "a.ts", ["b.ts"]],
  ["its own folder", { "lib/a.js": 'import "."', "lib/index.js": "" }, "lib/a.js", ["lib/index.js"]],
  ["require, import() and a worker", { "a.js": 'require("./b"); import("./c"); new Worker("./d.js")', "b.js": "", "c.js": "", "d.js": "" }, "a.js", ["b.js", "c.js", "d.js"]],
  ["a folder of modules chosen by name", { "a.js": "import(`./pages/${name}.js`)", "pages/x.js": "", "pages/y.js": "", "other/z.js": "" }, "a.js", ["pages/x.js", "pages/y.js"]],
  ["paths of tsconfig", { "tsconfig.json": '{ "compilerOptions": { "paths": { "@/*": ["./src/*"] } } } // comment', "src/a.ts": 'import "@/b"', "src/b.ts": "" }, "src/a.ts", ["src/b.ts"]],
  ["an inherited baseUrl", { "tsconfig.base.json": '{ "compilerOptions": { "baseUrl": "src", }, }', "tsconfig.json": '{ "extends": "./tsconfig.base" }', "src/a.ts": 'import "b"', "src/b.ts": "" }, "src/a.ts", ["src/b.ts"]],
  ["a package of the workspace by its exports", { "package.json": "{}", "packages/core/package.json": '{ "name": "@x/core", "exports": { ".": { "import": "./dist/main.js" }, "./*": "./dist/parts/*.js" } }', "packages/core/src/main.ts": "", "packages/core/src/parts/p.ts": "", "packages/app/a.ts": 'import "@x/core"; import "@x/core/p"' }, "packages/app/a.ts", ["packages/core/src/main.ts", "packages/core/src/parts/p.ts"]],
  ["an internal import of package.json", { "package.json": '{ "imports": { "#db": { "node": "./src/db.js", "default": "./src/none.js" } } }', "a.js": 'import "#db"', "src/db.js": "" }, "a.js", ["src/db.js"]],
  ["a main field", { "packages/m/package.json": '{ "name": "m", "main": "lib/m" }', "packages/m/lib/m.js": "", "a.js": 'require("m")' }, "a.js", ["packages/m/lib/m.js"]],
  ["broken manifests", { "package.json": "{", "tsconfig.json": "[]", "a.js": 'import "m"; import "./b"', "b.js": "" }, "a.js", ["b.js"]],
];

describe.each([["Python", python], ["JavaScript and TypeScript", ecmascript]] as const)("imports of %s", (_, cases) => {
  it.each(cases)("%s", async (_title, files, from, expected) => {
    const graph = await graphOf(files);
    expect((graph.imports.get(from) ?? []).map((edge) => edge.to)).toEqual(expected);
  });
});

it("knows the package whose folder is the root", async () => {
  const graph = await graphOf({ "__init__.py": "", "a.py": "from app.b import c", "b.py": "" }, "app");
  expect(graph.imports.get("a.py")!.map((edge) => edge.to)).toEqual(["b.py"]);
});

it("measures coupling", async () => {
  const graph = await graphOf({ "a.js": 'import "./b"; import "react"; import { x } from "./b"', "b.js": 'import "./c"', "c.js": "" });
  expect(measureCoupling(graph, "a.js")).toEqual({ fanIn: 0, fanOut: 1, external: 1, instability: 1 });
  expect(measureCoupling(graph, "b.js")).toEqual({ fanIn: 1, fanOut: 1, external: 0, instability: 0.5 });
  expect(measureCoupling(graph, "c.js")).toEqual({ fanIn: 1, fanOut: 0, external: 0, instability: 0 });
});

/** [what it shows, files, the circles' paths] */
const circles: readonly (readonly [string, Record<string, string>, readonly (readonly string[])[]])[] = [
  ["two files", { "a.js": 'import "./b"', "b.js": 'import "./a"' }, [["a.js", "b.js"]]],
  ["the shortest way of a knot", { "a.js": 'import "./b"', "b.js": 'import "./c"', "c.js": 'import "./a"; import "./b"' }, [["b.js", "c.js"]]],
  ["a straight line", { "a.js": 'import "./b"', "b.js": 'import "./c"', "c.js": "" }, []],
  ["an import inside a function", { "a.py": "import b", "b.py": "def f():\n    import a\n" }, []],
  ["imports for the type checker", { "a.py": "import b", "b.py": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import a\n" }, []],
  ["import type", { "a.ts": 'import "./b"', "b.ts": 'import type { A } from "./a"' }, []],
  ["what TypeScript leaves out", { "a.ts": 'import { b } from "./b"; b();', "b.ts": 'import { A } from "./a"; export function b(x: A.B[]): void {}' }, []],
  ["a value of the same import", { "a.ts": 'import { b } from "./b"; b();', "b.ts": 'import { A } from "./a"; export const b = (x: A) => new A()' }, [["a.ts", "b.ts"]]],
  ["import()", { "a.js": 'import "./b"', "b.js": 'import("./a")' }, []],
];

it.each(circles)("circles: %s", async (_title, files, expected) => {
  expect(findImportCycles(await graphOf(files)).map((cycle) => cycle.path)).toEqual(expected);
});
