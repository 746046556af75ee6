// Parses queries: SELECT with its clauses, set operations, tables and joins.

import { Kind } from "../../syntax/kinds.ts";
import { Role } from "../../syntax/roles.ts";
import { type Cursor, deepestNesting } from "./cursor.ts";
import { type Draft, adopt, newDraft } from "./draft.ts";
import { dottedName, nameOrCall, parseExpression } from "./expressions.ts";
import { clauseWords, joinWords, noAlias, setOperators } from "./words.ts";

/** True where a query begins here, in parentheses or not. */
export function startsQuery(cursor: Cursor): boolean {
  if (cursor.isWord("select")) return true;
  if (cursor.isWord("values")) return cursor.isSign("(", 1);
  return cursor.isWord("with") && (cursor.isWord("recursive", 1) || cursor.isWord("as", 2) || cursor.isSign("(", 2));
}

/** A query with its set operations; the cursor must stand where {@link startsQuery} says so, or at a parenthesis before it. */
export function parseQuery(cursor: Cursor): Draft {
  const start = cursor.peek().start;
  const withClause = cursor.isWord("with") ? parseWith(cursor) : undefined;
  const first = parseTerm(cursor);
  adopt(first, Role.Init, withClause);
  if (!cursor.isOneOf(setOperators)) return first;
  const compound = newDraft(Kind.SqlNode, start, first.end, "compound");
  adopt(compound, Role.Element, first);
  while (cursor.isOneOf(setOperators)) {
    const operator = cursor.peek();
    cursor.at++;
    const quantifier = cursor.isWord("all") || cursor.isWord("distinct") ? ` ${cursor.next().text}` : "";
    adopt(compound, Role.Operator, newDraft(Kind.Operator, operator.start, cursor.lastEnd, operator.text + quantifier));
    if (!startsQuery(cursor) && !cursor.isSign("(")) break;
    adopt(compound, Role.Element, parseTerm(cursor));
  }
  const last = compound.children.at(-1)!.draft;
  // What stands behind the last query orders and limits all of them.
  const ofAll = last.children.filter(({ draft }) => tailClauses.has(draft.name));
  if (ofAll.length > 0 && last.kind === Kind.SqlNode) {
    last.children.splice(0, last.children.length, ...last.children.filter(({ draft }) => !tailClauses.has(draft.name)));
    last.end = Math.max(last.start, ...last.children.map(({ draft }) => draft.end));
    for (const { role, draft } of ofAll) adopt(compound, role, draft);
  }
  readTail(cursor, compound);
  return compound;
}

const tailClauses: ReadonlySet<string> = new Set(["order-by", "limit", "offset", "fetch", "for"]);

/** One SELECT or VALUES, or a whole query in parentheses. */
function parseTerm(cursor: Cursor): Draft {
  const start = cursor.peek().start;
  if (cursor.isSign("(")) {
    if (cursor.depth >= deepestNesting) return flatTerm(cursor);
    cursor.depth++;
    cursor.at++;
    const inner = startsQuery(cursor) || cursor.isSign("(") ? parseQuery(cursor) : flat(cursor, start);
    while (!cursor.isAtEnd && !cursor.isSign(")")) adopt(inner, Role.Child, cursor.anyLeaf());
    if (!cursor.takeSign(")")) cursor.problem("A parenthesis is not closed", start, cursor.lastEnd);
    cursor.depth--;
    readTail(cursor, inner);
    return inner;
  }
  if (cursor.isWord("values")) return parseValues(cursor);
  return cursor.isWord("select") ? parseSelect(cursor) : flat(cursor, start);
}

function flatTerm(cursor: Cursor): Draft {
  const node = flat(cursor, cursor.next().start);
  cursor.skipBalanced(node);
  cursor.takeSign(")");
  node.end = Math.max(node.end, cursor.lastEnd);
  return node;
}

function flat(cursor: Cursor, start: number): Draft {
  return newDraft(Kind.SqlNode, start, Math.max(start, cursor.lastEnd), "query");
}

