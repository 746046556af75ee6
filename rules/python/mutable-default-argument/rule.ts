// python/mutable-default-argument: a default that all calls share, and that the function changes or hands out.

import { Flag, Kind, Role, childOf, childrenOf, defineRule, hasFlag, nameOf, noNode, quoteCode } from "../../../src/rule-kit/index.ts";
import type { FileView, NodeId, RawFinding } from "../../../src/rule-kit/index.ts";

const makers: ReadonlySet<string> = new Set([
  "list",
  "dict",
  "set",
  "bytearray",
  "collections.defaultdict",
  "collections.OrderedDict",
  "collections.Counter",
  "collections.deque",
]);
/** Methods that change what they are called on. */
const changers: ReadonlySet<string> = new Set([
  "append", "appendleft", "add", "clear", "discard", "extend", "extendleft", "insert", "pop", "popitem", "popleft",
  "remove", "reverse", "setdefault", "sort", "update", "difference_update", "intersection_update",
  "symmetric_difference_update",
]);

export const rule = defineRule({
  meta: {
    id: "python/mutable-default-argument",
    title: "A default value is shared by all calls and changed",
    description: "The default is made once, when the function is defined: what one call puts into it, the next call finds in it.",
    languages: ["python"],
    category: "reliability",
    severity: "warning",
    confidence: "high",
    cwe: [],
    remediationMinutes: 5,
    precision: { sampled: 1, true: 1, on: "Django 5.2, flask 3.1, requests 2.34, celery 5.7, sqlalchemy 2.1, rich 15" },
    fixSafety: "unsafe",
    equivalents: { ruff: ["B006"], flake8: ["B006"], pylint: ["W0102", "dangerous-default-value"] },
    options: {
      reportUnchanged: { default: false, description: "Also report mutable defaults that the function visibly neither changes nor hands out" },
    },
  },
  words: [],
  kinds: [Kind.Parameter],
  check(file, node, options) {
    const { tree } = file;
    const value = childOf(tree, node, Role.Default);
    if (value === noNode || !isMutable(file, value)) return;
    const owner = tree.parent[node]!;
    const name = nameOf(tree, node);
    const target = childOf(tree, node, Role.Target);
    const change = target === noNode ? undefined : findChange(file, target);
    if (change === undefined && options.reportUnchanged !== true) return;
    const isHandedOut = change?.kind === "handed-out";
    const fix = fixOf(file, owner, node, value);
    file.report({
      at: value,
      confidence: change === undefined ? "low" : isHandedOut ? "medium" : "high",
      severity: change === undefined ? "info" : "warning",
      message:
        change === undefined
          ? `The default of \`${name}\` is one ${quoteCode(file, value)} for all calls.`
          : `All calls without \`${name}\` share one ${quoteCode(file, value)}, which ${isHandedOut ? "leaves the function" : "the function changes"} here: ${quoteCode(file, change.at)}.`,
      trace: change === undefined ? [] : [
        { kind: "source", at: value, note: "made once" },
        { kind: "sink", at: change.at, note: isHandedOut ? "handed out" : "changed" },
      ],
      ...(fix === undefined ? {} : { fix }),
    });
  },
});

function isMutable(file: FileView, value: NodeId): boolean {
  const { tree } = file;
  switch (tree.kind[value]) {
    case Kind.List:
    case Kind.Dictionary:
    case Kind.Set:
      return true;
    case Kind.Comprehension:
      return nameOf(tree, value) !== "generator";
    case Kind.Call:
      return makers.has(file.qualifiedName(childOf(tree, value, Role.Callee)) ?? "");
    default:
      return false;
  }
}

interface Change {
  readonly kind: "changed" | "handed-out";
  readonly at: NodeId;
}

