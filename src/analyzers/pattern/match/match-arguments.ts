// Matches the arguments of calls, the operands of operators and the parts of concatenated strings.

import { type MatchNode, changed, isMetavariable, makeNode } from "../view/match-node.ts";
import { type Bindings, boundList } from "./bindings.ts";
import { type MatchContext, type Matches, bindNode, bindValue, chain, either, noMatch, step } from "./context.ts";
import { matchExpression } from "./match-expression.ts";
import { isSequenceMetavariable, matchList } from "./match-lists.ts";

/** Matches arguments: positional ones in order, keywords in any order, nothing left over without `...`. */
export function matchArguments(
  patterns: readonly MatchNode[],
  targets: readonly MatchNode[],
  bindings: Bindings,
  context: MatchContext,
): Matches {
  step(context);
  const pattern = patterns[0];
  if (pattern === undefined) return targets.length === 0 ? [bindings] : noMatch;
  const rest = patterns.slice(1);
  if (pattern.tag === "Ellipsis") {
    if (rest.length === 0) return [bindings];
    let found: Matches = noMatch;
    for (let from = 0; from <= targets.length; from++) found = either(found, matchArguments(rest, targets.slice(from), bindings, context));
    return found;
  }
  if (isSequenceMetavariable(pattern)) {
    let found: Matches = noMatch;
    for (let count = 0; count <= targets.length; count++) {
      const bound = bindValue(bindings, pattern.text, boundList(targets.slice(0, count)));
      found = either(found, chain(bound, (next) => matchArguments(rest, targets.slice(count), next, context)));
    }
    return found;
  }
  if (pattern.tag === "KeywordArgument") return matchKeyword(pattern, rest, targets, bindings, context);
  const target = targets[0];
  if (target === undefined || target.tag === "KeywordArgument") return noMatch;
  return chain(matchExpression(pattern, target, bindings, context), (next) => matchArguments(rest, targets.slice(1), next, context));
}

function matchKeyword(
  pattern: MatchNode,
  rest: readonly MatchNode[],
  targets: readonly MatchNode[],
  bindings: Bindings,
  context: MatchContext,
): Matches {
  let found: Matches = noMatch;
  for (let index = 0; index < targets.length; index++) {
    const target = targets[index]!;
    if (target.tag !== "KeywordArgument") continue;
    const named = matchKeywordName(pattern, target, bindings);
    if (named.length === 0) continue;
    const left = [...targets.slice(0, index), ...targets.slice(index + 1)];
    found = either(
      found,
      chain(
        chain(named, (next) => matchExpression(pattern.kids[0]!, target.kids[0]!, next, context)),
        (next) => matchArguments(rest, left, next, context),
      ),
    );
    if (!isMetavariable(pattern.text)) break;
  }
  return found;
}

function matchKeywordName(pattern: MatchNode, target: MatchNode, bindings: Bindings): Matches {
  if (isMetavariable(pattern.text)) {
    const name = makeNode("Name", target.start, target.start + target.text.length, undefined, "", target.text);
    return bindNode(bindings, pattern.text, name);
  }
  return pattern.text === target.text ? [bindings] : noMatch;
}

const associative: ReadonlySet<string> = new Set(["Op:and", "Op:or", "Op:&", "Op:|", "Op:^"]);
const commutative: ReadonlySet<string> = new Set(["Op:&", "Op:|", "Op:^"]);

/** Matches two operations: associative ones flattened, commutative ones in any order. */
export function matchOperands(pattern: MatchNode, target: MatchNode, bindings: Bindings, context: MatchContext): Matches {
  const sub = pattern.kids[0]!.sub;
  const other = target.kids[0]!.sub;
  if (sub !== other) return noMatch;
  const isBoolean = sub === "Op:and" || sub === "Op:or";
  const direct = matchArguments(pattern.kids.slice(1), target.kids.slice(1), bindings, context);
  const hasEllipsis = pattern.kids.some((kid) => kid.tag === "Ellipsis");
  const isPipe = sub === "Op:|pipe";
  if (context.options.associative && (isPipe || (hasEllipsis && (sub === "Op:+" || sub === "Op:*")))) {
    const patterns = flatten(pattern, sub);
    if (isPipe && !patterns.some((one) => one.tag === "Ellipsis")) return direct;
    const targets = flatten(target, sub);
    return direct.length > 0 || patterns.length > targets.length ? direct : matchList(patterns, targets, bindings, context, matchExpression);
  }
  if (context.options.associative && associative.has(sub)) {
    const patterns = flatten(pattern, sub);
    const targets = flatten(target, sub);
    const isCommutative = commutative.has(sub) || (isBoolean && context.options.commutativeBoolean);
    if (isCommutative) return matchGroups(patterns, targets, { whole: target, grouping: inAnyOrder, bindings, context });
    if (patterns.length < targets.length && patterns.some((one) => one.tag === "Name" && isMetavariable(one.text))) {
      return matchGroups(patterns, targets, { whole: target, grouping: inOrder, bindings, context });
    }
    if (direct.length > 0) return direct;
    return matchList(patterns, targets, bindings, context, matchExpression);
  }
  const isEquality = sub === "Op:Eq" || sub === "Op:NotEq";
  const isSymmetric = isEquality && (context.options.symmetricEquality || context.options.commutativeComparison);
  if (!isSymmetric) return direct;
  return either(direct, matchArguments(pattern.kids.slice(1), target.kids.slice(1).reverse(), bindings, context));
}

/** What one pattern may stand for, each time with the operands that are left for the others. */
interface Grouping {
  readonly choicesOf: (operands: readonly MatchNode[], limits: { readonly isGroup: boolean; readonly othersCount: number }) => readonly { readonly taken: readonly MatchNode[]; readonly rest: readonly MatchNode[] }[];
  /** Whether some may be left over. */
  readonly leavesOver: boolean;
}

