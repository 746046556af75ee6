// Builds the match nodes of shell code: commands are calls, and so are expansions and quoted texts.

import { Flag } from "../../../syntax/flags.ts";
import { Kind } from "../../../syntax/kinds.ts";
import { Role } from "../../../syntax/roles.ts";
import { type NodeId, childOf, childrenOf, hasFlag, nameOf, noNode, textOf } from "../../../syntax/tree.ts";
import { buildArithmetic } from "./build-bash-words.ts";
import { buildExpression, operatorOf } from "./build-expressions.ts";
import { buildStatement, buildStatements } from "./build-statements.ts";
import { type MatchNode, makeNode, none } from "./match-node.ts";
import { type ViewContext, identifier, nodeAt, placeholderNode, placeholderOf, special, textName } from "./view-context.ts";

/** True for the kinds that only shell code has. */
export function isBashKind(kind: number): boolean {
  return kind >= Kind.Command && kind <= Kind.Word;
}

const commandStatements: ReadonlySet<number> = new Set([Kind.Command, Kind.Pipeline, Kind.Logical, Kind.Unary, Kind.TestCommand, Kind.Arithmetic, Kind.Subshell, Kind.Expansion, Kind.CommandSubstitution, Kind.Word]);

/** A call of one of the names that stand for shell constructs. */
export function shellCall(context: ViewContext, node: NodeId, name: string, kids: readonly MatchNode[]): MatchNode {
  const at = context.tree.start[node]!;
  return nodeAt(context, "Call", node, [textName(name, at, at), ...kids]);
}

/** A shell construct in expression position. */
export function buildBashExpression(context: ViewContext, node: NodeId): MatchNode {
  const { tree } = context;
  switch (tree.kind[node]) {
    case Kind.Command:
      return buildCommand(context, node);
    case Kind.Pipeline:
      return buildPipeline(context, node);
    case Kind.Word:
      return buildWord(context, node);
    case Kind.Expansion:
      return buildExpansion(context, node);
    case Kind.CommandSubstitution:
      return shellCall(context, node, /[<>]/.test(nameOf(tree, node)) ? "!sh_proc_subst!" : "!sh_cmd_subst!", childrenOf(tree, node, Role.Body).map((one) => asExpression(context, one)));
    case Kind.Arithmetic:
      if (tree.text.startsWith("$((", tree.start[node]!)) return buildArithmetic(context, node);
      return nodeAt(context, "OtherExpression", node, [], `BashTodo:${nameOf(tree, node)}`);
    case Kind.Subshell:
      return shellCall(context, node, "!sh_subshell!", [nodeAt(context, "OtherExpression", node, [nodeAt(context, "Block", node, buildStatements(context, childrenOf(tree, node, Role.Body)))], "Statement")]);
    case Kind.HereDocument:
      return nodeAt(context, "OtherExpression", node, childrenOf(tree, node, Role.Body).map((one) => asExpression(context, one)), "Subshell");
    default:
      return nodeAt(context, "OtherExpression", node, [], `BashTodo:${nameOf(tree, node)}`);
  }
}

/** A statement in expression position is its expression, or stands for itself. */
function asExpression(context: ViewContext, node: NodeId): MatchNode {
  const built = buildStatement(context, node);
  if (built.tag === "Ellipsis") return built;
  return built.tag === "ExpressionStatement" ? built.kids[0]! : nodeAt(context, "OtherExpression", node, [built], "Statement");
}

const declarations: ReadonlySet<string> = new Set(["export", "local", "declare", "readonly", "typeset", "unset"]);

/** Declarations and bare assignments are what they assign: one is itself, several are a block, and none is nothing that could match. */
function buildDeclaration(context: ViewContext, node: NodeId): MatchNode | undefined {
  const { tree } = context;
  const callee = childOf(tree, node, Role.Callee);
  if (callee !== noNode && !declarations.has(nameOf(tree, node))) return undefined;
  const assigned = childrenOf(tree, node).filter((one) => tree.kind[one] === Kind.Assignment || tree.kind[one] === Kind.AugmentedAssignment);
  if (assigned.length === 0) return callee === noNode ? undefined : nodeAt(context, "OtherExpression", node, [], context.placeholders === undefined ? "Declaration" : "DeclarationPattern");
  const built = assigned.map((one) => buildExpression(context, one));
  if (built.length === 1) return built[0]!;
  const statements = built.map((one) => makeNode("ExpressionStatement", one.start, one.end, [one]));
  return makeNode("Block", built[0]!.start, built[built.length - 1]!.end, statements);
}

function buildCommand(context: ViewContext, node: NodeId): MatchNode {
  const { tree } = context;
  const declared = buildDeclaration(context, node);
  if (declared !== undefined) return declared.tag === "Block" ? makeNode("OtherExpression", declared.start, declared.end, [declared], "Statement") : declared;
  const callee = childOf(tree, node, Role.Callee);
  const parameters = childrenOf(tree, node, Role.Argument);
  const words = [callee, ...parameters].filter((one) => one !== noNode).map((one) => buildExpression(context, one));
  if (words.length === 1 && words[0]!.tag === "Ellipsis") return words[0]!;
  const isAlone = words.length === 1 && context.placeholders !== undefined && tree.kind[callee] !== Kind.Word;
  if (isAlone && tree.parent[node] === 0) return words[0]!;
  const call = shellCall(context, node, "!sh_cmd!", words);
  const last = parameters[parameters.length - 1] ?? callee;
  const hasPrefix = childOf(tree, node, Role.Prefix) !== noNode;
  const plain = { ...call, start: hasPrefix || callee === noNode ? call.start : tree.start[callee]!, end: last === noNode ? call.end : tree.end[last]! };
  if (!hasFlag(tree, node, Flag.Async)) return plain;
  const sign = tree.text.indexOf("&", Math.max(plain.end, tree.end[node]! - 1));
  return makeNode("Call", plain.start, sign < 0 ? plain.end : sign + 1, [special("Op:Background", plain.end, plain.end), plain]);
}

