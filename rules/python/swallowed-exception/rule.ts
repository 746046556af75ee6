// python/swallowed-exception: a handler for every error that does nothing and does not say why.

import { Kind, Role, childOf, childrenOf, defineRule, isTestPath, nameOf, noNode, textOf } from "../../../src/rule-kit/index.ts";
import type { FileView, NodeId } from "../../../src/rule-kit/index.ts";

const broad: ReadonlySet<string> = new Set(["Exception", "BaseException", "builtins.Exception", "builtins.BaseException"]);
/** Statements that clean up: whatever fails in them is past caring for. */
const cleanUp = /(?:^|[._])(?:close|kill|terminate|shutdown|disconnect|unlink|rmtree|cancel|release|stop)\w*\s*\(/;
/** Comments that speak to tools give no reason. */
const directive = /^#+\s*(?:noqa|nosec|pylint|type:|pragma|ruff:|flake8|fmt:|mypy)/i;

export const rule = defineRule({
  meta: {
    id: "python/swallowed-exception",
    title: "Every error is caught and thrown away",
    description: "When this goes wrong, nobody learns of it, and what follows works with a state that it does not expect.",
    languages: ["python"],
    category: "reliability",
    severity: "warning",
    confidence: "high",
    cwe: ["CWE-390"],
    remediationMinutes: 10,
    precision: { sampled: 41, true: 37, on: "Django 5.2, flask 3.1, requests 2.34, celery 5.7, sqlalchemy 2.1, rich 15" },
    equivalents: { bandit: ["B110", "B112"], ruff: ["S110", "S112", "E722", "BLE001"], flake8: ["E722"] },
    options: {
      reportExpected: {
        default: false,
        description: "Also report clean-up (`close`, `kill` and the like), a `try` with `else`, and one that raises by itself what it catches",
      },
      reportSpecific: { default: false, description: "Also report empty handlers of single kinds of errors, such as `except KeyError: pass`" },
    },
  },
  words: [],
  kinds: [Kind.Handler],
  check(file, node, options) {
    const { tree } = file;
    const body = childOf(tree, node, Role.Body);
    if (body === noNode || !childrenOf(tree, body).every((statement) => doesNothing(file, statement))) return;
    const type = childOf(tree, node, Role.Type);
    const caught = type === noNode ? "" : broadName(file, type);
    if (caught === undefined && options.reportSpecific !== true) return;
    const hasComment = tree.comments.some(
      (comment) =>
        comment.start > tree.start[node]! &&
        comment.start < endOfLine(tree.text, tree.end[body]!) &&
        !directive.test(tree.text.slice(comment.start, comment.end)),
    );
    // With a reason written beside it, catching `Exception` is a decision; a bare `except` also catches Ctrl-C.
    if (hasComment && type !== noNode) return;
    const isCleanUp = cleanUp.test(textOf(tree, childOf(tree, tree.parent[node]!, Role.Body)));
    const isMeant = isExpected(file, node, isCleanUp);
    if (isMeant && type !== noNode && options.reportExpected !== true) return;
    file.report({
      at: { start: tree.start[node]!, end: type === noNode ? tree.start[node]! + "except".length : tree.end[type]! },
      confidence: caught === undefined || isMeant ? "low" : "high",
      severity: caught === undefined || isTestPath(file.path) ? "info" : "warning",
      message:
        type === noNode
          ? "This `except` throws every error away, also an interrupt and an exit."
          : `This \`except ${textOf(tree, type)}\` throws the error away; handle or log it, or say in a comment why nothing is to be done.`,
    });
  },
});

/** Clean-up, a try with an answer for both ways, and one that raises by itself what it catches. */
function isExpected(file: FileView, handler: NodeId, isCleanUp: boolean): boolean {
  const { tree } = file;
  const statement = tree.parent[handler]!;
  const body = childOf(tree, statement, Role.Body);
  const last = body === noNode ? undefined : childrenOf(tree, body).at(-1);
  const endsByThrowing = last !== undefined && tree.kind[last] === Kind.Throw;
  return isCleanUp || endsByThrowing || childOf(tree, statement, Role.Alternate) !== noNode;
}

/** The broad class that a handler catches, also in a tuple; undefined where it catches single kinds only. */
function broadName(file: FileView, type: NodeId): string | undefined {
  const { tree } = file;
  const types = tree.kind[type] === Kind.Tuple ? childrenOf(tree, type, Role.Element) : [type];
  return types.map((entry) => file.qualifiedName(entry) ?? "").find((name) => broad.has(name));
}

/** `pass`, `...`, a lone string, `continue`. */
function doesNothing(file: FileView, statement: NodeId): boolean {
  const { tree } = file;
  if (tree.kind[statement] === Kind.Empty || tree.kind[statement] === Kind.Continue) return true;
  if (tree.kind[statement] !== Kind.ExpressionStatement) return false;
  const expression = childOf(tree, statement, Role.Expression);
  return tree.kind[expression] === Kind.EllipsisLiteral || (tree.kind[expression] === Kind.String && nameOf(tree, expression) === "");
}

function endOfLine(text: string, offset: number): number {
  const end = text.indexOf("\n", offset);
  return end < 0 ? text.length : end;
}
