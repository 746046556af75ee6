// Parses one statement of SQL: those that read and change rows by their grammar, all others as words with the queries in them.

import { Kind } from "../../syntax/kinds.ts";
import { Role } from "../../syntax/roles.ts";
import type { Cursor } from "./cursor.ts";
import { type Draft, adopt, newDraft } from "./draft.ts";
import { dottedName, parseExpression } from "./expressions.ts";
import { parseFrom, parseNameList, parseQuery, parseSelectList, parseValues, parseWith, readClauses, readTables, startsQuery } from "./queries.ts";
import { lineVerbs, openers, shortStatements, verbs } from "./words.ts";

/** The statement at the cursor, its end sign read. At least one token is taken. */
export function parseStatement(cursor: Cursor): Draft {
  const first = cursor.peek();
  const statement = newDraft(Kind.SqlStatement, first.start, first.end, verbOf(cursor));
  if (statement.name === "with") return withClauses(cursor);
  const parse = parsers.get(statement.name);
  if (parse === undefined) readWords(cursor, statement);
  else parse(cursor, statement);
  return finish(cursor, statement);
}

function verbOf(cursor: Cursor): string {
  let ahead = 0;
  while (cursor.isSign("(", ahead)) ahead++;
  const token = cursor.peek(ahead);
  if (token.type !== "word" || !verbs.has(token.text)) return "other";
  return token.text === "values" || (ahead > 0 && token.text === "with") ? "select" : token.text;
}

/** `WITH … SELECT | INSERT | UPDATE | DELETE`. */
function withClauses(cursor: Cursor): Draft {
  const start = cursor.peek().start;
  const from = cursor.at;
  const clauses = parseWith(cursor);
  const verb = cursor.peek().text;
  if (verb === "select" || verb === "values" || cursor.isSign("(")) {
    // A query takes its own WITH, also before a set operation.
    cursor.at = from;
    const statement = newDraft(Kind.SqlStatement, start, start, "select");
    adopt(statement, Role.Body, parseQuery(cursor));
    return finish(cursor, statement);
  }
  if (verb === "insert" || verb === "update" || verb === "delete" || verb === "merge") {
    const statement = parseStatement(cursor);
    adopt(statement, Role.Init, clauses);
    return statement;
  }
  const statement = newDraft(Kind.SqlStatement, start, start, "select");
  adopt(statement, Role.Init, clauses);
  readWords(cursor, statement);
  return finish(cursor, statement);
}

type StatementParser = (cursor: Cursor, statement: Draft) => void;

const select: StatementParser = (cursor, statement) => {
  adopt(statement, Role.Body, parseQuery(cursor));
};

/** `INSERT INTO t (a, b) VALUES …`, `REPLACE INTO t SELECT …`. */
const insert: StatementParser = (cursor, statement) => {
  cursor.at++;
  while (cursor.isOneOf(insertWords)) cursor.at++;
  readTarget(cursor, statement, false);
  if (cursor.isSign("(") && !cursor.isWord("select", 1) && !cursor.isWord("with", 1)) adopt(statement, Role.Parameter, parseNameList(cursor));
  if (cursor.takeWords("overriding")) cursor.at += 2;
  if (cursor.isWord("output")) readUntil(cursor, statement, valueWords);
  if (cursor.isWord("value") && cursor.isSign("(", 1)) adopt(statement, Role.Value, parseValues(cursor));
  else if (startsQuery(cursor) || cursor.isSign("(")) adopt(statement, Role.Value, parseQuery(cursor));
  else if (cursor.isWord("set")) adopt(statement, Role.Value, parseSet(cursor));
  else if (cursor.isWord("default") && cursor.isWord("values", 1)) {
    const token = cursor.next();
    adopt(statement, Role.Value, newDraft(Kind.SqlNode, token.start, cursor.next().end, "default-values"));
  }
  readAfterInsert(cursor, statement);
};

const insertWords: ReadonlySet<string> = new Set(["into", "or", "ignore", "replace", "rollback", "abort", "fail", "low_priority", "delayed", "high_priority", "overwrite"]);
const valueWords: ReadonlySet<string> = new Set(["values", "select", "with"]);

