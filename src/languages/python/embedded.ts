// Finds SQL and shell commands in the strings of Python.

import type { EmbeddedCode } from "../../syntax/embedded.ts";
import { Flag } from "../../syntax/flags.ts";
import { Kind } from "../../syntax/kinds.ts";
import type { FindEmbedded } from "../../syntax/language.ts";
import { Role } from "../../syntax/roles.ts";
import { type NodeId, type SyntaxTree, childOf, childrenOf, hasFlag, nameOf, textOf } from "../../syntax/tree.ts";
import { type StringSyntax, readString } from "../strings/read-strings.ts";
import { shellHole, sortPieces } from "../strings/shell-strings.ts";
import { findSqlStrings, toCode } from "../strings/sql-strings.ts";
import { cookText } from "./string-values.ts";

export const stringSyntax: StringSyntax = {
  // In an f-string two braces are one; elsewhere they are two.
  escapes: /\\(?:\r\n|[0-7]{1,3}|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[^])|\{\{|\}\}/g,
  cook: (escape, tree, node) => {
    if (!escape.startsWith("\\")) return tree.kind[node] === Kind.StringPart ? escape[0]! : escape;
    return cookText(escape, false, hasFlag(tree, node, Flag.Bytes));
  },
};

const shells = /^(?:os\.(?:system|popen)|subprocess\.(?:getoutput|getstatusoutput)|commands\.(?:getoutput|getstatusoutput)|(?:asyncio\.)?create_subprocess_shell)$/;
const spawners = /^(?:subprocess\.)?(?:run|call|check_call|check_output|Popen)$/;

export const findEmbedded: FindEmbedded = (tree) => sortPieces([...findSqlStrings(tree, stringSyntax), ...findShellStrings(tree)]);

function findShellStrings(tree: SyntaxTree): EmbeddedCode[] {
  if (!/\b(?:system|popen|getoutput|getstatusoutput|create_subprocess_shell|shell)\b/.test(tree.text)) return [];
  const found: EmbeddedCode[] = [];
  for (let node = 1; node < tree.size; node++) {
    if (tree.kind[node] !== Kind.Call || !isShell(tree, node)) continue;
    const command = childrenOf(tree, node, Role.Argument)[0];
    const embedded = command === undefined ? undefined : readString(tree, command, stringSyntax, shellHole);
    if (embedded !== undefined) found.push(toCode("bash", embedded.text, embedded.origin()));
  }
  return found;
}

function isShell(tree: SyntaxTree, call: NodeId): boolean {
  const callee = textOf(tree, childOf(tree, call, Role.Callee));
  if (shells.test(callee)) return true;
  return spawners.test(callee) && childrenOf(tree, call, Role.Argument).some((argument) => isShellTrue(tree, argument));
}

function isShellTrue(tree: SyntaxTree, argument: NodeId): boolean {
  if (tree.kind[argument] !== Kind.KeywordArgument || nameOf(tree, argument) !== "shell") return false;
  const value = childOf(tree, argument, Role.Value);
  return tree.kind[value] === Kind.Boolean && nameOf(tree, value) === "true";
}
