// How sure dead code is told: less where modules of another distribution, which nobody sees, may call it.

import { expect, it } from "vitest";
import { makeSandbox } from "../../../support/command-line.ts";

function confidencesOf(files: Readonly<Record<string, string>>): Record<string, string> {
  const sandbox = makeSandbox(files);
  try {
    const { out } = sandbox.assay(["scan", "--format", "json", "--no-cache", "--exit-zero", "--only", "quality"]);
    const { findings } = JSON.parse(out) as { findings: { ruleId: string; path: string; confidence: string }[] };
    return Object.fromEntries(findings.flatMap(({ ruleId, path, confidence }) => (ruleId === "python/unused-definition" ? [[path, confidence]] : [])));
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
