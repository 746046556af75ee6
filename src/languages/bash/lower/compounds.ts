// Lowers branches, loops, case, tests and groups.

import { Flag } from "../../../syntax/flags.ts";
import { Kind } from "../../../syntax/kinds.ts";
import { Role } from "../../../syntax/roles.ts";
import type { NodeId } from "../../../syntax/tree.ts";
import {
  assign,
  assignChildren,
  childOfField,
  childOfType,
  emit,
  isNamed,
  namedChildren,
  rawChildren,
  rawText,
  wrap,
} from "../../tree-sitter/lowering.ts";
import { Field, Type } from "../node-types.ts";
import { type Handler, type Lowering, inArithmetic } from "./lowering.ts";

export const ifStatement: Handler = (lowering, raw, role, parent, flags) => {
  const node = emit(lowering, Kind.If, raw, role, parent, flags);
  assignBranch(lowering, raw, node);
  assignNextAlternative(lowering, raw, raw + 1, node);
};

/** An `elif` is an If that holds everything up to the end of the last branch. */
export const elifClause: Handler = (lowering, raw, role, parent, flags) => {
  const whole = lowering.enclosingIf.get(raw) ?? raw;
  const { start, subtreeEnd } = lowering.raw;
  const node = lowering.builder.append(parent, Kind.If, role, start[raw]!, endOfBranches(lowering, whole), "", flags | Flag.Elif);
  assignBranch(lowering, raw, node);
  if (whole !== raw) assignNextAlternative(lowering, whole, subtreeEnd[raw]!, node);
};

function endOfBranches(lowering: Lowering, whole: number): number {
  return lowering.raw.end[namedChildren(lowering, whole).at(-1) ?? whole]!;
}

/** Commands before `then` are the test, those after it a block, for which the grammar has no node. */
function assignBranch(lowering: Lowering, raw: number, node: NodeId): void {
  const { type } = lowering.raw;
  let isTest = true;
  const consequent: number[] = [];
  for (const child of rawChildren(lowering, raw)) {
    if (type[child] === Type.Then) isTest = false;
    else if (!isNamed(lowering, child) || type[child] === Type.ElifClause || type[child] === Type.ElseClause) continue;
    else if (isTest) assign(lowering, child, Role.Test, node);
    else if (type[child] === Type.Error) assign(lowering, child, Role.Child, node);
    else consequent.push(child);
  }
  if (consequent.length === 0) return;
  const { start, end } = lowering.raw;
  wrap(lowering, node, {
    kind: Kind.Block,
    role: Role.Consequent,
    start: start[consequent[0]!]!,
    end: end[consequent.at(-1)!]!,
    name: "",
    flags: 0,
    members: consequent.map((child) => ({ raw: child, role: Role.Body })),
  });
}

function assignNextAlternative(lowering: Lowering, whole: number, from: number, node: NodeId): void {
  const { subtreeEnd, type } = lowering.raw;
  for (let child = from; child < subtreeEnd[whole]!; child = subtreeEnd[child]!) {
    // What could not be read before the next branch stands where the previous branch is still open.
    if (type[child] === Type.Error) assign(lowering, child, Role.Child, node);
    if (type[child] !== Type.ElifClause && type[child] !== Type.ElseClause) continue;
    assign(lowering, child, Role.Alternate, node);
    if (type[child] === Type.ElifClause) {
      lowering.enclosingIf.set(child, whole);
      return;
    }
  }
}

/** `else`, `do … done`, `{ … }`: a block; `(( … ))` stands among the compound statements, too. */
export const block: Handler = (lowering, raw, role, parent, flags) => {
  if (childOfType(lowering, raw, Type.DoubleOpen) >= 0) return arithmetic(lowering, raw, role, parent, flags);
  const node = emit(lowering, Kind.Block, raw, role, parent, flags);
  assignChildren(lowering, raw, Role.Body, node);
};

/** `(( … ))` and `$(( … ))`. */
export const arithmetic: Handler = (lowering, raw, role, parent, flags) => {
  const node = emit(lowering, Kind.Arithmetic, raw, role, parent, flags & ~inArithmetic);
  for (const child of namedChildren(lowering, raw)) assign(lowering, child, Role.Expression, node, inArithmetic);
};

export const whileStatement: Handler = (lowering, raw, role, parent, flags) => {
  if (childOfType(lowering, raw, Type.Until) >= 0) flags |= Flag.Until;
  const node = emit(lowering, Kind.While, raw, role, parent, flags);
  for (const child of namedChildren(lowering, raw)) {
    assign(lowering, child, lowering.raw.field[child] === Field.body ? Role.Body : Role.Test, node);
  }
};

/** `for x in a b; do … done`; each word is an iterable. */
export const forStatement: Handler = (lowering, raw, role, parent, flags) => {
  const name = lowering.text.startsWith("select", lowering.raw.start[raw]) ? "select" : "in";
  const node = emit(lowering, Kind.ForEach, raw, role, parent, flags, name);
  for (const child of namedChildren(lowering, raw)) {
    const field = lowering.raw.field[child];
    if (field === Field.variable) assign(lowering, child, Role.Target, node);
    else assign(lowering, child, field === Field.value ? Role.Iterable : Role.Body, node);
  }
};

/** `for ((i = 0; i < n; i++))`. */
export const cStyleFor: Handler = (lowering, raw, role, parent, flags) => {
  const node = emit(lowering, Kind.For, raw, role, parent, flags);
  for (const child of namedChildren(lowering, raw)) {
    const field = lowering.raw.field[child];
    if (field === Field.initializer) assign(lowering, child, Role.Init, node, inArithmetic);
    else if (field === Field.condition) assign(lowering, child, Role.Test, node, inArithmetic);
    else if (field === Field.update) assign(lowering, child, Role.Update, node, inArithmetic);
    else assign(lowering, child, Role.Body, node);
  }
};

