// Builds the match nodes of strings, templates and adjacent strings.

import { Kind } from "../../../syntax/kinds.ts";
import { Role } from "../../../syntax/roles.ts";
import { type NodeId, childOf, childrenOf, nameOf } from "../../../syntax/tree.ts";
import { buildQuoted, buildShellString } from "./build-bash.ts";
import { buildExpression, expressions } from "./build-expressions.ts";
import { fStringParts, wrappedHole } from "./build-fstrings.ts";
import { type MatchNode, changed, makeNode } from "./match-node.ts";
import { typeArgumentsOf } from "./type-arguments.ts";
import { type ViewContext, nodeAt, special } from "./view-context.ts";

/** The match node of a string of any form. */
export function buildString(context: ViewContext, node: NodeId): MatchNode {
  const { tree } = context;
  const at = tree.start[node]!;
  switch (tree.kind[node]) {
    case Kind.String:
      if (context.facts.isShell) return buildShellString(context, node);
      return encoded(context, node, nodeAt(context, "Literal", node, undefined, "string", stringValue(context, node)));
    case Kind.StringPart: {
      const part = nodeAt(context, "Literal", node, undefined, "string", nameOf(tree, node));
      part.isImplicit = true;
      // A line's end that ends the text is not counted.
      const endsLine = context.facts.objectsAreRecords && tree.text[part.end - 1] === "\n";
      return endsLine ? changed(part, { end: part.end - 1 }) : part;
    }
    case Kind.StringConcatenation:
      return nodeAt(context, "Call", node, [special("Concat:sequence", at, at), ...expressions(context, childrenOf(tree, node, Role.Part))]);
    case Kind.TaggedTemplate:
      return buildTagged(context, node);
    default: {
      if (context.facts.isShell) return buildQuoted(context, node);
      const built = context.facts.wrapsTemplateHoles && context.placeholders === undefined ? fStringParts(context, node) : parts(context, node);
      const whole = templateNode(context, node, built);
      if (context.facts.wrapsTemplateHoles) return whole;
      return withoutClosingQuote(context, whole, built);
    }
  }
}

function buildTagged(context: ViewContext, node: NodeId): MatchNode {
  const { tree } = context;
  const tag = buildExpression(context, childOf(tree, node, Role.Callee));
  const template = childOf(tree, node, Role.Value);
  const types = typeArgumentsOf(context, node);
  if (types.length === 1 && types[0]!.tag === "Type" && types[0]!.sub === "name") return comparedTag(context, node, tag, types[0]!);
  const at = tree.start[node]!;
  const built = parts(context, template);
  const value = withoutClosingQuote(context, nodeAt(context, "Call", template, [special("Concat:tagged", at, at), ...built]), built);
  return changed(nodeAt(context, "Call", node, [types.length === 0 ? tag : instance(context, tag, types), value]), { end: value.end });
}

/** The reference's grammar knows no tag with types: it reads ``a<B>`x` `` as two comparisons. */
function comparedTag(context: ViewContext, node: NodeId, tag: MatchNode, type: MatchNode): MatchNode {
  const value = buildString(context, childOf(context.tree, node, Role.Value));
  const name = makeNode("Name", type.start, type.end, undefined, "", type.text);
  const less = makeNode("Call", tag.start, name.end, [special("Op:<", tag.end, tag.end + 1), tag, name]);
  return changed(nodeAt(context, "Call", node, [special("Op:>", name.end, name.end + 1), less, value]), { end: value.end });
}

/** A tag with other types than a name is nothing that a plain tag is. */
function instance({ tree }: ViewContext, tag: MatchNode, types: readonly MatchNode[]): MatchNode {
  const end = tree.text.indexOf(">", types.at(-1)!.end) + 1;
  const inner = makeNode("OtherExpression", tag.start, end, [tag, ...types], "Instantiation");
  return makeNode("Call", tag.start, end, [special("Op:!postfix", end, end), inner]);
}

