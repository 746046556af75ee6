// Turns the raw tree of one Bash file into the normalised tree, in one pass over the raw nodes.

import { Kind, kindCount } from "../../../syntax/kinds.ts";
import { Role } from "../../../syntax/roles.ts";
import type { ParseProblem, SyntaxTree } from "../../../syntax/tree.ts";
import {
  assign,
  createLowering,
  emit,
  otherHandler,
  plainHandler,
  rawText,
  runLowering,
  transparentHandler,
} from "../../tree-sitter/lowering.ts";
import type { GrammarTables, RawTree } from "../../tree-sitter/raw-tree.ts";
import { Type, fieldCount, typeCount } from "../node-types.ts";
import * as commands from "./commands.ts";
import * as compounds from "./compounds.ts";
import { type Handler, type Lowering, inArithmetic } from "./lowering.ts";
import * as words from "./words.ts";

/** Lowers one file; `text` is what the offsets of `raw` count in. */
export function lowerBash(
  text: string,
  raw: RawTree,
  tables: GrammarTables,
  problems: readonly ParseProblem[],
): SyntaxTree {
  const core = createLowering(text, raw, tables);
  const lowering: Lowering = {
    ...core,
    enclosingIf: new Map(),
    redirects: new Map(),
    documents: new Map(),
    lastPieces: new Map(),
  };
  const comments = runLowering(lowering, lowerNode, new Uint8Array(kindCount));
  return core.builder.finish({ language: "bash", text, comments, problems });
}

const lowerNode: Handler = (lowering, raw, role, parent, flags) => {
  const node = lowering.builder.size;
  const handler = roleHandlers[role] ?? handlers[lowering.raw.type[raw]!]!;
  handler(lowering, raw, role, parent, flags | commands.backgroundFlag(lowering, raw, role));
  // Every handler that may be redirected adds its own node first.
  for (const redirect of lowering.redirects.get(raw) ?? []) assign(lowering, redirect, Role.Redirect, node);
};

const operatorLeaf: Handler = (lowering, raw, role, parent, flags) => {
  emit(lowering, Kind.Operator, raw, role, parent, flags & ~inArithmetic, rawText(lowering, raw));
};

/** By role: roles under which every node type means the same kind of thing. */
const roleHandlers: readonly (Handler | undefined)[] = (() => {
  const table: (Handler | undefined)[] = [];
  table[Role.Operator] = operatorLeaf;
  table[Role.NameOf] = commands.nameOf;
  return Array.from(table, (handler) => handler);
})();

const errorRegion = plainHandler({
  kind: Kind.ErrorRegion,
  name: "",
  flags: 0,
  roles: new Uint8Array(fieldCount).fill(Role.Child),
});

const handlerEntries: readonly (readonly [number, Handler])[] = [
  [Type.AnsiCString, words.ansiString],
  [Type.ArithmeticExpansion, compounds.arithmetic],
  [Type.Array, commands.array],
  [Type.BinaryExpression, compounds.binaryExpression],
  [Type.BraceExpression, words.braces],
  [Type.CStyleForStatement, compounds.cStyleFor],
  [Type.CaseItem, compounds.caseItem],
  [Type.CaseStatement, compounds.caseStatement],
  [Type.Command, commands.command],
  [Type.CommandName, transparentHandler],
  [Type.CommandSubstitution, words.substitution],
  [Type.CompoundStatement, compounds.block],
  [Type.Concatenation, words.concatenation],
  [Type.DeclarationCommand, commands.declarationCommand],
  [Type.DoGroup, compounds.block],
  [Type.ElifClause, compounds.elifClause],
  [Type.ElseClause, compounds.block],
  [Type.Error, errorRegion],
  [Type.Expansion, words.expansion],
  [Type.ExtglobPattern, words.word],
  [Type.FileDescriptor, words.number],
  [Type.FileRedirect, words.fileRedirect],
  [Type.ForStatement, compounds.forStatement],
  [Type.FunctionDefinition, commands.functionDefinition],
  [Type.HeredocBody, words.heredocBody],
  [Type.HeredocEnd, words.closing],
  [Type.HeredocRedirect, words.heredocRedirect],
  [Type.HerestringRedirect, words.fileRedirect],
  [Type.IfStatement, compounds.ifStatement],
  [Type.List, commands.list],
  [Type.NegatedCommand, commands.negatedCommand],
  [Type.Number, words.number],
  [Type.ParenthesizedExpression, compounds.parenthesized],
  [Type.Pipeline, commands.pipeline],
  [Type.PostfixExpression, compounds.postfixExpression],
  [Type.ProcessSubstitution, words.substitution],
  [Type.Quote, words.closing],
  [Type.RawString, words.rawString],
  [Type.RedirectedStatement, commands.redirectedStatement],
  [Type.Regex, words.regex],
  [Type.SimpleExpansion, words.simpleExpansion],
  [Type.SpecialVariableName, words.variableName],
  [Type.String, words.string],
  [Type.Subscript, words.subscript],
  [Type.Subshell, compounds.subshell],
  [Type.TernaryExpression, compounds.ternaryExpression],
  [Type.TestCommand, compounds.testCommand],
  [Type.TestOperator, words.word],
  [Type.TranslatedString, transparentHandler],
  [Type.UnaryExpression, compounds.unaryExpression],
  [Type.UnsetCommand, commands.declarationCommand],
  [Type.VariableAssignment, commands.variableAssignment],
  [Type.VariableAssignments, transparentHandler],
  [Type.VariableName, words.variableName],
  [Type.WhileStatement, compounds.whileStatement],
  [Type.Word, words.word],
];

/** By node type; a token that is assigned a role is a word. */
const handlers: readonly Handler[] = (() => {
  const table = new Array<Handler>(typeCount).fill(otherHandler);
  table.fill(commands.tokenWord, 0, Type.Quote);
  for (const [type, handler] of handlerEntries) table[type] = handler;
  return table;
})();
