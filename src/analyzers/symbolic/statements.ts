// Executes statements of a simulated program.

import { Kind } from "../../syntax/kinds.ts";
import { Role } from "../../syntax/roles.ts";
import { type NodeId, childOf, childrenOf, nameOf, noNode } from "../../syntax/tree.ts";
import { evaluate, itemsOf } from "./expressions.ts";
import { defineClass, defineFunction } from "./definitions.ts";
import type { Frame } from "./frame.ts";
import { exportFrom, importModule, importNames } from "./imports.ts";
import { SimulatedError } from "./machine.ts";
import { compare, isTruthy } from "./operators.ts";
import { handlerOf } from "./handlers.ts";
import { bind, undefinedValue } from "./patterns.ts";
import { type Value, nothing, unknown } from "./values.ts";

/** How a statement ended, where not by going on. */
export type Completion = { readonly type: "return"; readonly value: Value } | { readonly type: "break" } | { readonly type: "continue" } | undefined;

const MAXIMUM_ROUNDS = 3;
/** Rounds of a loop whose condition is known each time. */
const MAXIMUM_COUNTED = 24;
const MAXIMUM_ITEMS = 128;

/** Executes one statement. A simulated error leaves as `SimulatedError`. */
export function execute(frame: Frame, node: NodeId): Completion {
  if (node === noNode) return undefined;
  const { machine, unit } = frame;
  const { tree } = unit;
  machine.step();
  cover(frame, node);
  const child = (role: Role): NodeId => childOf(tree, node, role);
  switch (tree.kind[node]) {
    case Kind.Program:
    case Kind.Block:
    case Kind.StaticBlock:
      return executeAll(frame, childrenOf(tree, node));
    case Kind.ExpressionStatement:
      evaluate(frame, child(Role.Expression));
      return undefined;
    case Kind.VariableDeclaration:
      for (const declarator of childrenOf(tree, node)) {
        const value = childOf(tree, declarator, Role.Value);
        bind(frame, childOf(tree, declarator, Role.Target), value === noNode ? undefinedValue : evaluate(frame, value), true);
      }
      return undefined;
    case Kind.If:
      return execute(frame, isTruthy(machine, evaluate(frame, child(Role.Test))) ? child(Role.Consequent) : child(Role.Alternate));
    case Kind.For:
      execute(frame, child(Role.Init));
      return repeat(frame, child(Role.Body), child(Role.Test), child(Role.Update));
    case Kind.While:
      return repeat(frame, child(Role.Body), child(Role.Test));
    case Kind.DoWhile:
      return repeat(frame, child(Role.Body), noNode);
    case Kind.ForEach:
      return iterate(frame, node);
    case Kind.Switch:
      return choose(frame, node);
    case Kind.Try:
      return attempt(frame, node);
    case Kind.Throw:
      throw new SimulatedError(evaluate(frame, child(Role.Value)));
    case Kind.Return:
      return { type: "return", value: child(Role.Value) === noNode ? nothing : evaluate(frame, child(Role.Value)) };
    case Kind.Break:
      return { type: "break" };
    case Kind.Continue:
      return { type: "continue" };
    case Kind.Labeled:
      return execute(frame, child(Role.Body));
    case Kind.With:
      for (const item of childrenOf(tree, node, Role.Item)) {
        const value = evaluate(frame, tree.kind[item] === Kind.WithItem ? childOf(tree, item, Role.Value) : item);
        bind(frame, tree.kind[item] === Kind.WithItem ? childOf(tree, item, Role.Target) : noNode, value, true);
      }
      return execute(frame, child(Role.Body));
    case Kind.Assert:
      if (!isTruthy(machine, evaluate(frame, child(Role.Test)))) throw new SimulatedError(unknown("AssertionError"));
      return undefined;
    case Kind.FunctionDeclaration:
      if (!isDeclared(frame, node)) frame.scope.declare(nameOf(tree, node), defineFunction(frame, node));
      return undefined;
    case Kind.ClassDeclaration:
      frame.scope.declare(nameOf(tree, node), defineClass(frame, node));
      return undefined;
    case Kind.Import:
      importModule(frame, node);
      return undefined;
    case Kind.ImportFrom:
      importNames(frame, node);
      return undefined;
    case Kind.Export:
      exportFrom(frame, node);
      return undefined;
    case Kind.Empty:
    case Kind.Global:
    case Kind.Nonlocal:
    case Kind.Debugger:
    case Kind.TypeAlias:
    case Kind.Interface:
    case Kind.Delete:
      return undefined;
    default:
      evaluate(frame, node);
      return undefined;
  }
}

/** Functions are there before the statements around them run. */
function executeAll(frame: Frame, statements: readonly NodeId[]): Completion {
  const { tree, dialect } = frame.unit;
  if (!dialect.declaresByAssignment) {
    for (const statement of statements) {
      const declared = tree.kind[statement] === Kind.Export ? childOf(tree, statement, Role.Declaration) : statement;
      if (declared !== noNode && tree.kind[declared] === Kind.FunctionDeclaration) frame.scope.declare(nameOf(tree, declared), defineFunction(frame, declared));
    }
  }
  for (const statement of statements) {
    const completion = execute(frame, statement);
    if (completion !== undefined) return completion;
  }
  return undefined;
}

