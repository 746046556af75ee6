// Small questions about the tree of a shell script that several rules ask.

import { Kind } from "../syntax/kinds.ts";
import { Role } from "../syntax/roles.ts";
import { type NodeId, type SyntaxTree, childOf, childrenOf, nameOf, noNode } from "../syntax/tree.ts";

/** The shell that the `#!` line names: `sh`, `bash`, `ksh`, …; undefined where there is none. */
export function shellDialect(tree: SyntaxTree): string | undefined {
  const found = /^\uFEFF?#![ \t]*(?:\S*\/)?(?:env[ \t]+(?:-\S+[ \t]+)*)?([\w.-]+)/.exec(tree.text)?.[1];
  return found?.replace(/[\d.]+$/, "");
}

/** True where the script ends at the first command that fails. */
export function hasErrExit(tree: SyntaxTree): boolean {
  return /^#![^\n]*\s-[a-z]*e|^[ \t]*set[ \t]+(?:-[a-zA-Z]+[ \t]+(?:pipefail[ \t]+)?)*(?:-[a-zA-Z]*e|-o[ \t]+errexit)/m.test(tree.text);
}

const declarations: ReadonlySet<string> = new Set(["local", "export", "declare", "readonly", "typeset"]);

/**
 * The command that gets an expansion or substitution as words of its own because nothing quotes it, or `noNode`: values of
 * assignments, subjects of `case` and what stands in `[[` are not split.
 */
export function splittingCommand(tree: SyntaxTree, node: NodeId): NodeId {
  if (isBehindProblem(tree, node)) return noNode;
  const at = shellWordAround(tree, node);
  const owner = isBehindRedirection(tree, at) ? tree.parent[tree.parent[at]!]! : tree.role[at] === Role.Argument ? tree.parent[at]! : noNode;
  if (owner === noNode || tree.kind[owner] !== Kind.Command) return noNode;
  return declarations.has(nameOf(tree, owner)) && /^\w+=/.test(tree.text.slice(tree.start[at], tree.end[at])) ? noNode : owner;
}

/** True behind code that could not be read: there nobody knows what is quoted. */
export function isBehindProblem(tree: SyntaxTree, node: NodeId): boolean {
  return (tree.problems[0]?.start ?? Number.POSITIVE_INFINITY) <= tree.start[node]!;
}

/** The word that an expansion is a part of, or the expansion itself where it is a word of its own. */
export function shellWordAround(tree: SyntaxTree, node: NodeId): NodeId {
  const owner = tree.parent[node]!;
  return tree.role[node] === Role.Part && tree.kind[owner] === Kind.Word ? owner : node;
}

/** True for `b` in `cat 2>a b`: the grammar hangs the words that follow a file's name below the redirection. */
function isBehindRedirection(tree: SyntaxTree, word: NodeId): boolean {
  return tree.role[word] === Role.Target && tree.kind[tree.parent[word]!] === Kind.Redirect && childOf(tree, tree.parent[word]!, Role.Target) !== word;
}

/** Every value that the script gives a variable; `noNode` stands for one that is not written there, as by `read` or `for`. */
export function shellValues(tree: SyntaxTree, variable: string): NodeId[] {
  const values: NodeId[] = [];
  for (let at = 1; at < tree.size; at++) {
    const kind = tree.kind[at];
    if (kind === Kind.Name && tree.role[at] === Role.Target && nameOf(tree, at) === variable) {
      const parent = tree.parent[at]!;
      values.push(tree.kind[parent] === Kind.Assignment ? childOf(tree, parent, Role.Value) : noNode);
    } else if (kind === Kind.Command && /^(?:read|getopts|mapfile|readarray)$/.test(nameOf(tree, at))) {
      if (childrenOf(tree, at, Role.Argument).some((word) => nameOf(tree, word) === variable)) values.push(noNode);
    }
  }
  return values;
}

/** True where a value is one word whatever happens: a number, or text without blanks and wildcards. */
export function isOneShellWord(tree: SyntaxTree, value: NodeId): boolean {
  if (value === noNode) return false;
  const kind = tree.kind[value];
  if (kind === Kind.Number || kind === Kind.Arithmetic) return true;
  if (kind === Kind.String || kind === Kind.Word) return tree.subtreeEnd[value] === value + 1 && /^[^\s*?[\]]*$/.test(nameOf(tree, value));
  return kind === Kind.Expansion && /^[#?$!]$/.test(nameOf(tree, value));
}