/** `ON CONFLICT (a) DO UPDATE SET …`, `ON DUPLICATE KEY UPDATE …`, `RETURNING …`. */
function readAfterInsert(cursor: Cursor, statement: Draft): void {
  if (cursor.isWord("as") || (cursor.peek().type === "word" && cursor.isWord("on", 1))) {
    cursor.takeWords("as");
    cursor.at++;
  }
  if (cursor.isWord("on")) {
    const node = newDraft(Kind.SqlNode, cursor.peek().start, cursor.next().end, "on-conflict");
    const isDuplicate = cursor.takeWords("duplicate", "key");
    if (!isDuplicate) cursor.takeWords("conflict");
    while (!cursor.isAtEnd && !cursor.isWord("do") && !cursor.isWord("update")) adopt(node, Role.Child, cursor.anyLeaf());
    cursor.takeWords("do");
    cursor.takeWords("nothing");
    if (cursor.takeWords("update")) {
      if (cursor.isWord("set") || isDuplicate) adopt(node, Role.Value, parseSet(cursor));
      readClauses(cursor, node);
    }
    node.end = Math.max(node.end, cursor.lastEnd);
    adopt(statement, Role.Options, node);
  }
  readReturning(cursor, statement);
}

/** `SET a = 1, (b, c) = (2, 3)`; MySQL leaves the word out behind ON DUPLICATE KEY UPDATE. */
function parseSet(cursor: Cursor): Draft {
  const node = newDraft(Kind.SqlNode, cursor.peek().start, cursor.peek().start, "set");
  if (cursor.takeWords("set")) node.end = cursor.lastEnd;
  do {
    const pair = parseExpression(cursor);
    if (pair === undefined) break;
    const isAssignment = pair.kind === Kind.Binary && pair.name === "=";
    adopt(node, Role.Element, isAssignment ? toAssignment(pair) : pair);
  } while (cursor.takeSign(","));
  return node;
}

/** `a = b` was read as a comparison; `a = b = c` compares on its right side, which the parser reads on the left. */
function toAssignment(comparison: Draft): Draft {
  let chain = comparison;
  const outer: Draft[] = [];
  for (;;) {
    const left = chain.children[0]?.draft;
    if (left === undefined || left.kind !== Kind.Binary || left.name !== "=") break;
    outer.push(chain);
    chain = left;
  }
  const node = newDraft(Kind.Assignment, comparison.start, comparison.end);
  adopt(node, Role.Target, chain.children[0]?.draft);
  let value = chain.children[1]?.draft;
  for (const next of outer.reverse()) {
    const test = newDraft(Kind.Binary, value?.start ?? next.start, next.end, next.name, next.flags);
    adopt(test, Role.Left, value);
    adopt(test, Role.Right, next.children[1]?.draft);
    value = test;
  }
  adopt(node, Role.Value, value);
  return node;
}

const update: StatementParser = (cursor, statement) => {
  cursor.at++;
  if (cursor.isWord("statistics")) return readWords(cursor, statement);
  while (cursor.isOneOf(insertWords)) cursor.at++;
  readTop(cursor, statement);
  readTarget(cursor, statement, true);
  if (cursor.isWord("set")) adopt(statement, Role.Value, parseSet(cursor));
  if (cursor.isWord("output")) readUntil(cursor, statement, updateWords);
  readClauses(cursor, statement);
  readReturning(cursor, statement);
};

const updateWords: ReadonlySet<string> = new Set(["from", "where"]);

function readTop(cursor: Cursor, statement: Draft): void {
  if (!cursor.isWord("top") || !(cursor.isSign("(", 1) || cursor.peek(1).type === "number")) return;
  const limit = cursor.leaf(Kind.SqlNode, "limit");
  adopt(limit, Role.Value, parseExpression(cursor));
  adopt(statement, Role.Options, limit);
}

