// How sure dead code is told: less where modules of another distribution, which nobody sees, may call it.

import { expect, it } from "vitest";
import { makeSandbox } from "../../../support/command-line.ts";

/** `folder` is where the scan begins. */
function confidencesOf(files: Readonly<Record<string, string>>, folder = ""): Record<string, string> {
  const sandbox = makeSandbox(files);
  try {
    const { out } = sandbox.assay(["scan", "--format", "json", "--no-cache", "--exit-zero", "--only", "quality"], { cwd: sandbox.path(folder) });
    const { findings } = JSON.parse(out) as { findings: { ruleId: string; path: string; confidence: string }[] };
    return Object.fromEntries(findings.flatMap(({ ruleId, path, confidence }) => (/\/unused-(?:definition|export)$/.test(ruleId) ? [[path, confidence]] : [])));
  } finally {
    sandbox.remove();
  }
}

const unused = "from acme.store import read\n\n\ndef _spare():\n    return read()\n";
const store = "def read():\n    return 1\n";
const packaging = { "pyproject.toml": '[project]\nname = "acme-web"\n' };

it("is sure of a package that is whole", () => {
  expect(confidencesOf({ ...packaging, "acme/__init__.py": "", "acme/web.py": unused, "acme/store.py": store })).toEqual({ "acme/web.py": "high" });
  expect(confidencesOf({ ...packaging, "src/acme/__init__.py": "", "src/acme/web.py": unused, "src/acme/store.py": store })).toEqual({ "src/acme/web.py": "high" });
});

it("is less sure of a namespace package, which other distributions add to", () => {
  expect(confidencesOf({ ...packaging, "acme/web.py": unused, "acme/store.py": store })).toEqual({ "acme/web.py": "medium" });
  expect(confidencesOf({ ...packaging, "src/acme/web/__init__.py": unused, "src/acme/web/more.py": "def _spare_too():\n    return 1\n" })).toEqual({ "src/acme/web/__init__.py": "medium", "src/acme/web/more.py": "medium" });
  expect(confidencesOf({ "packages/web/setup.py": "from setuptools import setup\n\nsetup(name='acme-web')\n", "packages/web/acme/web.py": unused })).toEqual({ "packages/web/acme/web.py": "medium" });
});

it.each(["from pkgutil import extend_path\n\n__path__ = extend_path(__path__, __name__)\n", "__import__('pkg_resources').declare_namespace(__name__)\n"])("knows a namespace by what its file says", (init) => {
  expect(confidencesOf({ ...packaging, "acme/__init__.py": init, "acme/web.py": unused })).toEqual({ "acme/web.py": "medium" });
});

it("takes a folder that nothing imports by its name for no package", () => {
  expect(confidencesOf({ ...packaging, "service/web.py": "import store\n\n\ndef _spare():\n    return store.read()\n", "service/store.py": store })).toEqual({ "service/web.py": "high" });
});

it("is less sure of a wheel, which holds neither the tests nor the documents that call it", () => {
  const wheel = { "acme/__init__.py": "import acme.web\n", "acme/web.py": unused, "acme/store.py": store };
  expect(confidencesOf({ ...wheel, "acme-1.0.dist-info/METADATA": "Name: acme\n" })).toEqual({ "acme/web.py": "medium" });
  expect(confidencesOf(wheel)).toEqual({ "acme/web.py": "high" });
});

it("is sure of a source distribution only with its tests and documents", () => {
  const source = { ...packaging, "PKG-INFO": "Name: acme\n", "acme/__init__.py": "", "acme/web.py": unused, "acme/store.py": store };
  const tests = { "tests/test_web.py": "import acme.web\n" };
  expect(confidencesOf({ ...source, ...tests, "docs/index.rst": "Acme\n" })).toEqual({ "acme/web.py": "high" });
  expect(confidencesOf({ ...source, ...tests })).toEqual({ "acme/web.py": "medium" });
  expect(confidencesOf({ ...source, "docs/index.rst": "Acme\n" })).toEqual({ "acme/web.py": "medium" });
});

const workspace = {
  "package.json": '{ "private": true, "workspaces": ["packages/*"] }',
  "packages/a/package.json": '{ "name": "a", "private": true, "main": "index.js" }',
  "packages/a/index.js": "import { used } from './deep.js';\n\nexport const start = () => used();\n",
  "packages/a/deep.js": "export const used = () => 1;\nexport const shared = () => 2;\n",
  "packages/b/package.json": '{ "name": "b", "private": true, "main": "index.js", "dependencies": { "a": "*" } }',
  "packages/b/index.js": "import { shared } from 'a/deep.js';\n\nexport const go = () => shared();\n",
};

it("says nothing of exports of a workspace's package alone, which its neighbours may import", () => {
  expect(confidencesOf(workspace, "packages/a")).toEqual({});
  const closed = { ...workspace, "packages/a/package.json": '{ "name": "a", "exports": { ".": "./index.js" } }' };
  expect(confidencesOf(closed, "packages/a")).toEqual({ "deep.js": "medium" });
});

it("is sure of a package on its own", () => {
  const alone = Object.fromEntries(Object.entries(workspace).flatMap(([path, text]) => (path.startsWith("packages/a/") ? [[path, text]] : [])));
  expect(confidencesOf(alone, "packages/a")).toEqual({ "deep.js": "high" });
});

it("is less sure of a folder inside of a Python package", () => {
  const project = { ...packaging, "src/acme/__init__.py": "", "src/acme/web.py": unused, "src/acme/store.py": store, "tools/check.py": "from acme.web import _spare\n\n_spare()\n" };
  expect(confidencesOf(project, "src")).toEqual({ "acme/web.py": "medium" });
  expect(confidencesOf({ ...project, "tools/check.py": "" })).toEqual({ "src/acme/web.py": "high" });
});

it("says nothing of what a file exports that nothing in sight imports", () => {
  const application = { "package.json": '{ "name": "acme", "private": true, "main": "index.js" }', "index.js": "const { used } = require('./deep.js');\n\nused(require(process.argv[2]));\n" };
  const deep = "exports.used = () => 1;\nexports.spare = () => 2;\n";
  expect(confidencesOf({ ...application, "deep.js": deep, "runner.js": "module.exports = { retries: 2 };\n" })).toEqual({ "deep.js": "high" });
});
