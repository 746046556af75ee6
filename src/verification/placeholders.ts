// Asks of every query of a fixed program whether its values arrive: placeholders within quotes, too few, or of another driver.

import type { CallEvent } from "../analyzers/symbolic/machine.ts";
import { type Value, known, shown } from "../analyzers/symbolic/values.ts";
import { textOf } from "../syntax/tree.ts";
import type { Refusal } from "./static-checks.ts";

/** A way to write the place of a value. */
interface Style {
  readonly shown: string;
  readonly drivers: RegExp;
  readonly places: RegExp;
}

const styles: readonly Style[] = [
  { shown: "$1", drivers: /(?:^|[^\w])(?:pg|pg-promise|postgres|asyncpg)\b/, places: /\$(\d+)/g },
  { shown: "?", drivers: /(?:^|[^\w])(?:mysql2?|mariadb)\b/, places: /\?{1,2}/g },
];

const runsQuery = /\.(?:query|execute|all|get|run|each|any|one|oneOrNone|many|manyOrNone|none)$/;
const isStatement = /^\s*(?:select|insert|update|delete|replace|with|call)\b/i;

/** What is wrong with the queries of the fixed version that was not with those of the original. */
export function checkPlaceholders(before: readonly CallEvent[], after: readonly CallEvent[]): Refusal | undefined {
  const known = new Set(before.map((event) => problemOf(event)));
  const reason = after.map((event) => problemOf(event)).find((problem) => problem !== undefined && !known.has(problem));
  return reason === undefined ? undefined : { code: "swallows-input", reason };
}

function problemOf(event: CallEvent): string | undefined {
  const { name, unit, node } = event;
  if (!takesItsValues(event)) return `\`${name}\` cannot do its work: its query has no place for the values that it is given.`;
  const statement = runsQuery.test(name) ? statementOf(event) : undefined;
  if (statement === undefined || !isStatement.test(statement.text) || textOf(unit.tree, node).includes("...")) return undefined;
  const { text, values } = statement;
  const bare = text.replaceAll(/'[^']*'/g, "''");
  const place = shorten(text);
  const quoted = /'[^']*(?:\$\d|(?<![\w.])\?(?![\w])|:[a-z]\w*)[^']*'/i.exec(text)?.[0];
  const wanted = styles.map(({ places }) => countPlaces(bare, places));
  if (values !== undefined && quoted !== undefined && values > Math.max(...wanted)) return `The placeholder in ${quoted} stands within quotes: it is text there, and no value takes its place.`;
  const own = styles.findIndex(({ drivers }) => drivers.test(name));
  const other = styles.findIndex((_, index) => index !== own && wanted[index]! > 0);
  if (own !== -1 && other !== -1 && wanted[own] === 0) return `The driver takes \`${styles[own]!.shown}\` for a value, and \`${place}\` says \`${styles[other]!.shown}\`.`;
  const column = /\border\s+by\s+(?:\$\d|\?(?!\?))/i.exec(bare)?.[0];
  if (column !== undefined) return `What takes the place of the placeholder in \`${column}\` is a value, the same for every row: nothing is sorted by it.`;
  const most = Math.max(...wanted);
  if (most > (values ?? 0) && !/[{]/.test(text) && values !== undefined) return `\`${place}\` has ${most} placeholders and is given ${values} values.`;
  return undefined;
}

/** As many values as are named: `$1` twice is one. */
function countPlaces(text: string, places: RegExp): number {
  const found = [...text.matchAll(places)];
  return new Set(found.map((one, index) => one[1] ?? `?${index}`)).size;
}

interface Statement {
  readonly text: string;
  /** How many values are given; undefined where that is not known. */
  readonly values: number | undefined;
}

function statementOf({ arguments: { positional, named } }: CallEvent): Statement | undefined {
  const [first, ...rest] = positional;
  if (first?.type === "dict") {
    const text = first.entries.get("text") ?? first.entries.get("sql");
    return text?.type === "text" ? { text: shown(text), values: countValues(first.entries.get("values")) } : undefined;
  }
  if (first?.type !== "text" || named.size > 0) return undefined;
  const given = rest.filter(({ type }) => type !== "function");
  const [only] = given;
  if (given.length === 0) return { text: shown(first), values: 0 };
  if (given.length > 1) return { text: shown(first), values: given.every(isPlain) ? given.length : undefined };
  if (only?.type !== "dict") return { text: shown(first), values: only?.type === "text" || only?.type === "number" ? 1 : countValues(only) };
  const options = only.entries.get("bind") ?? only.entries.get("replacements");
  return { text: shown(first), values: options === undefined ? undefined : countValues(options) };
}

function isPlain(value: Value): boolean {
  return value.type === "text" || value.type === "number" || value.type === "outside" || known(value) !== undefined;
}

function countValues(value: Value | undefined): number | undefined {
  if (value === undefined) return 0;
  if (value.type === "list") return value.isOpen ? undefined : value.items.length;
  return value.type === "dict" && !value.isOpen ? value.entries.size : undefined;
}

function shorten(text: string): string {
  const MAXIMUM = 80;
  return text.length > MAXIMUM ? `${text.slice(0, MAXIMUM)}…` : text;
}

const questionMarks = /\b(?:aio)?sqlite3\b/;
const percentSigns = /\b(?:psycopg2?|aiopg|pymysql|MySQLdb|mysql|django\.db)\b/;
const inQuotes = /'(?:[^']|'')*'|"[^"]*"|`[^`]*`/g;

const takesValues = /(?:^|\.)(?:execute|exec_driver_sql|raw|read_sql(?:_query)?)$/;

/** False for a query of Python's that is given values and has no place for them: in quotes, or written as another driver wants it. */
function takesItsValues({ name, arguments: { positional, named }, unit }: CallEvent): boolean {
  const [query, second] = positional;
  const values = named.get("params") ?? named.get("parameters") ?? second;
  const given = values?.type === "list" ? values.items.length : values?.type === "dict" ? values.entries.size : 0;
  if (!unit.dialect.declaresByAssignment || !takesValues.test(name) || query?.type !== "text" || given === 0) return true;
  const whole = shown(query);
  const bare = whole.replaceAll(inQuotes, "");
  const count = (places: RegExp): number => (bare.match(places) ?? []).length;
  const [marks, signs, names] = [count(/\?/g), count(/%(?:\(\w+\))?s/g), count(/(?<![:\w]):[A-Za-z_]\w*/g)];
  if (marks + signs + names === 0) return bare.includes("{");
  // What stands in quotes is text of the query, whatever the driver would put there.
  const isQuoted = (whole.match(inQuotes) ?? []).some((part) => /(?<!%)(?:%%)*%(?:\(\w+\))?s/.test(part));
  if (isQuoted && marks === 0 && values?.type === "list" && !values.isOpen && signs < given) return false;
  const speaksOf = (drivers: RegExp): boolean => drivers.test(name) || drivers.test(unit.tree.text);
  const [isMarked, isSigned] = [speaksOf(questionMarks), speaksOf(percentSigns)];
  if (isMarked === isSigned) return true;
  return isMarked ? signs === 0 : marks === 0;
}
