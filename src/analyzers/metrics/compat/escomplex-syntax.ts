// What escomplex-ast-moz 0.2 counts at each node: logical lines, decisions, operators and operands.

import { Flag } from "../../../syntax/flags.ts";
import { Kind } from "../../../syntax/kinds.ts";
import { Role } from "../../../syntax/roles.ts";
import { type NodeId, type SyntaxTree, childOf, hasFlag, nameOf, noNode } from "../../../syntax/tree.ts";

export interface EscomplexItems {
  readonly operators: readonly string[];
  readonly operands: readonly string[];
  /** Operands that equal no other. */
  readonly uniqueOperands: number;
}

const oneLine: ReadonlySet<number> = new Set([
  Kind.FunctionDeclaration, Kind.ExpressionStatement, Kind.For, Kind.ForEach, Kind.While, Kind.Handler, Kind.Return, Kind.Throw,
  Kind.Break, Kind.Continue, Kind.Switch, Kind.Case, Kind.Try, Kind.With, Kind.VariableDeclarator, Kind.Pair,
]);
const literalObjects: ReadonlySet<number> = new Set([Kind.Dictionary, Kind.List, Kind.FunctionExpression]);

export function countLogical(tree: SyntaxTree, node: NodeId): number {
  const kind = tree.kind[node]!;
  if (oneLine.has(kind)) return 1;
  if (kind === Kind.DoWhile) return 2;
  if (kind === Kind.If) return childOf(tree, node, Role.Alternate) === noNode ? 1 : 2;
  if (kind === Kind.Call || kind === Kind.New) return kindOfChild(tree, node, Role.Callee) === Kind.FunctionExpression ? 1 : 0;
  const isMember = kind === Kind.Attribute || kind === Kind.Subscript;
  return isMember && literalObjects.has(kindOfChild(tree, node, Role.Object)) ? 1 : 0;
}

export function countCyclomatic(tree: SyntaxTree, node: NodeId): number {
  switch (tree.kind[node]) {
    case Kind.If:
    case Kind.Conditional:
      return 1;
    case Kind.For:
    case Kind.While:
    case Kind.DoWhile:
      return childOf(tree, node, Role.Test) === noNode ? 0 : 1;
    case Kind.Case:
      return childOf(tree, node, Role.Pattern) === noNode ? 0 : 1;
    case Kind.Logical:
      return nameOf(tree, node) === "||" ? 1 : 0;
    default:
      return 0;
  }
}

function kindOfChild(tree: SyntaxTree, node: NodeId, role: Role): number {
  const child = childOf(tree, node, role);
  return child === noNode ? Kind.None : tree.kind[child]!;
}

/** Operators whose word is always the same. */
const words: ReadonlyMap<number, string> = new Map<number, string>([
  [Kind.Break, "break"],
  [Kind.Continue, "continue"],
  [Kind.Call, "()"],
  [Kind.New, "new"],
  [Kind.Handler, "catch"],
  [Kind.Conditional, ":?"],
  [Kind.DoWhile, "dowhile"],
  [Kind.ForEach, "forin"],
  [Kind.For, "for"],
  [Kind.Attribute, "."],
  [Kind.Subscript, "."],
  [Kind.Return, "return"],
  [Kind.Switch, "switch"],
  [Kind.Throw, "throw"],
  [Kind.While, "while"],
  [Kind.With, "with"],
  [Kind.Assignment, "="],
]);

/** What escomplex calls everything without a name: functions, and lists and objects as operands. */
const anonymous = "<anonymous>";

export function itemsAt(tree: SyntaxTree, node: NodeId): EscomplexItems | undefined {
  const kind = tree.kind[node]!;
  const name = nameOf(tree, node);
  const word = words.get(kind);
  if (word !== undefined) return operators(word);
  switch (kind) {
    case Kind.AugmentedAssignment:
    case Kind.Binary:
    case Kind.Logical:
    case Kind.VariableDeclaration:
      return operators(name);
    case Kind.FunctionDeclaration:
    case Kind.FunctionExpression:
      return { operators: ["function"], operands: [safeKey(functionName(tree, node))], uniqueOperands: 0 };
    case Kind.List:
      return { operators: ["[]"], operands: [anonymous], uniqueOperands: 0 };
    case Kind.Dictionary:
      return { operators: ["{}"], operands: [anonymous], uniqueOperands: 0 };
    case Kind.If:
      return childOf(tree, node, Role.Alternate) === noNode ? operators("if") : operators("if", "else");
    case Kind.Case:
      return operators(childOf(tree, node, Role.Pattern) === noNode ? "default" : "case");
    case Kind.Unary:
      return operators(`${name} (prefix)`);
    case Kind.Update:
      return operators(`${name} (${hasFlag(tree, node, Flag.Prefix) ? "pre" : "post"}fix)`);
    case Kind.VariableDeclarator:
      return childOf(tree, node, Role.Value) === noNode ? undefined : operators("=");
    case Kind.Pair:
      // A key in short form stands for itself and for its value.
      return { operators: [":"], operands: hasFlag(tree, node, Flag.Shorthand) ? [safeKey(name)] : [], uniqueOperands: 0 };
    default:
      return literalItems(kind, name);
  }
}

function literalItems(kind: number, name: string): EscomplexItems | undefined {
  if (kind === Kind.Name) return operand(safeKey(name));
  if (kind === Kind.This) return operand("this");
  if (kind === Kind.String) return operand(`"${name}"`);
  if (kind === Kind.Boolean || kind === Kind.Null) return operand(`literal ${name}`);
  if (kind === Kind.Number) return operand(`number ${numberOf(name)}`);
  return kind === Kind.Regex ? { operators: [], operands: [], uniqueOperands: 1 } : undefined;
}

function operators(...names: string[]): EscomplexItems {
  return { operators: names, operands: [], uniqueOperands: 0 };
}

function operand(name: string): EscomplexItems {
  return { operators: [], operands: [name], uniqueOperands: 0 };
}

function functionName(tree: SyntaxTree, node: NodeId): string {
  const name = childOf(tree, node, Role.NameOf);
  return name === noNode ? anonymous : nameOf(tree, name);
}

/** Names that every object has get an underscore, and so equal the name that is written with one. */
function safeKey(name: string): string {
  return Object.prototype.hasOwnProperty.call(Object.prototype, name) ? `_${name}` : name;
}

/** Numbers are equal by value: `1`, `1.0`, `0x1`, and the old octal `01`. */
function numberOf(text: string): number {
  if (/^0[0-7]+$/.test(text)) return Number.parseInt(text, 8);
  return Number(text);
}
