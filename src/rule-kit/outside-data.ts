// Tells whether a value comes from outside of the program: a request, the command line, the environment, a person.

import { Kind } from "../syntax/kinds.ts";
import type { Binding } from "../syntax/scopes.ts";
import { Role } from "../syntax/roles.ts";
import { type NodeId, childOf, childrenOf, nameOf, noNode } from "../syntax/tree.ts";
import { findBuiltString, writtenValue } from "./built-string.ts";
import type { FileView, RawFinding } from "./file-view.ts";
import { whatCallersSend } from "./handler-parameter.ts";

/** Where data comes in. */
export interface OutsideData {
  readonly at: NodeId;
  /** For the margin, for instance `query string`. */
  readonly note: string;
  /** The name that holds it, where it went through one. */
  readonly through: readonly NodeId[];
}

const mostSteps = 6;
/** Uses of a name that are looked at for additions to a list. */
const mostReads = 40;
const additions: ReadonlySet<string> = new Set(["append", "push", "unshift"]);

/** Names that are such data by themselves, and calls that give it. */
const sources: ReadonlyMap<string, string> = new Map([
  ["input", "typed by a person"],
  ["raw_input", "typed by a person"],
  ["prompt", "typed by a person"],
  ["sys.argv", "command line"],
  ["sys.stdin", "standard input"],
  ["process.argv", "command line"],
  ["location.hash", "address bar"],
  ["location.search", "address bar"],
  ["location.href", "address bar"],
  ["window.location.hash", "address bar"],
  ["window.location.search", "address bar"],
  ["window.location.href", "address bar"],
  ["document.location.hash", "address bar"],
  ["document.location.search", "address bar"],
  ["document.referrer", "referring page"],
  ["document.cookie", "cookie"],
]);

/** Parts of a request, by the attribute that holds them. */
const requestParts: ReadonlyMap<string, string> = new Map([
  ["GET", "query string"],
  ["args", "query string"],
  ["query", "query string"],
  ["query_params", "query string"],
  ["params", "request parameters"],
  ["POST", "form data"],
  ["form", "form data"],
  ["values", "request parameters"],
  ["FILES", "uploaded file"],
  ["files", "uploaded file"],
  ["body", "request body"],
  ["data", "request body"],
  ["json", "request body"],
  ["get_json", "request body"],
  ["headers", "request header"],
  ["META", "request header"],
  ["COOKIES", "cookie"],
  ["cookies", "cookie"],
]);
const requestNames: ReadonlySet<string> = new Set(["request", "req", "flask.request", "self.request", "ctx.request", "bottle.request"]);

/** Follows a value through names of the same file to where it comes in, a bounded number of steps. */
export function findOutsideData(file: FileView, node: NodeId, through: readonly NodeId[] = []): OutsideData | undefined {
  const { tree } = file;
  if (node === noNode || through.length > mostSteps) return undefined;
  switch (tree.kind[node]) {
    case Kind.Name: {
      const named = sources.get(file.qualifiedName(node) ?? "");
      return named === undefined ? (followName(file, node, through) ?? ofParameter(file, node, through)) : { at: node, note: named, through };
    }
    case Kind.Attribute:
      return ofAttribute(file, node, through);
    case Kind.Subscript:
      return findOutsideData(file, childOf(tree, node, Role.Object), through);
    case Kind.Call:
      return ofCall(file, node, through);
    case Kind.Await:
    case Kind.TypeAssertion:
      return findOutsideData(file, childOf(tree, node, Role.Value), through);
    case Kind.Logical:
      return findOutsideData(file, childOf(tree, node, Role.Left), through);
    default: {
      const built = findBuiltString(file, node);
      for (const part of built?.parts ?? []) {
        const found = part === node ? undefined : findOutsideData(file, part, through);
        if (found !== undefined) return found;
      }
      return undefined;
    }
  }
}

/** A parameter that a web framework fills with what a caller sent. */
function ofParameter(file: FileView, name: NodeId, through: readonly NodeId[]): OutsideData | undefined {
  const binding = file.scopes.bindingOf(name);
  const declaration = binding?.kind === "parameter" ? (binding.declarations[0] ?? noNode) : noNode;
  const note = declaration === noNode ? undefined : whatCallersSend(file.tree, declaration);
  return note === undefined ? undefined : { at: declaration, note, through };
}

function followName(file: FileView, name: NodeId, through: readonly NodeId[]): OutsideData | undefined {
  const binding = file.scopes.bindingOf(name);
  if (binding === undefined || binding.kind !== "variable" || binding.writes.length > mostSteps) return undefined;
  for (const write of binding.writes) {
    if (through.includes(write)) continue;
    const value = writtenValue(file.tree, write);
    const next = [write, ...through];
    const found = value === noNode ? ofPattern(file, write, next) : value === name ? undefined : findOutsideData(file, value, next);
    if (found !== undefined) return found;
  }
  return followAdditions(file, binding, through);
}

/** A list holds what was added to it: `parts.append(request.args["x"])`. */
function followAdditions(file: FileView, binding: Binding, through: readonly NodeId[]): OutsideData | undefined {
  const { tree } = file;
  for (const read of binding.reads.slice(0, mostReads)) {
    const method = tree.parent[read]!;
    const call = tree.parent[method]!;
    const isAddition = tree.kind[method] === Kind.Attribute && tree.role[read] === Role.Object && additions.has(nameOf(tree, method)) && tree.kind[call] === Kind.Call && tree.role[method] === Role.Callee;
    if (!isAddition || through.includes(read)) continue;
    const found = findOutsideData(file, childrenOf(tree, call, Role.Argument)[0] ?? noNode, [read, ...through]);
    if (found !== undefined) return found;
  }
  return undefined;
}

