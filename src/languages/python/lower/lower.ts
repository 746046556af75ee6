// Turns the raw tree of one Python file into the normalised tree, in one pass over the raw nodes.

import { Kind } from "../../../syntax/kinds.ts";
import { Role } from "../../../syntax/roles.ts";
import type { CommentRange, NodeId, ParseProblem, SyntaxTree } from "../../../syntax/tree.ts";
import { TreeBuilder } from "../../../syntax/tree-builder.ts";
import type { GrammarTables, RawTree } from "../../tree-sitter/raw-tree.ts";
import { Type, typeCount } from "../node-types.ts";
import * as definitions from "./definitions.ts";
import * as expressions from "./expressions.ts";
import * as imports from "./imports.ts";
import { type Handler, type Lowering, assign, emit, isNamed, otherReading } from "./lowering.ts";
import * as patterns from "./match-patterns.ts";
import { type PlainNode, plainNodes } from "./plain-nodes.ts";
import * as statements from "./statements.ts";
import * as strings from "./strings.ts";

/** Lowers one file. `text` is what the offsets of `raw` count in. */
export function lowerPython(
  text: string,
  raw: RawTree,
  tables: GrammarTables,
  problems: readonly ParseProblem[],
): SyntaxTree {
  const builder = new TreeBuilder(raw.size);
  const lowering: Lowering = {
    text,
    raw,
    tables,
    builder,
    role: new Uint8Array(raw.size),
    parent: new Uint32Array(raw.size),
    flags: new Uint32Array(raw.size),
    wrappers: new Map(),
    enclosingIf: new Map(),
  };
  const comments: CommentRange[] = [];
  const program = builder.append(0, Kind.Program, Role.None, 0, text.length);
  const { subtreeEnd } = raw;
  for (let child = 1; child < raw.size; child = subtreeEnd[child]!) {
    if (isNamed(lowering, child)) assign(lowering, child, Role.Body, program);
  }
  for (let node = 1; node < raw.size; node++) {
    if (raw.type[node] === Type.Comment) comments.push({ start: raw.start[node]!, end: raw.end[node]! });
    else if (lowering.role[node] !== Role.None) lowerNode(lowering, node);
  }
  builder.closeAll();
  return builder.finish({ language: "python", text, comments, problems });
}

function lowerNode(lowering: Lowering, node: number): void {
  const wrappers = lowering.wrappers.size === 0 ? undefined : lowering.wrappers.get(node);
  if (wrappers !== undefined) {
    let parent: NodeId = lowering.parent[node]!;
    for (const { kind, role, start, end, name, flags, members } of wrappers) {
      parent = lowering.builder.append(parent, kind, role, start, end, name, flags);
      for (const member of members) assign(lowering, member.raw, member.role, parent, lowering.flags[member.raw]);
    }
  }
  // What the parser made up has no text: its problem is reported, a node for it would be an invention.
  if (lowering.raw.marks[node] !== 0) return;
  const role = lowering.role[node]! as Role;
  const type = lowering.raw.type[node]!;
  const flags = lowering.flags[node]!;
  const handler = roleHandlers[role] ?? ((flags & otherReading) !== 0 ? otherHandlers[type] : undefined) ?? handlers[type]!;
  handler(lowering, node, role, lowering.parent[node]!, flags & ~otherReading);
}

/** A construct that is one row of the table. */
function plainHandler(row: PlainNode): Handler {
  const { kind, name, roles } = row;
  return (lowering, raw, role, parent, flags) => {
    const node = emit(lowering, kind, raw, role, parent, flags | row.flags, name);
    const { subtreeEnd, field } = lowering.raw;
    const end = subtreeEnd[raw]!;
    for (let child = raw + 1; child < end; child = subtreeEnd[child]!) {
      if (isNamed(lowering, child)) assign(lowering, child, roles[field[child]!]! as Role, node);
    }
  };
}

/** By role: roles under which every node type means the same kind of thing. */
const roleHandlers: readonly (Handler | undefined)[] = (() => {
  const table: (Handler | undefined)[] = [];
  table[Role.Parameter] = definitions.parameter;
  table[Role.TypeParameter] = definitions.typeParameter;
  table[Role.Operator] = expressions.operatorToken;
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
  [Type.AsPatternTarget, expressions.transparent],
  [Type.AssertStatement, statements.assertStatement],
  [Type.Attribute, expressions.attribute],
  [Type.AugmentedAssignment, expressions.augmentedAssignment],
  [Type.BinaryOperator, expressions.binary],
  [Type.BooleanOperator, expressions.logical],
  [Type.Call, expressions.call],
  [Type.CaseClause, patterns.caseClause],
  [Type.CasePattern, patterns.casePattern],
  [Type.ClassDefinition, definitions.definition],
  [Type.ClassPattern, patterns.classPattern],
  [Type.CloseBrace, strings.closingBrace],
  [Type.ComparisonOperator, expressions.comparison],
  [Type.ComplexPattern, patterns.complexPattern],
  [Type.ConditionalExpression, expressions.conditional],
  [Type.DecoratedDefinition, definitions.decoratedDefinition],
  [Type.DeleteStatement, statements.deleteStatement],
  [Type.DictPattern, patterns.mappingPattern],
  [Type.DictionaryComprehension, expressions.dictionaryComprehension],
  [Type.DottedName, dottedName],
  [Type.ElifClause, statements.elifClause],
  [Type.ElseClause, expressions.transparent],
  [Type.ExceptClause, statements.exceptClause],
  [Type.ExpressionStatement, statements.expressionStatement],
  [Type.FinallyClause, expressions.transparent],
  [Type.Float, expressions.number],
  [Type.ForInClause, expressions.comprehensionFor],
  [Type.ForStatement, statements.forStatement],
  [Type.FormatExpression, strings.interpolation],
  [Type.FormatSpecifier, strings.formatSpecifier],
  [Type.FunctionDefinition, definitions.definition],
  [Type.FutureImportStatement, imports.importFrom],
  [Type.GeneratorExpression, expressions.comprehension("generator")],
  [Type.GenericType, definitions.genericType],
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
  [Type.MemberType, definitions.memberType],
  [Type.ParenthesizedExpression, expressions.parenthesized],
  [Type.ParenthesizedListSplat, expressions.parenthesized],
  [Type.SetComprehension, expressions.comprehension("set")],
  [Type.Slice, expressions.slice],
  [Type.SplatPattern, patterns.splatPattern],
  [Type.String, strings.string],
  [Type.StringContent, strings.stringContent],
  [Type.Subscript, expressions.subscript],
  [Type.TryStatement, statements.tryStatement],
  [Type.Type, expressions.transparent],
  [Type.TypeAliasStatement, definitions.typeAlias],
  [Type.UnaryOperator, expressions.unary],
  [Type.UnionPattern, patterns.unionPattern],
  [Type.UnionType, expressions.unionType],
  [Type.WithItem, statements.withItem],
  [Type.WithStatement, statements.withStatement],
  [Type.Yield, expressions.yieldExpression],
];

/** By node type. */
const handlers: readonly Handler[] = (() => {
  const table = new Array<Handler>(typeCount).fill(statements.other);
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
