// Builds the match nodes of statements.

import { Flag } from "../../../syntax/flags.ts";
import { Kind } from "../../../syntax/kinds.ts";
import { Role } from "../../../syntax/roles.ts";
import { type NodeId, childOf, childrenOf, hasFlag, nameOf, noNode } from "../../../syntax/tree.ts";
import { buildBashBranch, buildBashStatement, isBashKind, isBashStatement } from "./build-bash.ts";
import { buildBashBlock, buildBashLoop } from "./build-bash-loops.ts";
import { buildUntil } from "./build-bash-words.ts";
import { buildCase, buildSwitch, buildThrow, buildTry, buildWith } from "./build-compound.ts";
import { buildClassDefinition, buildDeclarator, buildDecorator, buildFunctionDefinition, buildSignature, entityOf } from "./build-definitions.ts";
import { buildExport, buildImport, buildImportFrom } from "./build-directives.ts";
import { buildExpression, expressions } from "./build-expressions.ts";
import { buildOldExpression, buildOldStatement } from "./build-old-python.ts";
import { buildTargetPattern } from "./build-patterns.ts";
import { buildType } from "./build-types.ts";
import { type MatchNode, changed, makeNode, none } from "./match-node.ts";
import { type ViewContext, listOf, nameNode, nodeAt, placeholderOf } from "./view-context.ts";

/** The statements that a list of nodes makes; some make several (`var a, b`), some none. */
export function buildStatements(context: ViewContext, nodes: readonly NodeId[]): MatchNode[] {
  return nodes.flatMap((node) => statementsOf(context, node));
}

function statementsOf(context: ViewContext, node: NodeId): MatchNode[] {
  const { tree } = context;
  switch (tree.kind[node]) {
    case Kind.VariableDeclaration:
      return childrenOf(tree, node, Role.Declaration).map((one) => buildDeclarator(context, node, one));
    case Kind.Import:
      return childrenOf(tree, node, Role.Item).map((one) => buildImport(context, node, one));
    case Kind.ImportFrom:
      return buildImportFrom(context, node);
    case Kind.Export:
      return buildExport(context, node);
    case Kind.While:
      return context.facts.isShell && hasFlag(tree, node, Flag.Until) ? buildUntil(context, node) : [buildStatement(context, node)];
    case Kind.Global:
    case Kind.Nonlocal:
      return childrenOf(tree, node, Role.Item).map((one) => {
        const name = nameNode(context, one);
        return makeNode("Definition", tree.start[node]!, name.end, [makeNode("Entity", name.start, name.end, [name, listOf([])]), makeNode("OtherDefinition", name.end, name.end, [], "UseOuter")]);
      });
    case Kind.ErrorRegion:
      return buildStatements(context, childrenOf(tree, node).filter((child) => isStatementKind(tree.kind[child]!)));
    default:
      return [buildStatement(context, node)];
  }
}

function isStatementKind(kind: number): boolean {
  return (kind >= Kind.ExpressionStatement && kind <= Kind.Namespace && kind !== Kind.Decorator && kind !== Kind.Parameter) || isBashKind(kind);
}