export const caseStatement: Handler = (lowering, raw, role, parent, flags) => {
  const node = emit(lowering, Kind.Switch, raw, role, parent, flags);
  for (const child of namedChildren(lowering, raw)) {
    assign(lowering, child, lowering.raw.type[child] === Type.CaseItem ? Role.Case : Role.Subject, node);
  }
};

/** `a|b) … ;;`; `;&` and `;;&`, which go on with the next item, are kept as operators. */
export const caseItem: Handler = (lowering, raw, role, parent, flags) => {
  const { field } = lowering.raw;
  const children = rawChildren(lowering, raw);
  const isDefault = children.some((child) => field[child] === Field.value && rawText(lowering, child) === "*");
  const node = emit(lowering, Kind.Case, raw, role, parent, flags | (isDefault ? Flag.Default : 0));
  for (const child of children) {
    if (field[child] === Field.fallthrough) assign(lowering, child, Role.Operator, node);
    else if (isNamed(lowering, child)) assign(lowering, child, field[child] === Field.value ? Role.Pattern : Role.Body, node);
  }
};

/** `[ … ]` and `[[ … ]]`. */
export const testCommand: Handler = (lowering, raw, role, parent, flags) => {
  const name = lowering.text.startsWith("[[", lowering.raw.start[raw]) ? "[[" : "[";
  const node = emit(lowering, Kind.TestCommand, raw, role, parent, flags, name);
  assignChildren(lowering, raw, Role.Expression, node);
};

export const subshell: Handler = (lowering, raw, role, parent, flags) => {
  const node = emit(lowering, Kind.Subshell, raw, role, parent, flags & ~inArithmetic);
  assignChildren(lowering, raw, Role.Body, node);
};

const comparisons: ReadonlySet<string> = new Set(["==", "!=", "=", "=~", "<", ">", "<=", ">="]);
const assignments: ReadonlySet<string> = new Set(["+=", "-=", "*=", "/=", "%=", "**=", "<<=", ">>=", "&=", "^=", "|="]);

/** Binary operations of tests and of arithmetic; in the latter `=` assigns. */
export const binaryExpression: Handler = (lowering, raw, role, parent, flags) => {
  const mark = flags & inArithmetic;
  const operator = childOfField(lowering, raw, Field.operator);
  const name = operator < 0 ? "" : rawText(lowering, operator);
  const isAssignment = mark !== 0 && name === "=";
  const isAugmented = assignments.has(name);
  const isTest = comparisons.has(name) || (operator >= 0 && lowering.raw.type[operator] === Type.TestOperator);
  const kind = isAssignment
    ? Kind.Assignment
    : isAugmented
      ? Kind.AugmentedAssignment
      : name === "&&" || name === "||"
        ? Kind.Logical
        : Kind.Binary;
  const bits = (flags & ~inArithmetic) | (kind === Kind.Binary && isTest ? Flag.Comparison : 0);
  const node = emit(lowering, kind, raw, role, parent, bits, isAssignment ? "" : name);
  const isTarget = isAssignment || isAugmented;
  for (const child of namedChildren(lowering, raw)) {
    if (child === operator) continue;
    const isLeft = operator < 0 || child < operator;
    const side = isLeft ? (isTarget ? Role.Target : Role.Left) : isTarget ? Role.Value : Role.Right;
    assign(lowering, child, side, node, mark);
  }
};

/** `-z x`, `! x`, `++i`. */
export const unaryExpression: Handler = (lowering, raw, role, parent, flags) => {
  const operator = childOfField(lowering, raw, Field.operator);
  const name = operator < 0 ? "" : rawText(lowering, operator);
  const isUpdate = name === "++" || name === "--";
  const bits = (flags & ~inArithmetic) | (isUpdate ? Flag.Prefix : 0);
  const node = emit(lowering, isUpdate ? Kind.Update : Kind.Unary, raw, role, parent, bits, name);
  for (const child of namedChildren(lowering, raw)) {
    if (child !== operator) assign(lowering, child, Role.Operand, node, flags & inArithmetic);
  }
};

/** `i++`. */
export const postfixExpression: Handler = (lowering, raw, role, parent, flags) => {
  const operator = childOfField(lowering, raw, Field.operator);
  const node = emit(lowering, Kind.Update, raw, role, parent, flags & ~inArithmetic, operator < 0 ? "" : rawText(lowering, operator));
  for (const child of namedChildren(lowering, raw)) assign(lowering, child, Role.Operand, node, flags & inArithmetic);
};

const branchRoles: ReadonlyMap<number, Role> = new Map([
  [Field.condition, Role.Test],
  [Field.consequence, Role.Consequent],
  [Field.alternative, Role.Alternate],
]);

export const ternaryExpression: Handler = (lowering, raw, role, parent, flags) => {
  const node = emit(lowering, Kind.Conditional, raw, role, parent, flags & ~inArithmetic);
  for (const child of namedChildren(lowering, raw)) {
    assign(lowering, child, branchRoles.get(lowering.raw.field[child]!) ?? Role.Child, node, flags & inArithmetic);
  }
};

export const parenthesized: Handler = (lowering, raw, role, parent, flags) => {
  for (const child of namedChildren(lowering, raw)) assign(lowering, child, role, parent, flags | Flag.Parenthesized);
};
