// Builds the match nodes of functions, classes, parameters and variables.

import { Flag } from "../../../syntax/flags.ts";
import { Kind } from "../../../syntax/kinds.ts";
import { Role } from "../../../syntax/roles.ts";
import { type NodeId, childOf, childrenOf, hasFlag, nameOf, noNode } from "../../../syntax/tree.ts";
import { buildField, buildKey, methodAttributes } from "./build-collections.ts";
import { buildExpression, expressions } from "./build-expressions.ts";
import { buildBlock, buildStatement } from "./build-statements.ts";
import { endOf } from "./build-bash-loops.ts";
import { withoutSemicolon } from "./build-directives.ts";
import { markImpliedReturns } from "./implied-returns.ts";
import { annotationOf, buildType, typeParameters } from "./build-types.ts";
import { type MatchNode, type Tag, changed, makeNode, none } from "./match-node.ts";
import { type ViewContext, identifier, listOf, nameNode, nodeAt, placeBetween, placeholderOf } from "./view-context.ts";

/** A function in expression position (`Lambda`) or as a definition's body (`Function`). */
export function buildFunction(context: ViewContext, node: NodeId, tag: "Lambda" | "Function", sub = functionKind(context, node)): MatchNode {
  const { tree } = context;
  const parameters = childrenOf(tree, node, Role.Parameter).map((one) => buildParameter(context, one));
  const returnType = childOf(tree, node, Role.ReturnType);
  const body = functionBody(context, node);
  if (tree.kind[node] === Kind.FunctionExpression && sub !== "Method") markImpliedReturns(body);
  const kids = [listOf(parameters), returnType === noNode ? none : buildType(context, returnType), body];
  const built = nodeAt(context, tag, node, kids, sub);
  return sub === "Arrow" ? changed(built, { start: startOfArrow(tree.text, built.start) }) : built;
}

/** The type parameters of an arrow are no part of it. */
function startOfArrow(text: string, start: number): number {
  const open = text[start] === "<" ? text.indexOf("(", start) : -1;
  return open < 0 ? start : open;
}

function functionKind(context: ViewContext, node: NodeId): string {
  const kind = context.tree.kind[node];
  if (kind === Kind.ArrowFunction) return "Arrow";
  return kind === Kind.FunctionDeclaration ? "Function" : "Lambda";
}

function functionBody(context: ViewContext, node: NodeId): MatchNode {
  const { tree } = context;
  const body = childOf(tree, node, Role.Body);
  if (body === noNode) return makeNode("Block", tree.end[node]!, tree.end[node]!);
  if (tree.kind[body] === Kind.Block) return buildBlock(context, body);
  const value = buildExpression(context, body);
  if (!context.facts.expressionBodiesReturn) return value;
  const arrow = tree.text.lastIndexOf("=>", value.start);
  const implied = makeNode("Return", arrow < tree.start[node]! ? value.start : arrow, value.end, [value]);
  implied.isImplicit = true;
  const block = makeNode("Block", value.start, value.end, [implied]);
  block.isImplicit = true;
  return block;
}

/** One formal parameter. */
export function buildParameter(context: ViewContext, node: NodeId): MatchNode {
  const { tree } = context;
  const target = childOf(tree, node, Role.Target);
  const flags = tree.flags[node]!;
  if ((flags & Flag.PositionalMarker) !== 0) return nodeAt(context, "OtherParameter", node, undefined, "Slash");
  if ((flags & Flag.KeywordMarker) !== 0 && target === noNode) return nodeAt(context, "OtherParameter", node, undefined, "Star");
  const name = target === noNode ? nameOf(tree, node) : nameOf(tree, target);
  if (placeholderOf(context, name)?.type === "ellipsis" && (flags & (Flag.Rest | Flag.KeywordRest)) === 0) return nodeAt(context, "Ellipsis", node);
  const type = annotationOf(context, node) ?? (target === noNode ? undefined : annotationOf(context, target)) ?? none;
  const attributes = parameterAttributes(context, node);
  if (context.facts.objectsAreRecords && (flags & Flag.Rest) !== 0) {
    const at = tree.start[node]!;
    const spread = makeNode("Special", at, at + 3, undefined, "Spread");
    return makeNode("PatternParameter", at, at + 3, [makeNode("OtherPattern", at, at + 3, [spread], "Expression"), type]);
  }
  const fallback = childOf(tree, node, Role.Default);
  if (target !== noNode && tree.kind[target] !== Kind.Name) {
    const taken = buildExpression(context, target);
    const whole = fallback === noNode ? taken : makeNode("Assign", taken.start, tree.end[fallback]!, [taken, buildExpression(context, fallback)]);
    const pattern = makeNode("OtherPattern", whole.start, whole.end, [whole], "Expression");
    return nodeAt(context, "PatternParameter", node, [pattern, type]);
  }
  const tag: Tag = (flags & Flag.Rest) !== 0 ? "RestParameter" : (flags & Flag.KeywordRest) !== 0 ? "KeywordRestParameter" : "Parameter";
  const kids = [fallback === noNode ? none : buildExpression(context, fallback), type, listOf(attributes)];
  const built = nodeAt(context, tag, node, kids, "", identifier(context, name));
  return withNameRange(built, target === noNode ? built.start : tree.start[target]!, name.length);
}

