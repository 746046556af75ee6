// Lowering table: statements, declarations, modules and classes.

import { Flag } from "../../syntax/flags.ts";
import { Kind } from "../../syntax/kinds.ts";
import { Role } from "../../syntax/roles.ts";
import { type EsNode, nodeIn, nodesIn, textIn } from "./estree.ts";
import { type PendingChild, type ShapeTable, flagsWhere, memberFlags, nameFromField, plainKey } from "./shape.ts";

const functionFlags = flagsWhere(["async", Flag.Async], ["generator", Flag.Generator], ["declare", Flag.Declare]);
const functionChildren = [
  ["id", Role.NameOf],
  ["typeParameters", Role.TypeParameter],
  ["params", Role.Parameter],
  ["returnType", Role.ReturnType],
  ["body", Role.Body],
] as const;
const classFlags = flagsWhere(["abstract", Flag.Abstract], ["declare", Flag.Declare]);
const classChildren = [
  ["decorators", Role.Decorator],
  ["id", Role.NameOf],
  ["typeParameters", Role.TypeParameter],
  ["superClass", Role.Base],
  ["superTypeArguments", Role.TypeArgument],
  ["implements", Role.Implements],
  ["body", Role.Body],
] as const;
const method = {
  kind: Kind.Method,
  children: [["decorators", Role.Decorator], ["key", Role.Key], ["value", Role.Value]],
  name: plainKey,
  flags: memberFlags,
  start: startWithDecorators,
} as const;
const field = {
  kind: Kind.Field,
  children: [["decorators", Role.Decorator], ["key", Role.Key], ["typeAnnotation", Role.Type], ["value", Role.Value]],
  name: plainKey,
  flags: memberFlags,
  start: startWithDecorators,
} as const;
/** `accessor x` is a field that is both getter and setter. */
const accessorField = {
  ...field,
  flags: (node: EsNode) => memberFlags(node) | Flag.Getter | Flag.Setter,
} as const;

