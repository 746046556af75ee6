// Finds SQL and shell commands in the strings and templates of JavaScript and TypeScript.

import type { EmbeddedCode } from "../../syntax/embedded.ts";
import { Kind } from "../../syntax/kinds.ts";
import type { FindEmbedded } from "../../syntax/language.ts";
import { Role } from "../../syntax/roles.ts";
import { type NodeId, type SyntaxTree, childOf, childrenOf, nameOf, textOf } from "../../syntax/tree.ts";
import { type StringSyntax, readString } from "../strings/read-strings.ts";
import { shellHole, sortPieces } from "../strings/shell-strings.ts";
import { findSqlStrings, toCode } from "../strings/sql-strings.ts";

const simple: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", b: "\b", f: "\f", v: "\v", "0": "\0", "\n": "", "\r": "", "\r\n": "", "\u2028": "", "\u2029": "" };

export const stringSyntax: StringSyntax = {
  escapes: /\\(?:u\{[0-9a-fA-F]{1,6}\}|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|\r\n|[^])/g,
  cook: (escape) => {
    const rest = escape.slice(1);
    if (/^[ux]./.test(rest)) {
      const point = Number.parseInt(rest.replace(/[^0-9a-fA-F]/g, ""), 16);
      return Number.isNaN(point) || point > 0x10ffff ? rest : String.fromCodePoint(point);
    }
    return simple[rest] ?? rest;
  },
};

const runners = /^(?:exec|execSync|execAsync|execPromise)$/;
const owners = /^(?:child_process|childProcess|cp|shell|shelljs|sh|util)$/;

export const findEmbedded: FindEmbedded = (tree) => sortPieces([...findSqlStrings(tree, stringSyntax), ...findShellStrings(tree)]);

function findShellStrings(tree: SyntaxTree): EmbeddedCode[] {
  if (!/child_process|shelljs/.test(tree.text)) return [];
  const found: EmbeddedCode[] = [];
  for (let node = 1; node < tree.size; node++) {
    if (tree.kind[node] !== Kind.Call || !isShell(tree, node)) continue;
    const command = childrenOf(tree, node, Role.Argument)[0];
    const embedded = command === undefined ? undefined : readString(tree, command, stringSyntax, shellHole);
    if (embedded !== undefined) found.push(toCode("bash", embedded.text, embedded.origin()));
  }
  return found;
}

/** `exec("…")` under its usual names, and `spawn("…", { shell: true })`. */
function isShell(tree: SyntaxTree, call: NodeId): boolean {
  const callee = childOf(tree, call, Role.Callee);
  const name = nameOf(tree, callee);
  if (runners.test(name)) return tree.kind[callee] === Kind.Name || owners.test(textOf(tree, childOf(tree, callee, Role.Object)));
  if (name !== "spawn" && name !== "spawnSync") return false;
  const options = childrenOf(tree, call, Role.Argument).at(-1)!;
  return tree.kind[options] === Kind.Dictionary && /\bshell\s*:\s*true\b/.test(textOf(tree, options));
}
