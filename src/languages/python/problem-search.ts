// What the search for problems must know of Python.

import type { ProblemSearch } from "../tree-sitter/problems.ts";
import { Type } from "./node-types.ts";

const statements: ReadonlySet<number> = new Set([
  Type.AssertStatement,
  Type.Block,
  Type.BreakStatement,
  Type.ClassDefinition,
  Type.Comment,
  Type.ContinueStatement,
  Type.DecoratedDefinition,
  Type.DeleteStatement,
  Type.ExecStatement,
  Type.ExpressionStatement,
  Type.ForStatement,
  Type.FunctionDefinition,
  Type.FutureImportStatement,
  Type.GlobalStatement,
  Type.IfStatement,
  Type.ImportFromStatement,
  Type.ImportStatement,
  Type.MatchStatement,
  Type.NonlocalStatement,
  Type.PassStatement,
  Type.PrintStatement,
  Type.RaiseStatement,
  Type.ReturnStatement,
  Type.TryStatement,
  Type.TypeAliasStatement,
  Type.WhileStatement,
  Type.WithStatement,
]);

/** For the messages and places of Python's parse problems. */
export const problemSearch: ProblemSearch = { title: "Python", errorType: Type.Error, statements };