/** One statement; several become a block. */
export function buildStatement(context: ViewContext, node: NodeId): MatchNode {
  if (node === noNode) return none;
  const { tree } = context;
  const expression = (role: Role): MatchNode => buildExpression(context, childOf(tree, node, role));
  switch (tree.kind[node]) {
    case Kind.Block:
      return buildBlock(context, node);
    case Kind.ExpressionStatement:
      return buildExpressionStatement(context, node);
    case Kind.If:
      return buildIf(context, node);
    case Kind.While:
      if (context.facts.isShell) return buildBashLoop(context, node);
      return withElse(context, node, nodeAt(context, "While", node, [expression(Role.Test), branch(context, childOf(tree, node, Role.Body))]), "WhileElse");
    case Kind.DoWhile:
      return buildDoWhile(context, node);
    case Kind.For:
      return context.facts.isShell ? buildBashLoop(context, node) : buildFor(context, node);
    case Kind.ForEach:
      return context.facts.isShell ? buildBashLoop(context, node) : buildForEach(context, node);
    case Kind.Switch:
      return buildSwitch(context, node);
    case Kind.Case:
      return buildCase(context, node);
    case Kind.Try:
      return buildTry(context, node);
    case Kind.Throw:
      return buildThrow(context, node);
    case Kind.Return:
      return nodeAt(context, "Return", node, [expression(Role.Value)]);
    case Kind.Break:
    case Kind.Continue: {
      const label = childOf(tree, node, Role.Label);
      const tag = tree.kind[node] === Kind.Break ? "Break" : "Continue";
      return nodeAt(context, tag, node, [], label === noNode ? "" : nameOf(tree, label));
    }
    case Kind.Labeled: {
      const label = childOf(tree, node, Role.Label);
      return nodeAt(context, "Label", node, [branch(context, childOf(tree, node, Role.Body))], "", nameNode(context, label).text);
    }
    case Kind.With:
      return buildWith(context, node, childrenOf(tree, node, Role.Item));
    case Kind.Empty:
      return context.facts.wrapsBranches ? nodeAt(context, "OtherStatement", node, [], "Pass") : nodeAt(context, "Block", node, []);
    case Kind.Assert:
      return nodeAt(context, "Assert", node, [expression(Role.Test), expression(Role.Message)].filter((one) => one !== none));
    case Kind.Delete:
      return deletion(context, node);
    case Kind.Debugger: {
      const name = makeNode("Name", tree.start[node]!, tree.start[node]! + "debugger".length, undefined, "", "debugger");
      return nodeAt(context, "ExpressionStatement", node, [name]);
    }
    case Kind.StaticBlock:
      return nodeAt(context, "Block", node, buildStatements(context, childrenOf(tree, node, Role.Body)));
    case Kind.FunctionDeclaration:
      if (childOf(tree, node, Role.Body) === noNode && context.placeholders === undefined) return buildSignature(context, node);
      return buildFunctionDefinition(context, node);
    case Kind.ClassDeclaration:
    case Kind.Interface:
      return buildClassDefinition(context, node);
    case Kind.OldStatement: {
      const call = buildOldStatement(context, node);
      return changed(nodeAt(context, "ExpressionStatement", node, [call]), { end: call.end });
    }
    case Kind.TypeAlias: {
      const name = nameNode(context, childOf(tree, node, Role.NameOf));
      const type = buildType(context, childOf(tree, node, Role.Value));
      const alias = nodeAt(context, "Definition", node, [entityOf(context, node, name, []), makeNode("OtherDefinition", type.start, type.end, [type], "Type")]);
      return context.facts.objectsAreRecords ? alias : changed(alias, { start: name.start });
    }
    case Kind.Decorator:
      return buildDecorator(context, node);
    case Kind.Enum:
      return nodeAt(context, "OtherStatement", node, [], "Enum");
    case Kind.Namespace:
      return buildNamespace(context, node);
    default:
      return otherwise(context, node);
  }
}

/**
 * A namespace is a function that is called where it stands; `declare global` is one that a constant is given. Of a module,
 * and of a namespace that is exported, only declared or followed on its line, nothing is kept.
 */
function buildNamespace(context: ViewContext, node: NodeId): MatchNode {
  const { tree } = context;
  const body = childOf(tree, node, Role.Body);
  const before = body === noNode ? "" : tree.text.slice(tree.start[node], tree.start[body]);
  const isGlobal = /^declare\s+global\b/.test(before);
  const isPlain = before.startsWith("namespace") && tree.kind[tree.parent[node]!] !== Kind.Export && endsStatement.test(tree.text.slice(tree.end[node]!, tree.end[node]! + 200));
  if (!isGlobal && !isPlain) return nodeAt(context, "OtherStatement", node, [], "Module");
  const block = buildStatement(context, body);
  const made = makeNode("Lambda", block.start, block.end, [listOf([]), none, block], "Lambda");
  if (isPlain) return makeNode("ExpressionStatement", block.start, block.end, [makeNode("Call", block.start, block.end, [made])]);
  const at = tree.start[node]! + before.lastIndexOf("global");
  const name = makeNode("Name", at, at + "global".length, undefined, "", "!global!");
  const keyword = makeNode("KeywordAttribute", at, name.end, undefined, "Const");
  return makeNode("Definition", at, block.end, [makeNode("Entity", at, name.end, [name, listOf([keyword])]), makeNode("Variable", name.end, block.end, [made, none])]);
}

