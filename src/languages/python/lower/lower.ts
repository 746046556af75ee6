// Turns the raw tree of one Python file into the normalised tree, in one pass over the raw nodes.

import { Kind, kindCount } from "../../../syntax/kinds.ts";
import { Role } from "../../../syntax/roles.ts";
import type { CommentRange, ParseProblem, SyntaxTree } from "../../../syntax/tree.ts";
import type { GrammarTables, RawTree } from "../../tree-sitter/raw-tree.ts";
import { createLowering, otherHandler, plainHandler, runLowering, transparentHandler } from "../../tree-sitter/lowering.ts";
import { Type, typeCount } from "../node-types.ts";
import * as definitions from "./definitions.ts";
import * as expressions from "./expressions.ts";
import * as imports from "./imports.ts";
import { type Handler, type Lowering, otherReading } from "./lowering.ts";
import * as operators from "./operators.ts";
import * as patterns from "./match-patterns.ts";
import { plainNodes } from "./plain-nodes.ts";
import * as statements from "./statements.ts";
import * as strings from "./strings.ts";
import * as types from "./types.ts";

/** What one file's lowering starts from. */
export interface LoweringInput {
  /** The file's own text, in which the offsets of `raw` count. */
  readonly text: string;
  readonly raw: RawTree;
  readonly tables: GrammarTables;
  readonly problems: readonly ParseProblem[];
  /** The comments, where they were hidden from the parser. */
  readonly comments?: readonly CommentRange[] | undefined;
  /** Receives the offsets of soft keywords that were misread. */
  readonly misread: number[];
}

/** Lowers one file. */
export function lowerPython(input: LoweringInput): SyntaxTree {
  const { text, raw, tables, problems, misread } = input;
  const { builder, role, parent, flags, wrappers } = createLowering(text, raw, tables);
  // Written out, not spread: the engine reads the fields of a plain literal faster, and every node reads many.
  const lowering: Lowering = {
    text,
    raw,
    tables,
    builder,
    role,
    parent,
    flags,
    wrappers,
    enclosingIf: new Map(),
    plainBitwise: new Set(),
    misread,
  };
  const comments = runLowering(lowering, lowerNode, blockKinds);
  return builder.finish({ language: "python", text, comments: input.comments ?? comments, problems });
}

/** Kinds that end where their last block ends: the grammar counts the comments after a block to it. */
const blockKinds: Uint8Array = (() => {
  const table = new Uint8Array(kindCount);
  const kinds = [Kind.Block, Kind.ClassDeclaration, Kind.FunctionDeclaration, Kind.If, Kind.ForEach, Kind.While, Kind.Try];
  for (const kind of [...kinds, Kind.Handler, Kind.With, Kind.Switch, Kind.Case]) table[kind] = 1;
  return table;
})();

const lowerNode: Handler = (lowering, node, role, parent, flags) => {
  const spread = expressions.hoistStar(lowering, node, role, parent);
  const below = spread === parent ? role : Role.Value;
  const type = lowering.raw.type[node]!;
  const handler = roleHandlers[below] ?? ((flags & otherReading) !== 0 ? otherHandlers[type] : undefined) ?? handlers[type]!;
  handler(lowering, node, below, spread, flags & ~otherReading);
};

/** By role: roles under which every node type means the same kind of thing. */
const roleHandlers: readonly (Handler | undefined)[] = (() => {
  const table: (Handler | undefined)[] = [];
  table[Role.Parameter] = definitions.parameter;
  table[Role.TypeParameter] = types.typeParameter;
  table[Role.Source] = imports.importSource;
  table[Role.Operator] = operators.operatorToken;
  return Array.from(table, (handler) => handler);
})();

const dottedName: Handler = (lowering, raw, role, parent, flags) => {
  const handler = role === Role.Item ? imports.importModule : imports.dottedExpression;
  handler(lowering, raw, role, parent, flags);
};

const otherDottedName: Handler = (lowering, raw, role, parent, flags) => {
  const handler = role === Role.Item ? imports.importSpecifier : patterns.namePattern;
  handler(lowering, raw, role, parent, flags);
};

