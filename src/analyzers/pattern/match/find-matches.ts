// Finds every place of a file where a pattern matches.

import type { PatternRoot } from "../dialects/dialect.ts";
import { type MatchNode, type Tag, changed, isMetavariable, makeNode, none } from "../view/match-node.ts";
import { namedCandidates } from "./candidates.ts";
import { type Bindings, noBindings, withSpan } from "./bindings.ts";
import { type MatchContext, type Matches, bindNode, chain } from "./context.ts";
import { attributeCall, matchAttribute, matchAttributes, matchClass, matchFunction, matchParameters } from "./match-definitions.ts";
import { matchExpression, matchRoot } from "./match-expression.ts";
import type { MatchFile, NodeIndex } from "./match-file.ts";
import { matchCase, matchHandler, matchStatement, matchBody, definitionAsAssigns } from "./match-statements.ts";
import { findSequences } from "./match-sequences.ts";
import { matchType, matchTyped } from "./match-types.ts";
import { requireAsImport } from "./match-directives.ts";

/** One match of a pattern: where, and what the metavariables are. */
export interface PatternMatch {
  readonly start: number;
  readonly end: number;
  readonly bindings: Bindings;
  readonly kind: "plain";
}

/** All matches of `root` in a file (or, given `index`, in a part of it). */
export function findMatches(root: PatternRoot, file: Pick<MatchFile, "index">, context: MatchContext, from: Bindings = noBindings): PatternMatch[] {
  const found: PatternMatch[] = [];
  const { index } = file;
  const report = (node: MatchNode, matches: Matches): void => {
    const [start, end] = node.around ?? [node.start, node.end];
    for (const bindings of matches) found.push({ start, end, bindings, kind: "plain" });
  };
  switch (root.type) {
    case "expression":
      findExpressions(root.node, index, context, from, report);
      break;
    case "statement":
      findStatements(root.node, index, context, from, report);
      break;
    case "statements":
      // A pattern without statements is one of any statement.
      if (root.nodes.length === 0) for (const nodes of index.statements.values()) for (const node of nodes.filter(isRead)) report(node, [from]);
      else if (root.nodes.every((statement) => mayStand(statement, index, context, from))) for (const bindings of findSequences(root.nodes, index.sequences, context, withSpan(from, -1, -1))) found.push({ start: bindings.start, end: bindings.end, bindings, kind: "plain" });
      break;
    case "field":
      for (const field of index.fields) report(field, matchStatement(root.node, field, from, context));
      break;
    case "attribute":
      for (const attribute of index.attributes) report(attribute, matchAttribute(root.node, attribute, from, context));
      break;
    case "handler":
      for (const handler of index.handlers) report(handler, matchHandler(root.node, handler, from, context));
      break;
    case "finalizer":
      for (const finalizer of index.finalizers) {
        const start = context.text.lastIndexOf("finally", finalizer.start);
        report(changed(finalizer, { start }), matchBody(root.node, finalizer, from, context));
      }
      break;
    case "case":
      for (const one of index.cases) report(one, matchCase(root.node, one, from, context));
      break;
    case "condition":
      for (const one of index.statements.get("If") ?? []) report(changed(one, { end: one.kids[0]!.end }), matchExpression(root.node, one.kids[0]!, from, context));
      break;
    case "partial-field":
      findPartialFields(root.node, index, context, from, report);
      break;
    case "function":
      findFunctions(root.node, index, context, from, report);
      break;
    case "function-header":
    case "class-header":
      findHeaders(root, index, context, from, report);
      break;
    default:
  }
  return found;
}

/**
 * False where nothing in the file is what a statement of a pattern calls or assigns, whatever the metavariables are: told from
 * the calls of a name and from the assignments, which are few beside the statements of all lists. True where that tells nothing.
 */
function mayStand({ tag, kids }: MatchNode, index: NodeIndex, context: MatchContext, from: Bindings): boolean {
  const expression = kids[0];
  if (tag !== "ExpressionStatement" || expression === undefined || context.options.symbolicPropagation) return true;
  const matches = (node: MatchNode): boolean => matchExpression(expression, node, from, context).length > 0;
  if (expression.tag === "Call") {
    const calls = index.expressions.get("Call") ?? [];
    return namedCandidates(expression, index)?.("Call", calls).some(matches) ?? true;
  }
  if (expression.tag !== "Assign") return true;
  if (index.expressions.get("Assign")?.some(matches) === true) return true;
  return index.statements.get("Definition")?.some((definition) => definitionAsAssigns(definition, context).some(matches)) ?? false;
}