/** `VALUES (1, 2), (3, 4)`. */
export function parseValues(cursor: Cursor): Draft {
  const node = newDraft(Kind.SqlNode, cursor.peek().start, cursor.next().end, "values");
  do {
    const row = parseExpression(cursor);
    if (row === undefined) break;
    adopt(node, Role.Element, row);
  } while (cursor.takeSign(","));
  return node;
}

/** `WITH a AS (…), b (x, y) AS MATERIALIZED (…)`. */
export function parseWith(cursor: Cursor): Draft {
  const node = newDraft(Kind.SqlNode, cursor.peek().start, cursor.next().end, "with");
  cursor.takeWords("recursive");
  do {
    const { type, start } = cursor.peek();
    if (type !== "word" && type !== "quoted" && type !== "hole") break;
    const entry = newDraft(Kind.SqlNode, start, start, "cte");
    adopt(entry, Role.NameOf, dottedName(cursor));
    if (cursor.isSign("(")) adopt(entry, Role.Parameter, parseNameList(cursor));
    if (!cursor.takeWords("as")) {
      adopt(node, Role.Item, entry);
      break;
    }
    cursor.takeWords("not");
    cursor.takeWords("materialized");
    if (cursor.takeSign("(")) readCteBody(cursor, entry);
    entry.end = Math.max(entry.end, cursor.lastEnd);
    adopt(node, Role.Item, entry);
  } while (cursor.takeSign(","));
  return node;
}

function readCteBody(cursor: Cursor, entry: Draft): void {
  if (cursor.depth < deepestNesting && (startsQuery(cursor) || cursor.isSign("("))) {
    cursor.depth++;
    adopt(entry, Role.Body, parseQuery(cursor));
    cursor.depth--;
  }
  cursor.skipBalanced(entry);
  cursor.takeSign(")");
}

/** `(a, b)` as names. */
export function parseNameList(cursor: Cursor): Draft {
  const node = newDraft(Kind.SqlNode, cursor.peek().start, cursor.next().end, "columns");
  while (!cursor.isAtEnd && !cursor.isSign(")")) {
    const { type } = cursor.peek();
    if (type === "word" || type === "quoted" || type === "hole") adopt(node, Role.Element, nameOrCall(cursor));
    else adopt(node, Role.Child, cursor.anyLeaf());
  }
  cursor.takeSign(")");
  node.end = Math.max(node.end, cursor.lastEnd);
  return node;
}

const selectModifiers: ReadonlySet<string> = new Set(["all", "distinctrow", "high_priority", "sql_calc_found_rows", "sql_no_cache", "straight_join"]);

function parseSelect(cursor: Cursor): Draft {
  const query = newDraft(Kind.SqlNode, cursor.peek().start, cursor.next().end, "query");
  while (cursor.isOneOf(selectModifiers)) cursor.at++;
  if (cursor.isWord("distinct")) {
    const distinct = cursor.leaf(Kind.SqlNode, "distinct");
    if (cursor.takeWords("on") && cursor.isSign("(")) adopt(distinct, Role.Argument, parseExpression(cursor));
    adopt(query, Role.Options, distinct);
  }
  if (cursor.isWord("top")) readTop(cursor, query);
  adopt(query, Role.Target, parseSelectList(cursor));
  readClauses(cursor, query);
  return query;
}

/** `TOP (10) PERCENT WITH TIES`. */
function readTop(cursor: Cursor, query: Draft): void {
  if (cursor.peek(1).type !== "number" && !cursor.isSign("(", 1)) return;
  const limit = cursor.leaf(Kind.SqlNode, "limit");
  adopt(limit, Role.Value, cursor.isSign("(") ? parseExpression(cursor) : cursor.leaf(Kind.Number));
  cursor.takeWords("percent");
  cursor.takeWords("with", "ties");
  adopt(query, Role.Options, limit);
}

export function parseSelectList(cursor: Cursor): Draft {
  const list = newDraft(Kind.SqlNode, cursor.peek().start, cursor.peek().start, "select-list");
  do {
    const item = parseExpression(cursor);
    if (item === undefined) break;
    adopt(list, Role.Element, withAlias(cursor, item));
  } while (cursor.takeSign(","));
  return list;
}

