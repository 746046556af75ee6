// Finds promises that nothing handles, that are asked whether they are true, or that stand where no result is wanted.

import type ts from "typescript";
import type { ReportType, TypedProgram } from "./typed-program.ts";

export function checkPromises(typed: TypedProgram, node: ts.Node, report: ReportType): void {
  const { ts: compiler } = typed;
  if (compiler.isExpressionStatement(node)) {
    const dropped = unhandled(typed, node.expression);
    if (dropped !== undefined) report({ kind: "dropped-promise", node: dropped });
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
  if (isUse || !mayBePromise(typed, inner)) return undefined;
  if (!compiler.isCallExpression(inner) || !compiler.isPropertyAccessExpression(inner.expression)) return inner;
  return chained(typed, inner, inner.expression);
}

/** `.catch(f)` and `.then(f, g)` see to errors; `.finally(f)` leaves that to what stands in front. */
function chained(typed: TypedProgram, call: ts.CallExpression, { name, expression }: ts.PropertyAccessExpression): ts.Expression | undefined {
  const given = call.arguments.filter((argument) => argument.getText() !== "undefined" && argument.kind !== typed.ts.SyntaxKind.NullKeyword);
  if (!mayBePromise(typed, expression)) return call;
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

function mayBePromise(typed: TypedProgram, node: ts.Expression): boolean {
  return partsOf(typed.checker.getTypeAtLocation(node)).some((type) => isPromise(typed, type));
}

/** Of a promise that may be missing as well the question is right. */
function isAlwaysPromise(typed: TypedProgram, node: ts.Expression): boolean {
  return typed.isStrict && partsOf(typed.checker.getTypeAtLocation(node)).every((type) => isPromise(typed, type));
}

export function partsOf(type: ts.Type): readonly ts.Type[] {
  return type.isUnion() ? type.types : [type];
}

const deepestBase = 10;

/** The platform's own Promise, or a class that extends it. */
function isPromise(typed: TypedProgram, type: ts.Type, depth = 0): boolean {
  const symbol = type.getSymbol();
  if (symbol?.name === "Promise") return symbol.declarations?.some((declaration) => typed.program.isSourceFileDefaultLibrary(declaration.getSourceFile())) === true;
  if (depth >= deepestBase || symbol === undefined || (symbol.flags & (typed.ts.SymbolFlags.Class | typed.ts.SymbolFlags.Interface)) === 0) return false;
  return (type.getBaseTypes() ?? []).some((base) => isPromise(typed, base, depth + 1));
}

/** What stands inside parentheses, `as`, `satisfies` and `!`. */
export function skipWrapping(compiler: typeof ts, expression: ts.Expression): ts.Expression {
  let at = expression;
  while (compiler.isParenthesizedExpression(at) || compiler.isAsExpression(at) || compiler.isSatisfiesExpression(at) || compiler.isNonNullExpression(at)) at = at.expression;
  return at;
}