const specialHandlers: readonly (readonly [number, Handler])[] = [
  [Type.AliasedImport, imports.importModule],
  [Type.AsPattern, statements.asPattern],
  [Type.AsPatternTarget, transparentHandler],
  [Type.AssertStatement, statements.assertStatement],
  [Type.Attribute, expressions.attribute],
  [Type.AugmentedAssignment, operators.augmentedAssignment],
  [Type.BinaryOperator, operators.binary],
  [Type.BooleanOperator, operators.logical],
  [Type.Call, expressions.call],
  [Type.CaseClause, patterns.caseClause],
  [Type.CasePattern, patterns.casePattern],
  [Type.ClassDefinition, definitions.definition],
  [Type.ClassPattern, patterns.classPattern],
  [Type.CloseBrace, strings.closingBrace],
  [Type.ComparisonOperator, operators.comparison],
  [Type.ComplexPattern, patterns.complexPattern],
  [Type.ConditionalExpression, expressions.conditional],
  [Type.DecoratedDefinition, definitions.decoratedDefinition],
  [Type.DeleteStatement, statements.deleteStatement],
  [Type.DictPattern, patterns.mappingPattern],
  [Type.DictionaryComprehension, expressions.dictionaryComprehension],
  [Type.DottedName, dottedName],
  [Type.ElifClause, statements.elifClause],
  [Type.ElseClause, transparentHandler],
  [Type.ExceptClause, statements.exceptClause],
  [Type.ExpressionStatement, statements.expressionStatement],
  [Type.FinallyClause, transparentHandler],
  [Type.Float, expressions.number],
  [Type.ForInClause, expressions.comprehensionFor],
  [Type.ForStatement, statements.forStatement],
  [Type.FormatExpression, strings.interpolation],
  [Type.FormatSpecifier, strings.formatSpecifier],
  [Type.FunctionDefinition, definitions.definition],
  [Type.FutureImportStatement, imports.importFrom],
  [Type.GeneratorExpression, expressions.comprehension("generator")],
  [Type.GenericType, types.genericType],
  [Type.Identifier, expressions.identifier],
  [Type.IfStatement, statements.ifStatement],
  [Type.ImportFromStatement, imports.importFrom],
  [Type.ImportStatement, imports.importStatement],
  [Type.Integer, expressions.number],
  [Type.Interpolation, strings.interpolation],
  [Type.KeywordArgument, expressions.keywordArgument],
  [Type.KeywordPattern, patterns.keywordPattern],
  [Type.Lambda, expressions.lambda],
  [Type.ListComprehension, expressions.comprehension("list")],
  [Type.MatchStatement, patterns.matchStatement],
  [Type.MemberType, types.memberType],
  [Type.ParenthesizedExpression, expressions.parenthesized],
  [Type.ParenthesizedListSplat, expressions.parenthesized],
  [Type.SetComprehension, expressions.comprehension("set")],
  [Type.Slice, expressions.slice],
  [Type.SplatPattern, patterns.splatPattern],
  [Type.String, strings.string],
  [Type.StringContent, strings.stringContent],
  [Type.StringEnd, strings.stringEnd],
  [Type.Subscript, expressions.subscript],
  [Type.TryStatement, statements.tryStatement],
  [Type.Type, transparentHandler],
  [Type.TuplePattern, expressions.tuplePattern],
  [Type.TypeAliasStatement, types.typeAlias],
  [Type.UnaryOperator, operators.unary],
  [Type.UnionPattern, patterns.unionPattern],
  [Type.UnionType, types.unionType],
  [Type.WithItem, statements.withItem],
  [Type.WithStatement, statements.withStatement],
  [Type.Yield, expressions.yieldExpression],
];

/** By node type. */
const handlers: readonly Handler[] = (() => {
  const table = new Array<Handler>(typeCount).fill(otherHandler);
  for (const [type, row] of plainNodes) table[type] = plainHandler(row);
  for (const [type, handler] of specialHandlers) table[type] = handler;
  return table;
})();

/** By node type, for raw nodes that are marked with {@link otherReading}. */
const otherHandlers: readonly (Handler | undefined)[] = (() => {
  const table = new Array<Handler | undefined>(typeCount).fill(undefined);
  table[Type.AliasedImport] = imports.importSpecifier;
  table[Type.AsPattern] = patterns.patternAs;
  table[Type.DottedName] = otherDottedName;
  table[Type.ListPattern] = patterns.sequencePattern;
  table[Type.TuplePattern] = patterns.sequencePattern;
  table[Type.Underscore] = patterns.wildcard;
  for (const type of [Type.String, Type.ConcatenatedString, Type.True, Type.False, Type.None, Type.Integer, Type.Float]) {
    table[type] = patterns.valuePattern(handlers[type]!);
  }
  return table;
})();
