// What the compiler's types say of promises.

import type ts from "typescript";
import type { TypedProgram } from "./typed-program.ts";

/** True where the value may be a promise. */
export function isPromiseType(typed: TypedProgram, node: ts.Expression): boolean {
  return partsOf(typed.checker.getTypeAtLocation(node)).some((type) => isPromise(typed, type));
}

/** True where the value is nothing but a promise: of one that may be missing as well the question is right. */
export function isAlwaysPromise(typed: TypedProgram, node: ts.Expression): boolean {
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