const patternKinds: ReadonlySet<number> = new Set([
  Kind.DictionaryPattern, Kind.ListPattern, Kind.Tuple, Kind.List, Kind.Pair, Kind.DefaultPattern, Kind.Spread,
]);

/** `const { name } = req.query`, `const { body: { name } } = req`: the whole is what its parts come from. */
function ofPattern(file: FileView, write: NodeId, through: readonly NodeId[]): OutsideData | undefined {
  const { tree } = file;
  let at = tree.parent[write]!;
  let part: string | undefined;
  for (; patternKinds.has(tree.kind[at]!); at = tree.parent[at]!) {
    // The outermost key is the part of the request, where the request itself is taken apart.
    if (tree.kind[at] === Kind.Pair) part = requestParts.get(nameOf(tree, at) || nameOf(tree, write));
  }
  if (tree.kind[at] !== Kind.VariableDeclarator && tree.kind[at] !== Kind.Assignment) return undefined;
  const value = childOf(tree, at, Role.Value);
  if (value === noNode) return undefined;
  if (part !== undefined && isRequest(file, value)) return { at: value, note: part, through };
  return findOutsideData(file, value, through);
}

function ofAttribute(file: FileView, node: NodeId, through: readonly NodeId[]): OutsideData | undefined {
  const { tree } = file;
  const object = childOf(tree, node, Role.Object);
  const part = requestParts.get(nameOf(tree, node));
  if (part !== undefined && isRequest(file, object)) return { at: node, note: part, through };
  const note = sources.get(file.qualifiedName(node) ?? "");
  return note === undefined ? findOutsideData(file, object, through) : { at: node, note, through };
}

/** `request.GET`, `req.query`, `self.request.POST`: by the name, since types are not known here. */
function isRequest(file: FileView, object: NodeId): boolean {
  const { tree } = file;
  const kind = tree.kind[object];
  if (kind !== Kind.Name && kind !== Kind.Attribute) return false;
  return requestNames.has(nameOf(tree, object)) || requestNames.has(file.qualifiedName(object) ?? "");
}

/** `request.args.get("x")` is what its receiver is; `input()` is a source itself. Other calls are not looked into. */
function ofCall(file: FileView, node: NodeId, through: readonly NodeId[]): OutsideData | undefined {
  const { tree } = file;
  const callee = childOf(tree, node, Role.Callee);
  const note = sources.get(file.qualifiedName(callee) ?? "");
  if (note !== undefined) return { at: node, note, through };
  if (tree.kind[callee] !== Kind.Attribute) return keepsText(file, node, through);
  return findOutsideData(file, callee, through) ?? keepsText(file, node, through);
}

/** `str(x)`, `"…".format(x)` and the like hold what they are given. */
function keepsText(file: FileView, node: NodeId, through: readonly NodeId[]): OutsideData | undefined {
  const { tree } = file;
  const callee = childOf(tree, node, Role.Callee);
  const isText = ["str", "String", "decodeURIComponent", "unquote", "urllib.parse.unquote"].includes(file.qualifiedName(callee) ?? "");
  const isFormat = tree.kind[callee] === Kind.Attribute && ["format", "concat", "join"].includes(nameOf(tree, callee));
  if (!isText && !isFormat) return undefined;
  for (const argument of childrenOf(tree, node, Role.Argument)) {
    const found = findOutsideData(file, argument, through);
    if (found !== undefined) return found;
  }
  return undefined;
}

type Trace = NonNullable<RawFinding["trace"]>;

/** The way of the data from where it comes in, over the names that hold it, to the sink. Empty for a single place. */
export function tracePath(file: FileView, path: { readonly sink: NodeId; readonly sinkNote: string; readonly value: NodeId; readonly stepNote: string }): Trace {
  const built = findBuiltString(file, path.value);
  const outside = findSourceOf(file, path.value, built?.parts ?? []);
  const steps = new Map<NodeId, Trace[number]>();
  for (const step of [...(outside?.through ?? []), ...(built?.steps ?? [])]) {
    steps.set(step, { kind: "step", at: step, note: path.stepNote });
  }
  if (outside !== undefined) {
    // The line that brings the data in says so; the name it is put into needs no second note.
    for (const step of steps.keys()) if (isOnLineOf(file, step, outside.at)) steps.delete(step);
    steps.set(outside.at, { kind: "source", at: outside.at, note: `source: ${outside.note}` });
  }
  if (steps.size === 0) return [];
  const ordered = [...steps.values()].sort((left, right) => Number(left.kind !== "source") - Number(right.kind !== "source") || (left.at as number) - (right.at as number));
  return [...ordered, { kind: "sink", at: path.sink, note: `sink: ${path.sinkNote}` }];
}

function findSourceOf(file: FileView, value: NodeId, parts: readonly NodeId[]): OutsideData | undefined {
  for (const part of [...parts, value]) {
    const found = findOutsideData(file, part);
    if (found !== undefined) return found;
  }
  return undefined;
}

function isOnLineOf(file: FileView, left: NodeId, right: NodeId): boolean {
  const { start, text } = file.tree;
  const [first, second] = [Math.min(start[left]!, start[right]!), Math.max(start[left]!, start[right]!)];
  return !text.slice(first, second).includes("\n");
}
