// Lowers commands, pipelines, lists, redirections and assignments.

import { Flag } from "../../../syntax/flags.ts";
import { Kind } from "../../../syntax/kinds.ts";
import { Role } from "../../../syntax/roles.ts";
import {
  assign,
  childOfField,
  emit,
  emitName,
  isNamed,
  namedChildren,
  rawChildren,
  rawText,
} from "../../tree-sitter/lowering.ts";
import { Field, Type } from "../node-types.ts";
import { type Handler, type Lowering, inArithmetic } from "./lowering.ts";
import { staticValue } from "./words.ts";

export const command: Handler = (lowering, raw, role, parent, flags) => {
  const { type, field } = lowering.raw;
  const called = childOfField(lowering, raw, Field.name);
  const name = called < 0 ? "" : (staticValue(lowering, called) ?? "");
  const node = emit(lowering, Kind.Command, raw, role, parent, flags, name);
  for (const child of rawChildren(lowering, raw)) {
    if (child === called) assign(lowering, child, Role.Callee, node);
    else if (leadsTranslated(lowering, child)) continue;
    else if (field[child] === Field.argument) assign(lowering, child, Role.Argument, node);
    else if (field[child] === Field.redirect) assign(lowering, child, Role.Redirect, node);
    else if (type[child] === Type.VariableAssignment) assign(lowering, child, Role.Prefix, node);
    else if (isNamed(lowering, child)) assign(lowering, child, Role.Child, node);
  }
};

/** The `$` of an argument `$"text"`, which the grammar takes for an argument of its own. */
function leadsTranslated(lowering: Lowering, raw: number): boolean {
  const { type, start, end, subtreeEnd } = lowering.raw;
  const next = subtreeEnd[raw]!;
  return !isNamed(lowering, raw) && type[next] === Type.String && start[next] === end[raw] && rawText(lowering, raw) === "$";
}

/** `export A=1 B`, `local x`, `unset y`: a command whose word is a token of the grammar. */
export const declarationCommand: Handler = (lowering, raw, role, parent, flags) => {
  const called = raw + 1 < lowering.raw.subtreeEnd[raw]! ? raw + 1 : -1;
  const node = emit(lowering, Kind.Command, raw, role, parent, flags, called < 0 ? "" : rawText(lowering, called));
  for (const child of rawChildren(lowering, raw)) {
    if (child === called) assign(lowering, child, Role.Callee, node);
    else if (isNamed(lowering, child)) assign(lowering, child, Role.Argument, node);
  }
};

/** A token that is a word to the shell: the name of a declaration, a lone `$` or `==` among arguments. */
export const tokenWord: Handler = (lowering, raw, role, parent, flags) => {
  emit(lowering, Kind.Word, raw, role, parent, flags, rawText(lowering, raw));
};

/** `a | b`; the name is the first operator. A pipeline inside, which the grammar makes for redirections, is dissolved. */
export const pipeline: Handler = (lowering, raw, role, parent, flags) => {
  const operator = rawChildren(lowering, raw).find((child) => !isNamed(lowering, child) && rawText(lowering, child).startsWith("|"));
  const node = emit(lowering, Kind.Pipeline, raw, role, parent, flags, operator === undefined ? "" : rawText(lowering, operator));
  const pending = namedChildren(lowering, raw).reverse();
  for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
    const inner = redirectedPipeline(lowering, at);
    if (inner < 0) assign(lowering, at, Role.Element, node);
    else {
      moveRedirects(lowering, at);
      pending.push(...namedChildren(lowering, inner).reverse());
    }
  }
};

/** The pipeline that a redirected statement holds, or a pipeline itself; -1 for anything else. */
function redirectedPipeline(lowering: Lowering, raw: number): number {
  const { type } = lowering.raw;
  const body = type[raw] === Type.RedirectedStatement ? childOfField(lowering, raw, Field.body) : raw;
  return body >= 0 && type[body] === Type.Pipeline ? body : -1;
}

/** A statement with redirections: they belong to its last command, or to a compound command as a whole. */
export const redirectedStatement: Handler = (lowering, raw, role, parent, flags) => {
  const body = childOfField(lowering, raw, Field.body);
  if (body >= 0) {
    moveRedirects(lowering, raw);
    return assign(lowering, body, role, parent, flags);
  }
  // `> file` alone is a command without a word.
  const node = emit(lowering, Kind.Command, raw, role, parent, flags);
  for (const child of namedChildren(lowering, raw)) assign(lowering, child, Role.Redirect, node);
};

