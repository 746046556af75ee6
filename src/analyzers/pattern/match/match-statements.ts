// Matches statements and bodies.

import { type MatchNode, changed, isExpression, isMetavariable, isStatement, makeNode, none } from "../view/match-node.ts";
import type { Bindings } from "./bindings.ts";
import { type MatchContext, type Matches, bindNode, chain, either, noMatch, step } from "./context.ts";
import { matchDefinition } from "./match-definitions.ts";
import { matchDirective } from "./match-directives.ts";
import { matchExpression, matchImplied } from "./match-expression.ts";
import { matchList, matchSubset } from "./match-lists.ts";
import { matchAny, matchNode } from "./match-other.ts";
import { isSequenceStatement, matchStatements } from "./match-sequences.ts";
import { impliedExpressionsOf } from "./subexpressions.ts";

/** Every way in which the statement `pattern` matches `target`. */
export function matchStatement(pattern: MatchNode, target: MatchNode, bindings: Bindings, context: MatchContext): Matches {
  step(context);
  switch (pattern.tag) {
    case "ExpressionStatement":
      return matchExpressionStatement(pattern, target, bindings, context);
    case "ImportFrom":
    case "ImportAs":
    case "ImportAll":
    case "OtherDirective":
      return matchDirective(pattern, target, bindings, context);
    case "Definition":
      return target.tag === "Definition" ? matchDefinition(pattern, target, bindings, context) : noMatch;
    default:
  }
  if (pattern.tag === "Return" && target.isReturn === true) return matchOptional(pattern.kids[0]!, target.kids[0]!, bindings, context);
  if (pattern.tag !== target.tag) return noMatch;
  switch (pattern.tag) {
    case "Block":
      return matchStatements(pattern.kids, target.kids, bindings, context);
    case "If":
      return matchIf(pattern, target, bindings, context);
    case "While":
    case "StatementWithBody":
      if (pattern.sub !== target.sub) return noMatch;
      return chain(matchNode(pattern.kids[0]!, target.kids[0]!, bindings, context), (next) => matchLoopBody(pattern.kids[1]!, target.kids[1]!, next, context));
    case "DoWhile":
      return chain(matchStatement(pattern.kids[0]!, target.kids[0]!, bindings, context), (next) => matchExpression(pattern.kids[1]!, target.kids[1]!, next, context));
    case "For":
      return chain(matchHeader(pattern.kids[0]!, target.kids[0]!, bindings, context), (next) => matchLoopBody(pattern.kids[1]!, target.kids[1]!, next, context));
    case "Return":
    case "Throw":
      return matchOptional(pattern.kids[0]!, target.kids[0]!, bindings, context);
    case "Try":
      return matchTry(pattern, target, bindings, context);
    case "Switch":
      return chain(matchOptional(pattern.kids[0]!, target.kids[0]!, bindings, context), (next) =>
        matchSubset(pattern.kids.slice(1).map(caseEllipsis), target.kids.slice(1), next, context, matchCase),
      );
    case "Break":
    case "Continue":
      return matchJump(pattern, target, bindings, context);
    case "Label":
      return chain(matchLabel(pattern, target, bindings), (next) => matchStatement(pattern.kids[0]!, target.kids[0]!, next, context));
    default:
      return matchAny(pattern, target, bindings, context);
  }
}

function matchLabel(pattern: MatchNode, target: MatchNode, bindings: Bindings): Matches {
  if (isMetavariable(pattern.text)) return bindNode(bindings, pattern.text, makeNode("Name", target.start, target.start + target.text.length, undefined, "", target.text));
  return pattern.text === target.text ? [bindings] : noMatch;
}

/** `break` and `continue`, with the label that they name. */
function matchJump(pattern: MatchNode, target: MatchNode, bindings: Bindings, context: MatchContext): Matches {
  if (!isMetavariable(pattern.sub) || target.sub === "") return pattern.sub === target.sub ? [bindings] : noMatch;
  const start = context.text.indexOf(target.sub, target.start + target.tag.length);
  return bindNode(bindings, pattern.sub, makeNode("Name", start, start + target.sub.length, undefined, "", target.sub));
}

/** A value that may be absent: `...` also stands for nothing. */
function matchOptional(pattern: MatchNode, target: MatchNode, bindings: Bindings, context: MatchContext): Matches {
  if (pattern === none) return target === none ? [bindings] : noMatch;
  if (pattern.tag === "Ellipsis") return [bindings];
  return target === none ? noMatch : matchExpression(pattern, target, bindings, context);
}

