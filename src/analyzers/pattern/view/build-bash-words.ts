// Shell constructs that the reference's grammar does not know and reads as commands, word by word: `until`, `$((…))`.

import { Kind } from "../../../syntax/kinds.ts";
import { Role } from "../../../syntax/roles.ts";
import { type NodeId, childOf, childrenOf } from "../../../syntax/tree.ts";
import { shellCall } from "./build-bash.ts";
import { buildStatements } from "./build-statements.ts";
import { type MatchNode, changed, makeNode } from "./match-node.ts";
import { type ViewContext, nodeAt, placeholderNode, placeholderOf, textName } from "./view-context.ts";

/** `$((a + b))`: the output of a subshell that runs the command `a` with the words `+` and `b`. */
export function buildArithmetic(context: ViewContext, node: NodeId): MatchNode {
  const { text } = context.tree;
  const start = context.tree.start[node]! + "$((".length;
  const code = text.slice(start, context.tree.end[node]! - "))".length);
  const words = [...code.matchAll(/\$\{?\w+\}?|[^\s$]+/g)].map((match) => wordAt(context, node, match[0], start + match.index));
  const isAlone = words.length === 1 && words[0]!.tag === "Ellipsis";
  const command = isAlone ? words[0]! : commandOf(words, start, start + code.length);
  const inner = { start: start - 1, end: start + code.length + 1 };
  const block = nodeAt(context, "Block", node, [statement(command)]);
  const body = makeNode("OtherExpression", inner.start, inner.end, [{ ...block, ...inner }], "Statement");
  const subshell = makeNode("Call", inner.start, inner.end, [textName("!sh_subshell!", inner.start, inner.start + 1), body]);
  return shellCall(context, node, "!sh_cmd_subst!", [subshell]);
}

function wordAt(context: ViewContext, node: NodeId, word: string, start: number): MatchNode {
  const end = start + word.length;
  const name = word.replace(/^\$\{?|\}$/g, "");
  const placeholder = placeholderOf(context, name);
  if (placeholder !== undefined) return placeholderNode(context, node, placeholder);
  if (!word.startsWith("$")) return makeNode("Literal", start, end, undefined, "string", word);
  const at = word.startsWith("${") ? start + 2 : start + 1;
  const from = word.startsWith("${") ? at : start;
  return makeNode("Call", from, at + name.length, [textName("!sh_expand!", from, at), textName(name, at, at + name.length)]);
}

function commandOf(words: readonly MatchNode[], from: number, to: number): MatchNode {
  const [start, end] = [words[0]?.start ?? from, words[words.length - 1]?.end ?? to];
  return makeNode("Call", start, end, [textName("!sh_cmd!", start, start), ...words]);
}

function statement(expression: MatchNode): MatchNode {
  return makeNode("ExpressionStatement", expression.start, expression.end, [expression]);
}

/** `until c; do a; b; done`: the commands `until c`, `do a`, `b` and `done`. */
export function buildUntil(context: ViewContext, node: NodeId): MatchNode[] {
  const { tree } = context;
  const test = buildStatements(context, childrenOf(tree, node, Role.Test));
  const body = childOf(tree, node, Role.Body);
  const isGroup = tree.kind[body] === Kind.Block && tree.text.startsWith("do", tree.start[body]!);
  if (!isGroup) return test;
  const end = tree.end[body]!;
  const done = literalAt("done", end - "done".length);
  return [
    ...prefixed(literalAt("until", tree.start[node]!), test),
    ...doBody(context, body),
    statement(commandOf([done], done.start, done.end)),
  ];
}

/** `do` takes the command on its line as its words. */
function doBody(context: ViewContext, body: NodeId): MatchNode[] {
  const { tree } = context;
  const word = literalAt("do", tree.start[body]!);
  const statements = buildStatements(context, childrenOf(tree, body).filter((one) => tree.kind[one] !== Kind.Redirect));
  const isAlone = /^do[ \t]*(?:#.*)?\r?\n/.test(tree.text.slice(word.start, tree.end[body]!));
  return isAlone ? [statement(commandOf([word], word.start, word.end)), ...statements] : prefixed(word, statements);
}

function literalAt(word: string, start: number): MatchNode {
  return makeNode("Literal", start, start + word.length, undefined, "string", word);
}

/** The first of the statements, where it is a plain command, takes the word before it as its own first. */
function prefixed(word: MatchNode, statements: readonly MatchNode[]): MatchNode[] {
  const [first, ...rest] = statements;
  const call = first?.tag === "ExpressionStatement" ? first.kids[0]! : undefined;
  if (call?.tag === "Ellipsis") return [statement(commandOf([word, call], word.start, call.end)), ...rest];
  if (call?.tag !== "Call" || call.kids[0]!.text !== "!sh_cmd!") return [...statements];
  return [statement(changed(commandOf([word, ...call.kids.slice(1)], word.start, call.end), { end: call.end })), ...rest];
}
