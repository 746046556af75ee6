// Builds the match nodes of expressions.

import { Flag } from "../../../syntax/flags.ts";
import { Kind } from "../../../syntax/kinds.ts";
import { Role } from "../../../syntax/roles.ts";
import { type NodeId, childOf, childrenOf, hasFlag, nameOf, noNode } from "../../../syntax/tree.ts";
import { assignmentOf, buildAssignment, buildAugmented, buildTypeAssertion } from "./build-assignments.ts";
import { buildBashExpression, buildBashLogical, buildBashNegation, isBashKind } from "./build-bash.ts";
import { buildCollection } from "./build-collections.ts";
import { buildClass, buildFunction } from "./build-definitions.ts";
import { buildJsx } from "./build-jsx.ts";
import { buildPattern } from "./build-patterns.ts";
import { buildProduct, isProductFromRight } from "./build-products.ts";
import { buildString } from "./build-strings.ts";
import { buildType } from "./build-types.ts";
import { type Inside, withOperatorInside, withTypeArguments } from "./type-arguments.ts";
import { type MatchNode, changed, makeNode, none } from "./match-node.ts";
import { type ViewContext, identifier, nameNode, nodeAt, placeholderOf, special } from "./view-context.ts";

/** The match node of an expression. */
export function buildExpression(context: ViewContext, node: NodeId): MatchNode {
  if (node === noNode) return none;
  const { tree, facts } = context;
  const child = (role: Role): MatchNode => buildExpression(context, childOf(tree, node, role));
  switch (tree.kind[node]) {
    case Kind.Name:
      return buildName(context, node);
    case Kind.PrivateName:
      return nodeAt(context, "Name", node, undefined, "", `#${nameOf(tree, node)}`);
    case Kind.This:
      return nodeAt(context, "Special", node, undefined, "This");
    case Kind.Super:
      return nodeAt(context, "Special", node, undefined, "Super");
    case Kind.Number:
      if (facts.isShell) return nodeAt(context, "Literal", node, undefined, "string", nameOf(tree, node));
      return nodeAt(context, "Literal", node, undefined, numberKind(context, node), numberText(context, node));
    case Kind.Boolean:
      if (context.isOldPython === true) return nodeAt(context, "Name", node, undefined, "", tree.text.slice(tree.start[node], tree.end[node]));
      return nodeAt(context, "Literal", node, undefined, "bool", nameOf(tree, node).toLowerCase());
    case Kind.Null:
      return nodeAt(context, "Literal", node, undefined, "null", "null");
    case Kind.EllipsisLiteral:
      return nodeAt(context, "Ellipsis", node);
    case Kind.Regex:
      return buildRegex(context, node);
    case Kind.String:
    case Kind.StringConcatenation:
    case Kind.TemplateString:
    case Kind.TaggedTemplate:
    case Kind.StringPart:
      return buildString(context, node);
    case Kind.Interpolation:
      return child(Role.Value);
    case Kind.Attribute:
      return buildAttribute(context, node);
    case Kind.Subscript:
      return buildSubscript(context, node);
    case Kind.Call:
    case Kind.ImportExpression:
      return buildCall(context, node);
    case Kind.New:
      return nodeAt(context, "New", node, [child(Role.Callee), ...buildArguments(context, node)]);
    case Kind.KeywordArgument:
      return nodeAt(context, "KeywordArgument", node, [child(Role.Value)], "", identifier(context, nameOf(tree, node)));
    case Kind.Spread:
      return buildSpread(context, node, child(Role.Value));
    case Kind.KeywordSpread:
      return buildKeywordSpread(context, node);
    case Kind.List:
    case Kind.Tuple:
    case Kind.Set:
    case Kind.Dictionary:
    case Kind.ListPattern:
    case Kind.DictionaryPattern:
    case Kind.Comprehension:
      return buildCollection(context, node);
    case Kind.DefaultPattern:
      return child(Role.Target);
    case Kind.Logical:
      if (facts.isShell) return buildBashLogical(context, node);
      if (!facts.objectsAreRecords) return buildLogicalChain(context, node);
      return buildBinary(context, node);
    case Kind.Binary:
      return isProductFromRight(context, node) ? buildProduct(context, node) : buildBinary(context, node);
    case Kind.Unary:
      return facts.isShell ? buildBashNegation(context, node) : buildUnary(context, node);
    case Kind.Update: {
      const direction = nameOf(tree, node) === "++" ? "Increment" : "Decrement";
      return operation(context, node, direction + (hasFlag(tree, node, Flag.Prefix) ? "Prefix" : "Postfix"), [child(Role.Operand)]);
    }
    case Kind.ComparisonChain:
      return buildComparisonChain(context, node);
    case Kind.Assignment:
    case Kind.NamedExpression:
      return buildAssignment(context, node);
    case Kind.AugmentedAssignment:
      return buildAugmented(context, node);
    case Kind.Conditional:
      return nodeAt(context, "Conditional", node, [child(Role.Test), child(Role.Consequent), child(Role.Alternate)]);
    case Kind.Await:
      return aroundOperand(context, node, child(Role.Value), (value) => nodeAt(context, "Await", node, [value]), "types");
    case Kind.Yield:
      return buildYield(context, node);
    case Kind.Slice:
      return nodeAt(context, "Slice", node, [none, child(Role.Lower), child(Role.Upper), child(Role.Step)]);
    case Kind.Sequence:
      return nodeAt(context, "Sequence", node, expressions(context, childrenOf(tree, node, Role.Element)));
    case Kind.MetaProperty:
      return nodeAt(context, "OtherExpression", node, undefined, "NewTarget");
    case Kind.FunctionExpression:
    case Kind.ArrowFunction:
    case Kind.Lambda:
      return buildFunction(context, node, "Lambda");
    case Kind.ClassExpression:
      return buildClass(context, node, "AnonymousClass");
    case Kind.TypeAssertion:
      return buildTypeAssertion(context, node);
    case Kind.JsxElement:
    case Kind.JsxExpression:
    case Kind.JsxSpread:
    case Kind.JsxText:
      return buildJsx(context, node);
    case Kind.Type:
      return buildType(context, node);
    case Kind.MatchPattern:
      return buildPattern(context, node);
    case Kind.Empty:
      return nodeAt(context, "OtherExpression", node, undefined, "Hole");
    default:
      if (isBashKind(tree.kind[node]!)) return buildBashExpression(context, node);
      return nodeAt(context, "OtherExpression", node, expressions(context, childrenOf(tree, node)), nameOf(tree, node));
  }

  function buildYield(here: ViewContext, at: NodeId): MatchNode {
    if (!hasFlag(tree, at, Flag.Delegate)) return nodeAt(here, "Yield", at, [child(Role.Value)]);
    if (facts.objectsAreRecords) {
      const name = makeNode("OtherExpression", tree.start[at]!, tree.start[at]! + 5, undefined, "YieldStar");
      return nodeAt(here, "Call", at, [name, child(Role.Value)]);
    }
    return nodeAt(here, "Yield", at, [child(Role.Value)], "from");
  }
}