/** Of some statements the reference keeps nothing. */
function isRead(node: MatchNode): boolean {
  return node.tag !== "OtherStatement" || !/^(Enum|Module|ImportAlias)$/.test(node.sub);
}

type Report = (node: MatchNode, matches: Matches) => void;

function findExpressions(pattern: MatchNode, index: NodeIndex, context: MatchContext, from: Bindings, report: Report): void {
  const named = namedCandidates(pattern, index);
  const tags = candidateTags(pattern);
  for (const [tag, nodes] of index.expressions) {
    if (tags !== undefined && !tags.has(tag)) continue;
    for (const node of named === undefined ? nodes : named(tag, nodes)) report(node, matchRoot(pattern, node, from, context));
  }
  if (pattern.tag === "TypedMetavariable") findTypedNames(pattern, index, context, from, report);
  findDeclarations(pattern, index, context, from, report);
  if (context.options.attributeIsExpression && (pattern.tag === "Call" || pattern.tag === "DeepEllipsis")) {
    for (const attribute of index.attributes) {
      if (attribute.tag === "NamedAttribute") report(attributeCall(attribute), matchExpression(pattern, attributeCall(attribute), from, context));
    }
  }
}

function findDeclarations(pattern: MatchNode, index: NodeIndex, context: MatchContext, from: Bindings, report: Report): void {
  const takesName = pattern.tag === "Name" || pattern.tag === "Ellipsis";
  const takesWhole = pattern.tag === "Name" ? isMetavariable(pattern.text) : takesName || pattern.tag === "Assign" || pattern.tag === "DeepEllipsis";
  if (!takesName && !takesWhole) return;
  for (const definition of index.statements.get("Definition") ?? []) {
    const made = definitionAsAssigns(definition, context);
    if (takesWhole) for (const assign of made) report(assign, matchExpression(pattern, assign, from, context));
    const name = made[0]?.kids[0];
    if (takesName && name?.tag === "Name" && definition.kids[1]!.kids[0]!.tag !== "None") report(name, matchExpression(pattern, name, from, context));
  }
}

/** `($X: T)` also finds the names of variables that are declared with a value, and the class of a `new`. */
function findTypedNames(pattern: MatchNode, index: NodeIndex, context: MatchContext, from: Bindings, report: Report): void {
  for (const { kids } of index.expressions.get("New") ?? []) {
    const typed = makeNode("TypeOf", kids[0]!.start, kids[0]!.end, [kids[0]!]);
    report(kids[0]!, chain(matchType(pattern.kids[0]!, typed, from, context), () => bindNode(from, pattern.text, kids[0]!)));
  }
  for (const definition of index.statements.get("Definition") ?? []) {
    const name = definitionAsAssigns(definition, context)[0]?.kids[0];
    if (name?.tag !== "Name" || name.text.startsWith("!")) continue;
    const [value, declared] = [definition.kids[1]!.kids[0]!, definition.kids[1]!.kids[1]!];
    if (declared === none && (value.tag === "Dot" || value.tag === "Cast")) continue;
    const matches = declared === none ? matchTyped(pattern, value, from, context) : matchType(pattern.kids[0]!, declared, from, context);
    report(name, chain(matches, () => bindNode(from, pattern.text, name)));
  }
}

/** The kinds of node that a pattern can match at all; undefined for any. */
function candidateTags(pattern: MatchNode): ReadonlySet<Tag> | undefined {
  switch (pattern.tag) {
    case "Ellipsis":
    case "DeepEllipsis":
    case "TypedMetavariable":
      return undefined;
    case "Name":
      return isMetavariable(pattern.text) ? undefined : new Set<Tag>(["Name"]);
    case "Literal":
      return new Set<Tag>(["Literal", "Name", "Call", "Dot"]);
    case "Dot":
    case "DotEllipsis":
      return new Set<Tag>(["Dot", "Name"]);
    case "Container":
      return new Set<Tag>(["Container", "Comprehension", "Name"]);
    case "Call":
      // A name may have the value of a negative number, and a number is what `-$X` takes the sign off.
      return new Set<Tag>(pattern.kids[0]!.sub.startsWith("Op:-") ? ["Call", "Name", "Cast", "Literal"] : ["Call", "Cast"]);
    case "New":
    case "Special":
    case "Assign":
    case "Record":
    case "Lambda":
    case "AnonymousClass":
    case "Xml":
    case "Sequence":
      return new Set<Tag>([pattern.tag, "Cast"]);
    default:
      return new Set<Tag>([pattern.tag, "Name", "Cast"]);
  }
}

