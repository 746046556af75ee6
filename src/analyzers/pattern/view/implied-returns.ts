// Finds the statements at the end of a function expression that count as returning their value.

import { substatementsOf } from "../match/subexpressions.ts";
import { canThrow } from "./can-throw.ts";
import { type MatchNode, isStep } from "./match-node.ts";

/**
 * Marks the last statements of a body of statements. The reference program takes what a function expression evaluates last for
 * its result: in both branches of an `if`, in each case of a `switch`, in a `try` and its handlers.
 */
export function markImpliedReturns(body: MatchNode): void {
  markEnd(body);
  markHandlers(body);
}

function markEnd(body: MatchNode): void {
  if (body.tag === "Block") markLast(body.kids);
  else markLast([body]);
}

/** What a handler does may throw out of the function, and so counts as its end; where a `finally` follows, that is next. */
function markHandlers(statement: MatchNode): void {
  if (statement.tag === "Try") {
    if (statement.kids[3]!.tag !== "None" || !canThrow(statement.kids[0]!)) return;
    for (const handler of statement.kids[1]!.kids) markThrowing(handler.kids[1]!);
  } else for (const inner of substatementsIn(statement)) markHandlers(inner);
}

function markThrowing(statement: MatchNode): void {
  if (statement.tag === "Try") return markHandlers(statement);
  if (statement.tag === "ExpressionStatement" && canThrow(statement)) markStatement(statement);
  for (const inner of substatementsIn(statement)) markThrowing(inner);
}

function substatementsIn(statement: MatchNode): readonly MatchNode[] {
  return statement.tag === "Definition" ? [] : substatementsOf(statement);
}

function markLast(statements: readonly MatchNode[]): void {
  for (let at = statements.length - 1; at >= 0; at--) {
    const statement = statements[at]!;
    if (statement.tag === "Block" && statement.kids.length === 0) continue;
    if (!statements.slice(0, at).some(alwaysLeaves)) markStatement(statement);
    return;
  }
}

/** True for a statement after which nothing is reached. */
function alwaysLeaves(statement: MatchNode): boolean {
  switch (statement.tag) {
    case "Return":
    case "Throw":
      return true;
    case "Block":
      return statement.kids.some(alwaysLeaves);
    case "If":
      return alwaysLeaves(statement.kids[1]!) && alwaysLeaves(statement.kids[2]!);
    case "Try":
      return alwaysLeaves(statement.kids[0]!) && (!canThrow(statement.kids[0]!) || statement.kids[1]!.kids.every((handler) => alwaysLeaves(handler.kids[1]!)));
    default:
      return false;
  }
}

function markStatement(statement: MatchNode): void {
  switch (statement.tag) {
    case "ExpressionStatement":
      if (isResult(statement.kids[0]!)) statement.isReturn = true;
      return;
    case "Block":
      return markLast(statement.kids);
    case "If":
      markEnd(statement.kids[1]!);
      if (statement.kids[2]!.tag !== "None") markEnd(statement.kids[2]!);
      return;
    case "Label":
      return markEnd(statement.kids[0]!);
    case "Switch":
      return markCases(statement.kids.slice(1));
    case "Try":
      return markTry(statement);
    default:
  }
}

function markTry(statement: MatchNode): void {
  const finalizer = statement.kids[3]!;
  if (finalizer.kids.length > 0) return markEnd(finalizer);
  markEnd(statement.kids[0]!);
  for (const handler of statement.kids[1]!.kids) markEnd(handler.kids[1]!);
}

/** A case that falls through to the next has no last statement of its own. */
function markCases(cases: readonly MatchNode[]): void {
  cases.forEach((one, index) => {
    const body = one.kids[1]!;
    const statements = body.tag === "Block" ? body.kids : [body];
    const isLeft = statements.at(-1)?.tag === "Break";
    if (isLeft || index === cases.length - 1) markLast(isLeft ? statements.slice(0, -1) : statements);
  });
}

/** What is a step of its own in the reference program; assignments to fields, `new` and the like are not. */
function isResult(value: MatchNode): boolean {
  switch (value.tag) {
    case "Conditional":
    case "New":
    case "Sequence":
    case "Record":
    case "Lambda":
    case "AnonymousClass":
    case "AssignOperator":
      return false;
    case "Assign":
      return value.kids[0]!.tag === "Name" && value.kids[1]!.tag === "Call" && !/^(Op:|Typeof)/.test(value.kids[1]!.kids[0]!.sub);
    case "Call":
      return !isStep(value);
    default:
      return true;
  }
}