/** True for a function that was there before the statements around it ran: what was set on it since stays. */
function isDeclared({ scope, unit }: Frame, node: NodeId): boolean {
  const value = unit.dialect.declaresByAssignment ? undefined : scope.get(nameOf(unit.tree, node));
  return value?.type === "function" && value.node === node && value.unit === unit;
}

function cover(frame: Frame, node: NodeId): void {
  const { covered } = frame.machine;
  const nodes = covered.get(frame.unit.path) ?? new Set();
  nodes.add(node);
  covered.set(frame.unit.path, nodes);
}

/** A loop whose count is not known is run a few times at most. */
function repeat(frame: Frame, body: NodeId, test: NodeId, update: NodeId = noNode): Completion {
  let isCounted = test !== noNode;
  for (let round = 0; round < (isCounted ? MAXIMUM_COUNTED : MAXIMUM_ROUNDS); round += 1) {
    if (test !== noNode) {
      const condition = evaluate(frame, test);
      if (round > 0 && condition.type === "unknown") return undefined;
      isCounted &&= condition.type === "boolean";
      if (!isTruthy(frame.machine, condition)) return undefined;
    }
    const completion = execute(frame, body);
    if (completion?.type === "return") return completion;
    if (completion?.type === "break" || test === noNode) return undefined;
    evaluate(frame, update);
  }
  return undefined;
}

function iterate(frame: Frame, node: NodeId): Completion {
  const { tree } = frame.unit;
  const { items } = itemsOf(frame.machine, evaluate(frame, childOf(tree, node, Role.Iterable)));
  const target = childOf(tree, node, Role.Target);
  const isDeclaration = tree.kind[target] === Kind.VariableDeclaration;
  const place = isDeclaration ? childOf(tree, childrenOf(tree, target)[0] ?? noNode, Role.Target) : target;
  for (const item of items.slice(0, MAXIMUM_ITEMS)) {
    bind(frame, place, item, isDeclaration || frame.unit.dialect.declaresByAssignment);
    const completion = execute(frame, childOf(tree, node, Role.Body));
    if (completion?.type === "return") return completion;
    if (completion?.type === "break") return undefined;
  }
  return execute(frame, childOf(tree, node, Role.Alternate));
}

function choose(frame: Frame, node: NodeId): Completion {
  const { tree } = frame.unit;
  const subject = evaluate(frame, childOf(tree, node, Role.Subject));
  const cases = childrenOf(tree, node, Role.Case);
  let start = cases.findIndex((entry) => matchesCase(frame, entry, subject));
  if (start === -1) start = cases.findIndex((entry) => childOf(tree, entry, Role.Pattern) === noNode);
  if (start === -1) return undefined;
  const isPython = frame.unit.dialect.declaresByAssignment;
  for (const entry of isPython ? [cases[start]!] : cases.slice(start)) {
    const completion = executeAll(frame, childrenOf(tree, entry, Role.Body));
    if (completion?.type === "break") return undefined;
    if (completion !== undefined) return completion;
  }
  return undefined;
}

function matchesCase(frame: Frame, entry: NodeId, subject: Value): boolean {
  const { tree } = frame.unit;
  return childrenOf(tree, entry, Role.Pattern).some((pattern) => {
    if (tree.kind[pattern] === Kind.MatchPattern && nameOf(tree, pattern) === "wildcard") return true;
    const inner = tree.kind[pattern] === Kind.MatchPattern ? childrenOf(tree, pattern) : [pattern];
    return inner.some((value) => isTruthy(frame.machine, compare(frame.machine, "==", subject, evaluate(frame, value))));
  });
}

function attempt(frame: Frame, node: NodeId): Completion {
  const { tree } = frame.unit;
  let completion: Completion;
  const handlers = childrenOf(tree, node, Role.Handler);
  const from = frame.machine.events.length;
  try {
    completion = execute(frame, childOf(tree, node, Role.Body));
    if (mayFail(frame, handlers[0], from)) throw new SimulatedError(unknown("error"));
    completion ??= execute(frame, childOf(tree, node, Role.Alternate));
  } catch (error) {
    if (!(error instanceof SimulatedError)) throw error;
    const handler = handlerOf(frame, handlers, error.value);
    if (handler === undefined) {
      execute(frame, childOf(tree, node, Role.Finalizer));
      throw error;
    }
    bind(frame, childOf(tree, handler, Role.Target), error.value, true);
    completion = execute(frame, childOf(tree, handler, Role.Body));
  }
  return execute(frame, childOf(tree, node, Role.Finalizer)) ?? completion;
}

/** What a library was asked for may fail as well; only a handler that then does something by itself is worth another way. */
function mayFail(frame: Frame, handler: NodeId | undefined, from: number): boolean {
  if (handler === undefined || frame.machine.events.slice(from).every(({ isPure }) => isPure)) return false;
  const { tree } = frame.unit;
  for (let node = handler; node < tree.subtreeEnd[handler]!; node += 1) if (tree.kind[node] === Kind.Call || tree.kind[node] === Kind.Return) return !frame.machine.decide();
  return false;
}
