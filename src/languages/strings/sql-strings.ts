// Finds SQL in the strings of a program: by where a string stands, or by a form that only SQL has.

import { type EmbeddedCode, holeMark } from "../../syntax/embedded.ts";
import { Kind } from "../../syntax/kinds.ts";
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

/** The cheapest look: something in the text starts like SQL. */
const maybe = /\b(?:select|insert|update|delete|with|merge|replace|create|alter|drop|truncate|grant|revoke)\s/i;

/** Strings longer than this are data. */
const longestQuery = 100_000;

const candidates: ReadonlySet<number> = new Set([Kind.String, Kind.TemplateString, Kind.StringConcatenation, Kind.Binary, Kind.Call]);

/** In source order. */
export function findSqlStrings(tree: SyntaxTree, syntax: StringSyntax): EmbeddedCode[] {
  if (!maybe.test(tree.text)) return [];
  const found: EmbeddedCode[] = [];
  for (let node = 1; node < tree.size; ) {
    const code = candidates.has(tree.kind[node]!) ? readSql(tree, node, syntax) : undefined;
    if (code === undefined) node++;
    else {
      found.push(code);
      node = tree.subtreeEnd[node]!;
    }
  }
  return found;
}

function readSql(tree: SyntaxTree, node: NodeId, syntax: StringSyntax): EmbeddedCode | undefined {
  const kind = tree.kind[node]!;
  const parent = tree.parent[node]!;
  const isPlain = kind === Kind.String || kind === Kind.TemplateString;
  // A chain of `+` is read from its top, a part of a string with its whole.
  if (isPlain && tree.role[node] === Role.Part) return undefined;
  if (kind === Kind.Binary && tree.kind[parent] === Kind.Binary && nameOf(tree, parent) === nameOf(tree, node)) return undefined;
  // A string that is a statement by itself says something to readers only.
  if (tree.kind[parent] === Kind.ExpressionStatement) return undefined;
  if (tree.end[node]! - tree.start[node]! > longestQuery || !maybe.test(tree.text.slice(tree.start[node], tree.start[node]! + 200))) return undefined;
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
