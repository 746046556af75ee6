// Tells SQL from prose, and what a changing part of a query stands for.

import { partMark } from "./built-string.ts";

/** Begins like a statement and goes on like one: prose that starts with "Select" is not a query. */
const statement =
  /^\s*(?:--[^\n]*\n\s*)*(?:\(\s*)?(?:select\b[\s\S]*\bfrom\b|insert\s+(?:or\s+\w+\s+)?into\b|replace\s+into\b|update\b[\s\S]*\bset\b|delete\s+from\b|merge\s+into\b|with\b[\s\S]*\bas\s*\(|create\s+(?:or\s+replace\s+)?(?:temp\w*\s+|unique\s+)?(?:table|index|view|database|user|role)\b|drop\s+(?:table|index|view|database|user|role)\b|alter\s+(?:table|user|role|database)\b|truncate\s+table\b|grant\s+\w+[\s\S]*\bto\b|call\s+\w|exec(?:ute)?\s+\w|explain\s+(?:select|insert|update|delete)\b)/i;

/** True where a text is a SQL statement, as far as one can tell. */
export function isSqlStatement(text: string): boolean {
  // "Select a file from the list" is prose: people write the verb of a query in one case.
  return statement.test(text) && !/^\s*[A-Z][a-z]/.test(text);
}

/** A condition in which a part stands for a value, as query builders take it: `name = '…'`. */
export function isSqlCondition(text: string): boolean {
  return condition.test(text);
}

/** A column in front of a comparison, and behind it a part. */
const condition = /^\s*(?:not\s+)?\(*\s*[\w.`"[\]]+\s*(?:=|<>|!=|<=?|>=?|\bi?like\b|\bin\s*\()\s*['"%(]*\uFFFC/i;

/** What stands in front of a value: a comparison, a list of values, a limit. */
const valuePosition = /(?:=|<|>|\blike|\bbetween|\bin\s*\((?:[^()]*,)?|\bvalues\s*\((?:[^()]*,)?|\blimit|\boffset)\s*(?:"%?)?$/i;

/** True where the part with this number (from 0) stands for a value, which a parameter could carry; false for names and clauses. */
export function standsForValue(text: string, index: number): boolean {
  const at = placeOf(text, index);
  if (at < 0) return true;
  const before = text.slice(0, at);
  // A definition takes no parameters, and what a column follows is a table.
  if (/^\s*(?:alter|create|drop|grant|call)\b/i.test(text) || /^\.\w/.test(text.slice(at + 1))) return false;
  const isInQuotes = (before.match(/'/g)?.length ?? 0) % 2 === 1;
  return isInQuotes || valuePosition.test(before);
}

/** True where the part with this number says how many rows: mostly a number by its type, which a text does not show. */
export function standsForCount(text: string, index: number): boolean {
  return /\b(?:limit|offset)\s*$/i.test(text.slice(0, Math.max(0, placeOf(text, index))));
}

/** True where the part with this number says by what is sorted. */
export function standsInOrder(text: string, index: number): boolean {
  return /\border\s+by\s+[^()]*$/i.test(text.slice(0, Math.max(0, placeOf(text, index))));
}

/** Where the mark of a part stands; -1 for none. */
function placeOf(text: string, index: number): number {
  let at = -1;
  for (let seen = 0; seen <= index; seen++) at = text.indexOf(partMark, at + 1);
  return at;
}
