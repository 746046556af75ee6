// Builds the match nodes of shell code: commands are calls, and so are expansions and quoted texts.

import { Flag } from "../../../syntax/flags.ts";
import { Kind } from "../../../syntax/kinds.ts";
import { Role } from "../../../syntax/roles.ts";
import { type NodeId, childOf, childrenOf, hasFlag, nameOf, noNode, textOf } from "../../../syntax/tree.ts";
import { buildArithmetic } from "./build-bash-words.ts";
import { buildExpression, operatorOf } from "./build-expressions.ts";
import { buildStatement, buildStatements } from "./build-statements.ts";
import { type MatchNode, changed, isStatement, makeNode, none } from "./match-node.ts";
import { type ViewContext, identifier, nodeAt, placeholderNode, placeholderOf, special, textName } from "./view-context.ts";

/** True for the kinds that only shell code has. */
export function isBashKind(kind: number): boolean {
  return kind >= Kind.Command && kind <= Kind.Word;
}

const commandStatements: ReadonlySet<number> = new Set([Kind.Command, Kind.Pipeline, Kind.Logical, Kind.Unary, Kind.TestCommand, Kind.Arithmetic, Kind.Subshell, Kind.Expansion, Kind.CommandSubstitution, Kind.Word]);

const opening = /^\s*(?:["`]|\$\(|\$(?!\{)|[<>]?\()/;

/** A call of one of the names that stand for shell constructs; the name stands at the sign that opens the construct. */
export function shellCall(context: ViewContext, node: NodeId, name: string, kids: readonly MatchNode[]): MatchNode {
  const at = context.tree.start[node]!;
  const isOpened = name !== "!sh_cmd!" && name !== "!sh_concat!";
  const sign = isOpened ? (opening.exec(textOf(context.tree, node))?.[0] ?? "") : "";
  return nodeAt(context, "Call", node, [textName(name, at, at + sign.length), ...kids]);
}

/** An operation of two commands; its sign stands between them. */
function joined(context: ViewContext, sign: string, sub: string, [left, right]: readonly [MatchNode, MatchNode]): MatchNode {
  const found = context.tree.text.indexOf(sign, left.end);
  const at = found < 0 ? left.end : found;
  return makeNode("Call", left.start, right.end, [special(sub, at, at + sign.length), left, right]);
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
  if (assigned.length === 0) {
    if (callee === noNode) return undefined;
    return context.placeholders === undefined ? nodeAt(context, "OtherStatement", node, [], "Declaration") : nodeAt(context, "OtherExpression", node, [], "DeclarationPattern");
  }
  const built = assigned.map((one) => buildExpression(context, one));
  if (built.length === 1) return built[0]!;
  const statements = built.map((one) => makeNode("ExpressionStatement", one.start, one.end, [one]));
  return makeNode("Block", built[0]!.start, built[built.length - 1]!.end, statements);
}

function buildCommand(context: ViewContext, node: NodeId): MatchNode {
  const { tree } = context;
  const declared = buildDeclaration(context, node);
  if (declared !== undefined) return isStatement(declared) ? makeNode("OtherExpression", declared.start, declared.end, [declared], "Statement") : declared;
  const callee = childOf(tree, node, Role.Callee);
  const parameters = childrenOf(tree, node, Role.Argument);
  const words = [callee, ...parameters].filter((one) => one !== noNode).map((one) => buildExpression(context, one));
  if (words.length === 1 && words[0]!.tag === "Ellipsis") return words[0]!;
  if (words.length === 1 && isWordAlone(context, node)) return words[0]!;
  const call = shellCall(context, node, "!sh_cmd!", words);
  const last = parameters[parameters.length - 1] ?? callee;
  const hasPrefix = childOf(tree, node, Role.Prefix) !== noNode;
  const plain = changed(call, { start: hasPrefix || callee === noNode ? call.start : tree.start[callee]!, end: last === noNode ? call.end : tree.end[last]! });
  if (!hasFlag(tree, node, Flag.Async)) return withContinuation(context, plain, node);
  const sign = tree.text.indexOf("&", Math.max(plain.end, tree.end[node]! - 1));
  return makeNode("Call", plain.start, sign < 0 ? plain.end : sign + 1, [special("Op:Background", sign, sign + 1), plain]);
}

/** True for a pattern of one word: it stands for the word anywhere. Redirected to a file or run beside the shell it is a command. */
function isWordAlone({ tree, placeholders }: ViewContext, node: NodeId): boolean {
  if (placeholders === undefined || tree.parent[node] !== 0 || tree.subtreeEnd[node] !== tree.size) return false;
  const hasFile = childrenOf(tree, node, Role.Redirect).some((one) => !nameOf(tree, one).startsWith("<<"));
  return !hasFile && node === 1 && !hasFlag(tree, node, Flag.Async) && childOf(tree, node, Role.Prefix) === noNode;
}

function buildPipeline(context: ViewContext, node: NodeId): MatchNode {
  const elements = childrenOf(context.tree, node, Role.Element).map((one) => asExpression(context, one));
  return elements.slice(1).reduce((left, right) => piped(context, left, right), elements[0] ?? none);
}

function piped(context: ViewContext, left: MatchNode, right: MatchNode): MatchNode {
  return joined(context, "|", "Op:|pipe", [left, right]);
}

/** What stands behind a here-document's delimiter takes the command before it as its first: `cat <<EOF | sort && b`. */
function withContinuation(context: ViewContext, command: MatchNode, node: NodeId): MatchNode {
  const { tree } = context;
  let left = command;
  for (const redirect of childrenOf(tree, node, Role.Redirect)) {
    for (const one of childrenOf(tree, redirect, Role.Child)) {
      if (tree.kind[one] === Kind.Pipeline) left = pipedInto(context, left, one);
    }
  }
  return left;
}

function pipedInto(context: ViewContext, left: MatchNode, node: NodeId): MatchNode {
  const { tree } = context;
  if (tree.kind[node] === Kind.Logical) {
    const first = pipedInto(context, left, childOf(tree, node, Role.Left));
    return logical(context, node, first);
  }
  if (tree.kind[node] !== Kind.Pipeline) return piped(context, left, asExpression(context, node));
  return childrenOf(tree, node, Role.Element).reduce((before, one) => pipedInto(context, before, one), left);
}

function buildWord(context: ViewContext, node: NodeId): MatchNode {
  const { tree } = context;
  const parts = childrenOf(tree, node, Role.Part);
  if (parts.length > 0) {
    const kids = parts.map((one) => buildExpression(context, one));
    return shellCall(context, node, "!sh_concat!", [...kids, ...processNumber(context, node, parts[parts.length - 1]!)]);
  }
  const text = nameOf(tree, node);
  const placeholder = placeholderOf(context, text);
  if (placeholder !== undefined) return placeholderNode(context, node, placeholder);
  if (/^\{[^{}]+\}$/.test(text)) return shellCall(context, node, "!sh_concat!", braceParts(tree.start[node]!, tree.end[node]!, text));
  return nodeAt(context, "Literal", node, undefined, "string", text === "" ? textOf(tree, node) : text);
}

/** `{1..5}`: the braces are words of their own. */
function braceParts(start: number, end: number, text: string): MatchNode[] {
  const literal = (from: number, to: number, value: string): MatchNode => makeNode("Literal", from, to, undefined, "string", value);
  return [literal(start, start + 1, "{"), literal(start + 1, end - 1, text.slice(1, -1)), literal(end - 1, end, "}")];
}

/** `! command`: what the command is redirected to does not count. */
export function buildBashNegation(context: ViewContext, node: NodeId): MatchNode {
  const { tree } = context;
  const start = tree.start[node]!;
  const operand = asExpression(context, childOf(tree, node, Role.Operand));
  return makeNode("Call", start, operand.end, [special(operatorOf(context, "not"), start, start + 1), operand]);
}

/** `$$` at the end of a word, for which the grammar has no node. */
function processNumber({ tree }: ViewContext, node: NodeId, last: NodeId): MatchNode[] {
  const [start, end] = [tree.end[last]!, tree.end[node]!];
  if (tree.text.slice(start, end) !== "$$") return [];
  return [makeNode("Call", start, end, [textName("!sh_expand!", start, start + 1), textName("$", start + 1, end)])];
}

function buildExpansion(context: ViewContext, node: NodeId): MatchNode {
  const { tree } = context;
  const text = nameOf(tree, node);
  const placeholder = placeholderOf(context, text);
  if (placeholder !== undefined && !text.startsWith("zq9v_")) return placeholderNode(context, node, placeholder);
  if (text === "" || /^\$\{[#!]?\w+\[/.test(textOf(tree, node))) return nodeAt(context, "OtherExpression", node, [], "BashTodo");
  const start = tree.text.indexOf(text, tree.start[node]! + 1);
  const at = start < 0 ? tree.start[node]! : start;
  const whole = shellCall(context, node, "!sh_expand!", [textName(identifier(context, text), at, at + text.length)]);
  if (!textOf(tree, node).trimStart().startsWith("${")) return whole;
  // With braces, the name alone is the place of the expansion.
  return changed(whole, { start: at, end: at + text.length });
}

/** A string: a plain double-quoted one is the text between its quotes, an empty one a quoted text without parts. */
export function buildShellString(context: ViewContext, node: NodeId): MatchNode {
  const { tree } = context;
  const value = nameOf(tree, node);
  const literal = nodeAt(context, "Literal", node, undefined, "string", value);
  if (tree.text[tree.start[node]!] !== '"') return literal;
  if (literal.end - literal.start <= 2) return shellCall(context, node, "!sh_quoted_concat!", []);
  return changed(literal, { start: literal.start + 1, end: literal.end - 1 });
}

/** A double-quoted text with something in it; plain ones are strings. */
export function buildQuoted(context: ViewContext, node: NodeId): MatchNode {
  const { tree } = context;
  const parts = childrenOf(tree, node, Role.Part);
  const isPlain = parts.every((one) => tree.kind[one] === Kind.StringPart);
  if (isPlain) {
    const literal = nodeAt(context, "Literal", node, undefined, "string", parts.map((one) => nameOf(tree, one)).join(""));
    return changed(literal, { start: literal.start + 1, end: literal.end - 1 });
  }
  return shellCall(context, node, "!sh_quoted_concat!", quotedParts(context, parts));
}

/** The parts of a quoted text; a text of blanks alone is none, and belongs to the sign of what follows. */
function quotedParts(context: ViewContext, parts: readonly NodeId[]): MatchNode[] {
  const { tree } = context;
  const isBlank = (part: NodeId): boolean => tree.kind[part] === Kind.StringPart && /^\s+$/.test(textOf(tree, part));
  return parts.flatMap((part, index) => {
    if (isBlank(part)) return [];
    if (tree.kind[part] !== Kind.Interpolation) return [buildExpression(context, part)];
    const built = buildExpression(context, childOf(tree, part, Role.Value));
    const before = parts[index - 1];
    const isLed = before !== undefined && isBlank(before) && built.tag === "Call" && built.start === tree.start[part];
    return [isLed ? startingAt(built, tree.start[before]!) : built];
  });
}

/** A call of a shell construct with the sign that opens it moved to an earlier place. */
function startingAt(call: MatchNode, start: number): MatchNode {
  return changed(call, { start, kids: [changed(call.kids[0]!, { start }), ...call.kids.slice(1)] });
}

/** A shell construct as a statement. */
export function buildBashStatement(context: ViewContext, node: NodeId): MatchNode {
  const { tree } = context;
  const declared = tree.kind[node] === Kind.Command ? buildDeclaration(context, node) : undefined;
  if (declared !== undefined && isStatement(declared)) return declared;
  const expression = buildExpression(context, node);
  return makeNode("ExpressionStatement", expression.start, expression.end, [expression]);
}

/** True for kinds that stand as statements in shell code and are expressions elsewhere. */
export function isBashStatement(kind: number): boolean {
  return commandStatements.has(kind);
}

/** Bodies of `if`: one statement stands alone, several are a block from the first to the end of the last. */
export function buildBashBranch(context: ViewContext, node: NodeId): MatchNode {
  const built = buildStatement(context, node);
  if (built.tag !== "Block" || built.kids.length === 0) return built;
  const last = childrenOf(context.tree, node, Role.Body).at(-1);
  return built.kids.length === 1 ? built.kids[0]! : changed(built, { start: built.kids[0]!.start, end: last === undefined ? built.end : endOfLast(context, built, last) });
}

/** Where a list of statements ends: a compound's closing word counts there, a command's redirections do not. */
export function endOfLast({ tree }: ViewContext, block: MatchNode, last: NodeId): number {
  const built = block.kids[block.kids.length - 1]!.end;
  return tree.kind[last] === Kind.Command || childOf(tree, last, Role.Redirect) !== noNode ? built : Math.max(built, tree.end[last]!);
}

/** `&&` and `||` between commands. */
export function buildBashLogical(context: ViewContext, node: NodeId): MatchNode {
  return logical(context, node, asExpression(context, childOf(context.tree, node, Role.Left)));
}

function logical(context: ViewContext, node: NodeId, left: MatchNode): MatchNode {
  const sign = nameOf(context.tree, node);
  return joined(context, sign, operatorOf(context, sign), [left, asExpression(context, childOf(context.tree, node, Role.Right))]);
}
