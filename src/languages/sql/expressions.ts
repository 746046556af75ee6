// Parses expressions of SQL: operators by precedence, calls, sub-queries, and whatever else stands for a value.

import { Flag } from "../../syntax/flags.ts";
import { Kind } from "../../syntax/kinds.ts";
import { Role } from "../../syntax/roles.ts";
import { type Cursor, deepestNesting } from "./cursor.ts";
import { type Draft, adopt, newDraft } from "./draft.ts";
import { parseQuery, startsQuery } from "./queries.ts";
import { clauseWords, comparisons, functionWords, noOperators } from "./words.ts";

const orLevel = 1;
const andLevel = 2;
const notLevel = 3;
const comparisonLevel = 4;
const otherLevel = 5;
const sumLevel = 6;
const productLevel = 7;
const prefixLevel = 8;

/** Undefined where no expression begins; then nothing was read. */
export function parseExpression(cursor: Cursor, level = 0): Draft | undefined {
  let left = parsePrefix(cursor);
  if (left === undefined) return undefined;
  for (;;) {
    const longer = parseInfix(cursor, left, level);
    if (longer === undefined) return left;
    left = longer;
  }
}

function parsePrefix(cursor: Cursor): Draft | undefined {
  const token = cursor.peek();
  if (token.type === "word" && token.text === "not") return unary(cursor, "not", notLevel);
  if (token.type === "word" && token.text === "exists" && cursor.isSign("(", 1)) return unary(cursor, "exists", prefixLevel);
  if (token.type === "word" && token.text === "prior") return unary(cursor, "prior", prefixLevel);
  if (token.type === "sign" && /^[-+~!@]$/.test(token.text)) return unary(cursor, token.text, prefixLevel);
  return parsePrimary(cursor);
}

function unary(cursor: Cursor, name: string, level: number): Draft {
  const token = cursor.next();
  const node = newDraft(Kind.Unary, token.start, token.end, name);
  if (cursor.depth >= deepestNesting) return node;
  cursor.depth++;
  adopt(node, Role.Operand, parseExpression(cursor, level));
  cursor.depth--;
  return node;
}

/** `left` with one more operator, or undefined where the expression ends or the operator binds less. */
function parseInfix(cursor: Cursor, left: Draft, level: number): Draft | undefined {
  const token = cursor.peek();
  if (token.type === "word") return parseWordOperator(cursor, left, level);
  if (token.type !== "sign") return undefined;
  if (token.text === "::") return castOf(cursor, left);
  if (token.text === "[") return subscriptOf(cursor, left);
  if (token.text === "." && cursor.peek(1).type !== "sign") return fieldOf(cursor, left);
  if (noOperators.has(token.text)) return undefined;
  const own = levelOf(token.text);
  if (own <= level) return undefined;
  cursor.at++;
  return binary(cursor, { left, name: token.text, level: own, isComparison: comparisons.has(token.text) });
}

function levelOf(sign: string): number {
  if (comparisons.has(sign)) return comparisonLevel;
  if (sign === "+" || sign === "-") return sumLevel;
  if (sign === "*" || sign === "/" || sign === "%" || sign === "^") return productLevel;
  return sign === "&&" ? andLevel : otherLevel;
}

interface Operation {
  readonly left: Draft;
  readonly name: string;
  readonly level: number;
  readonly isComparison?: boolean;
  readonly kind?: Kind;
}

function binary(cursor: Cursor, { left, name, level, isComparison, kind = Kind.Binary }: Operation): Draft {
  const node = newDraft(kind, left.start, Math.max(left.end, cursor.lastEnd), name, isComparison === true ? Flag.Comparison : 0);
  adopt(node, Role.Left, left);
  if (cursor.isWord("any") || cursor.isWord("all") || cursor.isWord("some")) cursor.at++;
  adopt(node, Role.Right, parseExpression(cursor, level));
  return node;
}

const wordOperators: ReadonlySet<string> = new Set(["in", "like", "ilike", "rlike", "regexp", "glob", "similar", "between", "match"]);

