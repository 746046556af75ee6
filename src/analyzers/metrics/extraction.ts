// Looks for the run of statements whose extraction into a function of its own makes a function easiest to follow.

import { countUntil } from "../../model/count-until.ts";
import { Flag } from "../../syntax/flags.ts";
import { Kind, kindCount } from "../../syntax/kinds.ts";
import { Role } from "../../syntax/roles.ts";
import type { Binding, Scope, ScopeTable } from "../../syntax/scopes.ts";
import { type NodeId, type SyntaxTree, childOf, childrenOf, hasFlag, isWithin, noNode } from "../../syntax/tree.ts";
import { type CognitiveFigures, pointsBetween } from "./cognitive.ts";

/** A run of statements of one block that can become a function. All figures are measured, none estimated. */
export interface Extraction {
  readonly firstNode: NodeId;
  /** One past the last node of the last statement. */
  readonly endNode: NodeId;
  readonly start: number;
  readonly end: number;
  /** Variables that the new function takes and gives back. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly remaining: number;
  readonly extracted: number;
}

export interface ExtractionRequest {
  readonly tree: SyntaxTree;
  /** The function. */
  readonly node: NodeId;
  /** Its cognitive complexity as it is judged. */
  readonly total: number;
  /** False where nested functions are judged by themselves: then none can be part of a run. */
  readonly countsFunctions: boolean;
  readonly cognitive: CognitiveFigures;
  readonly scopes: ScopeTable;
}

const mostInputs = 5;
const mostOutputs = 2;
const mostStatements = 80;
const mostRuns = 6_000;
const mostChecked = 60;
const leastGain = 3;

/** Undefined where no run can be taken out with few variables. */
export function findExtraction(request: ExtractionRequest): Extraction | undefined {
  const runs = listRuns(request).sort((left, right) => left.cost - right.cost || left.first - right.first);
  if (runs.length === 0) return undefined;
  const variables = variablesIn(request);
  let best: { readonly extraction: Extraction; readonly cost: number } | undefined;
  for (const run of runs.slice(0, mostChecked)) {
    // The next ones cost as much or more, and variables only add to that.
    if (best !== undefined && run.cost >= best.cost) break;
    const extraction = toExtraction(run, request, variables);
    if (extraction === undefined) continue;
    // A variable handed over is worth a point.
    const cost = run.cost + (extraction.inputs.length + 2 * extraction.outputs.length) / 2;
    if (best === undefined || cost < best.cost) best = { extraction, cost };
  }
  return best?.extraction;
}

interface Run {
  readonly first: NodeId;
  readonly end: NodeId;
  readonly last: NodeId;
  readonly remaining: number;
  readonly extracted: number;
  /** The greater of both figures: what is still hard to follow. */
  readonly cost: number;
}

function listRuns({ tree, node, total, countsFunctions, cognitive }: ExtractionRequest): Run[] {
  const runs: Run[] = [];
  const functionsBefore = countsFunctions ? undefined : countFunctions(tree, node);
  const holdsFunction = (first: NodeId, end: NodeId): boolean => functionsBefore !== undefined && functionsBefore[end - node]! > functionsBefore[first - node]!;
  const outerLevel = cognitive.levelOf(node);
  const body = childOf(tree, node, Role.Body);
  let count = 0;
  for (let block = node; block < tree.subtreeEnd[node]! && count < mostRuns; block++) {
    if (!holdsStatements(tree, block)) continue;
    const statements = statementsOf(tree, block).slice(0, mostStatements);
    const before = statements.map((statement) => cognitive.sumBefore(statement));
    const behind = statements.map((statement) => cognitive.sumBefore(tree.subtreeEnd[statement]!));
    for (const [from, first] of statements.entries()) {
      const base = cognitive.levelOf(first);
      for (let to = from; to < statements.length && count < mostRuns; to++) {
        const last = statements[to]!;
        const end = tree.subtreeEnd[last]!;
        // What is added to the run cannot take the function out of it.
        if (holdsFunction(first, end)) break;
        const here = pointsBetween(before[from]!, behind[to]!, outerLevel);
        const isWhole = from === 0 && to === statements.length - 1 && block === body;
        if (isWhole || here < leastGain) continue;
        const remaining = total - here;
        const extracted = pointsBetween(before[from]!, behind[to]!, base);
        const cost = Math.max(remaining, extracted);
        count++;
        if (cost <= total - leastGain) runs.push({ first, end, last, remaining, extracted, cost });
      }
    }
  }
  return runs;
}