/** The match nodes of several expressions. */
export function expressions(context: ViewContext, nodes: readonly NodeId[]): MatchNode[] {
  return nodes.map((node) => buildExpression(context, node));
}

/** An operation: a call of a special. */
export function operation(context: ViewContext, node: NodeId, sub: string, operands: readonly MatchNode[]): MatchNode {
  const whole = nodeAt(context, "Call", node, [operatorSign(context, node, sub, operands), ...operands]);
  return whole;
}

/** Python's `a and b and c` is one operation with three operands. */
function buildLogicalChain(context: ViewContext, node: NodeId): MatchNode {
  const { tree } = context;
  const name = nameOf(tree, node);
  const operands: NodeId[] = [];
  const collect = (at: NodeId): void => {
    const isSame = at !== noNode && tree.kind[at] === Kind.Logical && nameOf(tree, at) === name;
    if (!isSame || (at !== node && hasFlag(tree, at, Flag.Parenthesized))) {
      operands.push(at);
      return;
    }
    collect(childOf(tree, at, Role.Left));
    collect(childOf(tree, at, Role.Right));
  };
  collect(node);
  return operation(context, node, operatorOf(context, name), expressions(context, operands));
}

/** The sign of an operation stands where the source has it. */
function operatorSign(context: ViewContext, node: NodeId, sub: string, operands: readonly MatchNode[]): MatchNode {
  const start = context.tree.start[node]!;
  const [first, second] = operands;
  if (first === undefined || first.start < 0) return special(sub, start, start);
  const [from, to] = second === undefined ? [start, first.start] : [first.end, second.start];
  const sign = /^[\s)]*([^\s()]+(?:\s+(?:in|not)\b)?)/.exec(context.tree.text.slice(from, Math.max(from, to)));
  if (sign === null) return special(sub, start, start);
  const at = from + sign[0].length - sign[1]!.length;
  return special(sub, at, at + sign[1]!.length);
}

/** The rule language's name of an operator. */
export function operatorOf(context: ViewContext, text: string): string {
  return `Op:${context.facts.operators.get(text) ?? text}`;
}

