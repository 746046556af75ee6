// Finds promises that nothing handles, that are asked whether they are true, or that stand where no result is wanted.

import type ts from "typescript";
import { mayReject } from "./may-reject.ts";
import { isAlwaysPromise, isPromiseType, partsOf, skipWrapping } from "./promise-types.ts";
import type { ReportType, TypedProgram } from "./typed-program.ts";

export function checkPromises(typed: TypedProgram, node: ts.Node, report: ReportType): void {
  const { ts: compiler } = typed;
  if (compiler.isExpressionStatement(node)) {
    const dropped = unhandled(typed, node.expression);
    if (dropped !== undefined && mayReject(typed, dropped)) report({ kind: "dropped-promise", node: dropped });
    return;
  }
  const condition = conditionOf(typed, node);
  if (condition !== undefined && isAlwaysPromise(typed, condition)) report({ kind: "promise-as-condition", node: condition });
  if (compiler.isCallExpression(node) || compiler.isNewExpression(node)) checkArguments(typed, node, report);
}

/** The part of a statement's expression whose promise nothing sees to; undefined where there is none. */
function unhandled(typed: TypedProgram, expression: ts.Expression): ts.Expression | undefined {
  const { ts: compiler } = typed;
  const inner = skipWrapping(compiler, expression);
  if (compiler.isBinaryExpression(inner)) {
    const operator = inner.operatorToken.kind;
    if (operator === compiler.SyntaxKind.CommaToken) return unhandled(typed, inner.left) ?? unhandled(typed, inner.right);
    const isChoice = operator === compiler.SyntaxKind.AmpersandAmpersandToken || operator === compiler.SyntaxKind.BarBarToken || operator === compiler.SyntaxKind.QuestionQuestionToken;
    return isChoice ? unhandled(typed, inner.right) : undefined;
  }
  if (compiler.isConditionalExpression(inner)) return unhandled(typed, inner.whenTrue) ?? unhandled(typed, inner.whenFalse);
  // `void` says that it is meant; what is awaited or assigned is handled.
  const isUse = compiler.isVoidExpression(inner) || compiler.isAwaitExpression(inner) || compiler.isYieldExpression(inner);
  if (isUse || !isPromiseType(typed, inner)) return undefined;
  if (!compiler.isCallExpression(inner) || !compiler.isPropertyAccessExpression(inner.expression)) return inner;
  return chained(typed, inner, inner.expression);
}

/** `.catch(f)` and `.then(f, g)` see to errors; `.finally(f)` leaves that to what stands in front. */
function chained(typed: TypedProgram, call: ts.CallExpression, { name, expression }: ts.PropertyAccessExpression): ts.Expression | undefined {
  const given = call.arguments.filter((argument) => argument.getText() !== "undefined" && argument.kind !== typed.ts.SyntaxKind.NullKeyword);
  if (!isPromiseType(typed, expression)) return call;
  if (name.text === "catch") return given.length > 0 ? undefined : call;
  if (name.text === "then") return call.arguments.length > 1 && given.length > 1 ? undefined : call;
  return name.text === "finally" ? unhandled(typed, expression) && call : call;
}

function conditionOf({ ts: compiler }: TypedProgram, node: ts.Node): ts.Expression | undefined {
  if (compiler.isIfStatement(node) || compiler.isWhileStatement(node) || compiler.isDoStatement(node)) return node.expression;
  if (compiler.isForStatement(node) || compiler.isConditionalExpression(node)) return node.condition;
  if (compiler.isPrefixUnaryExpression(node) && node.operator === compiler.SyntaxKind.ExclamationToken) return node.operand;
  const isAnd = compiler.isBinaryExpression(node) && (node.operatorToken.kind === compiler.SyntaxKind.AmpersandAmpersandToken || node.operatorToken.kind === compiler.SyntaxKind.BarBarToken);
  return isAnd ? node.left : undefined;
}

/** An async function as an argument whose result nothing looks at: its errors go nowhere. */
function checkArguments(typed: TypedProgram, call: ts.CallExpression | ts.NewExpression, report: ReportType): void {
  const { ts: compiler, checker } = typed;
  for (const argument of call.arguments ?? []) {
    if (!compiler.isArrowFunction(argument) && !compiler.isFunctionExpression(argument)) continue;
    const isAsync = argument.modifiers?.some(({ kind }) => kind === compiler.SyntaxKind.AsyncKeyword) === true;
    const wanted = isAsync ? checker.getContextualType(argument) : undefined;
    const signatures = wanted === undefined ? [] : partsOf(wanted).flatMap((part) => part.getCallSignatures());
    const isVoid = signatures.length > 0 && signatures.every((signature) => (signature.getReturnType().flags & compiler.TypeFlags.Void) !== 0);
    if (isVoid) report({ kind: "promise-for-nothing", node: argument.modifiers![0]! });
  }
}