/** One row for each ESTree type of statements, declarations, modules and classes. */
export const statementShapes: ShapeTable = {
  ExpressionStatement: {
    kind: Kind.ExpressionStatement,
    children: [["expression", Role.Expression]],
    flags: (node) => (typeof node.directive === "string" ? Flag.Directive : 0),
  },
  BlockStatement: { kind: Kind.Block, children: [["body", Role.Body]] },
  EmptyStatement: { kind: Kind.Empty },
  DebuggerStatement: { kind: Kind.Debugger },
  VariableDeclaration: {
    kind: Kind.VariableDeclaration,
    children: [["declarations", Role.Declaration]],
    name: (node) => textIn(node, "kind"),
    flags: flagsWhere(["declare", Flag.Declare]),
  },
  VariableDeclarator: {
    kind: Kind.VariableDeclarator,
    children: [["id", Role.Target], ["init", Role.Value]],
    flags: flagsWhere(["definite", Flag.Definite]),
  },
  IfStatement: {
    kind: Kind.If,
    children: [["test", Role.Test], ["consequent", Role.Consequent], ["alternate", Role.Alternate]],
  },
  ForStatement: {
    kind: Kind.For,
    children: [["init", Role.Init], ["test", Role.Test], ["update", Role.Update], ["body", Role.Body]],
  },
  ForInStatement: {
    kind: Kind.ForEach,
    children: [["left", Role.Target], ["right", Role.Iterable], ["body", Role.Body]],
    name: () => "in",
  },
  ForOfStatement: {
    kind: Kind.ForEach,
    children: [["left", Role.Target], ["right", Role.Iterable], ["body", Role.Body]],
    name: () => "of",
    flags: flagsWhere(["await", Flag.Async]),
  },
  WhileStatement: { kind: Kind.While, children: [["test", Role.Test], ["body", Role.Body]] },
  DoWhileStatement: { kind: Kind.DoWhile, children: [["body", Role.Body], ["test", Role.Test]] },
  SwitchStatement: { kind: Kind.Switch, children: [["discriminant", Role.Subject], ["cases", Role.Case]] },
  SwitchCase: {
    kind: Kind.Case,
    children: [["test", Role.Pattern], ["consequent", Role.Body]],
    flags: (node) => (nodeIn(node, "test") === undefined ? Flag.Default : 0),
  },
  TryStatement: {
    kind: Kind.Try,
    children: [["block", Role.Body], ["handler", Role.Handler], ["finalizer", Role.Finalizer]],
  },
  CatchClause: { kind: Kind.Handler, children: [["param", Role.Target], ["body", Role.Body]] },
  ThrowStatement: { kind: Kind.Throw, children: [["argument", Role.Value]] },
  ReturnStatement: { kind: Kind.Return, children: [["argument", Role.Value]] },
  BreakStatement: { kind: Kind.Break, children: [["label", Role.Label]] },
  ContinueStatement: { kind: Kind.Continue, children: [["label", Role.Label]] },
  LabeledStatement: { kind: Kind.Labeled, children: [["label", Role.Label], ["body", Role.Body]] },
  WithStatement: { kind: Kind.With, children: [["object", Role.Item], ["body", Role.Body]] },

  FunctionDeclaration: {
    kind: Kind.FunctionDeclaration,
    children: functionChildren,
    name: nameFromField("id"),
    flags: functionFlags,
  },
  /** An overload or an ambient function: a declaration without Body. */
  TSDeclareFunction: {
    kind: Kind.FunctionDeclaration,
    children: functionChildren,
    name: nameFromField("id"),
    flags: functionFlags,
  },
  ClassDeclaration: {
    kind: Kind.ClassDeclaration,
    children: classChildren,
    name: nameFromField("id"),
    flags: classFlags,
    start: startWithDecorators,
  },
  ClassBody: { kind: Kind.Block, children: [["body", Role.Body]] },
  MethodDefinition: method,
  TSAbstractMethodDefinition: method,
  PropertyDefinition: field,
  TSAbstractPropertyDefinition: field,
  AccessorProperty: accessorField,
  TSAbstractAccessorProperty: accessorField,
  StaticBlock: { kind: Kind.StaticBlock, children: [["body", Role.Body]] },
  Decorator: { kind: Kind.Decorator, children: [["expression", Role.Expression]] },

  ImportDeclaration: {
    kind: Kind.ImportFrom,
    children: [["specifiers", Role.Item], ["source", Role.Source], ["attributes", Role.Options]],
    name: sourceName,
    flags: (node) => typeOnly(node, "importKind") | phaseFlags(node),
  },
  ImportAttribute: {
    kind: Kind.Pair,
    children: [["key", Role.Key], ["value", Role.Value]],
    name: plainKey,
  },
  ImportSpecifier: {
    kind: Kind.ImportSpecifier,
    children: [["imported", Role.Imported]],
    name: (node) => exportName(nodeIn(node, "imported")),
    flags: (node) => typeOnly(node, "importKind"),
    more: (node) => aliasOf(node, "imported", "local", Role.Local),
  },
  ImportDefaultSpecifier: {
    kind: Kind.ImportSpecifier,
    children: [["local", Role.Local]],
    name: () => "default",
    flags: () => Flag.Default,
  },
  ImportNamespaceSpecifier: {
    kind: Kind.ImportSpecifier,
    children: [["local", Role.Local]],
    name: () => "*",
    flags: () => Flag.Wildcard,
  },
  TSImportEqualsDeclaration: {
    kind: Kind.Import,
    flags: (node) => typeOnly(node, "importKind"),
    more: (node) => {
      const start = nodeIn(node, "id")?.start ?? node.start;
      const end = nodeIn(node, "moduleReference")?.end ?? node.end;
      return [{ node: { ...node, type: "$ImportModule", start, end }, role: Role.Item }];
    },
  },
  /** The part of `import x = …` behind the keyword; made by the row above. */
  $ImportModule: {
    kind: Kind.ImportModule,
    children: [["id", Role.Local], ["moduleReference", Role.Source]],
    name: (node) => moduleReferenceName(nodeIn(node, "moduleReference")),
  },
  ExportNamedDeclaration: {
    kind: Kind.Export,
    children: [
      ["declaration", Role.Declaration],
      ["specifiers", Role.Item],
      ["source", Role.Source],
      ["attributes", Role.Options],
    ],
    name: sourceName,
    flags: (node) => typeOnly(node, "exportKind"),
    start: startWithDeclaration,
  },
  ExportDefaultDeclaration: {
    kind: Kind.Export,
    flags: () => Flag.Default,
    more: (node) => {
      const declaration = nodeIn(node, "declaration")!;
      const role = declaredTypes.has(declaration.type) ? Role.Declaration : Role.Value;
      return [{ node: declaration, role }];
    },
    start: startWithDeclaration,
  },
  ExportAllDeclaration: {
    kind: Kind.Export,
    children: [["exported", Role.Exported], ["source", Role.Source], ["attributes", Role.Options]],
    name: sourceName,
    flags: (node) => Flag.Wildcard | typeOnly(node, "exportKind"),
  },
  ExportSpecifier: {
    kind: Kind.ExportSpecifier,
    children: [["local", Role.Local]],
    name: (node) => exportName(nodeIn(node, "exported")),
    flags: (node) => typeOnly(node, "exportKind"),
    more: (node) => aliasOf(node, "local", "exported", Role.Exported),
  },
  TSExportAssignment: { kind: Kind.Export, children: [["expression", Role.Value]] },
  TSNamespaceExportDeclaration: {
    kind: Kind.Other,
    children: [["id", Role.Exported]],
    name: (node) => node.type,
  },
  /** Text that could not be read; made by `recover.ts`. */
  $ErrorRegion: { kind: Kind.ErrorRegion, children: [["names", Role.Child]] },
};