/** What may follow on the line of a statement that has no semicolon. */
const endsStatement = /^(?:[ \t]|\/\*[^]*?\*\/)*(?:\/\/|[}\r\n]|$)/;

/** The loop ends with its condition: the closing parenthesis does not count. */
function buildDoWhile(context: ViewContext, node: NodeId): MatchNode {
  const test = buildExpression(context, childOf(context.tree, node, Role.Test));
  const loop = nodeAt(context, "DoWhile", node, [branch(context, childOf(context.tree, node, Role.Body)), test]);
  return changed(loop, { end: test.end });
}

function otherwise(context: ViewContext, node: NodeId): MatchNode {
  const { tree } = context;
  if (isBashKind(tree.kind[node]!) || (context.facts.isShell && isBashStatement(tree.kind[node]!))) return buildBashStatement(context, node);
  const several = statementKinds.has(tree.kind[node]!) ? buildStatements(context, [node]) : undefined;
  if (several !== undefined) return several.length === 1 ? several[0]! : nodeAt(context, "Block", node, several);
  return nodeAt(context, "ExpressionStatement", node, [buildExpression(context, node)]);
}

const statementKinds: ReadonlySet<number> = new Set([
  Kind.VariableDeclaration, Kind.Import, Kind.ImportFrom, Kind.Export, Kind.Global, Kind.Nonlocal, Kind.ErrorRegion,
]);

/** A block with its braces or an indented suite. */
export function buildBlock(context: ViewContext, node: NodeId): MatchNode {
  if (context.facts.isShell) return buildBashBlock(context, node);
  return nodeAt(context, "Block", node, buildStatements(context, childrenOf(context.tree, node)));
}

function buildIf(context: ViewContext, node: NodeId): MatchNode {
  const { tree } = context;
  const kids = [buildExpression(context, childOf(tree, node, Role.Test)), ifBranch(context, childOf(tree, node, Role.Consequent)), alternate(context, node)];
  const whole = nodeAt(context, "If", node, kids);
  if (!context.facts.isShell) return whole;
  // The closing word does not count, where broken code has left a branch.
  const end = Math.max(kids[1]!.end, kids[2]!.end);
  return end < whole.start ? whole : changed(whole, { end });
}

/** `del x`: known by what it deletes. */
function deletion(context: ViewContext, node: NodeId): MatchNode {
  const kids = expressions(context, childrenOf(context.tree, node));
  const statement = nodeAt(context, "OtherStatement", node, kids, "Delete");
  return kids[0] === undefined ? statement : changed(statement, { start: kids[0].start });
}

function ifBranch(context: ViewContext, node: NodeId): MatchNode {
  return context.facts.isShell && node !== noNode ? buildBashBranch(context, node) : branch(context, node);
}

export function branch(context: ViewContext, node: NodeId): MatchNode {
  if (node === noNode) return none;
  return buildStatement(context, node);
}

function buildExpressionStatement(context: ViewContext, node: NodeId): MatchNode {
  const { tree } = context;
  const child = childOf(tree, node, Role.Expression);
  const inner = tree.kind[child];
  if (inner === Kind.Assignment && !context.facts.objectsAreRecords && childOf(tree, child, Role.Type) !== noNode) {
    const target = childOf(tree, child, Role.Target);
    if (tree.kind[target] === Kind.Name) return annotatedVariable(context, node, child);
  }
  const old = context.isOldPython === true ? buildOldExpression(context, child) : undefined;
  return nodeAt(context, "ExpressionStatement", node, [old ?? buildExpression(context, child)]);
}