/** A metavariable stands for one or several operands in a row. */
const inOrder: Grouping = {
  choicesOf: (operands, { isGroup, othersCount }) => {
    const most = isGroup ? operands.length - othersCount : Math.min(1, operands.length);
    return Array.from({ length: Math.max(0, most) }, (_, index) => ({ taken: operands.slice(0, index + 1), rest: operands.slice(index + 1) }));
  },
  leavesOver: false,
};

/** Operands in any order; a metavariable may stand for several of them, and some may be left over. */
const inAnyOrder: Grouping = {
  choicesOf: (operands, { isGroup }) => {
    const choices = isGroup && operands.length <= mostGroupedOperands ? subsets(operands) : operands.map((one) => [one]);
    return choices.map((taken) => ({ taken, rest: operands.filter((one) => !taken.includes(one)) }));
  },
  leavesOver: true,
};

interface GroupState {
  /** The operation that the operands are of. */
  readonly whole: MatchNode;
  readonly grouping: Grouping;
  readonly bindings: Bindings;
  readonly context: MatchContext;
}

/** Matches operands where one pattern may stand for several. */
function matchGroups(patterns: readonly MatchNode[], operands: readonly MatchNode[], state: GroupState): Matches {
  const { whole, grouping, bindings, context } = state;
  step(context);
  const pattern = patterns[0];
  if (pattern === undefined) return grouping.leavesOver || operands.length === 0 ? [bindings] : noMatch;
  const isGroup = pattern.tag === "Name" && isMetavariable(pattern.text);
  let found: Matches = noMatch;
  for (const { taken, rest } of grouping.choicesOf(operands, { isGroup, othersCount: patterns.length - 1 })) {
    const matched = matchExpression(pattern, grouped(taken, whole, context.text), bindings, context);
    found = either(found, chain(matched, (next) => matchGroups(patterns.slice(1), rest, { ...state, bindings: next })));
  }
  return found;
}

/** Several operands as one operation; it reaches over the sign of the whole, which it shares. */
function grouped(operands: readonly MatchNode[], whole: MatchNode, text: string): MatchNode {
  if (operands.length === 1) return operands[0]!;
  const first = operands[0]!;
  const last = operands[operands.length - 1]!;
  const between = text.slice(whole.kids[1]!.end, whole.kids[2]!.start);
  const sign = whole.kids[1]!.end + (between.length - between.trimStart().length);
  const signEnd = sign + between.trim().length;
  return changed(whole, { start: Math.min(first.start, sign), end: Math.max(last.end, signEnd), kids: [whole.kids[0]!, ...operands] });
}

/** Of more operands than these, a metavariable takes one. */
const mostGroupedOperands = 5;

/** Every choice of at least one, in their order. */
function subsets<T>(items: readonly T[]): T[][] {
  return items.reduce<T[][]>((all, item) => [...all, ...all.map((one) => [...one, item]), [item]], []);
}

function flatten(node: MatchNode, sub: string): MatchNode[] {
  return node.kids.slice(1).flatMap((operand) => (operand.tag === "Call" && operand.kids.length > 2 && operand.kids[0]!.sub === sub ? flatten(operand, sub) : [operand]));
}

/** Matches two concatenations (f-strings, templates, adjacent strings); `...` in a part spans parts. */
export function matchConcatenation(pattern: MatchNode, target: MatchNode, bindings: Bindings, context: MatchContext): Matches {
  const sub = pattern.kids[0]!.sub;
  const other = target.kids[0]!.sub;
  if (!other.startsWith("Concat:")) return noMatch;
  if (sub !== "Concat:sequence" && sub !== other) return noMatch;
  return matchParts(pattern.kids.slice(1), target.kids.slice(1), bindings, context);
}

function hasHole(context: MatchContext): boolean {
  return context.dialect.facts.wrapsTemplateHoles;
}

function matchParts(patterns: readonly MatchNode[], targets: readonly MatchNode[], bindings: Bindings, context: MatchContext): Matches {
  step(context);
  const pattern = patterns[0];
  if (pattern === undefined) return targets.length === 0 ? [bindings] : noMatch;
  const rest = patterns.slice(1);
  // A hole with dots in a JavaScript template is one hole, whatever stands in it.
  if (pattern.tag === "Ellipsis" && !hasHole(context)) {
    return targets.length === 0 || targets[0]!.isImplicit === true ? noMatch : matchParts(rest, targets.slice(1), bindings, context);
  }
  const isEllipsis = pattern.tag === "Ellipsis" || (pattern.tag === "Literal" && pattern.sub === "string" && pattern.text === "...");
  if (isEllipsis) {
    if (rest.length === 0) return [bindings];
    let found: Matches = noMatch;
    for (let from = 0; from <= targets.length; from++) {
      found = either(found, matchParts(rest, targets.slice(from), bindings, context));
    }
    return found;
  }
  const isSequence = isSequenceMetavariable(pattern) || (pattern.tag === "Literal" && pattern.sub === "string" && isMetavariable(pattern.text) && pattern.text.startsWith("$..."));
  if (isSequence) {
    let found: Matches = noMatch;
    for (let count = 0; count <= targets.length; count++) {
      const bound = bindValue(bindings, pattern.text, boundList(targets.slice(0, count)));
      found = either(found, chain(bound, (next) => matchParts(rest, targets.slice(count), next, context)));
    }
    return found;
  }
  const target = targets[0];
  if (target === undefined || (target.isImplicit === true && pattern.tag !== "Literal")) return noMatch;
  return chain(matchExpression(pattern, target, bindings, context), (next) => matchParts(rest, targets.slice(1), next, context));
}