/** For each node of a function, and the end, how many functions begin inside it before that node. */
function countFunctions(tree: SyntaxTree, functionNode: NodeId): Uint32Array {
  const end = tree.subtreeEnd[functionNode]!;
  const before = new Uint32Array(end - functionNode + 1);
  for (let node = functionNode; node < end; node++) {
    before[node - functionNode + 1] = before[node - functionNode]! + (partOf[tree.kind[node]!] === Part.Function ? 1 : 0);
  }
  return before;
}

function holdsStatements(tree: SyntaxTree, node: NodeId): boolean {
  return tree.kind[node] === Kind.Block || tree.kind[node] === Kind.Case;
}

function statementsOf(tree: SyntaxTree, block: NodeId): NodeId[] {
  return childrenOf(tree, block, Role.Body).filter((child) => tree.kind[child] !== Kind.Block);
}

/** A variable with the first and the last node that speaks of it. */
interface Variable {
  readonly binding: Binding;
  readonly first: NodeId;
  readonly last: NodeId;
}

/** Variables and parameters of the function and of the blocks in it; what functions inside it declare is their own. */
function variablesIn({ tree, node, scopes }: ExtractionRequest): Variable[] {
  const variables: Variable[] = [];
  for (const scope of scopes.scopesWithin(node)) {
    if (!isOwnScope(tree, scope, node)) continue;
    for (const binding of scope.bindings.values()) {
      const { declarations, reads, writes } = binding;
      variables.push({ binding, first: Math.min(firstOf(declarations), firstOf(reads), firstOf(writes)), last: Math.max(lastOf(declarations), lastOf(reads), lastOf(writes)) });
    }
  }
  return variables;
}

function firstOf(nodes: readonly NodeId[]): number {
  return nodes.length === 0 ? Infinity : nodes[0]!;
}

function lastOf(nodes: readonly NodeId[]): number {
  return nodes.length === 0 ? -Infinity : nodes[nodes.length - 1]!;
}

function isOwnScope(tree: SyntaxTree, scope: Scope, functionNode: NodeId): boolean {
  for (let at: Scope | undefined = scope; at !== undefined; at = at.parent) {
    if (at.node === functionNode) return true;
    if (at.kind === "function" || !isWithin(tree, at.node, functionNode)) return false;
  }
  return false;
}

function toExtraction(run: Run, { tree, node }: ExtractionRequest, variables: readonly Variable[]): Extraction | undefined {
  if (!staysInside(tree, run, node)) return undefined;
  const isRepeated = standsInLoop(tree, run.first, node);
  const inputs: string[] = [];
  const outputs: string[] = [];
  for (const { binding, first: firstUse, last: lastUse } of variables) {
    if (firstUse >= run.end || lastUse < run.first || (firstUse >= run.first && lastUse < run.end)) continue;
    const { name, declarations, reads, writes } = binding;
    const declaredInside = countInside(declarations, run);
    const readInside = countInside(reads, run);
    const writtenInside = countInside(writes, run);
    if (declaredInside + readInside + writtenInside === 0) continue;
    const isWritten = writtenInside > 0 || declaredInside > 0;
    const readBefore = countUntil(reads, run.first - 1);
    const isReadOutside = reads.length > readBefore + readInside || (isRepeated && readBefore > 0);
    const isSetOutside = declarations.length > declaredInside || writes.length > writtenInside;
    if (readInside > 0 && isSetOutside && !isLoopTarget(tree, firstInside(binding, run))) inputs.push(name);
    if (isWritten && (isReadOutside || (declaredInside === 0 && !inputs.includes(name)))) outputs.push(name);
    if (inputs.length > mostInputs || outputs.length > mostOutputs) return undefined;
  }
  const { first, end, last, remaining, extracted } = run;
  return { firstNode: first, endNode: end, start: tree.start[first]!, end: tree.end[last]!, inputs: inputs.sort(), outputs: outputs.sort(), remaining, extracted };
}

/** How many of the nodes, which are in source order, stand inside of a run. */
function countInside(nodes: readonly NodeId[], run: Run): number {
  return countUntil(nodes, run.end - 1) - countUntil(nodes, run.first - 1);
}

/** The first node in a run that speaks of a variable; there is one. */
function firstInside({ declarations, reads, writes }: Binding, run: Run): NodeId {
  return Math.min(...[declarations, reads, writes].map((nodes) => nodes[countUntil(nodes, run.first - 1)] ?? Infinity));
}

