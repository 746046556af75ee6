// Tells whether a promise can be rejected, as far as the code that makes it is there to be read.

import type ts from "typescript";
import { isPromiseType, skipWrapping } from "./promise-types.ts";
import type { TypedProgram } from "./typed-program.ts";

/** Calls within calls are read so deep; deeper ones may reject. */
const deepestCall = 6;

/** The runner itself waits for what these modules return, and tells of errors. */
const runnerModules: ReadonlySet<string> = new Set(["node:test", "test"]);

interface Reading extends TypedProgram {
  readonly depth: number;
  /** Functions that are being read: one that only calls itself brings no errors of its own. */
  readonly reading: ReadonlySet<ts.Node>;
}

/** False where each error is caught inside. Errors of calls that return no promise are left out of sight. */
export function mayReject(typed: TypedProgram, expression: ts.Expression): boolean {
  return expressionMayReject({ ...typed, depth: 0, reading: new Set() }, expression);
}

function expressionMayReject(typed: Reading, expression: ts.Expression): boolean {
  const { ts: compiler } = typed;
  const inner = skipWrapping(compiler, expression);
  if (!isPromiseType(typed, inner)) return false;
  if (compiler.isConditionalExpression(inner)) return expressionMayReject(typed, inner.whenTrue) || expressionMayReject(typed, inner.whenFalse);
  // What is kept as well has somebody who may see to it.
  if (compiler.isBinaryExpression(inner) && inner.operatorToken.kind === compiler.SyntaxKind.EqualsToken) return false;
  if (compiler.isNewExpression(inner)) return executorMayReject(typed, inner);
  if (!compiler.isCallExpression(inner)) return true;
  const callee = skipWrapping(compiler, inner.expression);
  if (compiler.isPropertyAccessExpression(callee)) {
    if (isPromiseType(typed, callee.expression)) return chainMayReject(typed, inner, callee);
    if (callee.expression.getText() === "Promise") return staticMayReject(typed, inner, callee.name.text);
  }
  const declaration = typed.checker.getResolvedSignature(inner)?.declaration;
  if (declaration === undefined || !compiler.isFunctionLike(declaration)) return true;
  return !isOfRunner(typed, declaration) && functionMayReject(typed, declaration);
}

/** `new Promise((resolve) => …)` has nothing at hand to reject with. */
function executorMayReject(typed: Reading, made: ts.NewExpression): boolean {
  const executor = made.arguments?.[0];
  if (made.expression.getText() !== "Promise" || executor === undefined || !isFunctionLiteral(typed, executor)) return true;
  return executor.parameters.length > 1 || functionMayReject(typed, executor);
}

function chainMayReject(typed: Reading, call: ts.CallExpression, { name, expression }: ts.PropertyAccessExpression): boolean {
  const handlers = call.arguments.map((handler) => !isFunctionLiteral(typed, handler) || functionMayReject(typed, handler));
  if (name.text === "catch") return handlers[0] ?? true;
  if (name.text === "then" && handlers.length > 1) return handlers[0]! || handlers[1]!;
  return (name.text !== "then" && name.text !== "finally") || expressionMayReject(typed, expression) || handlers.includes(true);
}

function staticMayReject(typed: Reading, call: ts.CallExpression, name: string): boolean {
  if (name === "allSettled") return false;
  return name !== "resolve" || call.arguments.some((argument) => expressionMayReject(typed, argument));
}

function isOfRunner({ ts: compiler }: Reading, declaration: ts.Node): boolean {
  for (let at: ts.Node = declaration; at !== undefined; at = at.parent) {
    if (compiler.isModuleDeclaration(at) && runnerModules.has(at.name.text)) return true;
  }
  return false;
}

function isFunctionLiteral({ ts: compiler }: TypedProgram, node: ts.Node): node is ts.ArrowFunction | ts.FunctionExpression {
  return compiler.isArrowFunction(node) || compiler.isFunctionExpression(node);
}

function functionMayReject(typed: Reading, declaration: ts.SignatureDeclaration): boolean {
  const { body } = declaration as ts.FunctionLikeDeclaration;
  // A declaration alone tells nothing, and a generator runs elsewhere.
  if (body === undefined || typed.depth >= deepestCall || (declaration as ts.FunctionLikeDeclaration).asteriskToken !== undefined) return true;
  if (typed.reading.has(declaration)) return false;
  const inside = { ...typed, depth: typed.depth + 1, reading: new Set([...typed.reading, declaration]) };
  return typed.ts.isBlock(body) ? partMayReject(inside, body, false) : partMayReject(inside, body, false) || expressionMayReject(inside, body);
}

/** `isCaught`: inside a `try` that catches; what leaves it as a promise is not caught. */
function partMayReject(typed: Reading, node: ts.Node, isCaught: boolean): boolean {
  const { ts: compiler } = typed;
  if (compiler.isFunctionLike(node) || compiler.isClassLike(node)) return false;
  if (compiler.isTryStatement(node)) {
    const { tryBlock, catchClause, finallyBlock } = node;
    const isHeld = isCaught || catchClause !== undefined;
    return partMayReject(typed, tryBlock, isHeld) || [catchClause, finallyBlock].some((part) => part !== undefined && partMayReject(typed, part, isCaught));
  }
  if (compiler.isReturnStatement(node) && node.expression !== undefined && expressionMayReject(typed, node.expression)) return true;
  if (!isCaught && rejectsHere(typed, node)) return true;
  return compiler.forEachChild(node, (child) => partMayReject(typed, child, isCaught) || undefined) === true;
}

function rejectsHere(typed: Reading, node: ts.Node): boolean {
  const { ts: compiler } = typed;
  if (compiler.isThrowStatement(node)) return true;
  if (compiler.isForOfStatement(node)) return node.awaitModifier !== undefined;
  return compiler.isAwaitExpression(node) && expressionMayReject(typed, node.expression);
}