function matchExpressionStatement(pattern: MatchNode, target: MatchNode, bindings: Bindings, context: MatchContext): Matches {
  const expression = pattern.kids[0]!;
  if (expression.tag === "Ellipsis") return [bindings];
  if (!isStatement(target)) return noMatch;
  if (expression.tag === "Name" && isMetavariable(expression.text)) return bindStatement(pattern, target, bindings);
  let found: Matches = noMatch;
  if (target.tag === "Definition") {
    for (const assign of definitionAsAssigns(target, context)) found = either(found, matchExpression(expression, assign, bindings, context));
  }
  if (target.tag === "ExpressionStatement" && !context.options.deepExpressionStatements) {
    return matchExpression(expression, target.kids[0]!, bindings, context);
  }
  if (!context.options.deepExpressionStatements) return found;
  for (const inner of impliedExpressionsOf(target)) found = either(found, matchImplied(expression, inner, bindings, context));
  return found;
}

/** `$S` stands for any statement; `$S;` with its semicolon also for the expression of one. */
function bindStatement(pattern: MatchNode, target: MatchNode, bindings: Bindings): Matches {
  const expression = pattern.kids[0]!;
  const whole = bindNode(bindings, expression.text, target);
  const isBoth = target.tag === "ExpressionStatement" && pattern.end > expression.end;
  return isBoth ? either(bindNode(bindings, expression.text, target.kids[0]!), whole) : whole;
}

const assigns = new WeakMap<MatchNode, readonly MatchNode[]>();

/** The assignments that a declaration with a value makes; a destructuring one makes two. */
export function definitionAsAssigns(definition: MatchNode, context: MatchContext): readonly MatchNode[] {
  if (!context.options.declarationIsAssignment) return [];
  const known = assigns.get(definition);
  if (known !== undefined) return known;
  const built = buildAssigns(definition, context);
  assigns.set(definition, built);
  return built;
}

function buildAssigns(definition: MatchNode, context: MatchContext): readonly MatchNode[] {
  const body = definition.kids[1]!;
  const isField = body.tag === "FieldColon" && context.options.fieldIsAssignment;
  if (body.tag === "Function") return context.options.fieldIsAssignment && isFieldFunction(body, definition) ? [functionAsAssign(definition)] : [];
  if ((body.tag !== "Variable" && !isField) || body.kids[0] === none) return [];
  const name = definition.kids[0]!.kids[0]!;
  const value = body.kids[0]!;
  const target = name.tag === "Computed" ? name.kids[0]! : name;
  // In `export { value as name }` the value stands first.
  const end = Math.max(name.end, value.around?.[1] ?? value.end);
  const whole = makeNode("Assign", value.start < 0 ? name.start : Math.min(name.start, value.start), end, [target, value]);
  return name.text === "!MultiVarDef!" ? [whole, { ...value, start: name.start, end: value.end }] : [whole];
}

/** A method, or a field that is a function. */
function isFieldFunction(body: MatchNode, definition: MatchNode): boolean {
  return body.sub === "Method" || (body.sub !== "Function" && definition.kids[0]!.kids[0]!.tag !== "Computed");
}

function functionAsAssign(definition: MatchNode): MatchNode {
  const [name, body] = [definition.kids[0]!.kids[0]!, definition.kids[1]!];
  return makeNode("Assign", name.start, definition.end, [name, changed(body, { tag: "Lambda" })]);
}

/** Bodies of `if`, loops and functions: a block of one statement is that statement. */
export function matchBody(pattern: MatchNode, target: MatchNode, bindings: Bindings, context: MatchContext): Matches {
  if (pattern.tag === "Block" && target.tag === "Block") {
    const whole = target.kids.length > 1 && context.dialect.facts.encodesStringPrefixes ? onlyMetavariable(pattern) : undefined;
    return whole === undefined ? matchStatements(pattern.kids, target.kids, bindings, context) : bindNode(bindings, whole, target);
  }
  if (pattern.tag === "Block" && pattern.kids.some(isSequenceStatement)) return noMatch;
  if (pattern.tag === "Block" && pattern.kids.length === 1) return matchBodyPart(pattern.kids[0]!, target, bindings, context);
  if (target.tag === "Block" && target.kids.length === 1) return matchBodyPart(pattern, target.kids[0]!, bindings, context);
  return matchBodyPart(pattern, target, bindings, context);
}

/** The metavariable that a block of a pattern is, if it is nothing else. */
function onlyMetavariable(block: MatchNode): string | undefined {
  const only = block.kids.length === 1 ? block.kids[0]! : none;
  const isOne = only.tag === "ExpressionStatement" && only.kids[0]!.tag === "Name" && isMetavariable(only.kids[0]!.text) && !isSequenceStatement(only);
  return isOne ? only.kids[0]!.text : undefined;
}

/** Bodies of loops and `with`: Python has no braces, so a metavariable there stands for all of them. */
function matchLoopBody(pattern: MatchNode, target: MatchNode, bindings: Bindings, context: MatchContext): Matches {
  const areBlocks = context.dialect.facts.encodesStringPrefixes && pattern.tag === "Block" && target.tag === "Block";
  return areBlocks ? matchBody(pattern, target, bindings, context) : matchStatement(pattern, target, bindings, context);
}

