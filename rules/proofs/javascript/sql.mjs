// A row that must not return: a real SQLite database that has whatever tables and columns the program asks for.

import { prove } from "./frame.mjs";
import initialize from "sql.js";

const ROW = "1";
const CANARY = "canary-row";
const MAXIMUM_GROWTH = 30;
const attacks = [
  "x' OR '1'='1",
  "0 OR 1=1",
  "x' OR 1=1 --",
  'x" OR 1=1 --',
  "x') OR 1=1 --",
  "0) OR 1=1 --",
  "x'/**/oR/**/1=1/**/--",
  "0\tOR\t1=1",
  "x\\' OR 1=1 --",
  "x'' OR 1=1 --",
  "%' OR 1=1 --",
  "x' UNION SELECT 'canary-row' --",
  "x' UNION SELECT 'canary-row', 'canary-row' --",
  "1 UNION SELECT 'canary-row'",
  "1, 'canary-row'",
  "(SELECT 'canary-row')",
];
let database;
/** Values of which no column is made. */
let reserved = [];

/** Runs one statement; what it misses is made. */
function execute(text, values) {
  for (let grown = 0; ; grown += 1) {
    try {
      return rowsOf(text, values);
    } catch (error) {
      if (grown === MAXIMUM_GROWTH || !grow(String(error?.message))) throw error;
    }
  }
}

function rowsOf(text, values) {
  const statement = database.prepare(text.replaceAll("%s", "?"));
  try {
    statement.bind(bound(values));
    const rows = [];
    while (statement.step()) rows.push(statement.getAsObject());
    return rows;
  } finally {
    statement.free();
  }
}

/** Lists go by place; names may come with the sign in front of them or without. */
function bound(values) {
  if (values === undefined || Array.isArray(values)) return (values ?? []).map(simple);
  return Object.fromEntries(Object.entries(values).flatMap(([name, value]) => [":", "$", "@"].map((sign) => [sign + name, simple(value)])));
}

function simple(value) {
  return value === undefined || (typeof value === "object" && value !== null) ? String(value) : value;
}

function grow(message) {
  const table = /no such table: (?:\w+\.)?(\w+)/.exec(message)?.[1];
  if (table !== undefined) {
    database.run(`CREATE TABLE "${table}" (id NUMERIC)`);
    database.run(`INSERT INTO "${table}" VALUES (?), (?)`, [ROW, CANARY]);
    return true;
  }
  const column = (/no such column: (?:\w+\.)?(\w+)/.exec(message) ?? /has no column named (\w+)/.exec(message))?.[1];
  if (column === undefined || reserved.includes(column)) return false;
  for (const name of tables()) {
    try {
      database.run(`ALTER TABLE "${name}" ADD COLUMN "${column}" NUMERIC`);
    } catch {
      continue;
    }
    database.run(`UPDATE "${name}" SET "${column}" = id`);
  }
  return true;
}

function tables() {
  return (database.exec("SELECT name FROM sqlite_master WHERE type = 'table'")[0]?.values ?? []).map(([name]) => name);
}

/** A connection as drivers give one: statement, values, and a callback where the program hands one in. */
function connection() {
  const ask = (shape) => (query, ...rest) => {
    const callback = typeof rest.at(-1) === "function" ? rest.pop() : undefined;
    const [text, values] = typeof query === "object" ? [query.text ?? query.sql, query.values ?? rest[0]] : [query, rest.length > 1 ? rest : rest[0]];
    const listed = values === undefined || (typeof values === "object" && values !== null) ? (values ?? undefined) : [values];
    const answer = new Promise((finish) => finish(shape(execute(String(text), listed))));
    if (callback === undefined) return answer;
    answer.then((rows) => callback(null, rows), callback);
    return undefined;
  };
  const all = (rows) => Object.assign([...rows], { rows });
  const one = (rows) => rows[0] ?? null;
  const prepare = (text) => ({ all: (...values) => execute(text, values), get: (...values) => execute(text, values)[0], run: (...values) => ({ changes: execute(text, values).length }) });
  const double = { prepare, get: ask(one), one: ask(one), oneOrNone: ask(one), release: () => undefined, end: () => undefined };
  for (const name of ["query", "execute", "all", "any", "many", "manyOrNone", "none", "run", "exec", "raw", "unsafe", "$queryRawUnsafe", "$executeRawUnsafe"]) double[name] = ask(all);
  for (const name of ["connect", "getConnection"]) double[name] = () => Promise.resolve(double);
  return double;
}

/** Whether a statement for the ordinary row took or changed the other one. */
function isCanaryChanged() {
  return tables().some((name) => database.exec(`SELECT * FROM "${name}"`).every(({ values }) => !values.some((row) => row.every((value) => value === CANARY))));
}

const doubles = [[/^(?:db|database|conn(?:ection)?|client|pool|sql|store|knex|prisma|manager|repository)$/i, connection]];

/** What parameters that are called like a database are given, and a function that makes it new, for a call with these values. */
export async function databaseDoubles() {
  const { Database } = await initialize();
  const renew = (values = []) => {
    database = new Database();
    reserved = values;
  };
  return { doubles, renew };
}

export async function proveSql() {
  const { renew } = await databaseDoubles();
  await prove({
    benign: ROW,
    attacks,
    doubles,
    isExploited: (outcome) => outcome.text().includes(CANARY) || isCanaryChanged(),
    beforeCall: () => renew(),
  });
}