function parseWordOperator(cursor: Cursor, left: Draft, level: number): Draft | undefined {
  const { text } = cursor.peek();
  if (text === "or" || text === "and") {
    const own = text === "or" ? orLevel : andLevel;
    if (own <= level) return undefined;
    cursor.at++;
    return binary(cursor, { left, name: text, level: own, kind: Kind.Logical });
  }
  if (text === "collate" || (text === "at" && cursor.isWord("time", 1))) return suffixOf(cursor, left);
  if (text === "div" || text === "mod" || text === "xor") {
    if (level >= productLevel) return undefined;
    cursor.at++;
    return binary(cursor, { left, name: text, level: productLevel });
  }
  if (level >= comparisonLevel) return undefined;
  if (text === "is") return isTest(cursor, left);
  if (text === "isnull" || text === "notnull") {
    const node = newDraft(Kind.Unary, left.start, cursor.next().end, text);
    adopt(node, Role.Operand, left);
    return node;
  }
  const isNegated = text === "not" && wordOperators.has(cursor.peek(1).text);
  const operator = isNegated ? cursor.peek(1).text : text;
  if (!wordOperators.has(operator)) return undefined;
  cursor.at += isNegated ? 2 : 1;
  const name = `${isNegated ? "not " : ""}${operator}`;
  return operator === "between" ? betweenOf(cursor, left, name) : patternTest(cursor, left, name);
}

function patternTest(cursor: Cursor, left: Draft, name: string): Draft {
  cursor.takeWords("to");
  const node = binary(cursor, { left, name, level: comparisonLevel, isComparison: true });
  if (cursor.takeWords("escape")) adopt(node, Role.Options, parseExpression(cursor, comparisonLevel));
  return node;
}

function betweenOf(cursor: Cursor, left: Draft, name: string): Draft {
  const node = newDraft(Kind.Binary, left.start, cursor.lastEnd, name, Flag.Comparison);
  adopt(node, Role.Left, left);
  cursor.takeWords("symmetric");
  adopt(node, Role.Lower, parseExpression(cursor, comparisonLevel));
  if (cursor.takeWords("and")) adopt(node, Role.Upper, parseExpression(cursor, comparisonLevel));
  return node;
}

function isTest(cursor: Cursor, left: Draft): Draft {
  cursor.at++;
  const name = cursor.takeWords("not") ? "is not" : "is";
  const node = newDraft(Kind.Binary, left.start, cursor.lastEnd, name, Flag.Comparison);
  adopt(node, Role.Left, left);
  cursor.takeWords("distinct", "from");
  adopt(node, Role.Right, parseExpression(cursor, comparisonLevel));
  return node;
}

function castOf(cursor: Cursor, value: Draft): Draft {
  cursor.at++;
  const node = newDraft(Kind.SqlNode, value.start, cursor.lastEnd, "cast");
  adopt(node, Role.Value, value);
  readTypeName(cursor, node);
  return node;
}

/** `numeric(10, 2)`, `double precision`, `text[]`. */
function readTypeName(cursor: Cursor, owner: Draft): void {
  const first = cursor.peek();
  if (first.type !== "word" && first.type !== "quoted" && first.type !== "hole") return;
  const type = newDraft(Kind.SqlNode, first.start, first.end, "type");
  cursor.at++;
  while (cursor.isSign(".")) cursor.at += 2;
  if (cursor.isWord("precision") || cursor.isWord("varying")) cursor.at++;
  if (cursor.takeSign("(")) {
    cursor.skipBalanced(type);
    cursor.takeSign(")");
  }
  while (cursor.isSign("[")) {
    cursor.at++;
    while (!cursor.isAtEnd && !cursor.takeSign("]")) cursor.at++;
  }
  type.end = Math.max(type.end, cursor.lastEnd);
  adopt(owner, Role.Type, type);
}

function subscriptOf(cursor: Cursor, value: Draft): Draft {
  cursor.at++;
  const node = newDraft(Kind.Subscript, value.start, cursor.lastEnd);
  adopt(node, Role.Object, value);
  while (!cursor.isAtEnd && !cursor.isSign("]") && !cursor.isSign(")")) {
    const index = parseExpression(cursor);
    if (index === undefined) cursor.at++;
    else adopt(node, Role.Index, index);
  }
  cursor.takeSign("]");
  node.end = Math.max(node.end, cursor.lastEnd);
  return node;
}

/** `(row_value).field`. */
function fieldOf(cursor: Cursor, value: Draft): Draft {
  cursor.at++;
  const property = nameLeaf(cursor);
  const node = newDraft(Kind.Attribute, value.start, property.end, property.name);
  adopt(node, Role.Object, value);
  adopt(node, Role.Property, property);
  return node;
}

/** `x COLLATE c`, `x AT TIME ZONE 'UTC'`. */
function suffixOf(cursor: Cursor, value: Draft): Draft {
  const { text } = cursor.next();
  if (text === "at") cursor.takeWords("time", "zone");
  const node = newDraft(Kind.SqlNode, value.start, cursor.lastEnd, text);
  adopt(node, Role.Value, value);
  adopt(node, Role.Options, parsePrimary(cursor));
  return node;
}