/** `x AS y`, `x y`, `x 'y'`; an item without another name stays what it is. */
function withAlias(cursor: Cursor, item: Draft): Draft {
  const isNamed = cursor.takeWords("as");
  const token = cursor.peek();
  const isName = token.type === "quoted" || token.type === "hole" || (token.type === "word" && (isNamed || !(clauseWords.has(token.text) || noAlias.has(token.text))));
  if (!isName && !(token.type === "string" && isNamed)) return item;
  const node = newDraft(Kind.SqlNode, item.start, item.end, "alias");
  adopt(node, Role.Value, item);
  adopt(node, Role.NameOf, token.type === "hole" ? cursor.leaf(Kind.Interpolation, "") : cursor.leaf(Kind.Name));
  return node;
}

/** The clauses of a query in whatever order they come. */
export function readClauses(cursor: Cursor, query: Draft): void {
  for (;;) {
    const { text, type } = cursor.peek();
    if (type !== "word") return;
    if (text === "from") adopt(query, Role.Source, parseFrom(cursor));
    else if (text === "where") adopt(query, Role.Test, clause(cursor, "where"));
    else if (text === "having") adopt(query, Role.Test, clause(cursor, "having"));
    else if (text === "qualify") adopt(query, Role.Test, clause(cursor, "qualify"));
    else if (text === "group" && cursor.isWord("by", 1)) adopt(query, Role.Options, listClause(cursor, "group-by"));
    else if (text === "window") readWindow(cursor, query);
    else if (text === "into") readInto(cursor, query);
    else if (!readTailClause(cursor, query)) return;
  }
}

function clause(cursor: Cursor, name: string): Draft {
  const node = newDraft(Kind.SqlNode, cursor.peek().start, cursor.next().end, name);
  adopt(node, Role.Expression, parseExpression(cursor));
  return node;
}

function listClause(cursor: Cursor, name: string): Draft {
  const node = newDraft(Kind.SqlNode, cursor.peek().start, cursor.next().end, name);
  cursor.takeWords("by");
  if (cursor.isWord("all") || cursor.isWord("distinct")) cursor.at++;
  do {
    const item = parseExpression(cursor);
    if (item === undefined) break;
    adopt(node, Role.Element, item);
    while (orderWords.has(cursor.peek().text) && cursor.peek().type === "word") cursor.at++;
  } while (cursor.takeSign(","));
  if (name === "group-by" && cursor.isWord("with") && (cursor.isWord("rollup", 1) || cursor.isWord("cube", 1))) cursor.at += 2;
  node.end = Math.max(node.end, cursor.lastEnd);
  return node;
}

const orderWords: ReadonlySet<string> = new Set(["asc", "desc", "nulls", "first", "last"]);

function readWindow(cursor: Cursor, query: Draft): void {
  const node = newDraft(Kind.SqlNode, cursor.peek().start, cursor.next().end, "window");
  do {
    cursor.at++;
    cursor.takeWords("as");
    if (!cursor.takeSign("(")) break;
    cursor.skipBalanced(node);
    cursor.takeSign(")");
  } while (cursor.takeSign(","));
  node.end = Math.max(node.end, cursor.lastEnd);
  adopt(query, Role.Options, node);
}

function readInto(cursor: Cursor, query: Draft): void {
  const node = newDraft(Kind.SqlNode, cursor.peek().start, cursor.next().end, "into");
  for (const word of ["strict", "temporary", "temp", "unlogged", "table", "outfile", "dumpfile"]) cursor.takeWords(word);
  do adopt(node, Role.Target, parseExpression(cursor));
  while (cursor.takeSign(","));
  adopt(query, Role.Options, node);
}

/** What may follow a whole query. */
export function readTail(cursor: Cursor, query: Draft): void {
  while (cursor.peek().type === "word" && readTailClause(cursor, query));
}