/** A JavaScript template is known by its opening quote and its parts; the closing quote is not part of it. */
function withoutClosingQuote(context: ViewContext, whole: MatchNode, built: readonly MatchNode[]): MatchNode {
  const last = built[built.length - 1];
  if (last === undefined) return changed(whole, { end: whole.start + 1 });
  if (context.tree.text[whole.end - 1] !== "`") return whole;
  context.endings.set(whole.end, last.end);
  return changed(whole, { end: last.end });
}

function templateNode(context: ViewContext, node: NodeId, built: readonly MatchNode[]): MatchNode {
  const at = context.tree.start[node]!;
  return nodeAt(context, "Call", node, [special(context.facts.wrapsTemplateHoles ? "Concat:f" : "Concat:template", at, at), ...built]);
}

/**
 * The value of a plain string as the rule language sees it: the text between the quotes. In one with the prefix `r` a
 * backslash that begins no escape counts twice, as the reference has it.
 */
function stringValue(context: ViewContext, node: NodeId): string {
  const { tree } = context;
  const source = tree.text.slice(tree.start[node], tree.end[node]);
  const match = /^[a-zA-Z]*("""|'''|"|')/.exec(source);
  if (match === null) return nameOf(tree, node);
  const quote = match[1]!;
  const content = source.slice(match[0].length, Math.max(match[0].length, source.length - quote.length));
  if (!context.facts.encodesStringPrefixes) return content;
  if (!/^r["']/i.test(source)) return unescaped(content);
  return source.startsWith("r") ? content.replace(/\\([^])/g, (pair, char: string) => (char in escapes ? pair : `\\${pair}`)) : content;
}

const escapes: Readonly<Record<string, string>> = {
  a: "\u0007", b: "\b", f: "\f", n: "\n", r: "\r", t: "\t", v: "\v", "\\": "\\", "'": "'", '"': '"', "\n": "",
};

/** Python's escapes of one character, as far as the reference program reads them: codes stay as they are written. */
function unescaped(content: string): string {
  return content.includes("\\") ? content.replace(/\\([abfnrtv\\'"\n])/g, (_, char: string) => escapes[char]!) : content;
}

function encoded(context: ViewContext, node: NodeId, literal: MatchNode): MatchNode {
  if (!context.facts.encodesStringPrefixes) return literal;
  const source = context.tree.text.slice(context.tree.start[node], context.tree.start[node]! + 3);
  const prefix = /^[a-zA-Z]+/.exec(source)?.[0] ?? "";
  if (prefix === "") return literal;
  const at = context.tree.start[node]!;
  return nodeAt(context, "Call", node, [special(`Encoded:${prefix}`, at, at), literal]);
}

function parts(context: ViewContext, node: NodeId): MatchNode[] {
  const { tree } = context;
  return childrenOf(tree, node, Role.Part).flatMap((part) => {
    if (tree.kind[part] !== Kind.Interpolation) {
      const built = buildExpression(context, part);
      return context.facts.objectsAreRecords && built.isImplicit === true ? piecesOf(context, built) : built;
    }
    return context.facts.wrapsTemplateHoles ? wrappedHole(context, part) : buildExpression(context, childOf(tree, part, Role.Value));
  });
}

const templateEscape = /(\\(?:u\{[^}]*\}|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|[^]))/;

/** The text of a template is one literal up to the next escape, and each escape is one. */
function piecesOf(context: ViewContext, part: MatchNode): MatchNode[] {
  const source = context.tree.text.slice(part.start, part.end);
  if (!source.includes("\\")) return [part];
  let at = part.start;
  return source.split(templateEscape).filter((piece) => piece !== "").map((piece) => {
    const start = at;
    at += piece.length;
    const end = piece.endsWith("\n") ? at - 1 : at;
    return changed(part, { start, end, text: piece });
  });
}