/** Python `x: int = 1`. */
function annotatedVariable(context: ViewContext, node: NodeId, assignment: NodeId): MatchNode {
  const { tree } = context;
  const name = nameNode(context, childOf(tree, assignment, Role.Target));
  const type = buildType(context, childOf(tree, assignment, Role.Type));
  const value = buildExpression(context, childOf(tree, assignment, Role.Value));
  const entity = makeNode("Entity", name.start, name.end, [name, listOf([])]);
  return nodeAt(context, "Definition", node, [entity, makeNode("Variable", name.end, tree.end[assignment]!, [value, type])]);
}

function alternate(context: ViewContext, node: NodeId): MatchNode {
  const other = childOf(context.tree, node, Role.Alternate);
  if (other === noNode) return none;
  const built = context.facts.isShell ? buildBashBranch(context, other) : buildStatement(context, other);
  if (!context.facts.wrapsBranches || built.tag !== "If") return built;
  return makeNode("Block", built.start, built.end, [built]);
}

function withElse(context: ViewContext, node: NodeId, loop: MatchNode, sub: string): MatchNode {
  const other = childOf(context.tree, node, Role.Alternate);
  if (other === noNode) return loop;
  const body = branch(context, other);
  const only = body.tag === "Block" && body.kids.length === 1 ? body.kids[0]! : body;
  const end = context.tree.start[other]!;
  const head = changed(loop, { end: Math.min(loop.end, Math.max(...loop.kids.map((kid) => kid.end), loop.start)) });
  return nodeAt(context, "Block", node, [head, makeNode("OtherStatement", end, body.end, [only], sub)]);
}

function buildFor(context: ViewContext, node: NodeId): MatchNode {
  const { tree } = context;
  const init = childOf(tree, node, Role.Init);
  const test = childOf(tree, node, Role.Test);
  const update = childOf(tree, node, Role.Update);
  const placeholder = init !== noNode && tree.kind[init] === Kind.Name ? placeholderOf(context, nameOf(tree, init)) : undefined;
  const isEllipsis = placeholder?.type === "ellipsis" && test === noNode && update === noNode;
  const inits = init === noNode ? [] : tree.kind[init] === Kind.VariableDeclaration ? buildStatements(context, [init]) : [buildExpression(context, init)];
  const header = isEllipsis
    ? nodeAt(context, "Ellipsis", init)
    : makeNode("ForClassic", tree.start[node]!, tree.start[node]!, [listOf(inits), buildExpression(context, test), buildExpression(context, update)]);
  return nodeAt(context, "For", node, [header, branch(context, childOf(tree, node, Role.Body))]);
}

function buildForEach(context: ViewContext, node: NodeId): MatchNode {
  const { tree } = context;
  const pattern = buildTargetPattern(context, childOf(tree, node, Role.Target));
  let iterable = buildExpression(context, childOf(tree, node, Role.Iterable));
  if (nameOf(tree, node) === "of") {
    const of = tree.text.lastIndexOf("of", iterable.start - 1);
    iterable = makeNode("Call", of, iterable.end, [makeNode("Special", of, of + 2, undefined, "ForOf"), iterable]);
  }
  const header = makeNode("ForEach", pattern.start, iterable.end, [pattern, iterable]);
  const loop = withElse(context, node, nodeAt(context, "For", node, [header, branch(context, childOf(tree, node, Role.Body))]), "ForElse");
  return asyncWrapped(context, node, loop);
}

export function asyncWrapped(context: ViewContext, node: NodeId, statement: MatchNode): MatchNode {
  if (context.facts.objectsAreRecords || !hasFlag(context.tree, node, Flag.Async)) return statement;
  const inner = withoutAsync(context, statement);
  // The second parser has a form of its own for them, which patterns never have.
  return context.isSecondParser === true
    ? makeNode("OtherStatement", statement.start, statement.end, [inner], "AsyncStatement")
    : makeNode("OtherStatement", inner.start, statement.end, [inner], "Async");
}

/** The `async` before a loop is not part of the loop. */
function withoutAsync(context: ViewContext, statement: MatchNode): MatchNode {
  const lead = /^async\s+/.exec(context.tree.text.slice(statement.start, statement.start + 40));
  return lead === null ? statement : changed(statement, { start: statement.start + lead[0].length });
}
