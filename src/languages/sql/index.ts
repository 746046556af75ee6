// The language record of SQL.

import type { Language } from "../../syntax/language.ts";

/** What PostgreSQL, MySQL, SQLite and SQL Server have in common, and what their scripts add to it. */
export const language: Language = {
  id: "sql",
  title: "SQL",
  aliases: ["postgresql", "mysql", "sqlite", "tsql"],
  extensions: [".sql", ".psql", ".pgsql", ".ddl"],
  fileNames: [],
  interpreters: [],
  lineComment: "--",
  scopeRules: { opens: new Map(), binding: "explicit", isClassScopeVisibleInside: true, builtins: new Set() },
  isGrammarPartial: true,
  loadEmbedded: async () => (await import("./embedded.ts")).findEmbedded,
  // The parser is loaded with the first file of the language, not with this record.
  load: async () => (await import("./parse.ts")).parseSql,
};
