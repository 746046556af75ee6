// Cyclomatic complexity as ESLint 10's `complexity` rule counts it in its classic variant.

import { Flag } from "../../../syntax/flags.ts";
import { Kind } from "../../../syntax/kinds.ts";
import { Role } from "../../../syntax/roles.ts";
import { childOf, hasFlag, nameOf, noNode } from "../../../syntax/tree.ts";
import type { WeighDecision } from "../cyclomatic.ts";

const logicalAssignments: ReadonlySet<string> = new Set(["&&=", "||=", "??="]);

export const weighEslint: WeighDecision = (tree, node) => {
  switch (tree.kind[node]) {
    case Kind.Handler:
    case Kind.Conditional:
    case Kind.Logical:
    case Kind.For:
    case Kind.ForEach:
    case Kind.If:
    case Kind.While:
    case Kind.DoWhile:
    case Kind.DefaultPattern:
      return 1;
    case Kind.Parameter:
      return childOf(tree, node, Role.Default) === noNode ? 0 : 1;
    case Kind.Case:
      return childOf(tree, node, Role.Pattern) === noNode ? 0 : 1;
    case Kind.AugmentedAssignment:
      return logicalAssignments.has(nameOf(tree, node)) ? 1 : 0;
    case Kind.Attribute:
    case Kind.Subscript:
    case Kind.Call:
      return hasFlag(tree, node, Flag.Optional) ? 1 : 0;
    default:
      return 0;
  }
};
