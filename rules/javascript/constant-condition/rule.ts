// javascript/constant-condition: a condition whose outcome is written in it.

import { Flag, Kind, Role, childOf, defineRule, hasFlag, isFunctionLike, nameOf, noNode, quoteCode, textOf } from "../../../src/rule-kit/index.ts";
import type { FileView, NodeId } from "../../../src/rule-kit/index.ts";

/** Things that are made where they stand, and so always count as true. */
const objects: ReadonlySet<number> = new Set([Kind.List, Kind.Dictionary, Kind.Regex, Kind.ClassExpression, Kind.New]);

/** How people and minifiers write a loop that its body leaves. */
const idioms: ReadonlySet<string> = new Set(["true", "1", "!0", "!false"]);

export const rule = defineRule({
  meta: {
    id: "javascript/constant-condition",
    title: "A condition always has the same outcome",
    description: "One of the ways is never taken: a leftover of debugging, or a comparison that was not finished.",
    languages: ["javascript", "typescript"],
    category: "reliability",
    severity: "warning",
    confidence: "high",
    cwe: ["CWE-570", "CWE-571"],
    precision: { sampled: 7, true: 7, on: "three 0.187, effect 4.1, webpack 5.112, eslint 10.15, express 5.3, rxjs 7.8, zod 4.6, lodash 4.18, Django 5.2" },
    remediationMinutes: 5,
    equivalents: { eslint: ["no-constant-condition", "no-constant-binary-expression"], oxlint: ["eslint/no-constant-condition"] },
  },
  words: [],
  kinds: [Kind.If, Kind.Conditional, Kind.While, Kind.For],
  check(file, node) {
    const { tree } = file;
    const test = childOf(tree, node, Role.Test);
    if (test === noNode) return;
    const outcome = outcomeOf(file, test);
    if (outcome === undefined) return;
    // `while (true)` is how one writes a loop that its body leaves.
    const isLoop = tree.kind[node] === Kind.While || tree.kind[node] === Kind.For;
    if (isLoop && idioms.has(textOf(tree, test))) return;
    file.report({ at: test, message: `The condition ${quoteCode(file, test)} is always ${outcome}.` });
  },
});

/** What the condition comes to as it is written; names are not followed, for a named constant is a setting. */
function outcomeOf(file: FileView, node: NodeId): boolean | undefined {
  const { tree } = file;
  const kind = tree.kind[node]!;
  if (objects.has(kind) || isFunctionLike(tree, node)) return true;
  switch (kind) {
    case Kind.Boolean:
      return nameOf(tree, node) === "true";
    case Kind.Null:
      return false;
    case Kind.String:
      return nameOf(tree, node) !== "";
    case Kind.Number:
      return hasFlag(tree, node, Flag.BigInteger) ? undefined : Number(nameOf(tree, node)) !== 0;
    case Kind.Unary: {
      const inner = nameOf(tree, node) === "!" ? outcomeOf(file, childOf(tree, node, Role.Operand)) : undefined;
      if (nameOf(tree, node) === "typeof") return true;
      return inner === undefined ? undefined : !inner;
    }
    case Kind.Logical:
      return logicalOutcome(file, node);
    default:
      return undefined;
  }
}

function logicalOutcome(file: FileView, node: NodeId): boolean | undefined {
  const { tree } = file;
  const left = outcomeOf(file, childOf(tree, node, Role.Left));
  const right = outcomeOf(file, childOf(tree, node, Role.Right));
  switch (nameOf(tree, node)) {
    case "&&":
      return left === false || right === false ? false : left === true && right === true ? true : undefined;
    case "||":
      return left === true || right === true ? true : left === false && right === false ? false : undefined;
    default:
      return undefined;
  }
}
