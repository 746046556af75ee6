// The constructs whose lowering is a table row: a kind, and a role for each field or for all named children.

import { Flag } from "../../../syntax/flags.ts";
import { Kind } from "../../../syntax/kinds.ts";
import { Role } from "../../../syntax/roles.ts";
import type { PlainNode } from "../../tree-sitter/lowering.ts";
import { Field, Type, fieldCount } from "../node-types.ts";

type Roles = Partial<Record<keyof typeof Field, Role>>;

function plain(kind: Kind, defaultRole: Role, roles: Roles = {}, name = "", flags = 0): PlainNode {
  const table = new Uint8Array(fieldCount).fill(defaultRole);
  for (const [field, role] of Object.entries(roles)) table[Field[field as keyof typeof Field]] = role;
  return { kind, name, flags, roles: table };
}

/** By node type. */
export const plainNodes: ReadonlyMap<number, PlainNode> = new Map([
  [Type.Assignment, plain(Kind.Assignment, Role.Child, { left: Role.Target, type: Role.Type, right: Role.Value })],
  [Type.Await, plain(Kind.Await, Role.Value)],
  [Type.Block, plain(Kind.Block, Role.Body)],
  [Type.BreakStatement, plain(Kind.Break, Role.Child)],
  [Type.ConcatenatedString, plain(Kind.StringConcatenation, Role.Part)],
  [Type.ContinueStatement, plain(Kind.Continue, Role.Child)],
  [Type.Decorator, plain(Kind.Decorator, Role.Expression)],
  [Type.Dictionary, plain(Kind.Dictionary, Role.Element)],
  [Type.DictionarySplat, plain(Kind.KeywordSpread, Role.Value)],
  [Type.DictionarySplatPattern, plain(Kind.KeywordSpread, Role.Value)],
  [Type.Ellipsis, plain(Kind.EllipsisLiteral, Role.Child)],
  [Type.Error, plain(Kind.ErrorRegion, Role.Child)],
  [Type.ExpressionList, plain(Kind.Tuple, Role.Element)],
  [Type.False, plain(Kind.Boolean, Role.Child, {}, "false")],
  [Type.GlobalStatement, plain(Kind.Global, Role.Item)],
  [Type.IfClause, plain(Kind.ComprehensionIf, Role.Test)],
  [Type.List, plain(Kind.List, Role.Element)],
  [Type.ListPattern, plain(Kind.ListPattern, Role.Element)],
  [Type.ListSplat, plain(Kind.Spread, Role.Value)],
  [Type.ListSplatPattern, plain(Kind.Spread, Role.Value)],
  [Type.NamedExpression, plain(Kind.NamedExpression, Role.Child, { name: Role.Target, value: Role.Value })],
  [Type.None, plain(Kind.Null, Role.Child, {}, "None")],
  [Type.NonlocalStatement, plain(Kind.Nonlocal, Role.Item)],
  [Type.NotOperator, plain(Kind.Unary, Role.Child, { argument: Role.Operand }, "not")],
  [Type.Pair, plain(Kind.Pair, Role.Child, { key: Role.Key, value: Role.Value })],
  [Type.PassStatement, plain(Kind.Empty, Role.Child)],
  [Type.PatternList, plain(Kind.Tuple, Role.Element)],
  [Type.PrintStatement, plain(Kind.OldStatement, Role.Argument, {}, "print")],
  [Type.ExecStatement, plain(Kind.OldStatement, Role.Argument, {}, "exec")],
  [Type.RaiseStatement, plain(Kind.Throw, Role.Value, { cause: Role.Cause })],
  [Type.ReturnStatement, plain(Kind.Return, Role.Value)],
  [Type.Set, plain(Kind.Set, Role.Element)],
  [Type.SplatType, plain(Kind.Spread, Role.Value)],
  [Type.True, plain(Kind.Boolean, Role.Child, {}, "true")],
  [Type.Tuple, plain(Kind.Tuple, Role.Element, {}, "", Flag.Parenthesized)],
  [
    Type.WhileStatement,
    plain(Kind.While, Role.Child, { condition: Role.Test, body: Role.Body, alternative: Role.Alternate }),
  ],
]);