function findStatements(pattern: MatchNode, index: NodeIndex, context: MatchContext, from: Bindings, report: Report): void {
  const isImport = pattern.tag.startsWith("Import");
  for (const [tag, nodes] of index.statements) {
    const canMatch = tag === pattern.tag || pattern.tag === "ExpressionStatement" || (isImport && (tag.startsWith("Import") || tag === "Definition"));
    if (!canMatch) continue;
    for (const node of nodes) {
      if (isImport && tag === "Definition" && requireAsImport(node) === undefined) continue;
      report(node, matchStatement(pattern, node, from, context));
    }
  }
}

function findPartialFields(pattern: MatchNode, index: NodeIndex, context: MatchContext, from: Bindings, report: Report): void {
  for (const field of index.fields) {
    if (field.tag !== "Definition") continue;
    const body = field.kids[1]!;
    if (body.tag !== "FieldColon" || body.kids[0] === none) continue;
    const name = field.kids[0]!.kids[0]!;
    const target: MatchNode = changed(field, { tag: "Dot", kids: [body.kids[0]!, name], sub: "", text: "" });
    const key: MatchNode = changed(pattern, { tag: "Dot", kids: [pattern.kids[0]!, changed(pattern, { tag: "Name", kids: [], text: pattern.text })], text: "" });
    report(field, matchExpression(key, target, from, context));
  }
}

/** Functions of every form. What stands before `function` or the parameters is no part of them. */
function findFunctions(pattern: MatchNode, index: NodeIndex, context: MatchContext, from: Bindings, report: Report): void {
  const reportOne = (node: MatchNode, body: MatchNode): void => {
    const lead = /^\s*async\b\s*/.exec(context.text.slice(node.start, node.end))?.[0].length ?? 0;
    report(changed(node, { start: node.start + lead }), matchFunction(pattern, body, from, context));
  };
  for (const lambda of index.expressions.get("Lambda") ?? []) reportOne(lambda, lambda);
  for (const definition of index.statements.get("Definition") ?? []) {
    const body = definition.kids[1]!;
    if (body.tag === "Function") reportOne(body.sub === "Method" ? fromParameters(body, definition, context.text) : changed(body, { start: Math.max(body.start, definition.start) }), body);
  }
}

function fromParameters(body: MatchNode, definition: MatchNode, text: string): MatchNode {
  const open = text.indexOf("(", definition.kids[0]!.kids[0]!.end);
  return open < 0 ? body : changed(body, { start: open });
}

/** A function without its body: up to the type that it returns, the arrow, or the parenthesis that closes its parameters. */
function headerOf(definition: MatchNode, body: MatchNode, text: string): MatchNode {
  if (body.kids[1] !== none) return changed(definition, { end: body.kids[1]!.end });
  const before = text.slice(definition.start, body.kids[2]!.start);
  const close = before.lastIndexOf(")") + 1;
  return changed(definition, { end: definition.start + (body.sub === "Arrow" ? before.lastIndexOf("=>") + 2 : close) });
}

function findHeaders(root: PatternRoot & { node: MatchNode }, index: NodeIndex, context: MatchContext, from: Bindings, report: Report): void {
  const pattern = root.node;
  const wanted = pattern.kids[1]!.tag;
  for (const definition of index.statements.get("Definition") ?? []) {
    const body = definition.kids[1]!;
    if (body.tag !== wanted) continue;
    const name = pattern.kids[0]!.kids[0]!;
    const other = definition.kids[0]!.kids[0]!;
    const attributed = matchAttributes(pattern.kids[0]!.kids[1]!.kids, definition.kids[0]!.kids[1]!.kids, from, context);
    const named = chain(attributed, (next) => matchExpression(name, other, next, context));
    for (const bindings of named) {
      if (wanted === "Function") reportFunctionHeader(definition, pattern.kids[1]!, bindings);
      else report(changed(definition, { end: Math.max(other.end, body.kids[0]!.end, body.kids[1]!.end) }), matchClass(pattern.kids[1]!, body, bindings, context));
    }
  }

  function reportFunctionHeader(definition: MatchNode, wantedFunction: MatchNode, bindings: Bindings): void {
    const body = definition.kids[1]!;
    const [parameters, type] = [wantedFunction.kids[0]!, wantedFunction.kids[1]!];
    if (type !== none && body.kids[1] === none) return;
    const matches = matchParameters(parameters.kids, body.kids[0]!.kids, bindings, context);
    const header = headerOf(definition, body, context.text);
    report(header, type === none ? matches : chain(matches, (next) => matchType(type, body.kids[1]!, next, context)));
  }
}
