// python/unreachable-handler: an `except` behind one that catches the same or a broader class.

import { Flag, Kind, Role, childOf, childrenOf, defineRule, hasFlag, noNode, textOf } from "../../../src/rule-kit/index.ts";
import type { FileView, NodeId } from "../../../src/rule-kit/index.ts";

/** Each class of Python's own exceptions with the one above it. */
const parents: ReadonlyMap<string, string> = new Map(
  Object.entries({
    BaseException: "Exception GeneratorExit KeyboardInterrupt SystemExit",
    Exception:
      "ArithmeticError AssertionError AttributeError BufferError EOFError ImportError LookupError MemoryError NameError OSError ReferenceError RuntimeError StopAsyncIteration StopIteration SyntaxError SystemError TypeError ValueError Warning",
    ArithmeticError: "FloatingPointError OverflowError ZeroDivisionError",
    ImportError: "ModuleNotFoundError",
    LookupError: "IndexError KeyError",
    NameError: "UnboundLocalError",
    OSError: "BlockingIOError ChildProcessError ConnectionError FileExistsError FileNotFoundError InterruptedError IsADirectoryError NotADirectoryError PermissionError ProcessLookupError TimeoutError",
    ConnectionError: "BrokenPipeError ConnectionAbortedError ConnectionRefusedError ConnectionResetError",
    RuntimeError: "NotImplementedError RecursionError",
    SyntaxError: "IndentationError",
    IndentationError: "TabError",
    ValueError: "UnicodeError",
    UnicodeError: "UnicodeDecodeError UnicodeEncodeError UnicodeTranslateError",
  }).flatMap(([parent, children]) => children.split(" ").map((child): [string, string] => [child, parent])),
);
const sameAs: ReadonlyMap<string, string> = new Map([["IOError", "OSError"], ["EnvironmentError", "OSError"]]);

export const rule = defineRule({
  meta: {
    id: "python/unreachable-handler",
    title: "A handler never runs because an earlier one catches its errors",
    description: "The first handler that fits takes the error; what was meant for the special case is never done.",
    languages: ["python"],
    category: "reliability",
    severity: "error",
    confidence: "high",
    cwe: ["CWE-561"],
    precision: { sampled: 2, true: 2, on: "aiohttp 3.14, alembic 1.20, black 26.10, celery 5.7, datasette 0.65, httpie 3.2, scrapy 2.19, sphinx 9.0, SQLAlchemy 2.1, Superset 6.1" },
    remediationMinutes: 5,
    equivalents: { pylint: ["E0701", "bad-except-order", "W0705", "duplicate-except"], ruff: ["B025"] },
  },
  words: [],
  kinds: [Kind.Try],
  check(file, node) {
    const { tree } = file;
    const caught = new Map<string, NodeId>();
    for (const handler of childrenOf(tree, node, Role.Handler)) {
      // Each `except*` takes its part of a group and leaves the rest to the others.
      if (hasFlag(tree, handler, Flag.Group)) return;
      const type = childOf(tree, handler, Role.Type);
      if (type === noNode) return;
      const entries = tree.kind[type] === Kind.Tuple ? childrenOf(tree, type, Role.Element) : [type];
      const names = entries.map((entry) => nameOfClass(file, entry));
      const covers = names.map((name) => coverOf(caught, name));
      if (covers.every((cover) => cover !== undefined)) {
        const cover = covers[0]!;
        file.report({
          at: type,
          message: `This handler never runs: \`${textOf(tree, cover)}\` above catches it already.`,
          trace: [
            { kind: "source", at: cover, note: "catches it" },
            { kind: "sink", at: type, note: "never runs" },
          ],
        });
      }
      names.forEach((name, index) => {
        if (name !== undefined && !caught.has(name)) caught.set(name, entries[index]!);
      });
    }
  },
});

/** Python's own name of it, or the class that the file means by the name. */
function nameOfClass(file: FileView, entry: NodeId): string | undefined {
  const kind = file.tree.kind[entry];
  if (kind !== Kind.Name && kind !== Kind.Attribute) return undefined;
  const name = file.qualifiedName(entry)?.replace(/^builtins\./, "");
  if (name === undefined) return undefined;
  return sameAs.get(name) ?? name;
}

function coverOf(caught: ReadonlyMap<string, NodeId>, name: string | undefined): NodeId | undefined {
  for (let at = name; at !== undefined; at = parents.get(at)) {
    const cover = caught.get(at);
    if (cover !== undefined) return cover;
  }
  return undefined;
}
