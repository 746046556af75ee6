// Which expressions put strings together from changing parts, what of, and where the parts come from.

import { describe, expect, it } from "vitest";
import { findBuiltString, isFixedText } from "../../../src/rule-kit/built-string.ts";
import { createFileView } from "../../../src/rule-kit/create-file-view.ts";
import type { FileView } from "../../../src/rule-kit/file-view.ts";
import { findOutsideData, tracePath } from "../../../src/rule-kit/outside-data.ts";
import { textOf } from "../../../src/syntax/tree.ts";
import { type Snippet, parseSnippet } from "../syntax/parse-snippet.ts";

function view(snippet: Snippet): FileView {
  return createFileView({ path: "a", tree: snippet.tree, language: snippet.language, report: () => undefined });
}

/** Finds the argument of `sink(…)`. */
async function argument(language: string, code: string): Promise<{ file: FileView; node: number }> {
  const snippet = await parseSnippet(language, code);
  const text = code.slice(code.indexOf("sink(") + "sink(".length, code.lastIndexOf(")"));
  const occurrence = code.slice(0, code.indexOf("sink(") + 5).split(text).length - 1;
  return { file: view(snippet), node: snippet.at(text, occurrence) };
}

/** Language, code with `sink(…)`, the text with ~ for each part (undefined: not built), the parts. */
const built: readonly (readonly [language: string, code: string, text: string | undefined, parts: string | undefined])[] = [
  ["python", "sink('a' + x)", "a~", "x"],
  ["python", "sink('a' + x + 'b' + y.z)", "a~b~", "x y.z"],
  ["python", "sink(f'a{x}b{1}')", "a~b1", "x"],
  ["python", "sink('a%sb%d' % (x, y))", "a~b~", "x y"],
  ["python", "sink('a%(k)s%%' % {'k': x})", "a~%", "x"],
  ["python", "sink('a{}b{k!r:>3}{{}}'.format(x, k=y))", "a~b~{}", "x y"],
  ["python", "sink(', '.join(xs))", ", ~", "xs"],
  ["python", "q = 'a' + x\nsink(q)", "a~", "x"],
  ["python", "q = 'a'\nq += x\nsink(q)", "a~", "x"],
  ["python", "sink(('a' + x).strip())", "a~", "x"],
  ["python", "c = 'b'\nsink('a' + c)", undefined, undefined],
  ["python", "c = 'a%s' % 'b'\nsink('%s.x' % c)", undefined, undefined],
  ["python", "sink(x + y)", undefined, undefined],
  ["python", "sink(x)", undefined, undefined],
  ["python", "def f(x):\n  sink(x)", undefined, undefined],
  ["javascript", "sink(`a${x}`)", "a~", "x"],
  ["javascript", "sink('a'.concat(x, 'b'))", "a~b", "x"],
  ["javascript", "let q = 'a'; q += `b${x}`; sink(q)", "ab~", "x"],
  ["javascript", "sink(`a`)", undefined, undefined],
  ["javascript", "sink(1 + x)", undefined, undefined],
];

describe("built strings", () => {
  it.each(built)("%s: %s", async (language, code, text, parts) => {
    const { file, node } = await argument(language, code);
    const found = findBuiltString(file, node);
    expect(found?.text.replaceAll("\uFFFC", "~")).toBe(text);
    expect(found?.parts.map((part) => textOf(file.tree, part)).join(" ")).toBe(parts);
  });

  it.each([
    ["c = 'a'\nsink('%s.x' % c)", true],
    ["c = 'a%s' % 'b'\nsink('%s.x' % c)", true],
    ["sink('%s.x' % c)", false],
    ["c = 'a'\nc += x\nsink(c)", false],
    ["c = c\nsink(c)", false],
  ])("%s is fixed: %s", async (code, isFixed) => {
    const { file, node } = await argument("python", code);
    expect(isFixedText(file, node)).toBe(isFixed);
  });
});

describe("data from outside", () => {
  it.each([
    ["python", "sink(input())", "typed by a person"],
    ["python", "import sys\nsink(sys.argv[1])", "command line"],
    ["python", "from flask import request\nsink(request.args.get('x'))", "query string"],
    ["python", "def view(request):\n  a = request.POST['x']\n  b = 'y' + a\n  sink(b)", "form data"],
    ["python", "def view(self):\n  sink(self.request.GET['x'])", "query string"],
    ["python", "def view(self):\n  sink(self.request.user)", undefined],
    ["python", "sink(reply.json())", undefined],
    ["python", "x = x\nsink(x)", undefined],
    ["javascript", "function f(req) { const { a } = req.query; sink(req.query.a) }", "query string"],
    ["javascript", "const { a: [b = 1] } = req.query; sink(b)", "query string"],
    ["javascript", "const { query: { a } } = req; sink(a)", "query string"],
    ["javascript", "const { user } = req; sink(user)", undefined],
    ["python", "import sys\na, b = sys.argv\nsink(b)", "command line"],
    ["javascript", "const a = process.argv[2]; sink(`x${a}`)", "command line"],
    ["javascript", "sink(decodeURIComponent(location.hash))", "address bar"],
    ["javascript", "const location = { hash: '' }; sink(location.hash)", undefined],
  ])("%s: %s is %s", async (language, code, note) => {
    const { file, node } = await argument(language, code);
    expect(findOutsideData(file, node)?.note).toBe(note);
  });

  it("is traced source first, sink last", async () => {
    const { file, node } = await argument("python", "from flask import request\nname = request.args['n']\npath = '/data/' + name\nsink(path)");
    const trace = tracePath(file, { sink: node, sinkNote: "shell", value: node, stepNote: "put together" });
    expect(trace.map((step) => `${step.kind} ${textOf(file.tree, step.at as number)} ${step.note}`)).toEqual([
      "source request.args source: query string",
      "step path put together",
      "sink path sink: shell",
    ]);
  });
});