function matchBodyPart(pattern: MatchNode, target: MatchNode, bindings: Bindings, context: MatchContext): Matches {
  if (isExpression(pattern) && isExpression(target)) return matchExpression(pattern, target, bindings, context);
  const left = isExpression(pattern) ? makeNode("ExpressionStatement", pattern.start, pattern.end, [pattern]) : pattern;
  const right = isExpression(target) ? makeNode("ExpressionStatement", target.start, target.end, [target]) : target;
  return matchStatement(left, right, bindings, context);
}

function matchIf(pattern: MatchNode, target: MatchNode, bindings: Bindings, context: MatchContext): Matches {
  const tested = matchExpression(pattern.kids[0]!, target.kids[0]!, bindings, context);
  const taken = chain(tested, (next) => matchBody(pattern.kids[1]!, target.kids[1]!, next, context));
  if (pattern.kids[2] === none) return taken;
  if (target.kids[2] === none) return noMatch;
  return chain(taken, (next) => matchBody(pattern.kids[2]!, target.kids[2]!, next, context));
}

function matchHeader(pattern: MatchNode, target: MatchNode, bindings: Bindings, context: MatchContext): Matches {
  if (pattern.tag === "Ellipsis") return [bindings];
  if (pattern.tag !== target.tag) return noMatch;
  // `...` as the first part stands for just one beginning.
  if (pattern.tag === "ForClassic" && pattern.kids[0]!.kids[0]?.tag === "Ellipsis" && target.kids[0]!.kids.length !== 1) return noMatch;
  if (pattern.tag === "ForEach") {
    return chain(matchNode(pattern.kids[0]!, target.kids[0]!, bindings, context), (next) => matchExpression(pattern.kids[1]!, target.kids[1]!, next, context));
  }
  return chain(matchNode(pattern.kids[0]!, target.kids[0]!, bindings, context), (afterInit) =>
    chain(matchOptional(pattern.kids[1]!, target.kids[1]!, afterInit, context), (next) => matchOptional(pattern.kids[2]!, target.kids[2]!, next, context)),
  );
}

function matchTry(pattern: MatchNode, target: MatchNode, bindings: Bindings, context: MatchContext): Matches {
  const tried = matchBody(pattern.kids[0]!, target.kids[0]!, bindings, context);
  const handled = chain(tried, (next) => matchSubset(pattern.kids[1]!.kids, target.kids[1]!.kids, next, context, matchHandler));
  const otherwise = chain(handled, (next) => matchOptionalBody(pattern.kids[2]!, target.kids[2]!, next, context));
  return chain(otherwise, (next) => matchOptionalBody(pattern.kids[3]!, target.kids[3]!, next, context));
}

function matchOptionalBody(pattern: MatchNode, target: MatchNode, bindings: Bindings, context: MatchContext): Matches {
  if (pattern === none || target === none) return pattern === target ? [bindings] : noMatch;
  return matchBody(pattern, target, bindings, context);
}

/** One `except` or `catch`. */
export function matchHandler(pattern: MatchNode, target: MatchNode, bindings: Bindings, context: MatchContext): Matches {
  if (pattern.tag !== "Handler" || target.tag !== "Handler") return noMatch;
  const caught = catchesAny(pattern.kids[0]!) ? [bindings] : matchNode(pattern.kids[0]!, target.kids[0]!, bindings, context);
  return chain(caught, (next) => matchBody(pattern.kids[1]!, target.kids[1]!, next, context));
}

/** `except ...:` stands for every handler, named or bare. */
function catchesAny(caught: MatchNode): boolean {
  if (caught.tag !== "CatchParameter" || caught.text !== "") return false;
  const [only, ...others] = caught.kids[0]!.kids[0]?.kids ?? [];
  return only?.tag === "Ellipsis" && others.length === 0;
}

/** `case ...:` without a body stands for any cases. */
function caseEllipsis(node: MatchNode): MatchNode {
  const head = node.kids[0]?.kids[0];
  const isEllipsis = node.tag === "CaseBody" && head?.tag === "Case" && head.kids[0]!.tag === "Ellipsis";
  return isEllipsis && (node.kids[1]!.kids.length === 0 || node.kids[1]!.tag !== "Block") ? makeNode("Ellipsis", node.start, node.end) : node;
}

/** One case of a `switch`. */
export function matchCase(pattern: MatchNode, target: MatchNode, bindings: Bindings, context: MatchContext): Matches {
  if (pattern.tag !== "CaseBody" || target.tag !== "CaseBody") return noMatch;
  return chain(matchList(pattern.kids[0]!.kids, target.kids[0]!.kids, bindings, context, matchNode), (next) =>
    matchBody(pattern.kids[1]!, target.kids[1]!, next, context),
  );
}
