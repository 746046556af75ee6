// javascript/swallowed-exception: a catch that does nothing and does not say why.

import { Kind, Role, childOf, childrenOf, defineRule, isTestPath, nameOf, noNode } from "../../../src/rule-kit/index.ts";
import type { FileView, NodeId } from "../../../src/rule-kit/index.ts";

const functions: ReadonlySet<number> = new Set([Kind.ArrowFunction, Kind.FunctionExpression, Kind.FunctionDeclaration]);

export const rule = defineRule({
  meta: {
    id: "javascript/swallowed-exception",
    title: "An error is caught and thrown away",
    description: "When this goes wrong, nobody learns of it, and what follows works with a state that it does not expect.",
    languages: ["javascript", "typescript"],
    category: "reliability",
    severity: "warning",
    confidence: "high",
    cwe: ["CWE-390"],
    remediationMinutes: 10,
    precision: { sampled: 36, true: 30, on: "express 5.3, webpack 5.112, eslint 10.15, three 0.187, effect 4.1, zod 4.6, rxjs 7.8, execa, vite, vitest, knip, rolldown" },
    equivalents: { eslint: ["no-empty"] },
    options: {
      reportFallbacks: {
        default: false,
        description: "Also report a `try` that ends by giving a variable a value, which keeps what it had when that fails",
      },
      reportPromises: { default: false, description: "Also report `.catch(() => {})`" },
    },
  },
  words: [],
  kinds: [Kind.Handler, Kind.Call],
  check(file, node, options) {
    const { tree } = file;
    if (tree.kind[node] === Kind.Call) {
      if (options.reportPromises === true) checkPromise(file, node);
      return;
    }
    const body = childOf(tree, node, Role.Body);
    if (body === noNode || !isSilent(file, body)) return;
    const statement = tree.parent[node]!;
    if (isProbe(file, statement) || isNamedIgnored(file, node) || isCleanup(file, statement) || isExplained(file, statement)) return;
    const keepsEarlierValue = endsWithAssignment(file, statement);
    if (keepsEarlierValue && options.reportFallbacks !== true) return;
    // The word `catch` and what it binds, not the whole handler: the region shall be tight.
    file.report({
      at: { start: tree.start[node]!, end: tree.start[body]! + 1 },
      confidence: keepsEarlierValue ? "low" : "high",
      severity: keepsEarlierValue || isTestPath(file.path) ? "info" : "warning",
      message: "This `catch` throws the error away; handle it, or say in a comment why nothing is to be done.",
    });
  },
});

/** `.catch(() => {})`. */
function checkPromise(file: FileView, node: NodeId): void {
  const { tree } = file;
  const callee = childOf(tree, node, Role.Callee);
  if (tree.kind[callee] !== Kind.Attribute || tree.names[tree.name[callee]!] !== "catch") return;
  const handler = childrenOf(tree, node, Role.Argument)[0];
  if (handler === undefined || (tree.kind[handler] !== Kind.ArrowFunction && tree.kind[handler] !== Kind.FunctionExpression)) return;
  const body = childOf(tree, handler, Role.Body);
  if (body === noNode || tree.kind[body] !== Kind.Block || !isSilent(file, body)) return;
  file.report({ at: handler, confidence: "low", severity: "info", message: "This `.catch` throws the error away; handle it, or say in a comment why nothing is to be done." });
}

/** Nothing in it: neither a statement nor a comment. */
function isSilent(file: FileView, body: NodeId): boolean {
  const { tree } = file;
  if (childrenOf(tree, body).some((statement) => tree.kind[statement] !== Kind.Empty)) return false;
  return !tree.comments.some((comment) => comment.start > tree.start[body]! && comment.end <= tree.end[body]!);
}

/** `catch (_)`, `catch (ignored)`: the name says that it is meant. */
function isNamedIgnored(file: FileView, handler: NodeId): boolean {
  const target = childOf(file.tree, handler, Role.Target);
  return target !== noNode && /^_|ignore|expected|unused/i.test(nameOf(file.tree, target));
}

/** `try { return JSON.parse(x) } catch {}` asks whether something works: what follows is the answer "no". */
function isProbe(file: FileView, statement: NodeId): boolean {
  const { tree } = file;
  const body = childOf(tree, statement, Role.Body);
  const statements = body === noNode ? [] : childrenOf(tree, body);
  const last = statements.at(-1);
  if (last === undefined) return false;
  // The answer may stand deeper: `if (ok) return true`, a loop that returns what it finds.
  for (let node = last; node < tree.subtreeEnd[last]!; node++) {
    if (tree.kind[node] === Kind.Return) return true;
    if (functions.has(tree.kind[node]!)) node = tree.subtreeEnd[node]! - 1;
  }
  return false;
}

/** What is to be gone, or to end, may be so already; `fail("should throw")` says that the error is what is wanted. */
function isCleanup(file: FileView, statement: NodeId): boolean {
  const { tree } = file;
  const calls = childrenOf(tree, childOf(tree, statement, Role.Body)).map((child) => {
    const expression = tree.kind[child] === Kind.ExpressionStatement ? childOf(tree, child, Role.Expression) : child;
    const call = tree.kind[expression] === Kind.Await ? childOf(tree, expression, Role.Value) : expression;
    return tree.kind[call] === Kind.Call ? nameOf(tree, childOf(tree, call, Role.Callee)) : "";
  });
  return calls.every((name) => cleanup.test(name)) || calls.at(-1) === "fail";
}

const cleanup = /^(?:unlink|rm|rmdir|rimraf|remove|close|destroy|kill|abort|disconnect|terminate|revokeObjectURL|releasePointerCapture)(?:Sync)?$/;

/** A comment right above the `try`, or behind its last statement, says why. */
function isExplained(file: FileView, statement: NodeId): boolean {
  const { tree } = file;
  const body = childOf(tree, statement, Role.Body);
  const last = childrenOf(tree, body).at(-1);
  const lastEnd = last === undefined ? tree.start[body]! : tree.end[last]!;
  return tree.comments.some(
    ({ start, end }) =>
      (start >= lastEnd && end <= tree.end[body]!) ||
      (end <= tree.start[statement]! && /^[^\S\n]*\n?[^\S\n]*$/.test(tree.text.slice(end, tree.start[statement]))),
  );
}

/** `try { x = parse(y) } catch {}`: on an error x keeps what it had, which may be the answer. */
function endsWithAssignment(file: FileView, statement: NodeId): boolean {
  const { tree } = file;
  const body = childOf(tree, statement, Role.Body);
  const last = body === noNode ? undefined : childrenOf(tree, body).at(-1);
  if (last === undefined) return false;
  const expression = tree.kind[last] === Kind.ExpressionStatement ? childOf(tree, last, Role.Expression) : last;
  return tree.kind[expression] === Kind.Assignment || tree.kind[expression] === Kind.VariableDeclaration;
}