/** The table that is changed, with joins where MySQL allows them. */
function readTarget(cursor: Cursor, statement: Draft, isJoined: boolean): void {
  const from = newDraft(Kind.SqlNode, cursor.peek().start, cursor.peek().start, "from");
  if (isJoined) {
    readTables(cursor, from);
    adopt(statement, Role.Target, from.children.length === 1 ? from.children[0]!.draft : from);
    return;
  }
  cursor.takeWords("table");
  const { type } = cursor.peek();
  if (type !== "word" && type !== "quoted" && type !== "hole" && type !== "parameter") return;
  const table = newDraft(Kind.SqlNode, cursor.peek().start, cursor.peek().start, "table");
  adopt(table, Role.Value, dottedName(cursor));
  while (cursor.peek().type === "hole" && cursor.peek().start === cursor.lastEnd) table.end = cursor.next().end;
  if (cursor.takeWords("as")) adopt(table, Role.NameOf, cursor.leaf(Kind.Name));
  adopt(statement, Role.Target, table);
}

/** `DELETE FROM t USING u WHERE …`, `DELETE a FROM a JOIN b …`. */
const remove: StatementParser = (cursor, statement) => {
  cursor.at++;
  while (cursor.isOneOf(insertWords)) cursor.at++;
  readTop(cursor, statement);
  if (cursor.isWord("from")) adopt(statement, Role.Target, parseFrom(cursor));
  else {
    readTarget(cursor, statement, true);
    if (cursor.isWord("from")) adopt(statement, Role.Source, parseFrom(cursor));
  }
  if (cursor.isWord("output")) readUntil(cursor, statement, updateWords);
  if (cursor.isWord("using")) adopt(statement, Role.Source, parseFrom(cursor));
  readClauses(cursor, statement);
  readReturning(cursor, statement);
};

function readReturning(cursor: Cursor, statement: Draft): void {
  if (!cursor.isWord("returning")) return;
  const node = newDraft(Kind.SqlNode, cursor.peek().start, cursor.next().end, "returning");
  adopt(node, Role.Element, parseSelectList(cursor));
  adopt(statement, Role.Options, node);
  if (cursor.isWord("into")) readClauses(cursor, statement);
}

function readUntil(cursor: Cursor, statement: Draft, words: ReadonlySet<string>): void {
  while (!cursor.isAtEnd && !cursor.isOneOf(words)) adopt(statement, Role.Child, cursor.anyLeaf());
}

/** `CREATE TABLE t (…)` with its columns; anything else that is created as words. */
const create: StatementParser = (cursor, statement) => {
  adopt(statement, Role.Child, cursor.leaf(Kind.Word));
  while (cursor.isOneOf(createWords)) adopt(statement, Role.Child, cursor.leaf(Kind.Word));
  if (cursor.isWord("table")) {
    adopt(statement, Role.Child, cursor.leaf(Kind.Word));
    cursor.takeWords("if", "not", "exists");
    const { type } = cursor.peek();
    if (type === "word" || type === "quoted" || type === "hole") adopt(statement, Role.Target, dottedName(cursor));
    if (cursor.isSign("(") && !cursor.isWord("select", 1)) adopt(statement, Role.Parameter, parseColumns(cursor));
  }
  readWords(cursor, statement);
};

const createWords: ReadonlySet<string> = new Set(["or", "replace", "temp", "temporary", "global", "local", "unlogged", "foreign", "external"]);
const constraintWords: ReadonlySet<string> = new Set(["constraint", "primary", "foreign", "unique", "check", "key", "index", "like", "exclude", "period", "fulltext", "spatial", "inherits"]);

/** Each column with its name; constraints as words. */
function parseColumns(cursor: Cursor): Draft {
  const node = newDraft(Kind.SqlNode, cursor.peek().start, cursor.next().end, "columns");
  while (!cursor.isAtEnd && !cursor.isSign(")")) {
    const { type, text, start } = cursor.peek();
    const isColumn = (type === "word" && !constraintWords.has(text)) || type === "quoted";
    const entry = newDraft(Kind.SqlNode, start, start, isColumn ? "column" : "constraint");
    if (isColumn) adopt(entry, Role.NameOf, cursor.leaf(Kind.Name));
    while (!cursor.isAtEnd && !cursor.isSign(")") && !cursor.isSign(",")) {
      if (!cursor.takeSign("(")) adopt(entry, Role.Child, cursor.anyLeaf());
      else {
        cursor.skipBalanced(entry);
        cursor.takeSign(")");
      }
    }
    entry.end = Math.max(entry.end, cursor.lastEnd);
    adopt(node, Role.Element, entry);
    cursor.takeSign(",");
  }
  cursor.takeSign(")");
  node.end = Math.max(node.end, cursor.lastEnd);
  return node;
}

