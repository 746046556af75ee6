// Parses one file of SQL: tokens, then statement by statement; one that cannot be read loses no other.

import { Kind } from "../../syntax/kinds.ts";
import type { Parse } from "../../syntax/language.ts";
import { Role } from "../../syntax/roles.ts";
import { TreeBuilder } from "../../syntax/tree-builder.ts";
import { Cursor } from "./cursor.ts";
import { type Draft, buildTree } from "./draft.ts";
import { parseStatement } from "./statements.ts";
import { scanSql } from "./tokens.ts";

/** Never throws. */
export const parseSql: Parse = (text) => {
  const { tokens, comments, problems } = scanSql(text);
  const cursor = new Cursor(tokens, [...problems], text.length);
  const statements: Draft[] = [];
  while (!cursor.isDone) {
    if (cursor.isAtEnd) cursor.at++;
    else statements.push(parseStatement(cursor));
  }
  const builder = new TreeBuilder(tokens.length + 16);
  const root = builder.append(0, Kind.Program, Role.None, 0, text.length);
  buildTree(builder, root, statements);
  const ordered = cursor.problems.sort((left, right) => left.start - right.start);
  return builder.finish({ language: "sql", text, comments, problems: ordered });
};
