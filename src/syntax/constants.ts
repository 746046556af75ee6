// Constant values of expressions: literals, and what follows from names that are written once.

import { Flag } from "./flags.ts";
import { Kind } from "./kinds.ts";
import { Role } from "./roles.ts";
import { type ConstantValue, binaryValue, numberValue, sameValue, textValue, unaryValue } from "./constants-operators.ts";
import type { Binding, ScopeTable } from "./scopes-types.ts";
import { type NodeId, type SyntaxTree, childOf, childrenOf, hasFlag, nameOf, noNode } from "./tree.ts";

export type { ConstantValue } from "./constants-operators.ts";

/** Limits of one question: how deep it may go, how many nodes it may look at, how long a text may grow. */
const maximumDepth = 60;
const maximumNodes = 2_000;
const maximumLength = 100_000;
/** A name that is written more often is not followed. */
const maximumWrites = 8;

interface Question {
  readonly tree: SyntaxTree;
  readonly scopes: () => ScopeTable;
  /** By binding: its value once known; undefined while it is being found, which ends cycles. */
  readonly known: Map<Binding, ConstantValue | undefined>;
  nodesLeft: number;
}

/** Finds the value of an expression. */
export type ConstantResolver = (node: NodeId) => ConstantValue | undefined;

/** Makes the resolver of one file. `scopes` is asked only when a name is looked at. */
export function createConstantResolver(tree: SyntaxTree, scopes: () => ScopeTable): ConstantResolver {
  const known = new Map<Binding, ConstantValue | undefined>();
  return (node) => evaluate({ tree, scopes, known, nodesLeft: maximumNodes }, node, 0);
}

function evaluate(question: Question, node: NodeId, depth: number): ConstantValue | undefined {
  const { tree } = question;
  if (node < 0 || depth > maximumDepth || question.nodesLeft-- <= 0) return undefined;
  const child = (role: Role): ConstantValue | undefined => evaluate(question, childOf(tree, node, role), depth + 1);
  switch (tree.kind[node]) {
    case Kind.String:
      return { type: hasFlag(tree, node, Flag.Bytes) ? "bytes" : "string", value: nameOf(tree, node) };
    case Kind.Number:
      return numberValue(nameOf(tree, node), tree.flags[node]!);
    case Kind.Boolean:
      return { type: "boolean", value: nameOf(tree, node) === "true" };
    case Kind.Null:
      return { type: "null" };
    case Kind.StringConcatenation:
    case Kind.TemplateString:
      return joined(question, node, depth);
    case Kind.Binary: {
      const left = child(Role.Left);
      return left === undefined ? undefined : bounded(binaryValue(nameOf(tree, node), left, child(Role.Right)));
    }
    case Kind.Unary:
      return unaryValue(nameOf(tree, node), child(Role.Operand));
    case Kind.Conditional: {
      const consequent = child(Role.Consequent);
      return consequent !== undefined && sameValue(consequent, child(Role.Alternate)) ? consequent : undefined;
    }
    case Kind.TypeAssertion:
    case Kind.NamedExpression:
      return child(Role.Value);
    case Kind.Name:
      return ofName(question, node, depth);
    default:
      return undefined;
  }
}

function bounded(value: ConstantValue | undefined): ConstantValue | undefined {
  return value?.type === "string" && value.value.length > maximumLength ? undefined : value;
}

/** Adjacent strings, f-strings and templates whose holes are constant. */
function joined(question: Question, node: NodeId, depth: number): ConstantValue | undefined {
  const { tree } = question;
  let text = "";
  let type: "string" | "bytes" = "string";
  // A t-string is not a string: what it becomes is up to who reads it.
  if (tree.kind[node] === Kind.TemplateString && nameOf(tree, node).includes("t")) return undefined;
  for (const part of childrenOf(tree, node, Role.Part)) {
    if (tree.kind[part] === Kind.StringPart) {
      text += nameOf(tree, part);
      continue;
    }
    const isHole = tree.kind[part] === Kind.Interpolation;
    if (isHole && (nameOf(tree, part) !== "" || childOf(tree, part, Role.Format) !== noNode)) return undefined;
    if (isHole && hasFlag(tree, part, Flag.DebugHole)) return undefined;
    const value = evaluate(question, isHole ? childOf(tree, part, Role.Value) : part, depth + 1);
    const piece = value === undefined ? undefined : textValue(value);
    if (piece === undefined || text.length + piece.length > maximumLength) return undefined;
    if (value!.type === "bytes") type = "bytes";
    text += piece;
  }
  return { type, value: text };
}

function ofName(question: Question, node: NodeId, depth: number): ConstantValue | undefined {
  const binding = question.scopes().bindingOf(node);
  if (binding === undefined || (binding.kind !== "variable" && binding.kind !== "global")) return undefined;
  if (question.known.has(binding)) return question.known.get(binding);
  question.known.set(binding, undefined);
  const value = ofBinding(question, binding, depth);
  // An answer cut short by a limit is not an answer about the binding.
  if (value !== undefined || question.nodesLeft > 0) question.known.set(binding, value);
  else question.known.delete(binding);
  return value;
}

/** The value that every write of the name gives it. */
function ofBinding(question: Question, binding: Binding, depth: number): ConstantValue | undefined {
  const { writes, declarations } = binding;
  if (writes.length === 0 || writes.length > maximumWrites) return undefined;
  // A declaration that is no write (a parameter, a `let x;`, a class of the same name) may leave another value.
  if (!declarations.every((declaration) => writes.includes(declaration))) return undefined;
  let value: ConstantValue | undefined;
  for (const write of writes) {
    const written = evaluate(question, writtenValue(question.tree, write), depth + 1);
    if (written === undefined || (value !== undefined && !sameValue(value, written))) return undefined;
    value = written;
  }
  return value;
}

/** The expression that a name is set to, where it stands alone on the left side; `noNode` elsewhere. */
export function writtenValue(tree: SyntaxTree, write: NodeId): NodeId {
  const above = tree.parent[write]!;
  if (tree.role[write] !== Role.Target) return noNode;
  switch (tree.kind[above]) {
    case Kind.Assignment: {
      // `a = b = 1` nests: the value of the outer is an Assignment, whose own value counts.
      let value = childOf(tree, above, Role.Value);
      while (value !== noNode && tree.kind[value] === Kind.Assignment) value = childOf(tree, value, Role.Value);
      return value;
    }
    case Kind.VariableDeclarator:
    case Kind.NamedExpression:
      return childOf(tree, above, Role.Value);
    default:
      return noNode;
  }
}
