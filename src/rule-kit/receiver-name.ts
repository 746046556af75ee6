// Finds what a literal is for: the variable, key, argument or comparison that it is given to.

import { Kind } from "../syntax/kinds.ts";
import { Role } from "../syntax/roles.ts";
import { type NodeId, type SyntaxTree, childOf, nameOf, noNode } from "../syntax/tree.ts";

/** The name that receives the value of `node`, or undefined where it has none. */
export function receiverName(tree: SyntaxTree, node: NodeId): string | undefined {
  const parent = tree.parent[node]!;
  const role = tree.role[node];
  switch (tree.kind[parent]) {
    case Kind.VariableDeclarator:
    case Kind.Assignment:
    case Kind.NamedExpression:
      return role === Role.Value ? lastName(tree, childOf(tree, parent, Role.Target)) : undefined;
    case Kind.Pair:
      return role === Role.Value ? nameOf(tree, parent) || keyText(tree, childOf(tree, parent, Role.Key)) : undefined;
    case Kind.Field:
    case Kind.KeywordArgument:
      return role === Role.Value ? nameOf(tree, parent) || undefined : undefined;
    case Kind.Parameter:
      return role === Role.Default ? nameOf(tree, parent) || undefined : undefined;
    case Kind.Logical:
      // `environment.TOKEN || "…"`: the fallback is the secret that everyone has.
      return role === Role.Right ? (receiverName(tree, parent) ?? lastName(tree, childOf(tree, parent, Role.Left))) : undefined;
    case Kind.Conditional:
      return role === Role.Test ? undefined : receiverName(tree, parent);
    case Kind.Binary:
      return comparedName(tree, parent, node);
    case Kind.Call:
      return defaultOfLookUp(tree, parent, node);
    default:
      return undefined;
  }
}

function comparedName(tree: SyntaxTree, comparison: NodeId, node: NodeId): string | undefined {
  if (!/^[!=]==?$/.test(nameOf(tree, comparison))) return undefined;
  return lastName(tree, childOf(tree, comparison, tree.role[node] === Role.Right ? Role.Left : Role.Right));
}

/** `os.environ.get("TOKEN", "…")`, `getenv("TOKEN", "…")`: the default of a look-up is for its key. */
function defaultOfLookUp(tree: SyntaxTree, call: NodeId, node: NodeId): string | undefined {
  const callee = childOf(tree, call, Role.Callee);
  if (callee === noNode || !/^(?:get|getenv|env|config|setdefault)$/.test(nameOf(tree, callee))) return undefined;
  const key = childOf(tree, call, Role.Argument);
  return key === node || key === noNode ? undefined : keyText(tree, key);
}

function keyText(tree: SyntaxTree, key: NodeId): string | undefined {
  return key !== noNode && tree.kind[key] === Kind.String ? nameOf(tree, key) : undefined;
}

function lastName(tree: SyntaxTree, target: NodeId): string | undefined {
  if (target === noNode) return undefined;
  const kind = tree.kind[target];
  if (kind === Kind.Subscript) return keyText(tree, childOf(tree, target, Role.Index));
  return kind === Kind.Name || kind === Kind.Attribute ? nameOf(tree, target) : undefined;
}
