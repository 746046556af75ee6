// python/iterating-while-mutating: a loop removes from or adds to the very collection that it goes over.

import { Kind, Role, childOf, childrenOf, defineRule, hasEffect, isSameCode, isWithin, leavesLoopAfter, nameOf, noNode, ownNodesOf, quoteCode, writtenValue } from "../../../src/rule-kit/index.ts";
import type { FileView, NodeId } from "../../../src/rule-kit/index.ts";

/** Methods that shift or drop elements. Appending to a list that is gone over is well defined and left out. */
const changers: ReadonlySet<string> = new Set(["remove", "pop", "insert", "clear", "add", "discard", "popitem", "popleft", "appendleft"]);
const makers: ReadonlySet<string> = new Set([
  "list", "dict", "set", "sorted", "collections.deque", "collections.defaultdict", "collections.OrderedDict", "collections.Counter",
]);
const views: ReadonlySet<string> = new Set(["items", "keys", "values"]);

export const rule = defineRule({
  meta: {
    id: "python/iterating-while-mutating",
    title: "A collection is changed by the loop that goes over it",
    description: "A list then skips elements without a word; a dictionary or set raises RuntimeError in the middle of the work.",
    languages: ["python"],
    category: "reliability",
    severity: "warning",
    confidence: "high",
    cwe: [],
    remediationMinutes: 10,
    precision: { sampled: 1, true: 1, on: "Django 5.2, flask 3.1, requests 2.34, celery 5.7, sqlalchemy 2.1, rich 15, pydantic 2.14, httpx 0.28, black 26" },
    fixSafety: "unsafe",
    equivalents: { ruff: ["B909", "PLE4703"], flake8: ["B909"], pylint: ["W4701", "E4702", "E4703", "modified-iterating-list", "modified-iterating-dict", "modified-iterating-set"] },
  },
  words: [],
  kinds: [Kind.ForEach],
  check(file, node) {
    const { tree } = file;
    const iterable = childOf(tree, node, Role.Iterable);
    const collection = collectionOf(file, iterable);
    if (collection === noNode || hasEffect(tree, collection)) return;
    const isGiven = tree.kind[collection] === Kind.Name && file.scopes.bindingOf(collection)?.kind === "parameter";
    if (!isGiven && !isBuiltIn(file, collection)) return;
    const body = childOf(tree, node, Role.Body);
    const own = ownNodesOf(tree, body);
    // After `items = …` inside the loop the name stands for something else.
    if (own.some((at) => isRebound(file, at, collection))) return;
    const change = own.find((at) => isChange(file, at, collection) && !leavesLoopAfter(tree, at, node));
    if (change === undefined) return;
    file.report({
      at: change,
      // What a caller gives may be of a kind that goes over a copy of itself.
      confidence: isGiven ? "medium" : "high",
      message: `${quoteCode(file, change)} changes ${quoteCode(file, collection)} while the loop goes over it.`,
      trace: [
        { kind: "source", at: iterable, note: "gone over" },
        { kind: "sink", at: change, note: "changed" },
      ],
      fix: {
        description: "Go over a copy",
        safety: "unsafe",
        edits: [
          { start: tree.start[iterable]!, end: tree.start[iterable]!, replacement: "list(" },
          { start: tree.end[iterable]!, end: tree.end[iterable]!, replacement: ")" },
        ],
      },
    });
  },
});

/** The collection itself, or what `.items()`, `enumerate(…)` and the like are asked of. */
function collectionOf(file: FileView, iterable: NodeId): NodeId {
  const { tree } = file;
  const kind = tree.kind[iterable];
  if (kind === Kind.Name || kind === Kind.Attribute) return iterable;
  if (kind !== Kind.Call) return noNode;
  const callee = childOf(tree, iterable, Role.Callee);
  const values = childrenOf(tree, iterable, Role.Argument);
  if (tree.kind[callee] === Kind.Attribute && values.length === 0 && views.has(nameOf(tree, callee))) return childOf(tree, callee, Role.Object);
  const isWrapper = file.qualifiedName(callee) === "enumerate" && values.length === 1;
  return isWrapper && tree.kind[values[0]!] !== Kind.Call ? collectionOf(file, values[0]!) : noNode;
}

/** True where every value that is stored under this name in the file is a list, dictionary or set. */
function isBuiltIn(file: FileView, collection: NodeId): boolean {
  const { tree } = file;
  const writes: readonly NodeId[] =
    tree.kind[collection] === Kind.Name ? (file.scopes.bindingOf(collection)?.writes ?? []) : attributeWrites(file, collection);
  return writes.length > 0 && writes.every((write) => isBuiltInValue(file, writtenValue(tree, write)));
}

function attributeWrites(file: FileView, attribute: NodeId): NodeId[] {
  const { tree } = file;
  const found: NodeId[] = [];
  for (let node = 1; node < tree.size; node++) {
    const isTarget = tree.kind[node] === Kind.Attribute && tree.role[node] === Role.Target && tree.kind[tree.parent[node]!] === Kind.Assignment;
    if (isTarget && isSameCode(tree, node, attribute)) found.push(node);
  }
  return found;
}

function isBuiltInValue(file: FileView, value: NodeId): boolean {
  const { tree } = file;
  if (value === noNode) return false;
  const kind = tree.kind[value];
  if (kind === Kind.List || kind === Kind.Dictionary || kind === Kind.Set) return true;
  if (kind === Kind.Comprehension) return nameOf(tree, value) !== "generator";
  return kind === Kind.Call && makers.has(file.qualifiedName(childOf(tree, value, Role.Callee)) ?? "");
}

function isChange(file: FileView, node: NodeId, collection: NodeId): boolean {
  const { tree } = file;
  if (tree.kind[node] === Kind.Call) {
    const callee = childOf(tree, node, Role.Callee);
    if (tree.kind[callee] !== Kind.Attribute || !changers.has(nameOf(tree, callee))) return false;
    return isSameCode(tree, childOf(tree, callee, Role.Object), collection);
  }
  if (tree.kind[node] !== Kind.Delete) return false;
  return childrenOf(tree, node).some((target) => tree.kind[target] === Kind.Subscript && isSameCode(tree, childOf(tree, target, Role.Object), collection));
}

/** The collection, or the name that it hangs on, is written here. */
function isRebound(file: FileView, node: NodeId, collection: NodeId): boolean {
  const { tree } = file;
  if (tree.role[node] !== Role.Target && tree.role[node] !== Role.Element) return false;
  for (let part = collection; isWithin(tree, part, collection); part++) {
    if (tree.kind[part] === tree.kind[node] && isSameCode(tree, part, node)) return isTarget(file, node);
  }
  return false;
}

function isTarget(file: FileView, node: NodeId): boolean {
  for (let at = node; at !== 0; at = file.tree.parent[at]!) {
    if (file.tree.role[at] === Role.Target) return true;
    if (file.tree.role[at] !== Role.Element) return false;
  }
  return false;
}
