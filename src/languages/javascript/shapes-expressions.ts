// Lowering table: expressions, patterns and literals.

import { Flag } from "../../syntax/flags.ts";
import { Kind } from "../../syntax/kinds.ts";
import { Role } from "../../syntax/roles.ts";
import { type EsNode, nodeIn, textIn } from "./estree.ts";
import { type ShapeTable, flagsWhere, nameFromField, plainKey } from "./shape.ts";
import { phaseFlags, startWithDecorators, statementShapes } from "./shapes-statements.ts";
import { templateParts } from "./template-parts.ts";

const optional = flagsWhere(["optional", Flag.Optional]);
const operator = (node: EsNode): string => textIn(node, "operator");
export const comparisons: ReadonlySet<string> = new Set([
  "==", "!=", "===", "!==", "<", "<=", ">", ">=", "in", "instanceof",
]);
const functionExpression = {
  ...statementShapes.FunctionDeclaration!,
  kind: Kind.FunctionExpression,
} as const;

/** One row for each ESTree type of expressions and patterns. `$` marks types that the lowering makes up. */
export const expressionShapes: ShapeTable = {
  Identifier: {
    kind: Kind.Name,
    children: [["typeAnnotation", Role.Type]],
    name: (node) => textIn(node, "name"),
    flags: optional,
  },
  PrivateIdentifier: { kind: Kind.PrivateName, name: (node) => textIn(node, "name") },
  ThisExpression: { kind: Kind.This },
  Super: { kind: Kind.Super },
  ArrayExpression: { kind: Kind.List, children: [["elements", Role.Element]] },
  ObjectExpression: { kind: Kind.Dictionary, children: [["properties", Role.Element]] },
  Property: {
    kind: Kind.Pair,
    name: plainKey,
    flags: pairFlags,
    more: (node) => {
      const value = { node: nodeIn(node, "value")!, role: Role.Value };
      return node.shorthand === true ? [value] : [{ node: nodeIn(node, "key")!, role: Role.Key }, value];
    },
  },
  SpreadElement: { kind: Kind.Spread, children: [["argument", Role.Value]] },
  FunctionExpression: functionExpression,
  TSEmptyBodyFunctionExpression: functionExpression,
  ArrowFunctionExpression: {
    kind: Kind.ArrowFunction,
    children: statementShapes.FunctionDeclaration!.children!,
    flags: (node) =>
      (node.async === true ? Flag.Async : 0) |
      (nodeIn(node, "body")?.type === "BlockStatement" ? 0 : Flag.ExpressionBody),
  },
  ClassExpression: {
    ...statementShapes.ClassDeclaration!,
    kind: Kind.ClassExpression,
  },
  MemberExpression: {
    kind: Kind.Attribute,
    children: [["object", Role.Object], ["property", Role.Property]],
    name: (node) => textIn(nodeIn(node, "property")!, "name"),
    flags: optional,
  },
  /** A MemberExpression with brackets. */
  $Subscript: {
    kind: Kind.Subscript,
    children: [["object", Role.Object], ["property", Role.Index]],
    flags: optional,
  },
  CallExpression: {
    kind: Kind.Call,
    children: [["callee", Role.Callee], ["typeArguments", Role.TypeArgument], ["arguments", Role.Argument]],
    flags: optional,
  },
  NewExpression: {
    kind: Kind.New,
    children: [["callee", Role.Callee], ["typeArguments", Role.TypeArgument], ["arguments", Role.Argument]],
  },
  UnaryExpression: { kind: Kind.Unary, children: [["argument", Role.Operand]], name: operator },
  UpdateExpression: {
    kind: Kind.Update,
    children: [["argument", Role.Operand]],
    name: operator,
    flags: flagsWhere(["prefix", Flag.Prefix]),
  },
  BinaryExpression: {
    kind: Kind.Binary,
    children: [["left", Role.Left], ["right", Role.Right]],
    name: operator,
    flags: (node) => (comparisons.has(operator(node)) ? Flag.Comparison : 0),
  },
  LogicalExpression: {
    kind: Kind.Logical,
    children: [["left", Role.Left], ["right", Role.Right]],
    name: operator,
  },
  AssignmentExpression: { kind: Kind.Assignment, children: [["left", Role.Target], ["right", Role.Value]] },
  /** An AssignmentExpression whose operator is not a lone `=`. */
  $AugmentedAssignment: {
    kind: Kind.AugmentedAssignment,
    children: [["left", Role.Target], ["right", Role.Value]],
    name: operator,
  },
  ConditionalExpression: {
    kind: Kind.Conditional,
    children: [["test", Role.Test], ["consequent", Role.Consequent], ["alternate", Role.Alternate]],
  },
  AwaitExpression: { kind: Kind.Await, children: [["argument", Role.Value]] },
  YieldExpression: {
    kind: Kind.Yield,
    children: [["argument", Role.Value]],
    flags: flagsWhere(["delegate", Flag.Delegate]),
  },
  SequenceExpression: { kind: Kind.Sequence, children: [["expressions", Role.Element]] },
  /** A leaf: `import` and `new` are no names, and `meta` and `target` no references. */
  MetaProperty: {
    kind: Kind.MetaProperty,
    name: (node) => `${nameFromField("meta")(node)}.${nameFromField("property")(node)}`,
  },
  ImportExpression: {
    kind: Kind.ImportExpression,
    children: [["source", Role.Source], ["options", Role.Options]],
    flags: phaseFlags,
  },
  TemplateLiteral: { kind: Kind.TemplateString, name: () => "`", more: templateParts },
  $StringPart: { kind: Kind.StringPart, name: (node) => textIn(node, "value") },
  $Interpolation: { kind: Kind.Interpolation, children: [["expression", Role.Value]] },
  TaggedTemplateExpression: {
    kind: Kind.TaggedTemplate,
    children: [["tag", Role.Callee], ["typeArguments", Role.TypeArgument], ["quasi", Role.Value]],
  },
  $Hole: { kind: Kind.Empty },

  ArrayPattern: {
    kind: Kind.ListPattern,
    children: [["elements", Role.Element], ["typeAnnotation", Role.Type]],
  },
  ObjectPattern: {
    kind: Kind.DictionaryPattern,
    children: [["properties", Role.Element], ["typeAnnotation", Role.Type]],
  },
  AssignmentPattern: { kind: Kind.DefaultPattern, children: [["left", Role.Target], ["right", Role.Default]] },
  RestElement: { kind: Kind.Spread, children: [["argument", Role.Value]] },
  /** A formal parameter, around what ESTree puts in `params`; made by `parameter.ts`. */
  $Parameter: {
    kind: Kind.Parameter,
    children: [
      ["decorators", Role.Decorator],
      ["target", Role.Target],
      ["typeAnnotation", Role.Type],
      ["default", Role.Default],
    ],
    name: nameFromField("target"),
    flags: (node) => node.flags as number,
    start: startWithDecorators,
  },

  $String: {
    kind: Kind.String,
    name: (node) => textIn(node, "value"),
    flags: (node, text) => (text.charCodeAt(node.start) === singleQuote ? Flag.SingleQuoted : 0),
  },
  $Number: {
    kind: Kind.Number,
    name: (node, text) => numberText(node, text),
    flags: (node, text) => (isFloat(numberText(node, text)) ? Flag.Float : 0),
  },
  $BigInteger: { kind: Kind.Number, name: numberText, flags: () => Flag.BigInteger },
  $Boolean: { kind: Kind.Boolean, name: (node) => String(node.value) },
  $Null: { kind: Kind.Null, name: () => "null" },
  $Regex: { kind: Kind.Regex, name: (node) => (node.regex as { pattern: string }).pattern },

  V8IntrinsicExpression: {
    kind: Kind.Other,
    children: [["name", Role.Callee], ["arguments", Role.Argument]],
    name: (node) => node.type,
  },
};

const singleQuote = 39;

function pairFlags(node: EsNode): number {
  let flags = 0;
  if (node.shorthand === true) flags |= Flag.Shorthand;
  if (node.computed === true) flags |= Flag.Computed;
  if (node.method === true) flags |= Flag.MethodPair;
  if (node.kind === "get") flags |= Flag.Getter;
  if (node.kind === "set") flags |= Flag.Setter;
  return flags;
}

/** A number as it is named: without separators, in lower case. */
export function numberText(node: { readonly start: number; readonly end: number }, text: string): string {
  return text.slice(node.start, node.end).replaceAll("_", "").toLowerCase();
}

/** True where the number's text has a fraction or an exponent. */
export function isFloat(number: string): boolean {
  return !number.startsWith("0x") && /[.e]/.test(number);
}