/** Parameters are names too: the place of the name is what a metavariable binds. */
function withNameRange(parameter: MatchNode, start: number, length: number): MatchNode {
  const name = makeNode("Name", start, start + length, undefined, "", parameter.text);
  return changed(parameter, { kids: [...parameter.kids, name] });
}

function parameterAttributes(context: ViewContext, node: NodeId): MatchNode[] {
  const flags = context.tree.flags[node]!;
  const names: string[] = [];
  if ((flags & Flag.Private) !== 0) names.push("Private");
  if ((flags & Flag.Protected) !== 0) names.push("Protected");
  if ((flags & Flag.Readonly) !== 0) names.push("Const");
  const at = context.tree.start[node]!;
  const keywords = names.map((name) => makeNode("KeywordAttribute", at, at + 1, undefined, name));
  return [...decorators(context, node), ...keywords];
}

/** The decorators of a definition. */
export function decorators(context: ViewContext, node: NodeId): MatchNode[] {
  return childrenOf(context.tree, node, Role.Decorator).map((one) => buildDecorator(context, one));
}

/** Python's decorators that count as keywords; what they stand before begins at their name. */
const keywordDecorators: ReadonlyMap<string, string> = new Map([["staticmethod", "Static"], ["abstractmethod", "Abstract"]]);

/** One decorator: a name with arguments, or any other expression. */
export function buildDecorator(context: ViewContext, node: NodeId): MatchNode {
  const expression = buildExpression(context, childOf(context.tree, node, Role.Expression));
  if (expression.tag === "Ellipsis") return expression;
  const keyword = context.facts.decoratorsAreExpressions && expression.tag === "Name" ? keywordDecorators.get(expression.text) : undefined;
  if (keyword !== undefined) return makeNode("KeywordAttribute", expression.start, expression.end, undefined, keyword);
  const callee = expression.tag === "Call" ? expression.kids[0]! : expression;
  const callArguments = expression.tag === "Call" ? expression.kids.slice(1) : [];
  const isPlain = callee.tag === "Name" || (!context.facts.decoratorsAreExpressions && callee.tag === "Dot");
  if (isPlain) return nodeAt(context, "NamedAttribute", node, [callee, ...callArguments]);
  const isCalled = expression.tag !== "Call" && isDottedName(expression);
  return nodeAt(context, "OtherAttribute", node, [isCalled ? makeNode("Call", expression.start, expression.end, [expression]) : expression]);
}

function isDottedName(node: MatchNode): boolean {
  return node.tag === "Dot" ? isDottedName(node.kids[0]!) : node.tag === "Name" || node.tag === "Special" || node.tag === "DotEllipsis";
}

/** `def` or `function` as a statement. */
export function buildFunctionDefinition(context: ViewContext, node: NodeId, extra: readonly MatchNode[] = []): MatchNode {
  const { tree } = context;
  const attributes = [...extra, ...decorators(context, node)];
  const at = tree.start[node]!;
  // The reference program drops `async` of a decorated function in Python, and its second parser of every one.
  const keepsAsync = context.facts.objectsAreRecords || (attributes.length === 0 && context.isSecondParser !== true);
  if (keepsAsync && hasFlag(tree, node, Flag.Async)) attributes.push(makeNode("KeywordAttribute", at, at + 5, undefined, "Async"));
  if (hasFlag(tree, node, Flag.Generator)) attributes.push(makeNode("KeywordAttribute", at, at + 1, undefined, "Generator"));
  const isMethod = !context.facts.objectsAreRecords && isClassMember(context, node);
  const name = definedName(context, node);
  const entity = entityOf(context, node, name, attributes);
  const built = nodeAt(context, "Definition", node, [entity, buildFunction(context, node, "Function", isMethod ? "Method" : "Function")]);
  const definition = context.facts.isShell ? changed(built, { end: endOf(context, node) }) : built;
  const first = attributes[0];
  return first?.tag === "KeywordAttribute" && first.sub !== "Async" && first.sub !== "Generator" && !context.facts.objectsAreRecords ? changed(definition, { start: first.start }) : definition;
}