/** Statements whose redirections are those of their last part. */
const chains: ReadonlySet<number> = new Set([
  Type.List,
  Type.NegatedCommand,
  Type.Pipeline,
  Type.RedirectedStatement,
  Type.VariableAssignments,
]);

/** Hands the redirections of a redirected statement to the last command in it, which then reaches up to their end. */
function moveRedirects(lowering: Lowering, raw: number): void {
  const { type, end } = lowering.raw;
  const body = childOfField(lowering, raw, Field.body);
  const redirects = namedChildren(lowering, raw).filter((child) => child !== body);
  const until = end[raw]!;
  let at = body;
  for (;;) {
    end[at] = until;
    const last = chains.has(type[at]!) ? lastStatement(lowering, at) : -1;
    if (last < 0) break;
    at = last;
  }
  lowering.redirects.set(at, [...(lowering.redirects.get(at) ?? []), ...redirects]);
}

function lastStatement(lowering: Lowering, raw: number): number {
  if (lowering.raw.type[raw] === Type.RedirectedStatement) return childOfField(lowering, raw, Field.body);
  return namedChildren(lowering, raw).at(-1) ?? -1;
}

/** `a && b`. */
export const list: Handler = (lowering, raw, role, parent, flags) => {
  const operator = rawChildren(lowering, raw).find((child) => !isNamed(lowering, child));
  const node = emit(lowering, Kind.Logical, raw, role, parent, flags, operator === undefined ? "" : rawText(lowering, operator));
  for (const child of namedChildren(lowering, raw)) {
    assign(lowering, child, operator !== undefined && child > operator ? Role.Right : Role.Left, node);
  }
};

/** `! command`. */
export const negatedCommand: Handler = (lowering, raw, role, parent, flags) => {
  const node = emit(lowering, Kind.Unary, raw, role, parent, flags, "!");
  for (const child of namedChildren(lowering, raw)) assign(lowering, child, Role.Operand, node);
};

/** `x=1`, `a[1]+=2`; as a statement of its own it is an expression statement as in the other languages. */
export const variableAssignment: Handler = (lowering, raw, role, parent, flags) => {
  const bits = flags & ~inArithmetic;
  const isStatement = role === Role.Body || role === Role.Test;
  const owner = isStatement ? emit(lowering, Kind.ExpressionStatement, raw, role, parent, bits) : parent;
  const operator = rawChildren(lowering, raw).find((child) => !isNamed(lowering, child));
  const isAugmented = operator !== undefined && rawText(lowering, operator) === "+=";
  const below = isStatement ? Role.Expression : role;
  const kind = isAugmented ? Kind.AugmentedAssignment : Kind.Assignment;
  const node = emit(lowering, kind, raw, below, owner, isStatement ? 0 : bits, isAugmented ? "+=" : "");
  for (const child of namedChildren(lowering, raw)) {
    if (lowering.raw.field[child] !== Field.name) assign(lowering, child, Role.Value, node, flags & inArithmetic);
    else assign(lowering, child, Role.Target, node);
  }
};

/** `(a b c)` as a value. */
export const array: Handler = (lowering, raw, role, parent, flags) => {
  const node = emit(lowering, Kind.List, raw, role, parent, flags);
  for (const child of namedChildren(lowering, raw)) assign(lowering, child, Role.Element, node);
};

/** `function f { … }`. */
export const functionDefinition: Handler = (lowering, raw, role, parent, flags) => {
  const name = childOfField(lowering, raw, Field.name);
  const node = emit(lowering, Kind.FunctionDeclaration, raw, role, parent, flags, name < 0 ? "" : rawText(lowering, name));
  for (const child of namedChildren(lowering, raw)) {
    const field = lowering.raw.field[child];
    if (child === name) assign(lowering, child, Role.NameOf, node);
    else assign(lowering, child, field === Field.redirect ? Role.Redirect : Role.Body, node);
  }
};

/** The word that names a function. */
export const nameOf: Handler = (lowering, raw, role, parent, flags) => {
  emitName(lowering, raw, role, parent, flags);
};

/** A statement that is followed by `&` runs beside the shell. */
export function backgroundFlag(lowering: Lowering, raw: number, role: Role): number {
  if (role !== Role.Body) return 0;
  const next = lowering.raw.subtreeEnd[raw]!;
  return next < lowering.raw.size && lowering.raw.type[next] === Type.Ampersand ? Flag.Async : 0;
}