const parsers: ReadonlyMap<string, StatementParser> = new Map([
  ["select", select],
  ["insert", insert],
  ["replace", insert],
  ["update", update],
  ["delete", remove],
  ["create", create],
]);

/** Words, strings and numbers as leaves, and the queries among them, up to the statement's end. */
function readWords(cursor: Cursor, statement: Draft): void {
  let open = 0;
  while (!cursor.isAtEnd) {
    const token = cursor.peek();
    const before = cursor.tokens[cursor.at - 1]?.text ?? "";
    const isFirst = token.start === statement.start;
    if (!isFirst && open === 0 && endsHere(cursor, statement, before)) return;
    if (!isFirst && isQueryAfter(before) && startsQuery(cursor)) {
      adopt(statement, Role.Body, parseQuery(cursor));
      continue;
    }
    if (cursor.isSign("(")) open++;
    if (cursor.isSign(")")) open = Math.max(0, open - 1);
    adopt(statement, Role.Child, cursor.anyLeaf());
  }
}

function isQueryAfter(before: string): boolean {
  return before === "(" || before === "as" || before === "in" || before === "for" || before === "return" || before === "query" || before === "analyze" || before === "explain" || before === "verbose" || before === "plan" || before === ")";
}

/** True where another statement begins without a semicolon before it. */
function endsHere(cursor: Cursor, statement: Draft, before: string): boolean {
  const token = cursor.peek();
  if (token.type !== "word" || statement.name === "merge") return false;
  if (openers.has(before) && verbs.has(token.text) && token.text !== "set") return true;
  return token.isLineStart && shortStatements.has(statement.name) && lineVerbs.has(token.text) && before !== "union" && before !== "all" && before !== "as";
}

/** Takes what the grammar left over, and the sign at the end. */
function finish(cursor: Cursor, statement: Draft): Draft {
  statement.end = Math.max(statement.end, cursor.lastEnd);
  if (!cursor.isAtEnd && !startsNext(cursor)) readRest(cursor, statement);
  if (cursor.isAtEnd && !cursor.isDone) cursor.at++;
  return statement;
}

/** SQL Server needs no semicolon; procedures have statements between their own words. */
function startsNext(cursor: Cursor): boolean {
  const { text, isLineStart, type } = cursor.peek();
  if (type !== "word") return false;
  if (openers.has(cursor.tokens[cursor.at - 1]?.text ?? "") && verbs.has(text)) return true;
  return isLineStart && (lineVerbs.has(text) || verbs.has(text) || openers.has(text));
}

/** What no rule of the grammar fits: kept as words, and named as a problem unless a template stands in it. */
function readRest(cursor: Cursor, statement: Draft): void {
  const { start, text } = cursor.peek();
  const from = cursor.at;
  while (!cursor.isAtEnd && !(cursor.at > from && startsNext(cursor))) {
    if (startsQuery(cursor) && cursor.at > from) adopt(statement, Role.Body, parseQuery(cursor));
    else adopt(statement, Role.Child, cursor.anyLeaf());
  }
  statement.end = Math.max(statement.end, cursor.lastEnd);
  const isTemplate = cursor.tokens.slice(Math.max(0, from - 1), cursor.at).some(({ type }) => type === "hole");
  if (!isTemplate && known.has(statement.name)) cursor.problem(`\`${text}\` does not fit here`, start, Math.min(cursor.lastEnd, start + text.length));
}

/** Statements of which the grammar knows every part. */
const known: ReadonlySet<string> = new Set(["select", "insert", "update", "delete"]);
