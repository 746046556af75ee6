// Gathers values that a function is likely to be called with: from its own constants, its callers and its tests.

import { decodeUrl } from "../../analyzers/symbolic/dialects/text-tools.ts";
import { Kind } from "../../syntax/kinds.ts";
import { Role } from "../../syntax/roles.ts";
import { createConstantResolver } from "../../syntax/constants.ts";
import { type NodeId, type SyntaxTree, childOf, childrenOf, nameOf, noNode } from "../../syntax/tree.ts";

/** Plain data, as JSON holds it. */
export type Plain = string | number | boolean | null | readonly Plain[] | { readonly [name: string]: Plain };

export interface Seeds {
  /** Arguments of calls of the function, by place. */
  readonly calls: readonly (readonly (Plain | undefined)[])[];
  /** Values that stand beside a name: keyword arguments, entries of dictionaries, fields of an address. */
  readonly byName: ReadonlyMap<string, readonly Plain[]>;
  readonly texts: readonly string[];
  readonly numbers: readonly number[];
}

const MAXIMUM_SEEDS = 60;
const MAXIMUM_TEXT = 60;
const MAXIMUM_ITEMS = 20;

/** `trees` in order of weight: the function's own file first. */
export function gatherSeeds(trees: readonly SyntaxTree[], callable: string): Seeds {
  const name = callable.slice(callable.lastIndexOf(".") + 1);
  const calls: (Plain | undefined)[][] = [];
  const byName = new Map<string, Plain[]>();
  const texts = new Set<string>();
  const numbers = new Set<number>();
  const addNamed = (key: string, value: Plain | undefined): void => {
    if (key === "" || value === undefined) return;
    byName.set(key, [...(byName.get(key) ?? []), value].slice(0, MAXIMUM_SEEDS));
  };
  for (const tree of trees) {
    const plainOf = createReader(tree);
    for (let node = 0; node < tree.size; node += 1) {
      const kind = tree.kind[node];
      if (kind === Kind.String || kind === Kind.StringPart) {
        const text = nameOf(tree, node);
        if (kind === Kind.String && text.length <= MAXIMUM_TEXT && texts.size < MAXIMUM_SEEDS) texts.add(text);
        for (const [, key = "", value = ""] of text.matchAll(/[?&]([\w-]+)=([^&#\s]*)/g)) addNamed(key, decodeUrl(value));
      } else if (kind === Kind.Number && numbers.size < MAXIMUM_SEEDS) {
        const value = plainOf(node);
        if (typeof value === "number") numbers.add(value);
      } else if (kind === Kind.Pair || kind === Kind.KeywordArgument) {
        addNamed(nameOf(tree, node) || String(plainOf(childOf(tree, node, Role.Key)) ?? ""), plainOf(childOf(tree, node, Role.Value)));
      } else if (kind === Kind.Call && calls.length < MAXIMUM_SEEDS && nameOf(tree, childOf(tree, node, Role.Callee)) === name) {
        calls.push(childrenOf(tree, node, Role.Argument).filter((argument) => tree.kind[argument] !== Kind.KeywordArgument).map(plainOf));
      }
    }
  }
  return { calls, byName, texts: [...texts], numbers: [...numbers] };
}

/** The value of an expression that is written out. */
function createReader(tree: SyntaxTree): (node: NodeId) => Plain | undefined {
  // Names are not followed: what a call is given must stand in it.
  const resolve = createConstantResolver(tree, () => {
    throw new Error("no name is looked up");
  });
  const read = (node: NodeId): Plain | undefined => {
    if (node === noNode) return undefined;
    const kind = tree.kind[node];
    if (kind === Kind.String || kind === Kind.Number || kind === Kind.Boolean || kind === Kind.Null) {
      const value = resolve(node);
      return value === undefined || value.type === "bytes" ? undefined : value.type === "null" ? null : value.value;
    }
    if (kind === Kind.Unary && nameOf(tree, node) === "-") {
      const value = read(childOf(tree, node, Role.Operand));
      return typeof value === "number" ? -value : undefined;
    }
    const items = childrenOf(tree, node, Role.Element).slice(0, MAXIMUM_ITEMS);
    if (kind === Kind.List) {
      const values = items.map(read);
      return values.every((value) => value !== undefined) ? values : undefined;
    }
    if (kind !== Kind.Dictionary) return undefined;
    const entries = items.map((item) => [nameOf(tree, item) || read(childOf(tree, item, Role.Key)), read(childOf(tree, item, Role.Value))] as const);
    return entries.every(([key, value]) => typeof key === "string" && value !== undefined) ? Object.fromEntries(entries as [string, Plain][]) : undefined;
  };
  return read;
}
