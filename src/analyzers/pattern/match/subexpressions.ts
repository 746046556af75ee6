// The expressions directly inside an expression or statement, and the statements inside a statement: what "deep" means.

import { type MatchNode, changed, isExpression, none } from "../view/match-node.ts";

/** The expressions directly below an expression. Bodies of functions count only where they are expressions. */
export function subexpressionsOf(node: MatchNode): readonly MatchNode[] {
  switch (node.tag) {
    case "Literal":
    case "Name":
    case "Special":
    case "Ellipsis":
      return [];
    case "Dot":
      return node.kids[1]!.tag === "Computed" ? [node.kids[0]!, node.kids[1]!.kids[0]!] : [node.kids[0]!];
    case "New":
      return node.kids.slice(1).map(valueOfArgument);
    case "Call":
      return node.kids.map(valueOfArgument);
    case "Record":
      return node.kids.flatMap(subexpressionsOfField);
    case "Comprehension":
      return node.kids.flatMap((kid) => (kid.tag === "ComprehensionFor" ? [kid.kids[1]!] : kid.tag === "ComprehensionIf" ? [kid.kids[0]!] : [kid]));
    case "Lambda": {
      const body = node.kids[2]!;
      return isExpression(body) ? [body] : [];
    }
    case "AnonymousClass":
      return [];
    case "LetPattern":
    case "Cast":
      return [node.kids[1]!];
    case "Xml":
      return [...node.kids[1]!.kids, ...node.kids[2]!.kids].flatMap(expressionsOfXml);
    default:
      return node.kids.filter(isExpression);
  }
}

/** The default of a field that is taken out of an object is not looked into. */
function subexpressionsOfField(field: MatchNode): readonly MatchNode[] {
  return field.tag === "ExpressionStatement" && field.kids[0]!.tag === "LetPattern" ? [] : subexpressionsOfStatement(field);
}

function expressionsOfXml(node: MatchNode): readonly MatchNode[] {
  if (node.tag === "Xml") return [node];
  return node.kids.filter(isExpression);
}

function valueOfArgument(node: MatchNode): MatchNode {
  return node.tag === "KeywordArgument" ? node.kids[0]! : node;
}

/** As {@link subexpressionsOf}, for the search that every expression statement of a pattern does without asking. */
export function impliedSubexpressionsOf(node: MatchNode): readonly MatchNode[] {
  if (node.tag === "Index" || node.tag === "Slice" || node.tag === "Conditional" || node.tag === "New" || node.tag === "Sequence" || node.tag === "Lambda" || node.tag === "Comprehension") return [];
  if (node.tag === "Assign" && node.kids[0]!.tag === "Dot") return [node.kids[1]!];
  return subexpressionsOf(node);
}

/** The expressions of a statement that such a search starts from. */
export function impliedExpressionsOf(node: MatchNode): readonly MatchNode[] {
  if (node.tag !== "ExpressionStatement" && node.tag !== "Return" && node.tag !== "Definition") return [];
  if (node.tag === "Definition" && node.kids[1]!.tag !== "Variable") return [];
  return subexpressionsOfStatement(node);
}

/** The expressions directly below a statement. */
export function subexpressionsOfStatement(node: MatchNode): readonly MatchNode[] {
  switch (node.tag) {
    case "ExpressionStatement":
    case "If":
    case "While":
    case "Return":
    case "Throw":
    case "Switch":
      return node.kids[0] === none || node.kids[0] === undefined ? [] : [node.kids[0]];
    case "DoWhile":
      return [node.kids[1]!];
    case "For":
      return headerExpressions(node.kids[0]!);
    case "Assert":
      return node.kids;
    case "OtherStatement":
    case "StatementWithBody":
      return node.kids.filter(isExpression);
    case "Definition": {
      const body = node.kids[1]!;
      if (body.tag !== "Variable" && body.tag !== "FieldColon") return [];
      return body.kids[0] === none ? [] : [body.kids[0]!];
    }
    default:
      return [];
  }
}