function parsePrimary(cursor: Cursor): Draft | undefined {
  const token = cursor.peek();
  switch (token.type) {
    case "string":
      return withJoinedStrings(cursor, cursor.leaf(Kind.String, undefined, Flag.SingleQuoted));
    case "number":
      return cursor.leaf(Kind.Number);
    case "parameter":
      return cursor.leaf(Kind.SqlNode, "parameter");
    case "hole":
    case "quoted":
      return nameOrCall(cursor);
    case "word":
      return parseWord(cursor);
    case "sign":
      if (token.text === "(") return parenthesized(cursor);
      if (token.text === "*") return cursor.leaf(Kind.SqlNode, "star");
      return token.text === "{" ? braces(cursor) : undefined;
    default:
      return undefined;
  }
}

/** Strings on following lines are one string. */
function withJoinedStrings(cursor: Cursor, first: Draft): Draft {
  while (cursor.peek().type === "string") first.end = cursor.next().end;
  return first;
}

/** `{fn now()}`, `{d '2020-01-01'}`. */
function braces(cursor: Cursor): Draft {
  const node = newDraft(Kind.SqlNode, cursor.peek().start, cursor.next().end, "escape");
  while (!cursor.isAtEnd && !cursor.isSign("}")) adopt(node, Role.Child, cursor.anyLeaf());
  cursor.takeSign("}");
  node.end = Math.max(node.end, cursor.lastEnd);
  return node;
}

function parseWord(cursor: Cursor): Draft | undefined {
  const { text, start } = cursor.peek();
  const opens = cursor.isSign("(", 1);
  if (text === "null") return cursor.leaf(Kind.Null);
  if (text === "true" || text === "false") return cursor.leaf(Kind.Boolean);
  if (text === "case") return caseOf(cursor);
  if (text === "interval" && !opens) return intervalOf(cursor);
  if (cursor.peek(1).type === "string" && /^(?:date|time|timestamp|timestamptz|datetime|json|jsonb|bytea|binary|n|_\w+)$/.test(text)) {
    cursor.at++;
    const node = newDraft(Kind.SqlNode, start, cursor.lastEnd, "typed-literal");
    adopt(node, Role.Value, cursor.leaf(Kind.String));
    return node;
  }
  if (startsQuery(cursor)) return parseQuery(cursor);
  if (clauseWords.has(text) && !(opens && functionWords.has(text)) && !cursor.isSign(".", 1)) return undefined;
  return nameOrCall(cursor);
}

function intervalOf(cursor: Cursor): Draft {
  const node = newDraft(Kind.SqlNode, cursor.peek().start, cursor.next().end, "interval");
  adopt(node, Role.Value, parsePrimary(cursor));
  if (/^(?:year|month|week|day|hour|minute|second|microsecond|quarter)s?$/.test(cursor.peek().text)) node.end = cursor.next().end;
  return node;
}

function caseOf(cursor: Cursor): Draft {
  const node = newDraft(Kind.SqlNode, cursor.peek().start, cursor.next().end, "case");
  if (cursor.depth >= deepestNesting) return node;
  cursor.depth++;
  if (!cursor.isWord("when")) adopt(node, Role.Subject, parseExpression(cursor));
  while (!cursor.isAtEnd && !cursor.isSign(")")) {
    if (cursor.takeWords("when")) adopt(node, Role.Test, parseExpression(cursor));
    else if (cursor.takeWords("then")) adopt(node, Role.Consequent, parseExpression(cursor));
    else if (cursor.takeWords("else")) adopt(node, Role.Alternate, parseExpression(cursor));
    else break;
  }
  cursor.takeWords("end");
  cursor.depth--;
  node.end = Math.max(node.end, cursor.lastEnd);
  return node;
}

/** A sub-query, a value in parentheses, or a list of values. */
function parenthesized(cursor: Cursor): Draft {
  const start = cursor.next().start;
  const items: Draft[] = [];
  const rest = newDraft(Kind.Tuple, start, cursor.lastEnd, "", Flag.Parenthesized);
  if (cursor.depth >= deepestNesting) cursor.skipBalanced(rest);
  else {
    cursor.depth++;
    while (!cursor.isAtEnd && !cursor.isSign(")")) {
      const item = startsQuery(cursor) ? parseQuery(cursor) : parseExpression(cursor);
      if (item !== undefined) items.push(item);
      else adopt(rest, Role.Child, cursor.anyLeaf());
      cursor.takeSign(",");
    }
    cursor.depth--;
  }
  if (!cursor.takeSign(")")) cursor.problem("A parenthesis is not closed", start, cursor.lastEnd);
  if (items.length === 1 && rest.children.length === 0) {
    // A query keeps its parentheses within its range, as a value its own.
    items[0]!.flags |= Flag.Parenthesized;
    return items[0]!;
  }
  for (const item of items) adopt(rest, Role.Element, item);
  rest.end = Math.max(rest.end, cursor.lastEnd);
  return rest;
}

