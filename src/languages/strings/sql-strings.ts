// Finds SQL in the strings of a program: by where a string stands, or by a form that only SQL has.

import { type EmbeddedCode, holeMark } from "../../syntax/embedded.ts";
import { Kind, kindCount } from "../../syntax/kinds.ts";
import { Role } from "../../syntax/roles.ts";
import { type NodeId, type SyntaxTree, childOf, childrenOf, nameOf } from "../../syntax/tree.ts";
import { type StringSyntax, readString } from "./read-strings.ts";

/** Functions and methods that run or hold their first argument as SQL, and tags of templates that do. */
const runners: ReadonlySet<string> = new Set([
  "execute", "executemany", "executescript", "exec_driver_sql", "raw", "mogrify", "fetch", "fetchrow", "fetchval", "fetch_all", "fetch_one",
  "query", "text", "RawSQL", "read_sql", "read_sql_query", "read_sql_table", "prepare", "queryRawUnsafe", "$queryRawUnsafe", "$executeRawUnsafe",
  "unsafe", "runSQL", "RunSQL", "exec", "run", "all", "get", "each", "one", "many", "none", "any", "oneOrNone", "manyOrNone", "DDL", "op.execute",
]);
const tags = /^(?:sql|SQL|\$queryRaw|\$executeRaw|sqlFragment|raw)$/;

/** Begins like a statement, in any case: enough where the place says that it is SQL. */
const statementStart =
  /^\s*(?:(?:--[^\n]*\n|\/\*[^]*?\*\/)\s*)*(?:\(\s*)?(?:select\s|insert\s+(?:or\s+\w+\s+|ignore\s+)?into\s|update\s+\S[^]*?\sset\s|delete\s+from\s|with\s+(?:recursive\s+)?[\w"`]+\s*(?:\([^()]*\)\s*)?as\s|merge\s+into\s|replace\s+into\s|create\s+(?:or\s+replace\s+)?(?:temp\w*\s+|unique\s+|unlogged\s+|materialized\s+)?(?:table|index|view|database|schema|user|role|login|trigger|function|procedure|type|extension)\s|alter\s+(?:table|user|role|database|login|schema)\s|drop\s+(?:table|index|view|database|schema|user|role|trigger|function)\s|truncate\s|grant\s|revoke\s)/i;

/** The same in capitals, as people write queries: enough anywhere. */
const plainForm =
  /^\s*(?:--[^\n]*\n\s*)*(?:\(\s*)?(?:SELECT\s[^]*?\sFROM\s|INSERT\s+(?:OR\s+\w+\s+|IGNORE\s+)?INTO\s|UPDATE\s+\S+\s+(?:AS\s+)?(?:\w+\s+)?SET\s|DELETE\s+FROM\s|WITH\s+(?:RECURSIVE\s+)?[\w"`]+\s*(?:\([^()]*\)\s*)?AS\s+(?:NOT\s+)?(?:MATERIALIZED\s*)?\(|MERGE\s+INTO\s|REPLACE\s+INTO\s|CREATE\s+(?:OR\s+REPLACE\s+)?(?:TEMP\w*\s+|UNIQUE\s+|MATERIALIZED\s+)?(?:TABLE|INDEX|VIEW|USER|ROLE|LOGIN)\s|ALTER\s+(?:TABLE|USER|ROLE|LOGIN)\s|GRANT\s)/;

/** What the first piece of such a string begins with: the cheapest look, taken once for each distinct text of a file. */
const beginning = /^\s*(?:--|\/\*|\(\s*)?\s*(?:select|insert|update|delete|with|merge|replace|create|alter|drop|truncate|grant|revoke)\s|^\s*(?:--|\/\*)/i;

/** Strings longer than this are data. */
const longestQuery = 100_000;

const candidates = new Uint8Array(kindCount);
for (const kind of [Kind.String, Kind.TemplateString, Kind.StringConcatenation, Kind.Binary, Kind.Call]) candidates[kind] = 1;

/** In source order. */
export function findSqlStrings(tree: SyntaxTree, syntax: StringSyntax): EmbeddedCode[] {
  const starts = new Uint8Array(tree.names.length);
  let hasAny = false;
  for (const [id, name] of tree.names.entries()) {
    if (name.length < 5 || !beginning.test(name)) continue;
    starts[id] = 1;
    hasAny = true;
  }
  if (!hasAny) return [];
  const found: EmbeddedCode[] = [];
  for (let node = 1; node < tree.size; ) {
    const isCandidate = candidates[tree.kind[node]!] === 1 && !isInChain(tree, node) && starts[tree.name[firstPiece(tree, node)]!] === 1;
    const code = isCandidate ? readSql(tree, node, syntax) : undefined;
    if (code === undefined) node++;
    else {
      found.push(code);
      node = tree.subtreeEnd[node]!;
    }
  }
  return found;
}

/** A chain of `+` is read from its top. */
function isInChain(tree: SyntaxTree, node: NodeId): boolean {
  return tree.kind[node] === Kind.Binary && tree.kind[tree.parent[node]!] === Kind.Binary && tree.name[node] === tree.name[tree.parent[node]!];
}

/** The piece of text that a string expression begins with. A chain of `+` nests to the left, so it is the first leaf. */
function firstPiece(tree: SyntaxTree, node: NodeId): NodeId {
  let at = node;
  while (tree.subtreeEnd[at]! > at + 1) at++;
  return at;
}

function readSql(tree: SyntaxTree, node: NodeId, syntax: StringSyntax): EmbeddedCode | undefined {
  const kind = tree.kind[node]!;
  const parent = tree.parent[node]!;
  const isPlain = kind === Kind.String || kind === Kind.TemplateString;
  // A part of a string is read with its whole.
  if (isPlain && tree.role[node] === Role.Part) return undefined;
  // A string that is a statement by itself says something to readers only.
  if (tree.kind[parent] === Kind.ExpressionStatement) return undefined;
  if (tree.end[node]! - tree.start[node]! > longestQuery) return undefined;
  const embedded = readString(tree, node, syntax, holeMark);
  if (embedded === undefined) return undefined;
  const form = isAtRunner(tree, node) ? statementStart : plainForm;
  // "Select a file" is prose: people write the verb of a query in one case.
  if (!form.test(embedded.text) || /^\s*[A-Z][a-z]/.test(embedded.text)) return undefined;
  return toCode("sql", embedded.text, embedded.origin());
}

/** A value that the program hands on: its problems are none of the file's. */
export function toCode(language: string, text: string, origin: EmbeddedCode["origin"]): EmbeddedCode {
  return { language, ending: "", text, origin, isProgram: false, isEditable: true };
}

function isAtRunner(tree: SyntaxTree, node: NodeId): boolean {
  const parent = tree.parent[node]!;
  const kind = tree.kind[parent];
  if (kind === Kind.TaggedTemplate) return tags.test(lastName(tree, childOf(tree, parent, Role.Callee)));
  if (tree.role[node] !== Role.Argument || (kind !== Kind.Call && kind !== Kind.New)) return false;
  if (childrenOf(tree, parent, Role.Argument)[0] !== node) return false;
  return runners.has(lastName(tree, childOf(tree, parent, Role.Callee)));
}

function lastName(tree: SyntaxTree, callee: NodeId): string {
  return callee < 0 ? "" : nameOf(tree, callee);
}
