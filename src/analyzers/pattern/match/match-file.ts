// One file ready for matching: its match tree, and where its nodes of each kind are.

import { propagateConstants } from "../constants/propagate.ts";
import type { Dialect } from "../dialects/dialect.ts";
import { resolveNames } from "../view/resolve-names.ts";
import type { SyntaxTree } from "../../../syntax/tree.ts";
import { buildView } from "../view/build-view.ts";
import { type MatchNode, type Tag, isExpression, isStatement, makeNode } from "../view/match-node.ts";

/** The nodes of a file by what a pattern may start at. All lists are in source order. */
export interface NodeIndex {
  readonly expressions: ReadonlyMap<Tag, readonly MatchNode[]>;
  readonly statements: ReadonlyMap<Tag, readonly MatchNode[]>;
  /** Lists of statements that follow each other. */
  readonly sequences: readonly (readonly MatchNode[])[];
  readonly attributes: readonly MatchNode[];
  readonly handlers: readonly MatchNode[];
  readonly finalizers: readonly MatchNode[];
  readonly cases: readonly MatchNode[];
  readonly fields: readonly MatchNode[];
}

export interface MatchFile {
  readonly text: string;
  readonly view: MatchNode;
  readonly dialect: Dialect;
  readonly index: NodeIndex;
  /** Ids of the names that are given a value at one place only. */
  readonly writtenOnce: ReadonlySet<number>;
  /** True where the code nests deeper than the stack: it has no match tree, so nothing is found in it. */
  readonly isTooDeep?: true;
}

/** Prepares a parsed file: builds its match tree, resolves names and propagates constants. */
export function prepareFile(tree: SyntaxTree, dialect: Dialect): MatchFile {
  try {
    return buildFile(tree, dialect);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const view = makeNode("Block", 0, tree.text.length);
    return { text: tree.text, view, dialect, index: indexNodes(view), writtenOnce: new Set(), isTooDeep: true };
  }
}

function buildFile(tree: SyntaxTree, dialect: Dialect): MatchFile {
  const view = buildView({ tree, facts: dialect.facts, placeholders: undefined, starts: new Map(), endings: new Map() });
  const bindings = dialect.naming.resolves ? resolveNames(view, dialect.naming, dialect.facts.literalTypes) : [];
  if (dialect.naming.resolves) propagateConstants(view, bindings);
  const writtenOnce = new Set(bindings.filter(({ writes }) => writes === 1).map(({ resolution }) => resolution.id));
  return { text: tree.text, view, dialect, index: indexNodes(view), writtenOnce };
}

interface Collected {
  readonly expressions: Map<Tag, MatchNode[]>;
  readonly statements: Map<Tag, MatchNode[]>;
  readonly sequences: (readonly MatchNode[])[];
  readonly attributes: MatchNode[];
  readonly handlers: MatchNode[];
  readonly finalizers: MatchNode[];
  readonly cases: MatchNode[];
  readonly fields: MatchNode[];
}

/** Collects the nodes below `root`, itself included. */
export function indexNodes(root: MatchNode): NodeIndex {
  const found: Collected = {
    expressions: new Map(), statements: new Map(), sequences: [], attributes: [], handlers: [], finalizers: [], cases: [], fields: [],
  };
  if (root.tag === "Block") {
    found.sequences.push(root.kids);
    for (const kid of root.kids) collect(kid, found);
  } else collect(root, found);
  return found;
}

function add(map: Map<Tag, MatchNode[]>, node: MatchNode): void {
  const list = map.get(node.tag);
  if (list === undefined) map.set(node.tag, [node]);
  else list.push(node);
}

function collect(node: MatchNode, found: Collected): void {
  // What the view makes up (the joining of strings side by side, the name of a shell construct, an index that is left out) stands nowhere, and nothing is found there.
  if ((node.tag === "Special" || node.tag === "Name" || node.tag === "Container") && node.start >= node.end) return;
  if (isExpression(node)) add(found.expressions, node);
  else if (isStatement(node) && !(node.tag === "ExpressionStatement" && node.kids[0]!.tag === "LetPattern")) add(found.statements, node);
  switch (node.tag) {
    case "Block":
      found.sequences.push(node.kids);
      break;
    case "ExpressionStatement":
      if (node.isReturn === true) addImpliedReturns(node, found);
      break;
    case "Lambda":
      if (isExpression(node.kids[2]!)) add(found.statements, makeNode("Return", node.kids[2]!.start, node.kids[2]!.end, [node.kids[2]!]));
      break;
    case "Dot":
      collect(node.kids[0]!, found);
      if (node.kids[1]!.tag === "Computed") collect(node.kids[1]!.kids[0]!, found);
      return;
    case "Definition":
      return collectDefinition(node, found);
    case "Parameter":
    case "RestParameter":
    case "KeywordRestParameter":
      for (const kid of node.kids.slice(0, 3)) collect(kid, found);
      return;
    case "ImportFrom":
    case "ImportAs":
    case "ImportAll":
    case "OtherDirective":
      return;
    case "NamedAttribute":
    case "OtherAttribute":
      found.attributes.push(node);
      break;
    case "Handler":
      found.handlers.push(node);
      if (node.kids[0]!.tag === "CatchParameter") {
        collect(node.kids[0]!.kids[0]!, found);
        collect(node.kids[1]!, found);
        return;
      }
      break;
    case "PatternLiteral":
      if (node.sub !== "Found") return;
      break;
    case "CaseBody":
      found.cases.push(node);
      break;
    case "ForClassic":
      for (const init of node.kids[0]!.kids) {
        if (init.tag === "Definition") for (const kid of init.kids[1]!.kids) collect(kid, found);
        else collect(init, found);
      }
      for (const kid of node.kids.slice(1)) collect(kid, found);
      return;
    case "Try":
      if (node.kids[3]!.tag !== "None") found.finalizers.push(node.kids[3]!);
      break;
    case "Record":
      for (const kid of node.kids) found.fields.push(kid);
      break;
    case "AnonymousClass":
      for (const member of node.kids[2]!.kids) found.fields.push(member);
      break;
    case "Xml":
      for (const list of node.kids.slice(1)) collect(list, found);
      return;
    case "Computed":
      collect(node.kids[0]!, found);
      return;
    default:
  }
  for (const kid of node.kids) collect(kid, found);
}

/** The statement is found with its semicolon and without. */
function addImpliedReturns(node: MatchNode, found: Collected): void {
  const value = node.kids[0]!;
  add(found.statements, makeNode("Return", value.start, value.end, [value]));
  if (node.end !== value.end) add(found.statements, makeNode("Return", node.start, node.end, [value]));
}

function collectDefinition(node: MatchNode, found: Collected): void {
  const entity = node.kids[0]!;
  const body = node.kids[1]!;
  if (entity.kids[0]!.tag === "Computed") collect(entity.kids[0]!.kids[0]!, found);
  for (const attribute of entity.kids[1]!.kids) collect(attribute, found);
  if (entity.kids[0]!.text === "!MultiVarDef!" && body.kids[0]!.tag === "Assign") {
    for (const kid of body.kids[0]!.kids) collect(kid, found);
    return;
  }
  if (body.tag === "Class") {
    for (const member of body.kids[2]!.kids) found.fields.push(member);
    found.sequences.push(body.kids[2]!.kids);
  }
  for (const kid of body.kids) collect(kid, found);
}
