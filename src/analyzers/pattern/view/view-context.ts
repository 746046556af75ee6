// What the builders of the match tree share: the tree, the language's facts and the placeholders of a pattern.

import { Flag } from "../../../syntax/flags.ts";
import { Kind } from "../../../syntax/kinds.ts";
import { type NodeId, type SyntaxTree, nameOf } from "../../../syntax/tree.ts";
import { type MatchNode, type Tag, changed, makeNode } from "./match-node.ts";
import { withParentheses } from "./parentheses.ts";

/** What a placeholder identifier in a parsed pattern stands for. */
export type Placeholder =
  | { readonly type: "ellipsis" }
  | { readonly type: "deep" }
  | { readonly type: "metavariable"; readonly name: string }
  | { readonly type: "typed"; readonly name: string; readonly typeText: string; readonly typeNode: MatchNode };

/** How a language's constructs look in the match tree; declared by each dialect. */
export interface ViewFacts {
  /** Statements are commands (Bash). */
  readonly isShell: boolean;
  /** Whole numbers are floats (JavaScript has one number type). */
  readonly numbersAreFloats: boolean;
  /** `a += b` is `a = a + b` (JavaScript) rather than an operation of its own (Python). */
  readonly expandsAugmentedAssignment: boolean;
  /** Every statement of a branch stands in a block, also an `elif` below its `else`. */
  readonly wrapsBranches: boolean;
  /** Objects are records of fields rather than dictionaries of pairs. */
  readonly objectsAreRecords: boolean;
  /** `[…]`. */
  readonly listContainer: "list" | "array";
  /** A hole of a template is wrapped in a concatenation of its own (Python). */
  readonly wrapsTemplateHoles: boolean;
  /** `class A: x = 1` declares a field. */
  readonly classAssignmentsAreFields: boolean;
  /** An arrow's expression body is an implied return. */
  readonly expressionBodiesReturn: boolean;
  /** Decorators may be any expression, kept apart from plain names (Python). */
  readonly decoratorsAreExpressions: boolean;
  /** A case body of one statement stands without a block. */
  readonly bareCaseBodies: boolean;
  /** Names with a meaning of their own: `self`, `require`, `eval`. */
  readonly specialNames: ReadonlyMap<string, string>;
  /** Names that are literals: `undefined`. */
  readonly literalNames: ReadonlyMap<string, string>;
  /** Operators by their text; what is absent stands for itself. */
  readonly operators: ReadonlyMap<string, string>;
  /** Kinds of types that wrap an expression (Python) instead of being type nodes. */
  readonly typesAreExpressions: boolean;
  /** The names of the types of literals. */
  readonly literalTypes: Readonly<Record<string, string>>;
  /** Strings carry their prefix as a call: b"", r"", u"". */
  readonly encodesStringPrefixes: boolean;
}

export interface ViewContext {
  readonly tree: SyntaxTree;
  readonly facts: ViewFacts;
  readonly placeholders: ReadonlyMap<string, Placeholder> | undefined;
  /** Where what begins at an offset begins in truth, the same for starts. */
  readonly starts: Map<number, number>;
  /** Ends of nodes whose last sign does not count, and where they end instead: what ends there too ends there as well. */
  readonly endings: Map<number, number>;
  /** True for Python files with newer syntax, which the reference reads with another parser. */
  readonly isSecondParser?: boolean;
  /** True for files that only Python 2 can read: there `True` is a name, and `print` begins a statement. */
  readonly isOldPython?: boolean;
}

/** Makes a node with the range of a node of the normalised tree, parentheses included. */
export function nodeAt(
  context: ViewContext,
  tag: Tag,
  node: NodeId,
  kids?: readonly MatchNode[],
  sub = "",
  text = "",
): MatchNode {
  const { tree } = context;
  let start = tree.start[node]!;
  let end = tree.end[node]!;
  if ((tree.flags[node]! & Flag.Parenthesized) !== 0 && tree.kind[node] !== Kind.Yield && tree.kind[node] !== Kind.Name) {
    [start, end] = withParentheses(context, start, end);
  }
  return makeNode(tag, start, end, kids, sub, text);
}

/** The placeholder that an identifier of a pattern is, if it is one. */
export function placeholderOf(context: ViewContext, text: string): Placeholder | undefined {
  return context.placeholders === undefined ? undefined : context.placeholders.get(text);
}

/** An identifier as the pattern's author wrote it: placeholders become metavariables or `...`. */
export function identifier(context: ViewContext, text: string): string {
  if (context.placeholders === undefined) return text;
  const placeholder = context.placeholders.get(text);
  if (placeholder === undefined) return text;
  if (placeholder.type === "metavariable" || placeholder.type === "typed") return placeholder.name;
  return "...";
}

/** A `Name` node for an identifier, or what its placeholder stands for. */
export function nameNode(context: ViewContext, node: NodeId, text = nameOf(context.tree, node)): MatchNode {
  const placeholder = placeholderOf(context, text);
  if (placeholder !== undefined) return placeholderNode(context, node, placeholder);
  const name = withAround(context, node, nodeAt(context, "Name", node, undefined, "", text));
  // A type annotation hangs below the name, and is not part of it.
  return name.end - name.start > text.length && context.tree.text.startsWith(text, name.start) ? changed(name, { end: name.start + text.length }) : name;
}

/** A Python name in parentheses is found with them, but stands for itself. */
function withAround(context: ViewContext, node: NodeId, name: MatchNode): MatchNode {
  const { tree } = context;
  if (!context.facts.encodesStringPrefixes || (tree.flags[node]! & Flag.Parenthesized) === 0) return name;
  const around = withParentheses(context, tree.start[node]!, tree.end[node]!);
  return changed(name, { around });
}

/** Where `sign` stands between two places of the file, or the first of them where broken code has it nowhere there. */
export function placeBetween(tree: SyntaxTree, sign: string, from: number, until: number): number {
  const at = tree.text.indexOf(sign, from);
  return at < 0 || at + sign.length > until ? from : at;
}

/** The node that stands for a placeholder. */
export function placeholderNode(context: ViewContext, node: NodeId, placeholder: Placeholder): MatchNode {
  if (placeholder.type === "ellipsis") return nodeAt(context, "Ellipsis", node);
  if (placeholder.type === "metavariable") return nodeAt(context, "Name", node, undefined, "", placeholder.name);
  if (placeholder.type === "typed") return nodeAt(context, "TypedMetavariable", node, [placeholder.typeNode], "", placeholder.name);
  return nodeAt(context, "Ellipsis", node);
}

/** A list node around children; its range spans them. */
export function listOf(kids: readonly MatchNode[], sub = ""): MatchNode {
  const first = kids[0];
  if (first === undefined) return sub === "" ? emptyList : makeNode("List", -1, -1, kids, sub);
  return makeNode("List", first.start, kids[kids.length - 1]!.end, kids, sub);
}

const emptyList: MatchNode = makeNode("List", -1, -1);

/** A name without a node of its own in the normalised tree. */
export function textName(text: string, start: number, end: number): MatchNode {
  return makeNode("Name", start, end, undefined, "", text);
}

/** The special node `sub`, at a place. */
export function special(sub: string, start: number, end: number): MatchNode {
  return makeNode("Special", start, end, undefined, sub);
}

