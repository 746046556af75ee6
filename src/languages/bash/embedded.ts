// Finds SQL and further shell commands in the words and here-documents of Bash.

import { type EmbeddedCode, holeMark } from "../../syntax/embedded.ts";
import { Kind } from "../../syntax/kinds.ts";
import type { FindEmbedded } from "../../syntax/language.ts";
import { Role } from "../../syntax/roles.ts";
import { type NodeId, type SyntaxTree, childOf, childrenOf, nameOf } from "../../syntax/tree.ts";
import { type StringSyntax, readString } from "../strings/read-strings.ts";
import { shellHole, sortPieces } from "../strings/shell-strings.ts";
import { toCode } from "../strings/sql-strings.ts";
import { quotedValue } from "./word-values.ts";

const stringSyntax: StringSyntax = {
  escapes: /\\(?:\r?\n|[$`"\\])/g,
  cook: (escape) => quotedValue(escape),
};

/** Programs that run SQL, and the option in front of it; "" where it is a word of its own. */
const clients: ReadonlyMap<string, RegExp> = new Map([
  ["psql", /^(?:-[a-zA-Z]*c|--command)$/],
  ["mysql", /^(?:-[a-zA-Z]*e|--execute)$/],
  ["mariadb", /^(?:-[a-zA-Z]*e|--execute)$/],
  ["sqlcmd", /^-[qQ]$/],
  ["sqlite3", /^/],
  ["clickhouse-client", /^(?:-q|--query)$/],
]);
const shells: ReadonlySet<string> = new Set(["bash", "sh", "dash", "ksh", "su", "runuser"]);
const strings: ReadonlySet<number> = new Set([Kind.String, Kind.TemplateString, Kind.StringConcatenation]);
const sqlStart = /^\s*(?:--[^\n]*\n\s*)*(?:select|insert|update|delete|with|merge|replace|create|alter|drop|truncate|grant|revoke|begin|set|use|do|pragma)\b/i;

export const findEmbedded: FindEmbedded = (tree) => {
  const found: EmbeddedCode[] = [];
  for (let node = 1; node < tree.size; node++) {
    if (tree.kind[node] === Kind.Command) found.push(...readCommand(tree, node));
  }
  return sortPieces(found);
};

function readCommand(tree: SyntaxTree, command: NodeId): EmbeddedCode[] {
  const words = childrenOf(tree, command, Role.Argument);
  // `sudo -u postgres psql -c …`: the client may stand behind others.
  const at = [-1, ...words.keys()].find((index) => isProgram(index < 0 ? nameOf(tree, command) : nameOf(tree, words[index]!)));
  if (at === undefined) return [];
  const program = at < 0 ? nameOf(tree, command) : nameOf(tree, words[at]!);
  const option = clients.get(program);
  const behind = words.slice(at + 1);
  if (option === undefined) return pick(tree, behind, /^-[a-z]*c$/).flatMap((word) => readPiece(tree, word, "bash"));
  const documents = childrenOf(tree, command, Role.Redirect).map((redirect) => childOf(tree, redirect, Role.Target));
  const inDocuments = documents.filter((target) => target >= 0 && tree.kind[target] === Kind.HereDocument);
  return [...pick(tree, behind, option), ...inDocuments].flatMap((word) => readPiece(tree, word, "sql"));
}

function isProgram(name: string): boolean {
  return clients.has(name) || shells.has(name);
}

/** The strings right behind such an option; for an empty pattern every string. */
function pick(tree: SyntaxTree, words: readonly NodeId[], option: RegExp): NodeId[] {
  return words.filter((word, index) => strings.has(tree.kind[word]!) && (option.source === "^" || (index > 0 && option.test(nameOf(tree, words[index - 1]!)))));
}

function readPiece(tree: SyntaxTree, word: NodeId, language: "sql" | "bash"): EmbeddedCode[] {
  const embedded = readString(tree, word, stringSyntax, language === "sql" ? holeMark : shellHole);
  if (embedded === undefined || (language === "sql" && !sqlStart.test(embedded.text))) return [];
  return [toCode(language, embedded.text, embedded.origin())];
}
