// bash/bashism: a script for sh uses what only Bash has.

import { Kind, defineRule, nameOf, shellDialect, textOf } from "../../../src/rule-kit/index.ts";
import type { NodeId, SyntaxTree } from "../../../src/rule-kit/index.ts";

const shells: ReadonlySet<string> = new Set(["sh", "dash", "ash"]);
const commands: ReadonlyMap<string, string> = new Map([["source", "`.`"], ["declare", "nothing of its kind"], ["typeset", "nothing of its kind"], ["let", "`$((…))`"], ["pushd", "`cd`"], ["popd", "`cd`"], ["shopt", "nothing of its kind"], ["mapfile", "`read` in a loop"], ["readarray", "`read` in a loop"]]);

export const rule = defineRule({
  meta: {
    id: "bash/bashism",
    title: "A script for sh uses what only Bash has",
    description: "On systems whose sh is dash or busybox the script fails or does something else.",
    languages: ["bash"],
    category: "reliability",
    severity: "warning",
    confidence: "high",
    cwe: [],
    remediationMinutes: 5,
    precision: { sampled: 10, true: 10, on: "Debian's scripts in /usr and /etc, scripts of 12 npm packages" },
    equivalents: { shellcheck: ["SC3010", "SC3014", "SC3030", "SC2113", "SC3011", "SC3001", "SC3020", "SC3006", "SC3046", "SC3003", "SC3060", "SC3057", "SC3024", "SC3028", "SC3005", "SC3008", "SC3054", "SC3059"] },
  },
  words: [],
  kinds: [Kind.TestCommand, Kind.Binary, Kind.List, Kind.FunctionDeclaration, Kind.Redirect, Kind.CommandSubstitution, Kind.Arithmetic, Kind.Command, Kind.String, Kind.Expansion, Kind.AugmentedAssignment, Kind.ForEach, Kind.For],
  check(file, node) {
    const { tree } = file;
    if (file.hostLanguage !== undefined || !shells.has(shellDialect(tree) ?? "")) return;
    const found = describe(tree, node);
    if (found === undefined || isGuarded(tree, node)) return;
    file.report({ at: found.at ?? node, message: `${found.what} is Bash's own and this script runs in \`${shellDialect(tree)!}\`${found.instead === undefined ? "" : `; write ${found.instead}`}.` });
  },
});

interface Found {
  readonly what: string;
  readonly instead?: string;
  readonly at?: { readonly start: number; readonly end: number };
}

/** What of the node a plain shell does not know. */
function describe(tree: SyntaxTree, node: NodeId): Found | undefined {
  const name = nameOf(tree, node);
  const start = tree.start[node]!;
  switch (tree.kind[node]) {
    case Kind.TestCommand:
      return name === "[[" ? { what: "`[[`", instead: "`[`", at: { start, end: start + 2 } } : undefined;
    case Kind.Binary:
      return name === "==" && isInOldTest(tree, node) ? { what: "`==` in `[`", instead: "`=`" } : undefined;
    case Kind.List:
      return tree.kind[tree.parent[node]!] === Kind.Assignment ? { what: "An array" } : undefined;
    case Kind.FunctionDeclaration:
      return /^function\b/.test(tree.text.slice(start, start + 9)) ? { what: "The word `function`", instead: `\`${name}() …\``, at: { start, end: start + 8 } } : undefined;
    case Kind.Redirect:
      return name === "<<<" || name === "&>" || name === "&>>" ? { what: `\`${name}\``, ...(name === "<<<" ? {} : { instead: "`> file 2>&1`" }) } : undefined;
    case Kind.CommandSubstitution:
      return name === "<" || name === ">" ? { what: `\`${name}( … )\`` } : undefined;
    case Kind.Arithmetic:
      return tree.text.startsWith("((", start) ? { what: "`((` as a command", instead: "`[ … ]`" } : undefined;
    case Kind.Command:
      return describeCommand(tree, node, name);
    case Kind.String:
      return tree.text.startsWith("$'", start) ? { what: "`$'…'`" } : undefined;
    case Kind.Expansion:
      return describeExpansion(textOf(tree, node), name);
    case Kind.AugmentedAssignment:
      return tree.text.slice(start, tree.end[node]).includes("+=") && !isInArithmetic(tree, node) ? { what: "`+=`", instead: "`x=$x…`" } : undefined;
    case Kind.For:
      return { what: "`for ((`" };
    default:
      return name === "select" ? { what: "`select`" } : undefined;
  }
}

function describeCommand(tree: SyntaxTree, node: NodeId, name: string): Found | undefined {
  const instead = commands.get(name);
  if (instead === undefined) return undefined;
  return { what: `\`${name}\``, ...(instead.startsWith("`") ? { instead } : {}), at: { start: tree.start[node]!, end: tree.start[node]! + name.length } };
}

function describeExpansion(text: string, name: string): Found | undefined {
  if (/^\$\{\w+\/|^\$\{\w+(?:\^|,)/.test(text)) return { what: `\`${text}\`` };
  if (/^\$\{[\w@*]+:(?![-=?+])/.test(text)) return { what: `\`${text}\`` };
  if (/^\$\{!?\w+\[/.test(text)) return { what: "An array" };
  return name === "RANDOM" || name === "BASH_SOURCE" || name === "FUNCNAME" || name === "PIPESTATUS" ? { what: `\`$${name}\`` } : undefined;
}

function isInOldTest(tree: SyntaxTree, node: NodeId): boolean {
  for (let at = tree.parent[node]!; at !== 0; at = tree.parent[at]!) if (tree.kind[at] === Kind.TestCommand) return nameOf(tree, at) === "[";
  return false;
}

function isInArithmetic(tree: SyntaxTree, node: NodeId): boolean {
  for (let at = tree.parent[node]!; at !== 0; at = tree.parent[at]!) if (tree.kind[at] === Kind.Arithmetic) return true;
  return false;
}

/** Behind a question for `$BASH_VERSION` the script knows where it runs. */
function isGuarded(tree: SyntaxTree, node: NodeId): boolean {
  return /\$\{?(?:BASH_VERSION|BASH|ZSH_VERSION)\b|-[nz] "?\$\{?RANDOM\b/.test(tree.text.slice(0, tree.end[node]! + 1));
}
