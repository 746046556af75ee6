// The dotted names that expressions refer to.

import { describe, expect, it } from "vitest";
import { createNameResolver } from "../../../src/syntax/resolve-names.ts";
import { parseSnippet } from "./parse-snippet.ts";

/** Language, code, the expression (its last occurrence in the code is asked for), its name. */
const cases: readonly (readonly [language: string, code: string, expression: string, name: string | undefined])[] = [
  ["python", "eval(x)", "eval", "eval"],
  ["python", "import os\nos.system(x)", "os.system", "os.system"],
  ["python", "import os as o\no.system(x)", "o.system", "os.system"],
  ["python", "import os.path\nos.path.join", "os.path.join", "os.path.join"],
  ["python", "import os.path as p\np.join", "p.join", "os.path.join"],
  ["python", "from os import system as s\ns(x)", "s", "os.system"],
  ["python", "from . import a\na.b", "a.b", ".a.b"],
  ["python", "from .. import a\na", "a", "..a"],
  ["python", "from .m import a\na", "a", ".m.a"],
  ["python", "import os\ns = os.system\ns(x)", "s", "os.system"],
  ["python", "import os\ndef f():\n  s = os.system\n  s(x)", "s", "os.system"],
  ["python", "import os\ns = os.system\ns = print\ns(x)", "s", undefined],
  ["python", "import a\nb = a.C()\nb.d", "b.d", undefined],
  ["python", "def eval(x): pass\neval(x)", "eval", undefined],
  ["python", "def f(os):\n  os.system(x)", "os.system", undefined],
  ["python", "try:\n  import json\nexcept ImportError:\n  import simplejson as json\njson.loads", "json.loads", "json.loads"],
  ["python", "a = b\nb = a\na.c", "a.c", undefined],
  ["javascript", "document.write(x)", "document.write", "document.write"],
  ["javascript", "const cp = require('child_process'); cp.exec(x)", "cp.exec", "child_process.exec"],
  ["javascript", "const cp = require('node:child_process'); cp['exec'](x)", "cp['exec']", "child_process.exec"],
  ["javascript", "const { exec: run } = require('child_process'); run(x)", "run", "child_process.exec"],
  ["javascript", "const { promises: { exec } } = require('child_process'); exec(x)", "exec", "child_process.promises.exec"],
  ["javascript", "import { exec as e } from 'child_process'; e(x)", "e", "child_process.exec"],
  ["javascript", "import cp from 'node:child_process'; cp.exec(x)", "cp.exec", "child_process.exec"],
  ["javascript", "import * as cp from 'child_process'; cp?.exec(x)", "cp?.exec", "child_process.exec"],
  ["javascript", "const cp = await import('child_process'); cp.exec(x)", "cp.exec", "child_process.exec"],
  ["javascript", "require('child_process').default.exec(x)", "require('child_process').default.exec", "child_process.exec"],
  ["javascript", "function f(require) { const a = require('fs'); a.b }", "a.b", undefined],
  ["javascript", "let cp = require('fs'); cp = other; cp.exec", "cp.exec", undefined],
  ["javascript", "const [a] = require('fs'); a.b", "a.b", undefined],
  ["typescript", "import cp = require('child_process'); (cp as any).exec(x)", "(cp as any).exec", "child_process.exec"],
];

describe("qualified names", () => {
  it.each(cases)("%s: %s asks for %s", async (language, code, expression, name) => {
    const snippet = await parseSnippet(language, code);
    const occurrences = code.split(expression).length - 1;
    expect(createNameResolver(snippet.tree, () => snippet.scopes)(snippet.at(expression, occurrences - 1))).toBe(name);
  });
});
