// What the structs of oxc's buffer mean where their ESTree type does not say it: kinds, flags, children, names.

import { Flag } from "../../syntax/flags.ts";
import { Kind } from "../../syntax/kinds.ts";
import { Role } from "../../syntax/roles.ts";
import { shapes } from "./shapes.ts";

export const booleanFlags: Readonly<Record<string, number>> = {
  async: Flag.Async, generator: Flag.Generator, static: Flag.Static, computed: Flag.Computed, optional: Flag.Optional,
  declare: Flag.Declare, abstract: Flag.Abstract, readonly: Flag.Readonly, override: Flag.Override,
  definite: Flag.Definite, delegate: Flag.Delegate, prefix: Flag.Prefix, const: Flag.Const, await: Flag.Async,
  method: Flag.MethodPair, shorthand: Flag.Shorthand,
};
export const valueFlags: Readonly<Record<string, number>> = {
  get: Flag.Getter, set: Flag.Setter, constructor: Flag.Constructor, private: Flag.Private, protected: Flag.Protected,
  public: Flag.Public, type: Flag.TypeOnly, defer: Flag.Async, source: Flag.Static,
  TSAbstractMethodDefinition: Flag.Abstract, TSAbstractPropertyDefinition: Flag.Abstract,
  TSAbstractAccessorProperty: Flag.Abstract,
};
export const constantFlags: Readonly<Record<string, number>> = {
  Directive: Flag.Directive, ImportDefaultSpecifier: Flag.Default, ImportNamespaceSpecifier: Flag.Wildcard,
  ExportDefaultDeclaration: Flag.Default, ExportAllDeclaration: Flag.Wildcard,
  AccessorProperty: Flag.Getter | Flag.Setter, PrivateInExpression: Flag.Comparison, BigIntLiteral: Flag.BigInteger,
  AssignmentTargetPropertyIdentifier: Flag.Shorthand,
};
/** Fields of these readers say something by their byte. */
export const flagReaders: ReadonlySet<string> = new Set([
  "OptionTSAccessibility", "MethodDefinitionKind", "PropertyKind", "TSMethodSignatureKind", "ImportOrExportKind",
  "OptionImportPhase", "MethodDefinitionType", "PropertyDefinitionType", "AccessorPropertyType",
]);

/** The kind of structs whose ESTree type has several, or none. */
export const kinds: Readonly<Record<string, Kind>> = {
  Function: Kind.FunctionDeclaration, Class: Kind.ClassDeclaration, ComputedMemberExpression: Kind.Subscript,
  BooleanLiteral: Kind.Boolean, NullLiteral: Kind.Null, NumericLiteral: Kind.Number, BigIntLiteral: Kind.Number,
  StringLiteral: Kind.String, RegExpLiteral: Kind.Regex, FormalParameter: Kind.Parameter,
  TSThisParameter: Kind.Parameter, TSIndexSignatureName: Kind.Parameter, $StringPart: Kind.StringPart,
  $Interpolation: Kind.Interpolation, $ShorthandDefault: Kind.DefaultPattern, $RestParameter: Kind.Parameter,
  $ImportModule: Kind.ImportModule, $JsxString: Kind.String,
};
/** Children that the shape rows give by code or under other field names. An empty list: the lowering adds them. */
export const children: Readonly<Record<string, readonly (readonly [field: string, role: Role])[]>> = {
  Function: [
    ["id", Role.NameOf], ["typeParameters", Role.TypeParameter], ["thisParam", Role.Parameter],
    ["params", Role.Parameter], ["returnType", Role.ReturnType], ["body", Role.Body],
  ],
  Class: [...shapes.get("ClassDeclaration")!.children!],
  ComputedMemberExpression: [["object", Role.Object], ["property", Role.Index]],
  FunctionBody: [["body", Role.Body], ["statements", Role.Body]],
  TSModuleBlock: [["body", Role.Body], ["statements", Role.Body]],
  Program: [["body", Role.Body], ["statements", Role.Body]],
  VariableDeclarator: [["$target", Role.Target], ["init", Role.Value]],
  ImportDeclaration: [["specifiers", Role.Item], ["source", Role.Source], ["withClause", Role.Options]],
  ExportFromDeclaration: [["specifiers", Role.Item], ["source", Role.Source], ["withClause", Role.Options]],
  ExportAllDeclaration: [["exported", Role.Exported], ["source", Role.Source], ["withClause", Role.Options]],
  ObjectPattern: [["properties", Role.Element], ["rest", Role.Element]],
  ObjectAssignmentTarget: [["properties", Role.Element], ["rest", Role.Element]],
  TSTypeAssertion: [["typeAnnotation", Role.Type], ["expression", Role.Value]],
  $ImportModule: [],
  JSXMemberExpression: [["object", Role.Object], ["property", Role.Property]],
  FormalParameter: [["decorators", Role.Decorator], ["param", Role.Target], ["typeAnnotation", Role.Type], ["right", Role.Default]],
  ObjectProperty: [["key", Role.Key], ["value", Role.Value]],
  BindingProperty: [["key", Role.Key], ["value", Role.Value]],
  AssignmentTargetPropertyProperty: [["key", Role.Key], ["value", Role.Value]],
  ...withThis("TSCallSignatureDeclaration"),
  ...withThis("TSMethodSignature"),
  ...withThis("TSFunctionType"),
  ...Object.fromEntries(
    [
      "ArrayExpression", "ArrayPattern", "ArrayAssignmentTarget", "ImportSpecifier", "ExportSpecifier",
      "AssignmentTargetPropertyIdentifier", "TSThisParameter", "TSIndexSignatureName", "TSNamespaceDeclaration",
      "TSGlobalDeclaration",
    ].map((name) => [name, []]),
  ),
};

