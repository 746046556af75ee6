// Tells SQL from prose, and what a changing part of a query stands for.

import { partMark } from "./built-string.ts";

/** Begins like a statement and goes on like one: prose that starts with "Select" is not a query. */
const statement =
  /^\s*(?:--[^\n]*\n\s*)*(?:\(\s*)?(?:select\b[\s\S]*\bfrom\b|insert\s+(?:or\s+\w+\s+)?into\b|replace\s+into\b|update\b[\s\S]*\bset\b|delete\s+from\b|merge\s+into\b|with\b[\s\S]*\bas\s*\(|create\s+(?:or\s+replace\s+)?(?:temp\w*\s+|unique\s+)?(?:table|index|view|database|user|role)\b|drop\s+(?:table|index|view|database|user|role)\b|alter\s+(?:table|user|role|database)\b|truncate\s+table\b|grant\s+\w+[\s\S]*\bto\b|call\s+\w|exec(?:ute)?\s+\w|explain\s+(?:select|insert|update|delete)\b)/i;

/** True where a text is a SQL statement, as far as one can tell. */
export function isSqlStatement(text: string): boolean {
  return statement.test(text);
}

/** Where a name of a table, column or the like stands, or a clause: these cannot be parameters. */
const namePosition =
  /(?:\b(?:from|join|into|update|table|index|view|column|by|on|set|database|user|role|exists|select|distinct|as|constraint|sequence|schema|savepoint|only|and|or|where|not|returning|using|limit)\s+["'`[]?|[.,(]\s*["`[]?|^)$/i;

/** True where the part with this number (from 0) stands for a name or clause rather than for a value. */
export function standsForName(text: string, index: number): boolean {
  let at = -1;
  for (let seen = 0; seen <= index; seen++) at = text.indexOf(partMark, at + 1);
  if (at < 0) return false;
  const before = text.slice(0, at);
  // Inside quotes of a value it is a value: `'X'`, `'%X%'`.
  if (/'[^']*$/.test(before) && (before.match(/'/g)?.length ?? 0) % 2 === 1) return false;
  if (/(?:=|<|>|\blike|\bin\s*\(|\bvalues\s*\((?:[^()]*,)?)\s*$/i.test(before)) return false;
  return namePosition.test(before) || /[\w"`\]]$/.test(before) || /\uFFFC\s*$/.test(before);
}