function readTailClause(cursor: Cursor, query: Draft): boolean {
  const { text } = cursor.peek();
  if (text === "order" && cursor.isWord("by", 1)) adopt(query, Role.Options, listClause(cursor, "order-by"));
  else if (text === "limit") adopt(query, Role.Options, limitClause(cursor));
  else if (text === "offset") {
    adopt(query, Role.Options, clause(cursor, "offset"));
    if (cursor.isWord("row") || cursor.isWord("rows")) cursor.at++;
  } else if (text === "fetch" && (cursor.isWord("first", 1) || cursor.isWord("next", 1))) adopt(query, Role.Options, fetchClause(cursor));
  else if (text === "for" && lockWords.has(cursor.peek(1).text)) adopt(query, Role.Options, lockClause(cursor));
  else if (text === "option" && cursor.isSign("(", 1)) adopt(query, Role.Options, clause(cursor, "option"));
  else return false;
  return true;
}

const lockWords: ReadonlySet<string> = new Set(["update", "share", "no", "key", "xml", "json", "browse"]);

function limitClause(cursor: Cursor): Draft {
  const node = newDraft(Kind.SqlNode, cursor.peek().start, cursor.next().end, "limit");
  if (cursor.isWord("all")) node.end = cursor.next().end;
  do adopt(node, Role.Value, parseExpression(cursor));
  while (cursor.takeSign(","));
  return node;
}

function fetchClause(cursor: Cursor): Draft {
  const node = newDraft(Kind.SqlNode, cursor.peek().start, cursor.next().end, "fetch");
  cursor.at++;
  adopt(node, Role.Value, parseExpression(cursor));
  for (const word of ["percent", "row", "rows", "only"]) cursor.takeWords(word);
  cursor.takeWords("with", "ties");
  node.end = Math.max(node.end, cursor.lastEnd);
  return node;
}

const lockRest: ReadonlySet<string> = new Set(["update", "share", "no", "key", "of", "nowait", "skip", "locked", "xml", "json", "path", "auto", "raw", "browse", "wait"]);

function lockClause(cursor: Cursor): Draft {
  const node = newDraft(Kind.SqlNode, cursor.peek().start, cursor.next().end, "for");
  while (cursor.isOneOf(lockRest)) {
    if (!cursor.takeWords("of")) {
      cursor.at++;
      continue;
    }
    do adopt(node, Role.Target, dottedName(cursor));
    while (cursor.takeSign(","));
  }
  node.end = Math.max(node.end, cursor.lastEnd);
  return node;
}

/** Tables, each behind the first with an Operator before it: `,`, `inner join`, `left join`, … */
export function parseFrom(cursor: Cursor): Draft {
  const node = newDraft(Kind.SqlNode, cursor.peek().start, cursor.next().end, "from");
  readTables(cursor, node);
  return node;
}

export function readTables(cursor: Cursor, from: Draft): void {
  for (;;) {
    cursor.takeWords("only");
    const table = parseTable(cursor);
    if (table === undefined) return;
    adopt(from, Role.Item, table);
    readJoinConditions(cursor, from);
    const operator = parseJoin(cursor);
    if (operator === undefined) return;
    adopt(from, Role.Operator, operator);
  }
}

function readJoinConditions(cursor: Cursor, from: Draft): void {
  for (;;) {
    if (cursor.isWord("on") && !cursor.isWord("conflict", 1) && !cursor.isWord("duplicate", 1)) adopt(from, Role.Test, clause(cursor, "on"));
    else if (cursor.isWord("using") && cursor.isSign("(", 1)) {
      const using = newDraft(Kind.SqlNode, cursor.peek().start, cursor.next().end, "using");
      adopt(using, Role.Argument, parseNameList(cursor));
      adopt(from, Role.Test, using);
    } else return;
  }
}

function parseJoin(cursor: Cursor): Draft | undefined {
  const { start, end } = cursor.peek();
  if (cursor.takeSign(",")) return newDraft(Kind.Operator, start, end, ",");
  let length = 0;
  while (cursor.isOneOf(joinWords, length) && !["join", "straight_join"].includes(cursor.peek(length).text)) length++;
  const last = cursor.peek(length).text;
  const isApply = (cursor.isWord("cross") || cursor.isWord("outer")) && cursor.isWord("apply", 1);
  if (isApply) length = 1;
  else if (cursor.peek(length).type !== "word" || (last !== "join" && last !== "straight_join")) return undefined;
  const words = Array.from({ length }, (_, index) => cursor.peek(index).text).filter((word) => word !== "outer" || isApply);
  cursor.at += length + 1;
  const kind = isApply ? "apply" : words.length === 0 ? "inner join" : `${words.join(" ")} join`;
  return newDraft(Kind.Operator, start, cursor.lastEnd, kind);
}

