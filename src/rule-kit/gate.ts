// What names a file must hold for a rule in Semgrep's syntax to have a chance on it: decided without the pattern engine.

import { Kind } from "../syntax/kinds.ts";
import { type NodeId, type SyntaxTree, nameOf } from "../syntax/tree.ts";

/**
 * What a file must hold: a word of a name or string, one of these members of one of these names, a decorator of one of these
 * names, a pattern that takes one of these names out of an object, a call whose first two arguments are elements (`([],[])`), of
 * one key (`([k],[k])`), perhaps in a function of the callee's name (`self…`), a name that an expression matches, or several of
 * these: all of them, or any. An empty `all` is always open.
 */
export type Gate =
  | string
  | { readonly member: readonly string[]; readonly of: readonly string[] }
  | { readonly decorator: readonly string[] }
  | { readonly taken: readonly string[] }
  | { readonly structure: CallStructure | `self${CallStructure}` }
  | { readonly named: { readonly source: string; readonly flags: string } }
  | { readonly all: readonly Gate[] }
  | { readonly any: readonly Gate[] };

export type CallStructure = "([],[])" | "([k],[k])";

/** True where a file leaves room for a match. */
export function isOpen(gate: Gate, tree: SyntaxTree): boolean {
  if (typeof gate === "string") return wordsOfNames(tree).has(gate);
  if ("member" in gate) return gate.of.some((owner) => gate.member.some((name) => shapesOf(tree).has(`${owner}.${name}`)));
  if ("decorator" in gate) return gate.decorator.some((name) => shapesOf(tree).has(`@${name}`));
  if ("taken" in gate) return gate.taken.some((name) => shapesOf(tree).has(`{${name}`));
  if ("structure" in gate) return shapesOf(tree).has(gate.structure);
  if ("named" in gate) return hasNameLike(gate.named, tree);
  return "all" in gate ? gate.all.every((one) => isOpen(one, tree)) : gate.any.some((one) => isOpen(one, tree));
}

const known = new WeakMap<SyntaxTree, ReadonlySet<string>>();
const knownShapes = new WeakMap<SyntaxTree, ReadonlySet<string>>();
const longestName = 200;

/** Identifiers, and the words of dotted names and short strings; the text itself is not read again. */
export function wordsOfNames(tree: SyntaxTree): ReadonlySet<string> {
  const before = known.get(tree);
  if (before !== undefined) return before;
  const words = new Set<string>();
  for (const name of tree.names) {
    if (/^\w*$/.test(name)) words.add(name);
    else if (name.length <= longestName) for (const word of name.split(/\W+/)) words.add(word);
  }
  known.set(tree, words);
  return words;
}

const expressions = new Map<string, RegExp>();

function hasNameLike({ source, flags }: { readonly source: string; readonly flags: string }, tree: SyntaxTree): boolean {
  const key = `${flags} ${source}`;
  const regex = expressions.get(key) ?? new RegExp(source, flags);
  expressions.set(key, regex);
  return tree.names.some((name) => regex.test(name));
}

/** `owner.member` for members and imports, `@name` for decorators, `{name` for what a pattern takes; of dotted owners and decorators the last name. */
function shapesOf(tree: SyntaxTree): ReadonlySet<string> {
  const before = knownShapes.get(tree);
  if (before !== undefined) return before;
  const shapes = new Set<string>();
  for (let node = 0; node < tree.size; node++) {
    const kind = tree.kind[node];
    if (kind === Kind.Attribute) shapes.add(`${lastName(tree, node + 1)}.${nameOf(tree, node)}`);
    else if (kind === Kind.Decorator) shapes.add(`@${lastName(tree, tree.kind[node + 1] === Kind.Call ? node + 2 : node + 1)}`);
    else if (kind === Kind.Pair && tree.kind[tree.parent[node]!] === Kind.DictionaryPattern) shapes.add(`{${nameOf(tree, node)}`);
    else if (kind === Kind.Call) for (const shape of elementsOf(tree, node)) shapes.add(shape);
    else if (kind === Kind.ImportSpecifier) shapes.add(`${/\w*$/.exec(nameOf(tree, tree.parent[node]!))![0]}.${nameOf(tree, node)}`);
  }
  knownShapes.set(tree, shapes);
  return shapes;
}

/** The structures of a call whose first two arguments are elements. */
function elementsOf(tree: SyntaxTree, call: NodeId): string[] {
  const first = tree.subtreeEnd[call + 1]!;
  if (first >= tree.subtreeEnd[call]! || tree.subtreeEnd[first]! >= tree.subtreeEnd[call]!) return [];
  const elements = [first, tree.subtreeEnd[first]!].map((argument) => beyondTypes(tree, argument));
  if (!elements.every((element) => tree.kind[element] === Kind.Subscript)) return [];
  const [key, other] = elements.map((element) => beyondTypes(tree, tree.subtreeEnd[element + 1]!));
  // What is constant may be written in two ways.
  const isOneKey = tree.kind[key!] !== Kind.Name || tree.kind[other!] !== Kind.Name || nameOf(tree, key!) === nameOf(tree, other!);
  const structures = isOneKey ? ["([],[])", "([k],[k])"] : ["([],[])"];
  return isSelfCall(tree, call) ? [...structures, ...structures.map((structure) => `self${structure}`)] : structures;
}

/** True where a function around a call has, or may have, the name of what is called. */
function isSelfCall(tree: SyntaxTree, call: NodeId): boolean {
  const callee = lastName(tree, call + 1);
  if (callee === "") return false;
  for (let node = tree.parent[call]!; node > 0; node = tree.parent[node]!) {
    const isAssigned = tree.kind[node] === Kind.VariableDeclarator || tree.kind[node] === Kind.Assignment;
    if ((isAssigned ? lastName(tree, node + 1) : nameOf(tree, node)) === callee && tree.kind[node] !== Kind.Attribute) return true;
  }
  return false;
}

/** An expression, whatever type it is asserted to have. */
function beyondTypes(tree: SyntaxTree, expression: NodeId): NodeId {
  let node = expression;
  while (tree.kind[node] === Kind.TypeAssertion) node++;
  return node;
}

/** The name of a name or member, whatever type it is asserted to have; empty for other expressions. */
function lastName(tree: SyntaxTree, expression: NodeId): string {
  const node = beyondTypes(tree, expression);
  return tree.kind[node] === Kind.Name || tree.kind[node] === Kind.Attribute ? nameOf(tree, node) : "";
}