/** A function without a body (an overload, `declare function`) is a constant with the type of a function. */
export function buildSignature(context: ViewContext, node: NodeId): MatchNode {
  const name = definedName(context, node);
  const start = Math.max(context.tree.start[node]!, context.tree.text.lastIndexOf("function", name.start));
  const whole = changed(withoutSemicolon(context, nodeAt(context, "Definition", node)), { start });
  const keyword = makeNode("KeywordAttribute", start, start + "function".length, undefined, "Const");
  return changed(whole, { kids: [entityOf(context, node, name, [keyword]), functionTyped(context, node, name.end)] });
}

/** A variable without a value, of the type that a function without a body has. */
function functionTyped(context: ViewContext, node: NodeId, start: number): MatchNode {
  const made = buildFunction(context, node, "Function");
  const kids = [...made.kids[0]!.kids, made.kids[1]!].filter((kid) => kid !== none);
  const type = makeNode("Type", kids[0]?.start ?? start, kids.at(-1)?.end ?? made.end, kids, "TSFunctionType");
  return makeNode("Variable", start, type.end, [none, type]);
}

/** The name of a definition with its attributes and type parameters. */
export function entityOf(context: ViewContext, node: NodeId, name: MatchNode, attributes: readonly MatchNode[]): MatchNode {
  const entity = makeNode("Entity", name.start, name.end, [name, listOf(attributes)]);
  const types = typeParameters(context, node);
  return types === undefined ? entity : changed(entity, { types });
}

function isClassMember(context: ViewContext, node: NodeId): boolean {
  const { tree } = context;
  const block = tree.parent[node]!;
  return tree.kind[block] === Kind.Block && tree.kind[tree.parent[block]!] === Kind.ClassDeclaration;
}

function definedName(context: ViewContext, node: NodeId): MatchNode {
  const name = childOf(context.tree, node, Role.NameOf);
  if (name !== noNode) return nameNode(context, name);
  const at = context.tree.start[node]!;
  return makeNode("Name", at, at, undefined, "", identifier(context, nameOf(context.tree, node)));
}

/** A class, as a statement's body or as an expression. */
export function buildClass(context: ViewContext, node: NodeId, tag: "Class" | "AnonymousClass"): MatchNode {
  const { tree } = context;
  const bases = childrenOf(tree, node, Role.Base).map((one) => buildBase(context, one));
  const implemented = childrenOf(tree, node, Role.Implements).map((one) => buildType(context, one));
  const body = childOf(tree, node, Role.Body);
  // Of an interface no members are kept.
  const members = body === noNode || tree.kind[node] === Kind.Interface ? [] : childrenOf(tree, body).map((one) => buildMember(context, one)).filter((one) => one !== none);
  const list = body === noNode ? listOf([]) : makeNode("List", tree.start[body]!, tree.end[body]!, members);
  const sub = tree.kind[node] === Kind.Interface ? "Interface" : "Class";
  const whole = nodeAt(context, tag, node, [listOf(bases), listOf(implemented), list], sub);
  const initializer = body === noNode ? undefined : childrenOf(tree, body).find((one) => tree.kind[one] === Kind.StaticBlock);
  if (initializer === undefined) return whole;
  // The reference's grammar does not know such blocks, and takes the brace that ends one for the end of the class.
  context.endings.set(whole.end, tree.end[initializer]!);
  return changed(whole, { end: tree.end[initializer]! });
}

function buildBase(context: ViewContext, node: NodeId): MatchNode {
  const expression = buildExpression(context, node);
  if (expression.tag === "Ellipsis") return expression;
  if (expression.tag === "KeywordArgument") return makeNode("Type", expression.start, expression.end, expression.kids, "keyword", expression.text);
  return makeNode("TypeOf", expression.start, expression.end, [expression]);
}

/** `class` as a statement. */
export function buildClassDefinition(context: ViewContext, node: NodeId, extra: readonly MatchNode[] = []): MatchNode {
  const name = definedName(context, node);
  const attributes = [...extra, ...decorators(context, node)];
  if (hasFlag(context.tree, node, Flag.Abstract)) {
    const at = context.tree.start[node]!;
    attributes.push(makeNode("KeywordAttribute", at, at + 8, undefined, "Abstract"));
  }
  return nodeAt(context, "Definition", node, [entityOf(context, node, name, attributes), buildClass(context, node, "Class")]);
}

