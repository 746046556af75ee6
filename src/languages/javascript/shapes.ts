// All rows of the lowering tables, by ESTree type.

import type { Shape, ShapeTable } from "./shape.ts";
import { expressionShapes } from "./shapes-expressions.ts";
import { jsxShapes } from "./shapes-jsx.ts";
import { statementShapes } from "./shapes-statements.ts";
import { typeShapes } from "./shapes-types.ts";

export const shapes: ReadonlyMap<string, Shape> = new Map(
  Object.entries<Shape>({ ...statementShapes, ...expressionShapes, ...typeShapes, ...jsxShapes } satisfies ShapeTable),
);

/** Types that stand for their one child, and the field that holds it. */
export const wrappers: ReadonlyMap<string, string> = new Map([
  ["ParenthesizedExpression", "expression"],
  ["ChainExpression", "expression"],
  ["TSParenthesizedType", "typeAnnotation"],
  ["TSTypeAnnotation", "typeAnnotation"],
  ["TSExternalModuleReference", "expression"],
]);

/** Types that stand for the list of their children, and the field that holds it. */
export const flattened: ReadonlyMap<string, string> = new Map([
  ["TSTypeParameterInstantiation", "params"],
  ["TSTypeParameterDeclaration", "params"],
  ["TSEnumBody", "members"],
]);

/** The wrappers that leave a trace: the flag Parenthesized. */
export const parentheses: ReadonlySet<string> = new Set(["ParenthesizedExpression", "TSParenthesizedType"]);
