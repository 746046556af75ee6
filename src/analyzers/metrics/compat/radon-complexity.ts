// Cyclomatic complexity as radon 6 counts it (`visitors.py`, ComplexityVisitor).

import { Kind } from "../../../syntax/kinds.ts";
import { Role } from "../../../syntax/roles.ts";
import { type NodeId, type SyntaxTree, childOf, childrenOf, hasFlag, noNode } from "../../../syntax/tree.ts";
import { Flag } from "../../../syntax/flags.ts";
import { matchesAnything } from "../cyclomatic.ts";
import { type Outline, noUnit } from "../outline.ts";

export interface RadonComplexity {
  /** Of functions: without closures. Of classes: the mean of their methods, one more where there are several. */
  readonly byUnit: Int32Array;
  /** Of the whole module, as its maintainability index takes it. */
  readonly total: number;
}

/** radon walks into the bodies of functions and classes only: defaults, annotations, bases and decorators count nothing. */
export function measureRadonComplexity(tree: SyntaxTree, outline: Outline): RadonComplexity {
  const { units } = outline;
  const decisions = new Int32Array(units.length);
  let total = 1;
  for (let node = 0; node < tree.size; node++) {
    if (isOutsideBody(tree, node)) {
      node = tree.subtreeEnd[node]! - 1;
      continue;
    }
    const unit = outline.unitOf[node]!;
    const weight = weigh(tree, node);
    if (unit === noUnit) total += weight;
    else decisions[unit]! += weight;
    // The tested expression of an `assert` is not walked.
    if (tree.kind[node] === Kind.Assert) node = tree.subtreeEnd[node]! - 1;
  }
  const methods = new Int32Array(units.length);
  const real = decisions.map((count) => count + 1);
  for (let index = units.length - 1; index >= 0; index--) {
    const { kind, parent } = units[index]!;
    if (kind === "class" || parent === noUnit || units[parent]!.kind !== "class") continue;
    methods[parent]!++;
    real[parent]! += real[index]!;
  }
  for (const [index, { parent }] of units.entries()) if (parent === noUnit) total += real[index]! - 1;
  const byUnit = real.map((count, index) => (methods[index] === 0 ? count : Math.floor(count / methods[index]!) + (methods[index]! > 1 ? 1 : 0)));
  return { byUnit, total };
}

const definitionKinds: ReadonlySet<number> = new Set([Kind.FunctionDeclaration, Kind.ClassDeclaration]);

/** True for the children of a definition that are not its body. */
export function isOutsideBody(tree: SyntaxTree, node: NodeId): boolean {
  return node !== 0 && tree.role[node] !== Role.Body && definitionKinds.has(tree.kind[tree.parent[node]!]!);
}

function weigh(tree: SyntaxTree, node: NodeId): number {
  switch (tree.kind[node]) {
    case Kind.If:
    case Kind.Conditional:
    case Kind.Assert:
    case Kind.Logical:
    case Kind.ComprehensionFor:
    case Kind.ComprehensionIf:
      return 1;
    case Kind.For:
    case Kind.ForEach:
    case Kind.While:
      return childOf(tree, node, Role.Alternate) === noNode ? 1 : 2;
    case Kind.Try:
      return weighTry(tree, node);
    case Kind.Switch:
      return weighMatch(tree, node);
    default:
      return 0;
  }
}

/** radon does not know `except*`. */
function weighTry(tree: SyntaxTree, node: NodeId): number {
  const handlers = childrenOf(tree, node, Role.Handler);
  if (handlers.some((handler) => hasFlag(tree, handler, Flag.Group))) return 0;
  return handlers.length + (childOf(tree, node, Role.Alternate) === noNode ? 0 : 1);
}

function weighMatch(tree: SyntaxTree, node: NodeId): number {
  const cases = childrenOf(tree, node, Role.Case);
  const hasDefault = cases.some((entry) => {
    const pattern = childOf(tree, entry, Role.Pattern);
    return pattern !== noNode && matchesAnything(tree, pattern);
  });
  return Math.max(0, cases.length - (hasDefault ? 1 : 0));
}