/** Where the parameter's own object is changed, else where it gets to someone who may. */
function findChange(file: FileView, target: NodeId): Change | undefined {
  const binding = file.scopes.bindingOf(target);
  if (binding === undefined) return undefined;
  let handedOut: Change | undefined;
  // After `x = x or []` the name holds something else on some way; what follows is not judged.
  const firstWrite = binding.writes.find((write) => file.tree.kind[file.tree.parent[write]!] !== Kind.AugmentedAssignment) ?? Infinity;
  for (const read of [...binding.reads, ...binding.writes].sort((left, right) => left - right)) {
    if (read >= firstWrite) break;
    const change = changeAt(file, read);
    if (change?.kind === "changed") return change;
    handedOut ??= change;
  }
  return handedOut;
}

function changeAt(file: FileView, read: NodeId): Change | undefined {
  const { tree } = file;
  const above = tree.parent[read]!;
  const role = tree.role[read];
  switch (tree.kind[above]) {
    case Kind.Attribute: {
      const isCalled = tree.kind[tree.parent[above]!] === Kind.Call && tree.role[above] === Role.Callee;
      return isCalled && changers.has(nameOf(tree, above)) ? { kind: "changed", at: tree.parent[above]! } : undefined;
    }
    case Kind.Subscript:
      return role === Role.Object && isWritten(file, above) ? { kind: "changed", at: above } : undefined;
    case Kind.AugmentedAssignment:
      return role === Role.Target ? { kind: "changed", at: above } : undefined;
    case Kind.Return:
    case Kind.Yield:
      return { kind: "handed-out", at: above };
    case Kind.Assignment:
      return role === Role.Value && isStored(file, above) ? { kind: "handed-out", at: above } : undefined;
    default:
      return undefined;
  }
}

function isWritten(file: FileView, node: NodeId): boolean {
  const { tree } = file;
  const kind = tree.kind[tree.parent[node]!];
  const isTarget = tree.role[node] === Role.Target && (kind === Kind.Assignment || kind === Kind.AugmentedAssignment);
  return isTarget || kind === Kind.Delete;
}

/** `self.items = items` keeps the shared object for longer than the call. */
function isStored(file: FileView, assignment: NodeId): boolean {
  const target = childOf(file.tree, assignment, Role.Target);
  return target !== noNode && (file.tree.kind[target] === Kind.Attribute || file.tree.kind[target] === Kind.Subscript);
}

/** `x=None` and `if x is None: x = []` at the start of the body. */
function fixOf(file: FileView, owner: NodeId, parameter: NodeId, value: NodeId): RawFinding["fix"] {
  const { tree } = file;
  const { text } = tree;
  if (tree.kind[owner] !== Kind.FunctionDeclaration || childOf(tree, parameter, Role.Type) !== noNode) return undefined;
  const body = childOf(tree, owner, Role.Body);
  const statements = body === noNode ? [] : childrenOf(tree, body);
  const first = statements.find((statement) => !isDocumentation(file, statement));
  if (first === undefined) return undefined;
  const start = tree.start[first]!;
  const lineStart = text.lastIndexOf("\n", start - 1) + 1;
  const indentation = text.slice(lineStart, start);
  if (!/^[ \t]+$/.test(indentation) || text.slice(tree.start[value], tree.end[value]).includes("\n")) return undefined;
  const name = nameOf(tree, parameter);
  const step = indentation.startsWith("\t") ? "\t" : "    ";
  const lineEnd = text.includes("\r\n") ? "\r\n" : "\n";
  return {
    description: `Make a new value for \`${name}\` in each call`,
    safety: "unsafe",
    edits: [
      { start: tree.start[value]!, end: tree.end[value]!, replacement: "None" },
      {
        start: lineStart,
        end: lineStart,
        replacement: `${indentation}if ${name} is None:${lineEnd}${indentation}${step}${name} = ${text.slice(tree.start[value], tree.end[value])}${lineEnd}`,
      },
    ],
  };
}

function isDocumentation(file: FileView, statement: NodeId): boolean {
  const { tree } = file;
  if (tree.kind[statement] !== Kind.ExpressionStatement) return false;
  const expression = childOf(tree, statement, Role.Expression);
  return expression !== noNode && tree.kind[expression] === Kind.String && !hasFlag(tree, expression, Flag.Bytes);
}