function standsInLoop(tree: SyntaxTree, node: NodeId, functionNode: NodeId): boolean {
  for (let at = tree.parent[node]!; at > functionNode; at = tree.parent[at]!) if (loopKinds.has(tree.kind[at]!)) return true;
  return false;
}

/** `for i in …` sets `i` anew, whatever it was before. */
function isLoopTarget(tree: SyntaxTree, name: NodeId): boolean {
  let at = name;
  while (tree.kind[tree.parent[at]!] === Kind.Tuple || tree.kind[tree.parent[at]!] === Kind.List) at = tree.parent[at]!;
  return tree.role[at] === Role.Target && tree.kind[tree.parent[at]!] === Kind.ForEach;
}

const loopKinds: ReadonlySet<number> = new Set([Kind.For, Kind.ForEach, Kind.While, Kind.DoWhile]);

/** What a node of a kind means for taking a run out; nearly all mean nothing. */
const Part = { Nothing: 0, Function: 1, Tied: 2, Return: 3, Name: 4, Jump: 5 } as const;
const partOf = new Uint8Array(kindCount);
for (const kind of [Kind.FunctionDeclaration, Kind.FunctionExpression, Kind.ArrowFunction, Kind.Lambda]) partOf[kind] = Part.Function;
for (const kind of [Kind.Yield, Kind.Super, Kind.Global, Kind.Nonlocal]) partOf[kind] = Part.Tied;
partOf[Kind.Return] = Part.Return;
partOf[Kind.Name] = Part.Name;
for (const kind of [Kind.Break, Kind.Continue]) partOf[kind] = Part.Jump;

/** Whether control leaves the run only at its end, or by `return` where the run is all that is left of the function. */
function staysInside(tree: SyntaxTree, { first, end, last }: Run, functionNode: NodeId): boolean {
  const mayReturn = isTail(tree, last, functionNode) && tree.kind[last] === Kind.Return;
  for (let node = first; node < end; ) {
    const kind = tree.kind[node]!;
    const part = partOf[kind]!;
    if (part === Part.Function) {
      // JavaScript's functions, but for arrows, have a `this` of their own; what they return is theirs.
      node = tree.subtreeEnd[node]!;
      continue;
    }
    if (part === Part.Tied || (part === Part.Return && !mayReturn)) return false;
    if (part === Part.Name && hasFlag(tree, node, Flag.Declare)) return false;
    if (part === Part.Jump && !isJumpInside(tree, node, first, kind)) return false;
    node++;
  }
  return true;
}

/** True where nothing of the function runs after the statement. */
function isTail(tree: SyntaxTree, statement: NodeId, functionNode: NodeId): boolean {
  for (let at = statement; at !== functionNode; ) {
    const parent = tree.parent[at]!;
    if (loopKinds.has(tree.kind[parent]!) || tree.kind[parent] === Kind.Try || tree.kind[parent] === Kind.With || tree.kind[parent] === Kind.Case) return false;
    const isLast = tree.subtreeEnd[at] === tree.subtreeEnd[parent] || tree.kind[parent] === Kind.If;
    if (!isLast) return false;
    at = parent;
  }
  return true;
}

function isJumpInside(tree: SyntaxTree, jump: NodeId, first: NodeId, kind: number): boolean {
  if (childOf(tree, jump, Role.Label) !== noNode) return false;
  for (let at = tree.parent[jump]!; at >= first; at = tree.parent[at]!) {
    if (loopKinds.has(tree.kind[at]!) || (kind === Kind.Break && tree.kind[at] === Kind.Switch && !hasFlag(tree, at, Flag.PatternMatch))) return true;
  }
  return false;
}

/** One sentence, with lines as an editor counts them. */
export function describeExtraction(lineOf: (offset: number) => number, name: string, before: number, extraction: Extraction): string {
  const first = lineOf(extraction.start);
  const last = lineOf(Math.max(extraction.start, extraction.end - 1));
  const lines = first === last ? `line ${first}` : `lines ${first}–${last}`;
  const list = (names: readonly string[]): string => names.map((one) => `\`${one}\``).join(", ");
  const parts = [
    ...(extraction.inputs.length > 0 ? [`takes ${list(extraction.inputs)}`] : []),
    ...(extraction.outputs.length > 0 ? [`gives ${list(extraction.outputs)}`] : []),
  ];
  return `Extract ${lines} of \`${name}\`: cognitive ${before} → ${extraction.remaining} and ${extraction.extracted}${parts.length > 0 ? ` (${parts.join(", ")})` : ""}.`;
}
