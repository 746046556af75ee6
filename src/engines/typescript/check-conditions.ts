// Finds conditions whose type leaves no choice: an object, function or symbol is always true.

import type ts from "typescript";
import { partsOf, skipWrapping } from "./promise-types.ts";
import type { ReportType, TypedProgram } from "./typed-program.ts";

export function checkConditions(typed: TypedProgram, node: ts.Node, report: ReportType): void {
  const { ts: compiler } = typed;
  const isChoice = compiler.isIfStatement(node) || compiler.isConditionalExpression(node);
  if (!isChoice) return;
  for (const asked of operandsOf(typed, compiler.isIfStatement(node) ? node.expression : node.condition)) if (isAlwaysTrue(typed, asked)) report({ kind: "always-true", node: asked });
}

/** What `&&`, `||` and `!` ask about, each by itself. */
function operandsOf({ ts: compiler }: TypedProgram, condition: ts.Expression): ts.Expression[] {
  const found: ts.Expression[] = [];
  const pending = [condition];
  for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
    const inner = skipWrapping(compiler, at);
    if (compiler.isPrefixUnaryExpression(inner) && inner.operator === compiler.SyntaxKind.ExclamationToken) pending.push(inner.operand);
    else if (compiler.isBinaryExpression(inner) && (inner.operatorToken.kind === compiler.SyntaxKind.AmpersandAmpersandToken || inner.operatorToken.kind === compiler.SyntaxKind.BarBarToken)) pending.push(inner.left, inner.right);
    else found.push(inner);
  }
  return found;
}

/** Names and their properties only: what an index or a call gives may be missing in spite of its type. */
function isAlwaysTrue({ ts: compiler, checker }: TypedProgram, node: ts.Expression): boolean {
  for (let at: ts.Expression = node; !compiler.isIdentifier(at) && at.kind !== compiler.SyntaxKind.ThisKeyword; at = at.expression) {
    if (!compiler.isPropertyAccessExpression(at) || at.questionDotToken !== undefined) return false;
  }
  return partsOf(checker.getTypeAtLocation(node)).every((type) => (type.flags & (compiler.TypeFlags.Object | compiler.TypeFlags.ESSymbol | compiler.TypeFlags.UniqueESSymbol)) !== 0 && !isEmptyObject(checker, type));
}

/** `{}` stands for every value that is there, zero and the empty text among them. */
function isEmptyObject(checker: ts.TypeChecker, type: ts.Type): boolean {
  return checker.getPropertiesOfType(type).length === 0 && type.getCallSignatures().length === 0 && type.getConstructSignatures().length === 0;
}