/** One member of a class body. */
function buildMember(context: ViewContext, node: NodeId): MatchNode {
  const { tree } = context;
  switch (tree.kind[node]) {
    case Kind.Method: {
      const value = childOf(tree, node, Role.Value);
      const name = buildKey(context, node);
      const attributes = [...decorators(context, node), ...methodAttributes(context, node, value)];
      const entity = makeNode("Entity", name.start, name.end, [name, listOf(attributes)]);
      const isBodiless = value !== noNode && childOf(tree, value, Role.Body) === noNode;
      if (isBodiless && !hasFlag(tree, node, Flag.Abstract)) return none;
      if (isBodiless) return withoutSemicolon(context, nodeAt(context, "Definition", node, [entity, functionTyped(context, value, name.end)]));
      const body = value === noNode ? makeNode("Variable", name.end, name.end, [none, none]) : buildFunction(context, value, "Function", "Method");
      const method = nodeAt(context, "Definition", node, [entity, body]);
      // A name in brackets or quotes that comes first is where the method begins.
      return context.facts.objectsAreRecords && tree.text[method.start] === "[" ? changed(method, { start: name.start }) : method;
    }
    case Kind.Field:
      return buildClassField(context, node);
    case Kind.StaticBlock:
      return none;
    case Kind.Pair:
      return buildField(context, node);
    case Kind.Empty:
      return context.facts.objectsAreRecords ? none : buildStatement(context, node);
    default:
      return asMember(context, buildStatement(context, node));
  }
}

function asMember(context: ViewContext, statement: MatchNode): MatchNode {
  const assign = statement.tag === "ExpressionStatement" ? statement.kids[0]! : none;
  if (!context.facts.classAssignmentsAreFields || assign.tag !== "Assign" || assign.kids[0]!.tag !== "Name") return statement;
  const name = assign.kids[0]!;
  const entity = makeNode("Entity", name.start, name.end, [name, listOf([])]);
  const body = makeNode("Variable", assign.kids[1]!.start, assign.kids[1]!.end, [assign.kids[1]!, none]);
  return makeNode("Definition", assign.start, assign.end, [entity, body]);
}

function buildClassField(context: ViewContext, node: NodeId): MatchNode {
  const { tree } = context;
  const value = childOf(tree, node, Role.Value);
  const name = buildKey(context, node);
  const placeholder = placeholderOf(context, nameOf(tree, node));
  if (placeholder?.type === "ellipsis") return nodeAt(context, "ExpressionStatement", node, [nodeAt(context, "Ellipsis", node)]);
  const isFunction = value !== noNode && (tree.kind[value] === Kind.ArrowFunction || tree.kind[value] === Kind.FunctionExpression);
  const attributes = [...decorators(context, node), ...methodAttributes(context, node, isFunction ? value : noNode)];
  const entity = makeNode("Entity", name.start, name.end, [name, listOf(attributes)]);
  const isTerminated = tree.text[tree.end[node]! - 1] === ";";
  const nodeEnd = isTerminated ? trimmedEnd(tree.text, tree.end[node]! - 1) : tree.end[node]!;
  if (isFunction) {
    return changed(nodeAt(context, "Definition", node, [entity, buildFunction(context, value, "Function")]), { end: nodeEnd });
  }
  const type = annotationOf(context, node) ?? none;
  const built = value === noNode ? none : buildExpression(context, value);
  const body = makeNode("Variable", name.end, nodeEnd, [built, type]);
  return changed(nodeAt(context, "Definition", node, [entity, body]), { end: nodeEnd });
}

/** Where the text before `end` ends without the spaces there. */
function trimmedEnd(text: string, end: number): number {
  return text.slice(0, end).trimEnd().length;
}

/** One declarator of `let`, `const`, `var`. */
export function buildDeclarator(context: ViewContext, declaration: NodeId, declarator: NodeId): MatchNode {
  const { tree } = context;
  const keyword = nameOf(tree, declaration);
  const start = tree.start[declaration]!;
  const at = placeBetween(tree, keyword, start, tree.start[declarator]!);
  const attribute = makeNode("KeywordAttribute", at, at + keyword.length, undefined, keyword === "let" ? "Let" : keyword === "var" ? "Var" : "Const");
  const target = childOf(tree, declarator, Role.Target);
  const value = childOf(tree, declarator, Role.Value);
  const built = value === noNode ? none : buildExpression(context, value);
  const end = Math.max(tree.end[declarator]!, built.end);
  if (tree.kind[target] === Kind.Name) {
    const name = nameNode(context, target);
    const entity = makeNode("Entity", attribute.start, name.end, [name, listOf([attribute])]);
    const body = makeNode("Variable", name.end, end, [built, annotationOf(context, target) ?? annotationOf(context, declarator) ?? none]);
    return makeNode("Definition", attribute.start, end, [entity, body]);
  }
  const name = makeNode("Name", attribute.start, attribute.end, undefined, "", "!MultiVarDef!");
  const entity = makeNode("Entity", attribute.start, name.end, [name, listOf([attribute])]);
  const assign = makeNode("Assign", attribute.start, end, [expressions(context, [target])[0]!, built]);
  return makeNode("Definition", attribute.start, end, [entity, makeNode("Variable", assign.start, end, [assign, none])]);
}