function parseTable(cursor: Cursor): Draft | undefined {
  const { type, start, text } = cursor.peek();
  const table = newDraft(Kind.SqlNode, start, start, "table");
  const isLateral = cursor.takeWords("lateral");
  if (isLateral) adopt(table, Role.Options, newDraft(Kind.SqlNode, start, cursor.lastEnd, "lateral"));
  if (cursor.isSign("(")) adopt(table, Role.Value, parenthesizedTable(cursor));
  else if (type === "quoted" || type === "hole" || type === "parameter" || type === "string") adopt(table, Role.Value, type === "string" ? cursor.leaf(Kind.String) : tableName(cursor));
  else if (type === "word" && (isLateral || !noAlias.has(text) || text === "set")) adopt(table, Role.Value, tableName(cursor));
  else return undefined;
  readTableSuffixes(cursor, table);
  return table;
}

function tableName(cursor: Cursor): Draft {
  const name = nameOrCall(cursor);
  cursor.takeSign("*");
  // `db..table` of SQL Server, `{{ schema }}_name` of templates.
  while (cursor.peek().start === cursor.lastEnd && (cursor.peek().type === "hole" || cursor.isSign("."))) name.end = cursor.next().end;
  return name;
}

/** A sub-query, or joins in parentheses. */
function parenthesizedTable(cursor: Cursor): Draft {
  let ahead = 0;
  while (cursor.isSign("(", ahead)) ahead++;
  const inner = cursor.peek(ahead);
  const isQuery = inner.type === "word" && (inner.text === "select" || inner.text === "with" || inner.text === "values");
  if (isQuery || cursor.depth >= deepestNesting) return parseTerm(cursor);
  const from = newDraft(Kind.SqlNode, cursor.peek().start, cursor.next().end, "from");
  cursor.depth++;
  readTables(cursor, from);
  cursor.depth--;
  cursor.skipBalanced(from);
  cursor.takeSign(")");
  from.end = Math.max(from.end, cursor.lastEnd);
  return from;
}

function readTableSuffixes(cursor: Cursor, table: Draft): void {
  readHints(cursor, table);
  const isNamed = cursor.takeWords("as");
  const { type, text } = cursor.peek();
  if (type === "quoted" || type === "hole" || type === "string" || (type === "word" && (isNamed || !noAlias.has(text)))) {
    adopt(table, Role.NameOf, type === "hole" ? cursor.leaf(Kind.Interpolation, "") : cursor.leaf(Kind.Name));
    if (cursor.isSign("(")) adopt(table, Role.Parameter, parseNameList(cursor));
  } else if (isNamed && cursor.isSign("(")) adopt(table, Role.Parameter, parseNameList(cursor));
  readHints(cursor, table);
}

/** `WITH (NOLOCK)`, `TABLESAMPLE …`, `WITH ORDINALITY`, `USE INDEX (…)`. */
function readHints(cursor: Cursor, table: Draft): void {
  for (;;) {
    if (cursor.takeWords("with", "ordinality")) continue;
    const isHint = (cursor.isWord("with") && cursor.isSign("(", 1)) || ["use", "force", "ignore"].includes(cursor.peek().text) || cursor.isWord("tablesample") || (cursor.isWord("partition") && cursor.isSign("(", 1));
    if (!isHint) return;
    const hint = newDraft(Kind.SqlNode, cursor.peek().start, cursor.next().end, "hint");
    while (cursor.peek().type === "word" && !cursor.isSign("(")) cursor.at++;
    if (cursor.takeSign("(")) {
      cursor.skipBalanced(hint);
      cursor.takeSign(")");
    }
    hint.end = Math.max(hint.end, cursor.lastEnd);
    adopt(table, Role.Options, hint);
  }
}
