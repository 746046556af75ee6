// Uses of imported names that are no references: export lists, annotations in quotes, type comments, probes.

import { Kind, Role, childOf, childrenOf, nameOf, noNode, textOf } from "../../../src/rule-kit/index.ts";
import type { FileView, NodeId } from "../../../src/rule-kit/index.ts";

const identifier = /[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*/g;

/** The names in `__all__`; undefined where the list is computed. */
export function exportedNames(file: FileView): ReadonlySet<string> | undefined {
  const names = new Set<string>();
  const binding = file.scopes.module.bindings.get("__all__");
  if (binding === undefined) return names;
  const { tree } = file;
  for (const node of [...binding.writes, ...binding.reads]) {
    const above = tree.parent[node]!;
    // `__all__ = […]`, `__all__ += […]`, `__all__.extend([…])`, `__all__.append("…")`.
    const isMethod = tree.kind[above] === Kind.Attribute;
    const value = isMethod ? childrenOf(tree, tree.parent[above]!, Role.Argument)[0] : childOf(tree, above, Role.Value);
    if (value === undefined || value === noNode) continue;
    if (!addNames(file, value, names) && tree.role[node] === Role.Target) return undefined;
  }
  return names;
}

function addNames(file: FileView, value: NodeId, names: Set<string>): boolean {
  const { tree } = file;
  if (tree.kind[value] === Kind.String) {
    names.add(nameOf(tree, value));
    return true;
  }
  if (tree.kind[value] === Kind.Binary) {
    const left = addNames(file, childOf(tree, value, Role.Left), names);
    return addNames(file, childOf(tree, value, Role.Right), names) && left;
  }
  if (tree.kind[value] !== Kind.List && tree.kind[value] !== Kind.Tuple) return false;
  return childrenOf(tree, value).every((element) => tree.kind[element] === Kind.String && addNames(file, element, names));
}

/** Functions whose arguments may be types in quotes. */
const typing = /(?:^|\.)(?:cast|TypeVar|NewType|ForwardRef|NamedTuple|TypedDict|ParamSpec|TypeAliasType|assert_type)$/;

/** Names in quoted annotations, in the arguments of typing's functions, and in `# type:` comments. */
export function namesInText(file: FileView): ReadonlySet<string> {
  const { tree } = file;
  const names = new Set<string>();
  const add = (text: string): void => {
    for (const name of text.match(identifier) ?? []) names.add(name);
  };
  for (let node = 0; node < tree.size; node++) {
    if (tree.kind[node] === Kind.String && isAnnotation(file, node)) add(nameOf(tree, node));
  }
  for (const comment of tree.comments) {
    const text = tree.text.slice(comment.start, comment.end);
    if (/^#\s*type:/.test(text)) add(text);
  }
  return names;
}

/** How far above a string its annotation may begin. */
const mostSteps = 8;

function isAnnotation(file: FileView, string: NodeId): boolean {
  const { tree } = file;
  for (let at = string, steps = 0; at !== 0 && steps < mostSteps; steps++) {
    const role = tree.role[at];
    if (role === Role.Type || role === Role.ReturnType || role === Role.Constraint || role === Role.Base) return true;
    const above = tree.parent[at]!;
    if (tree.kind[above] === Kind.TypeAlias || isAliasDeclaration(file, above)) return true;
    if (tree.kind[above] === Kind.Subscript && role === Role.Index) return true;
    if (tree.kind[above] === Kind.Call && typing.test(textOf(tree, childOf(tree, above, Role.Callee)))) return true;
    at = above;
  }
  return false;
}

/** `Name: TypeAlias = "…"`. */
function isAliasDeclaration(file: FileView, node: NodeId): boolean {
  if (file.tree.kind[node] !== Kind.Assignment) return false;
  const type = childOf(file.tree, node, Role.Type);
  return type !== noNode && /(?:^|\.)TypeAlias$/.test(textOf(file.tree, type));
}

/** `try: import x … except ImportError` asks whether x is there; the answer is the use. */
export function isFeatureProbe(file: FileView, statement: NodeId): boolean {
  const { tree } = file;
  for (let at = statement; at !== 0; ) {
    const above = tree.parent[at]!;
    if (tree.kind[above] === Kind.Try && tree.role[at] === Role.Body) {
      return childrenOf(tree, above, Role.Handler).some((handler) => {
        const type = childOf(tree, handler, Role.Type);
        return type === noNode || /ImportError|ModuleNotFoundError|Exception|AttributeError/.test(textOf(tree, type));
      });
    }
    if (tree.kind[above] === Kind.FunctionDeclaration || tree.kind[above] === Kind.ClassDeclaration) return false;
    at = above;
  }
  return false;
}