function withThis(struct: string): Record<string, readonly (readonly [string, Role])[]> {
  return {
    [struct]: [
      ["key", Role.Key], ["typeParameters", Role.TypeParameter], ["thisParam", Role.Parameter],
      ["params", Role.Parameter], ["returnType", Role.ReturnType],
    ],
  };
}

export const constantNames: Readonly<Record<string, string>> = {
  ForInStatement: "in", ForOfStatement: "of", ImportDefaultSpecifier: "default", ImportNamespaceSpecifier: "*",
  TemplateLiteral: "`", NullLiteral: "null", ImportMeta: "import.meta", NewTarget: "new.target",
  PrivateInExpression: "in", TSAsExpression: "as", TSSatisfiesExpression: "satisfies", TSTypeAssertion: "angle",
  TSNonNullExpression: "nonnull", TSThisParameter: "this", TSGlobalDeclaration: "global",
};
/** `field` holds an identifier struct; its string stands 16 bytes in. */
export const identifierNames: Readonly<Record<string, string>> = {
  StaticMemberExpression: "property", PrivateFieldExpression: "property", JSXMemberExpression: "property",
  TSQualifiedName: "right", TSImportTypeQualifiedName: "right", TSTypeAliasDeclaration: "id",
  TSInterfaceDeclaration: "id", TSEnumDeclaration: "id", AssignmentTargetPropertyIdentifier: "key",
};
export const stringNames: Readonly<Record<string, readonly [field: string, plus: number]>> = {
  IdentifierName: ["name", 0], IdentifierReference: ["name", 0], BindingIdentifier: ["name", 0],
  LabelIdentifier: ["name", 0], PrivateIdentifier: ["name", 0], JSXIdentifier: ["name", 0],
  TSIndexSignatureName: ["name", 0], RegExpLiteral: ["regex", 0],
};
export const jsStringNames: Readonly<Record<string, string>> = {
  ImportDeclaration: "source", ExportFromDeclaration: "source", ExportAllDeclaration: "source",
  TSExternalModuleDeclaration: "id",
};
/** Structs that are named by their plain key. */
export const keyed: ReadonlySet<string> = new Set([
  "MethodDefinition", "PropertyDefinition", "AccessorProperty", "ObjectProperty", "BindingProperty",
  "AssignmentTargetPropertyProperty",
]);
export const tableNames: Readonly<Record<string, string>> = {
  UpdateExpression: "operator", UnaryExpression: "operator", BinaryExpression: "operator", LogicalExpression: "operator",
  VariableDeclaration: "kind", BooleanLiteral: "value",
};