function buildPipeline(context: ViewContext, node: NodeId): MatchNode {
  const elements = childrenOf(context.tree, node, Role.Element).map((one) => asExpression(context, one));
  return elements.slice(1).reduce(
    (left, right) => makeNode("Call", left.start, right.end, [special("Op:|pipe", left.start, left.start), left, right]),
    elements[0] ?? none,
  );
}

function buildWord(context: ViewContext, node: NodeId): MatchNode {
  const { tree } = context;
  const parts = childrenOf(tree, node, Role.Part);
  if (parts.length > 0) return shellCall(context, node, "!sh_concat!", parts.map((one) => buildExpression(context, one)));
  const text = nameOf(tree, node);
  const placeholder = placeholderOf(context, text);
  if (placeholder !== undefined) return placeholderNode(context, node, placeholder);
  return nodeAt(context, "Literal", node, undefined, "string", text === "" ? textOf(tree, node) : text);
}

function buildExpansion(context: ViewContext, node: NodeId): MatchNode {
  const { tree } = context;
  const text = nameOf(tree, node);
  const placeholder = placeholderOf(context, text);
  if (placeholder !== undefined && !text.startsWith("zq9v_")) return placeholderNode(context, node, placeholder);
  if (text === "" || /^\$\{[#!]?\w+\[/.test(textOf(tree, node))) return nodeAt(context, "OtherExpression", node, [], "BashTodo");
  const start = tree.text.indexOf(text, tree.start[node]!);
  const at = start < 0 ? tree.start[node]! : start;
  const whole = shellCall(context, node, "!sh_expand!", [textName(identifier(context, text), at, at + text.length)]);
  if (!tree.text.startsWith("${", tree.start[node]!)) return whole;
  // With braces, the name alone is the place of the expansion.
  return { ...whole, start: at, end: at + text.length };
}

/** A string: a plain double-quoted one is the text between its quotes, an empty one a quoted text without parts. */
export function buildShellString(context: ViewContext, node: NodeId): MatchNode {
  const { tree } = context;
  const value = nameOf(tree, node);
  const literal = nodeAt(context, "Literal", node, undefined, "string", value);
  if (tree.text[tree.start[node]!] !== '"') return literal;
  if (literal.end - literal.start <= 2) return shellCall(context, node, "!sh_quoted_concat!", []);
  return { ...literal, start: literal.start + 1, end: literal.end - 1 };
}

/** A double-quoted text with something in it; plain ones are strings. */
export function buildQuoted(context: ViewContext, node: NodeId): MatchNode {
  const { tree } = context;
  const parts = childrenOf(tree, node, Role.Part);
  const isPlain = parts.every((one) => tree.kind[one] === Kind.StringPart);
  if (isPlain) {
    const literal = nodeAt(context, "Literal", node, undefined, "string", parts.map((one) => nameOf(tree, one)).join(""));
    return { ...literal, start: literal.start + 1, end: literal.end - 1 };
  }
  const kids = parts.map((one) => buildExpression(context, tree.kind[one] === Kind.Interpolation ? childOf(tree, one, Role.Value) : one));
  return shellCall(context, node, "!sh_quoted_concat!", kids);
}

/** A shell construct as a statement. */
export function buildBashStatement(context: ViewContext, node: NodeId): MatchNode {
  const { tree } = context;
  const declared = tree.kind[node] === Kind.Command ? buildDeclaration(context, node) : undefined;
  if (declared?.tag === "Block") return declared;
  const expression = buildExpression(context, node);
  return makeNode("ExpressionStatement", expression.start, expression.end, [expression]);
}

/** True for kinds that stand as statements in shell code and are expressions elsewhere. */
export function isBashStatement(kind: number): boolean {
  return commandStatements.has(kind);
}

/** Bodies of `if`: one statement stands alone, several are a block. */
export function buildBashBranch(context: ViewContext, node: NodeId): MatchNode {
  const built = buildStatement(context, node);
  return built.tag === "Block" && built.kids.length === 1 ? built.kids[0]! : built;
}

/** The words that a `for` goes over. */
export function buildBashWords(context: ViewContext, nodes: readonly NodeId[]): MatchNode {
  const kids = nodes.map((one) => buildExpression(context, one));
  return makeNode("Container", kids[0]?.start ?? -1, kids[kids.length - 1]?.end ?? -1, kids, "list");
}

/** The condition of a loop: a statement of its own. */
export function buildBashTest(context: ViewContext, node: NodeId): MatchNode {
  return nodeAt(context, "OtherExpression", node, [buildStatement(context, node)], "Statements");
}

/** `&&` and `||` between commands. */
export function buildBashLogical(context: ViewContext, node: NodeId): MatchNode {
  const { tree } = context;
  const left = asExpression(context, childOf(tree, node, Role.Left));
  const right = asExpression(context, childOf(tree, node, Role.Right));
  return makeNode("Call", left.start, right.end, [special(operatorOf(context, nameOf(tree, node)), left.start, left.start), left, right]);
}