function headerExpressions(header: MatchNode): readonly MatchNode[] {
  if (header.tag === "ForEach") return [header.kids[1]!];
  if (header.tag !== "ForClassic") return [];
  const inits = header.kids[0]!.kids.flatMap((init) => (isExpression(init) ? [init] : subexpressionsOfStatement(init)));
  return [...inits, ...header.kids.slice(1).filter((kid) => kid !== none)];
}

/** The statements directly inside a statement. */
export function substatementsOf(node: MatchNode): readonly MatchNode[] {
  switch (node.tag) {
    case "Block":
      return node.kids;
    case "If":
      return node.kids.slice(1).filter((kid) => kid !== none);
    case "While":
    case "For":
    case "StatementWithBody":
      return [node.kids[1]!];
    case "DoWhile":
    case "Label":
      return [node.kids[0]!];
    case "Switch":
      return node.kids.slice(1).map((kid) => kid.kids[1]!);
    case "Try":
      return [node.kids[0]!, ...node.kids[1]!.kids.map((handler) => handler.kids[1]!), node.kids[2]!, node.kids[3]!].filter((kid) => kid !== none);
    case "Definition":
      return substatementsOfDefinition(node.kids[1]!);
    default:
      return [];
  }
}

function substatementsOfDefinition(body: MatchNode): readonly MatchNode[] {
  if (body.tag === "Function") return [asStatement(body.kids[2]!)];
  return body.tag === "Class" ? body.kids[2]!.kids : [];
}

function asStatement(body: MatchNode): MatchNode {
  return isExpression(body) ? changed(body, { tag: "ExpressionStatement", sub: "", text: "", kids: [body] }) : body;
}

/** A list of statements with all that is nested in them, as a part of a longer such list. */
interface Flattened {
  readonly all: readonly MatchNode[];
  readonly from: number;
  readonly to: number;
}

const parts = new WeakMap<readonly MatchNode[], Flattened>();
const flattened = new WeakMap<readonly MatchNode[], readonly MatchNode[]>();
const maxDepth = 2_000;

/** Statements with everything nested in them, in source order, functions inside expressions included. */
export function flattenStatements(statements: readonly MatchNode[]): readonly MatchNode[] {
  const known = flattened.get(statements);
  if (known !== undefined) return known;
  const part = parts.get(statements);
  const found = part === undefined ? flattenAnew(statements) : part.all.slice(part.from, part.to);
  flattened.set(statements, found);
  return found;
}

/** Remembers the part that each block inside is, for when its own statements are asked for. */
function flattenAnew(statements: readonly MatchNode[]): readonly MatchNode[] {
  const found: MatchNode[] = [];
  const within: [statements: readonly MatchNode[], part: Flattened][] = [];
  let isWhole = true;
  const visit = (node: MatchNode, depth: number): void => {
    if (depth > maxDepth) {
      isWhole = false;
      return;
    }
    found.push(node);
    const from = found.length;
    for (const expression of subexpressionsOfStatement(node)) {
      for (const body of functionBodiesIn(expression)) visit(body, depth + 1);
    }
    const inner = substatementsOf(node);
    for (const statement of inner) visit(statement, depth + 1);
    const isList = node.tag === "Block" || (node.tag === "Definition" && node.kids[1]!.tag === "Class");
    if (isList) within.push([inner, { all: found, from, to: found.length }]);
  };
  for (const statement of statements) visit(statement, 0);
  if (isWhole) for (const [inner, part] of within) parts.set(inner, part);
  return found;
}

const bodies = new WeakMap<MatchNode, readonly MatchNode[]>();

/** Bodies of the functions written inside an expression; methods of objects and classes are none, functions in them are. */
function functionBodiesIn(expression: MatchNode): readonly MatchNode[] {
  const known = bodies.get(expression);
  if (known !== undefined) return known;
  const found: MatchNode[] = [];
  const stack: MatchNode[] = [expression];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (node.tag === "Lambda") {
      found.push(asStatement(node.kids[2]!));
      continue;
    }
    for (let index = node.kids.length - 1; index >= 0; index--) stack.push(node.kids[index]!);
  }
  // Most expressions hold none, and looking again is cheaper than remembering each.
  if (found.length > 0) bodies.set(expression, found);
  return found;
}
