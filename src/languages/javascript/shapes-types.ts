// Lowering table: TypeScript's declarations and types.

import { Flag } from "../../syntax/flags.ts";
import { Kind } from "../../syntax/kinds.ts";
import { Role } from "../../syntax/roles.ts";
import { type EsNode, nodeIn, textIn } from "./estree.ts";
import { type Shape, type ShapeTable, flagsWhere, memberFlags, nameFromField } from "./shape.ts";
import { templateTypeParts } from "./template-parts.ts";

const typeName = (node: EsNode): string => node.type;
const signatureChildren = [
  ["key", Role.Key],
  ["typeParameters", Role.TypeParameter],
  ["params", Role.Parameter],
  ["returnType", Role.ReturnType],
] as const;

/** A Type node with nothing special about it. */
function plainType(...children: NonNullable<Shape["children"]>): Shape {
  return { kind: Kind.Type, children, name: typeName };
}

/** A type whose modifier is no node: it is added to the name behind a space. */
function modifiedType(modifier: (node: EsNode) => string, ...children: NonNullable<Shape["children"]>): Shape {
  return {
    kind: Kind.Type,
    children,
    name: (node) => (modifier(node) === "" ? node.type : `${node.type} ${modifier(node)}`),
  };
}

function assertion(name: string): Shape {
  return {
    kind: Kind.TypeAssertion,
    children: [["expression", Role.Value], ["typeAnnotation", Role.Type]],
    name: () => name,
  };
}