function buildName(context: ViewContext, node: NodeId): MatchNode {
  const text = nameOf(context.tree, node);
  if (placeholderOf(context, text) === undefined) {
    const literal = context.facts.literalNames.get(text);
    if (literal !== undefined) return nodeAt(context, "Literal", node, undefined, literal, text);
    const sub = context.facts.specialNames.get(text);
    if (sub !== undefined) return nodeAt(context, sub === "Arguments" ? "OtherExpression" : "Special", node, undefined, sub);
  }
  return nameNode(context, node);
}

function numberKind(context: ViewContext, node: NodeId): string {
  if (hasFlag(context.tree, node, Flag.BigInteger)) return "bigint";
  if (context.facts.numbersAreFloats && /^0[ob]/i.test(nameOf(context.tree, node))) return "bigint";
  if (context.facts.numbersAreFloats) return "float";
  if (hasFlag(context.tree, node, Flag.Imaginary)) return "imaginary";
  return hasFlag(context.tree, node, Flag.Float) ? "float" : "int";
}

function numberText(context: ViewContext, node: NodeId): string {
  const text = nameOf(context.tree, node);
  if (hasFlag(context.tree, node, Flag.BigInteger) || hasFlag(context.tree, node, Flag.Imaginary)) return text;
  const plain = text.replace(/[lL]$/, "");
  if (/^0[0-7]+$/.test(plain)) return String(Number.parseInt(plain, 8));
  if (!context.facts.numbersAreFloats && /^(?:\d+|0[xob][\da-f]+)$/i.test(plain)) return String(BigInt(plain));
  const value = Number(plain);
  return Number.isFinite(value) ? String(value) : plain;
}

function buildRegex(context: ViewContext, node: NodeId): MatchNode {
  const source = context.tree.text.slice(context.tree.start[node], context.tree.end[node]);
  const flags = source.slice(source.lastIndexOf("/") + 1);
  const kids = flags === "" ? [] : [makeNode("Literal", context.tree.end[node]! - flags.length, context.tree.end[node]!, undefined, "flags", flags)];
  return nodeAt(context, "Literal", node, kids, "regex", nameOf(context.tree, node));
}

function buildAttribute(context: ViewContext, node: NodeId): MatchNode {
  const { tree } = context;
  const property = childOf(tree, node, Role.Property);
  const placeholder = placeholderOf(context, nameOf(tree, node));
  let object = buildExpression(context, childOf(tree, node, Role.Object));
  if (placeholder?.type === "ellipsis") return nodeAt(context, "DotEllipsis", node, [object]);
  if (hasFlag(tree, node, Flag.Optional)) object = elvis(context, object);
  const field = property === noNode
    ? nodeAt(context, "Name", node, undefined, "", identifier(context, nameOf(tree, node)))
    : plainName(context, property);
  return nodeAt(context, "Dot", node, [object, field]);
}

/** A name in a position where it has no special meaning (property, key). */
export function plainName(context: ViewContext, node: NodeId): MatchNode {
  if (context.tree.kind[node] === Kind.PrivateName) return buildExpression(context, node);
  return nameNode(context, node);
}

function elvis(context: ViewContext, object: MatchNode): MatchNode {
  const sign = context.tree.text.indexOf("?.", object.end);
  const at = sign < 0 ? object.end : sign;
  return makeNode("Call", object.start, sign < 0 ? object.end : sign + 2, [special("Op:?.", at, at + 2), object]);
}

function buildSubscript(context: ViewContext, node: NodeId): MatchNode {
  const { tree } = context;
  const object = buildExpression(context, childOf(tree, node, Role.Object));
  const indexes = childrenOf(tree, node, Role.Index);
  const built = expressions(context, indexes);
  const withObject = (index: MatchNode): MatchNode =>
    index.tag === "Slice"
      ? nodeAt(context, "Slice", node, [object, ...index.kids.slice(1)])
      : nodeAt(context, "Index", node, [object, index]);
  if (built.length === 1) return withObject(built[0]!);
  if (built.some((index) => index.tag === "Slice")) {
    // Each ends with its own index, and all with the last.
    const parts = built.map((index) => changed(withObject(index), { end: index.end }));
    const end = parts[parts.length - 1]!.end;
    context.endings.set(tree.end[node]!, end);
    return changed(nodeAt(context, "OtherExpression", node, parts, "Slices"), { end });
  }
  const [first, last] = [built[0], built[built.length - 1]];
  // Broken code can leave the index out: an empty tuple, that stands nowhere.
  if (first === undefined || last === undefined) return nodeAt(context, "Index", node, [object, makeNode("Container", tree.end[node]!, tree.end[node]!, built, "tuple")]);
  // The second parser counts the brackets to the tuple.
  const [start, end] = context.isSecondParser === true ? [tree.text.lastIndexOf("[", first.start), tree.end[node]!] : [first.start, last.end];
  const tuple = makeNode("Container", start, end, built, "tuple");
  return nodeAt(context, "Index", node, [object, tuple]);
}

