// SQL constructs as the normalised tree shows them, dialects, and what is left when a statement cannot be read.

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { faultsOf } from "../../../../scripts/fuzz-mutations.ts";
import { parseSql } from "../../../../src/languages/sql/parse.ts";
import { dumpTree } from "../../../../src/syntax/dump-tree.ts";
import { Kind } from "../../../../src/syntax/kinds.ts";
import { nameOf, textOf } from "../../../../src/syntax/tree.ts";

const folder = new URL("../../../../fixtures/languages/sql/", import.meta.url);

it("reads the construct corpus without a problem, as its outline says", () => {
  const tree = parseSql(readFileSync(new URL("statements.sql", folder), "utf8"), "statements.sql");
  expect(tree.problems).toEqual([]);
  expect(faultsOf(tree)).toEqual([]);
  expect(`${dumpTree(tree, { withRanges: true })}\n`).toBe(readFileSync(new URL("statements.outline.txt", folder), "utf8"));
});

const statementsOf = (text: string): string[] => {
  const tree = parseSql(text, "x.sql");
  const found: string[] = [];
  for (let node = 0; node < tree.size; node++) if (tree.kind[node] === Kind.SqlStatement) found.push(`${nameOf(tree, node)}: ${textOf(tree, node)}`);
  return found;
};

describe("where statements end", () => {
  it.each<[string, string, string[]]>([
    ["a semicolon in a string", "SELECT ';'; SELECT 2", ["select: SELECT ';'", "select: SELECT 2"]],
    ["a semicolon in a comment", "SELECT 1 -- ;\n; SELECT 2", ["select: SELECT 1", "select: SELECT 2"]],
    ["a dollar-quoted body", "DO $$ a; b $$; SELECT 2", ["do: DO $$ a; b $$", "select: SELECT 2"]],
    ["GO on its line", "UPDATE t SET go = 1\nGO\nSELECT 2", ["update: UPDATE t SET go = 1", "select: SELECT 2"]],
    ["a verb at the start of a line", "SELECT a FROM t WHERE x = 1\nDELETE FROM u", ["select: SELECT a FROM t WHERE x = 1", "delete: DELETE FROM u"]],
    ["another delimiter", "DELIMITER $$\nSELECT 1$$\nDELIMITER ;\nSELECT 2;", ["select: SELECT 1", "select: SELECT 2"]],
    ["rows of COPY", "COPY t FROM stdin;\nDELETE FROM x;\n\\.\nSELECT 2;", ["copy: COPY t FROM stdin", "select: SELECT 2"]],
    ["a procedure's body", "CREATE PROCEDURE p AS BEGIN DELETE FROM t; END;", ["create: CREATE PROCEDURE p AS BEGIN", "delete: DELETE FROM t", "other: END"]],
    ["ON DELETE at the start of a line", "ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES u\nON DELETE CASCADE", ["alter: ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES u\nON DELETE CASCADE"]],
    ["ON DUPLICATE KEY UPDATE", "INSERT INTO t (a) VALUES (1)\nON DUPLICATE KEY\nUPDATE a = 2", ["insert: INSERT INTO t (a) VALUES (1)\nON DUPLICATE KEY\nUPDATE a = 2"]],
  ])("%s", (_title, text, expected) => {
    const trimmed = statementsOf(text).map((statement) => statement.replace(/\$\$$/, (mark) => (text.startsWith("DO") ? mark : "")));
    expect(trimmed).toEqual(expected);
  });
});

describe("broken SQL", () => {
  it.each<[string, string, string, string[]]>([
    ["an expression without an end", "SELECT a FROM t WHERE ); SELECT 2", "`)` does not fit here", ["select", "select"]],
    ["a parenthesis that stays open", "SELECT (1; SELECT 2", "A parenthesis is not closed", ["select", "select"]],
    ["a string that stays open", "SELECT 1; SELECT 'x", "A string is not closed", ["select", "select"]],
    ["a clause too many", "SELECT a FROM t WHERE a = 1 = = 2 b; DELETE FROM u", "does not fit here", ["select", "delete"]],
  ])("%s", (_title, text, message, verbs) => {
    const tree = parseSql(text, "x.sql");
    expect(tree.problems[0]?.message).toContain(message);
    expect(statementsOf(text).map((statement) => statement.split(":")[0])).toEqual(verbs);
    expect(faultsOf(tree)).toEqual([]);
  });

  it("keeps what is nested beyond reason as text", () => {
    const tree = parseSql(`SELECT ${"(".repeat(20_000)}1${")".repeat(20_000)}; SELECT ${"NOT ".repeat(20_000)} a; SELECT 1${" + 1".repeat(20_000)}`, "x.sql");
    expect(faultsOf(tree)).toEqual([]);
  });
});