/** One row for each ESTree type of TypeScript. Keyword types (`TSAnyKeyword` …) are leaves and need no row. */
export const typeShapes: ShapeTable = {
  TSTypeAliasDeclaration: {
    kind: Kind.TypeAlias,
    children: [["id", Role.NameOf], ["typeParameters", Role.TypeParameter], ["typeAnnotation", Role.Value]],
    flags: flagsWhere(["declare", Flag.Declare]),
    name: nameFromField("id"),
  },
  TSInterfaceDeclaration: {
    kind: Kind.Interface,
    children: [
      ["id", Role.NameOf],
      ["typeParameters", Role.TypeParameter],
      ["extends", Role.Base],
      ["body", Role.Body],
    ],
    flags: flagsWhere(["declare", Flag.Declare]),
    name: nameFromField("id"),
  },
  TSInterfaceBody: { kind: Kind.Block, children: [["body", Role.Body]] },
  TSEnumDeclaration: {
    kind: Kind.Enum,
    children: [["id", Role.NameOf], ["body", Role.Member]],
    flags: flagsWhere(["const", Flag.Const], ["declare", Flag.Declare]),
    name: nameFromField("id"),
  },
  TSEnumMember: {
    kind: Kind.EnumMember,
    children: [["id", Role.NameOf], ["initializer", Role.Value]],
    name: (node) => textIn(nodeIn(node, "id")!, "name") || textIn(nodeIn(node, "id")!, "value"),
  },
  TSModuleDeclaration: {
    kind: Kind.Namespace,
    children: [["id", Role.NameOf], ["body", Role.Body]],
    flags: flagsWhere(["declare", Flag.Declare]),
    name: (node) => textIn(nodeIn(node, "id")!, "name") || textIn(nodeIn(node, "id")!, "value"),
  },
  TSModuleBlock: { kind: Kind.Block, children: [["body", Role.Body]] },
  /** `name`: the variance, "", "in", "out" or "in out". */
  TSTypeParameter: {
    kind: Kind.TypeParameter,
    children: [["name", Role.NameOf], ["constraint", Role.Constraint], ["default", Role.Default]],
    flags: flagsWhere(["const", Flag.Const]),
    name: (node) => [node.in === true ? "in" : "", node.out === true ? "out" : ""].join(" ").trim(),
  },
  /** `A.B` among types is read like `a.b` among values. */
  TSQualifiedName: {
    kind: Kind.Attribute,
    children: [["left", Role.Object], ["right", Role.Property]],
    name: nameFromField("right"),
  },

  TSAsExpression: assertion("as"),
  TSSatisfiesExpression: assertion("satisfies"),
  TSTypeAssertion: assertion("angle"),
  TSNonNullExpression: assertion("nonnull"),
  TSInstantiationExpression: {
    kind: Kind.Other,
    children: [["expression", Role.Expression], ["typeArguments", Role.TypeArgument]],
    name: typeName,
  },

  TSClassImplements: plainType(["expression", Role.Expression], ["typeArguments", Role.TypeArgument]),
  TSInterfaceHeritage: plainType(["expression", Role.Expression], ["typeArguments", Role.TypeArgument]),
  TSTypeReference: plainType(["typeName", Role.Child], ["typeArguments", Role.TypeArgument]),
  TSTypeQuery: plainType(["exprName", Role.Expression], ["typeArguments", Role.TypeArgument]),
  TSImportType: plainType(
    ["source", Role.Source],
    ["options", Role.Options],
    ["qualifier", Role.Child],
    ["typeArguments", Role.TypeArgument],
  ),
  TSLiteralType: plainType(["literal", Role.Child]),
  TSTemplateLiteralType: { kind: Kind.Type, name: typeName, more: templateTypeParts },
  TSArrayType: plainType(["elementType", Role.Element]),
  TSTupleType: plainType(["elementTypes", Role.Element]),
  TSNamedTupleMember: {
    kind: Kind.Type,
    children: [["label", Role.Label], ["elementType", Role.Element]],
    name: typeName,
    flags: flagsWhere(["optional", Flag.Optional]),
  },
  TSOptionalType: plainType(["typeAnnotation", Role.Value]),
  TSRestType: plainType(["typeAnnotation", Role.Value]),
  TSUnionType: plainType(["types", Role.Element]),
  TSIntersectionType: plainType(["types", Role.Element]),
  TSTypeOperator: modifiedType((node) => textIn(node, "operator"), ["typeAnnotation", Role.Value]),
  TSIndexedAccessType: plainType(["objectType", Role.Object], ["indexType", Role.Index]),
  TSConditionalType: plainType(
    ["checkType", Role.Test],
    ["extendsType", Role.Constraint],
    ["trueType", Role.Consequent],
    ["falseType", Role.Alternate],
  ),
  TSInferType: plainType(["typeParameter", Role.TypeParameter]),
  TSMappedType: modifiedType(
    mappedModifiers,
    ["key", Role.NameOf],
    ["constraint", Role.Constraint],
    ["nameType", Role.Key],
    ["typeAnnotation", Role.Type],
  ),
  TSFunctionType: plainType(...signatureChildren),
  TSConstructorType: {
    kind: Kind.Type,
    children: signatureChildren,
    name: typeName,
    flags: flagsWhere(["abstract", Flag.Abstract]),
  },
  TSTypePredicate: modifiedType(
    (node) => (node.asserts === true ? "asserts" : ""),
    ["parameterName", Role.Target],
    ["typeAnnotation", Role.Type],
  ),
  TSTypeLiteral: plainType(["members", Role.Member]),
  TSCallSignatureDeclaration: plainType(...signatureChildren),
  TSConstructSignatureDeclaration: plainType(...signatureChildren),
  TSMethodSignature: { kind: Kind.Type, children: signatureChildren, name: typeName, flags: memberFlags },
  TSPropertySignature: {
    kind: Kind.Type,
    children: [["key", Role.Key], ["typeAnnotation", Role.Type]],
    name: typeName,
    flags: memberFlags,
  },
  TSIndexSignature: {
    kind: Kind.Type,
    children: [["parameters", Role.Parameter], ["typeAnnotation", Role.Type]],
    name: typeName,
    flags: memberFlags,
  },
  TSJSDocNullableType: modifiedType(postfix, ["typeAnnotation", Role.Value]),
  TSJSDocNonNullableType: modifiedType(postfix, ["typeAnnotation", Role.Value]),
};

function postfix(node: EsNode): string {
  return node.postfix === true ? "postfix" : "";
}

/** `-readonly`, `?`, `+?` … as they would stand in the source, apart by a space. */
function mappedModifiers(node: EsNode): string {
  const sign = (value: unknown): string => (value === true ? "" : String(value));
  const written: string[] = [];
  if (node.readonly) written.push(`${sign(node.readonly)}readonly`);
  if (node.optional) written.push(`${sign(node.optional)}?`);
  return written.join(" ");
}