function buildCall(context: ViewContext, node: NodeId): MatchNode {
  const { tree } = context;
  if (tree.kind[node] === Kind.ImportExpression) {
    const name = makeNode("Name", tree.start[node]!, tree.start[node]! + 6, undefined, "", "import");
    return nodeAt(context, "Call", node, [name, ...expressions(context, childrenOf(tree, node))]);
  }
  const callee = childOf(tree, node, Role.Callee);
  if (placeholderOf(context, nameOf(tree, callee))?.type === "deep" && tree.kind[callee] === Kind.Name) {
    const inner = buildArguments(context, node)[0] ?? none;
    const value = inner.tag === "KeywordArgument" ? assignmentOf(inner) : inner;
    return nodeAt(context, "DeepEllipsis", node, [value]);
  }
  return withTypeArguments(context, node, nodeAt(context, "Call", node, [buildExpression(context, callee), ...buildArguments(context, node)]));
}

/** The arguments of a call or `new`. */
export function buildArguments(context: ViewContext, node: NodeId): MatchNode[] {
  return expressions(context, childrenOf(context.tree, node, Role.Argument));
}

/** Among the elements of Python's lists and tuples the star is no part of the expression. */
function buildSpread(context: ViewContext, node: NodeId, value: MatchNode): MatchNode {
  const spread = operation(context, node, "Spread", [value]);
  const parent = context.tree.kind[context.tree.parent[node]!];
  const isElement = !context.facts.objectsAreRecords && (parent === Kind.List || parent === Kind.Tuple || parent === Kind.Set);
  return isElement ? changed(spread, { start: value.start }) : spread;
}

function buildKeywordSpread(context: ViewContext, node: NodeId): MatchNode {
  const value = buildExpression(context, childOf(context.tree, node, Role.Value));
  if (value.tag === "Ellipsis" && context.tree.role[node] === Role.Element) return value;
  const isElement = context.tree.role[node] === Role.Element;
  return operation(context, node, isElement ? "Spread" : "HashSplat", [value]);
}

function buildBinary(context: ViewContext, node: NodeId): MatchNode {
  const { tree } = context;
  const left = buildExpression(context, childOf(tree, node, Role.Left));
  const right = buildExpression(context, childOf(tree, node, Role.Right));
  const sub = operatorOf(context, nameOf(tree, node));
  return aroundOperand(context, node, right, (value) => operation(context, node, sub, [left, value]));
}

/** The operation around its last operand, or inside where that begins with a call with type arguments or with `x!`. */
function aroundOperand(context: ViewContext, node: NodeId, operand: MatchNode, wrap: (operand: MatchNode) => MatchNode, inside: Inside = "types and signs"): MatchNode {
  const moved = context.facts.objectsAreRecords
    ? withOperatorInside(operand, context.tree.start[node]!, (callee) => changed(wrap(callee), { end: callee.end }), inside)
    : undefined;
  return moved ?? wrap(operand);
}

function buildUnary(context: ViewContext, node: NodeId): MatchNode {
  const operand = buildExpression(context, childOf(context.tree, node, Role.Operand));
  return aroundOperand(context, node, operand, (value) => unaryOperation(context, node, value));
}

function unaryOperation(context: ViewContext, node: NodeId, operand: MatchNode): MatchNode {
  const { tree } = context;
  const name = nameOf(tree, node);
  const at = tree.start[node]!;
  if (name === "typeof") return operation(context, node, "Typeof", [operand]);
  if (name === "void") return nodeAt(context, "Cast", node, [makeNode("Type", at, at + 4, undefined, "name", "void"), operand], "void");
  if (name === "delete") return nodeAt(context, "Call", node, [makeNode("OtherExpression", at, at + 6, undefined, "Delete"), operand]);
  return operation(context, node, operatorOf(context, name === "!" ? "not" : name), [operand]);
}

function buildComparisonChain(context: ViewContext, node: NodeId): MatchNode {
  const { tree } = context;
  const operators = childrenOf(tree, node, Role.Operator).map((one) =>
    nodeAt(context, "Special", one, undefined, operatorOf(context, nameOf(tree, one))),
  );
  const operands = expressions(context, childrenOf(tree, node, Role.Operand));
  const chain = nodeAt(context, "OtherExpression", node, [...operators, ...operands.slice(1)], "Comparisons");
  const start = operators[0]?.start ?? chain.start;
  if (hasFlag(tree, node, Flag.Parenthesized)) return chain;
  // The first operand is no part of it; what begins with the comparison begins behind it, too.
  context.starts.set(chain.start, start);
  return changed(chain, { start });
}