/** `a`, `s.a`, `s.a.*`, `f(x)`, `s.f(x) OVER (…)`. */
export function nameOrCall(cursor: Cursor): Draft {
  const name = dottedName(cursor);
  if (!cursor.isSign("(") || name.name === "star") return name;
  return callOf(cursor, name);
}

/** A name with what stands before its dots; one that ends with `*` is a star with an Object. */
export function dottedName(cursor: Cursor): Draft {
  let node = nameLeaf(cursor);
  while (cursor.isSign(".")) {
    const after = cursor.peek(1);
    cursor.at++;
    if (after.type === "sign" && after.text === "*") {
      const star = newDraft(Kind.SqlNode, node.start, cursor.next().end, "star");
      adopt(star, Role.Object, node);
      return star;
    }
    if (after.type !== "word" && after.type !== "quoted" && after.type !== "hole" && after.type !== "parameter") {
      node.end = cursor.lastEnd;
      return node;
    }
    const property = nameLeaf(cursor);
    const attribute = newDraft(Kind.Attribute, node.start, property.end, property.name);
    adopt(attribute, Role.Object, node);
    adopt(attribute, Role.Property, property);
    node = attribute;
  }
  return node;
}

function nameLeaf(cursor: Cursor): Draft {
  return cursor.peek().type === "hole" ? cursor.leaf(Kind.Interpolation, "") : cursor.leaf(Kind.Name);
}

/** Words inside the parentheses of a call between two values: `extract(year FROM x)`, `cast(x AS int)`. */
const argumentWords: ReadonlySet<string> = new Set(["from", "for", "order", "by", "using", "separator", "asc", "desc", "in", "as", "on", "nulls", "within", "group", "over", "limit", "set", "values", "into", "escape", "when", "then", "else", "end", "and", "or", "is", "left", "right", "with", "returning", "default", "key"]);

function callOf(cursor: Cursor, callee: Draft): Draft {
  const node = newDraft(Kind.Call, callee.start, callee.end, "");
  adopt(node, Role.Callee, callee);
  const open = cursor.next().start;
  if (cursor.depth >= deepestNesting) cursor.skipBalanced(node);
  else {
    cursor.depth++;
    while (!cursor.isAtEnd && !cursor.isSign(")")) readArgument(cursor, node);
    cursor.depth--;
  }
  if (!cursor.takeSign(")")) cursor.problem("A parenthesis is not closed", open, cursor.lastEnd);
  node.end = Math.max(node.end, cursor.lastEnd);
  readCallSuffixes(cursor, node);
  return node;
}

function readArgument(cursor: Cursor, call: Draft): void {
  if (cursor.takeSign(",") || cursor.takeWords("distinct")) return;
  if (cursor.takeWords("as")) return readTypeName(cursor, call);
  const argument = parseExpression(cursor);
  if (argument !== undefined) adopt(call, Role.Argument, argument);
  else if (cursor.isOneOf(argumentWords)) cursor.at++;
  else adopt(call, Role.Child, cursor.anyLeaf());
}

/** `FILTER (…)`, `WITHIN GROUP (…)`, `OVER (…)`, `OVER name`. */
function readCallSuffixes(cursor: Cursor, call: Draft): void {
  for (;;) {
    const { text, start } = cursor.peek();
    const isSuffix = (text === "filter" && cursor.isSign("(", 1)) || text === "over" || (text === "within" && cursor.isWord("group", 1));
    if (!isSuffix) {
      if (!(text === "respect" || text === "ignore") || !cursor.isWord("nulls", 1)) return;
      cursor.at += 2;
      continue;
    }
    const node = newDraft(Kind.SqlNode, start, cursor.next().end, text);
    cursor.takeWords("group");
    if (cursor.takeSign("(")) {
      cursor.skipBalanced(node);
      cursor.takeSign(")");
    } else cursor.at++;
    node.end = Math.max(node.end, cursor.lastEnd);
    adopt(call, Role.Options, node);
  }
}