/** ESTree types that `export default` declares rather than evaluates. */
const declaredTypes: ReadonlySet<string> = new Set([
  "FunctionDeclaration",
  "TSDeclareFunction",
  "ClassDeclaration",
  "TSInterfaceDeclaration",
]);

/** The start with decorators, which ESTree leaves outside a node in some positions. */
export function startWithDecorators(node: EsNode): number {
  const first = nodesIn(node, "decorators")[0];
  return first != null && first.start < node.start ? first.start : node.start;
}

/** Decorators may stand before `export`: the export then starts with them. */
function startWithDeclaration(node: EsNode): number {
  const declaration = nodeIn(node, "declaration");
  return declaration === undefined ? node.start : Math.min(node.start, startWithDecorators(declaration));
}

function typeOnly(node: EsNode, field: string): number {
  return node[field] === "type" ? Flag.TypeOnly : 0;
}

/** `import defer` and `import source` have no flags of their own; on imports Async stands for defer, Static for source. */
export function phaseFlags(node: EsNode): number {
  return node.phase === "defer" ? Flag.Async : node.phase === "source" ? Flag.Static : 0;
}

function sourceName(node: EsNode): string {
  return exportName(nodeIn(node, "source"));
}

/** The text of an identifier or a string in a module list. */
function exportName(node: EsNode | undefined): string {
  return node === undefined ? "" : textIn(node, "name") || textIn(node, "value");
}

/** The second name of `a as b`; nothing where the source writes one name for both. */
function aliasOf(node: EsNode, first: string, second: string, role: Role): PendingChild[] {
  const alias = nodeIn(node, second);
  return alias === undefined || alias.start === nodeIn(node, first)?.start ? [] : [{ node: alias, role }];
}

function moduleReferenceName(node: EsNode | undefined): string {
  if (node === undefined) return "";
  if (node.type === "TSExternalModuleReference") return exportName(nodeIn(node, "expression"));
  if (node.type !== "TSQualifiedName") return textIn(node, "name");
  const names: string[] = [];
  for (let at: EsNode | undefined = node; at !== undefined; at = nodeIn(at, "left")) {
    names.push(at.type === "TSQualifiedName" ? textIn(nodeIn(at, "right")!, "name") : textIn(at, "name"));
  }
  return names.reverse().join(".");
}
