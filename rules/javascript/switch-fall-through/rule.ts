// javascript/switch-fall-through: a case that does something and then runs into the next one.

import { Kind, Role, canReachEnd, childOf, childrenOf, defineRule, isFunctionLike, nameOf, noNode, ownNodes } from "../../../src/rule-kit/index.ts";
import type { FileView, NodeId } from "../../../src/rule-kit/index.ts";

/** What people write where they mean it. */
const meant = /fall|thr(?:ough|u)|no[- ]?break|intentional|on purpose|deliberate/i;
/** Calls that hardly ever return: `process.exit()`, `fail("…")`. */
const endings = /^(?:exit|abort|fail|panic|die|bail|unreachable|assertNever|throw\w*|raise\w*|invariant|never)$/i;

export const rule = defineRule({
  meta: {
    id: "javascript/switch-fall-through",
    title: "A case falls through into the next one",
    description: "The next case's statements run too; without a comment nobody knows whether a `break` is missing.",
    languages: ["javascript", "typescript"],
    category: "reliability",
    severity: "warning",
    confidence: "medium",
    cwe: ["CWE-484"],
    remediationMinutes: 10,
    precision: { sampled: 5, true: 0, on: "lodash 4.18, effect 4.1, three 0.187, webpack 5.112, eslint 10.15, express 5.3, rxjs 7.8, zod 4.6" },
    isOnByDefault: false,
    equivalents: { eslint: ["no-fallthrough"], oxlint: ["eslint/no-fallthrough"] },
  },
  words: [],
  kinds: [Kind.Switch],
  check(file, node) {
    const { tree } = file;
    const cases = childrenOf(tree, node, Role.Case);
    cases.slice(0, -1).forEach((entry, index) => {
      const statements = childrenOf(tree, entry, Role.Body).filter((statement) => tree.kind[statement] !== Kind.Empty);
      const last = statements.at(-1);
      if (last === undefined || isEmptyBlock(file, last) || isExhaustive(file, last) || statements.some((statement) => !canReachEnd(tree, statement))) return;
      const next = cases[index + 1]!;
      if (endsProgram(file, last) || isMeant(file, tree.start[entry]!, tree.start[next]!)) return;
      // Where the next case does nothing but leave, nothing goes wrong.
      const follower = cases.slice(index + 1).find((other) => childrenOf(tree, other, Role.Body).length > 0);
      if (follower === undefined || isMereEnd(file, follower)) return;
      const label = childOf(tree, next, Role.Pattern);
      const what = label === noNode ? "`default`" : `\`case ${shorten(tree.text.slice(tree.start[label], tree.end[label]))}\``;
      file.report({ at: { start: tree.start[next]!, end: label === noNode ? tree.start[next]! + "default".length : tree.end[label]! }, message: `The case before runs on into ${what}: a \`break\` or a comment is missing.` });
    });
  },
});

function isEmptyBlock(file: FileView, statement: NodeId): boolean {
  return file.tree.kind[statement] === Kind.Block && childrenOf(file.tree, statement).length === 0;
}

/** A switch of which every case leaves: whoever left out its default thinks of all values. */
function isExhaustive(file: FileView, statement: NodeId): boolean {
  const { tree } = file;
  if (tree.kind[statement] === Kind.Block) return isExhaustive(file, childrenOf(tree, statement).at(-1) ?? statement + 1);
  if (tree.kind[statement] !== Kind.Switch || ownNodes(tree, statement).some((at) => tree.kind[at] === Kind.Break)) return false;
  const last = childrenOf(tree, statement, Role.Case).at(-1);
  return last !== undefined && childrenOf(tree, last, Role.Body).some((inner) => !canReachEnd(tree, inner));
}

function isMereEnd(file: FileView, entry: NodeId): boolean {
  const [only, ...others] = childrenOf(file.tree, entry, Role.Body);
  return others.length === 0 && only !== undefined && file.tree.kind[only] === Kind.Break;
}

function isMeant(file: FileView, start: number, end: number): boolean {
  return file.tree.comments.some((comment) => comment.start >= start && comment.end <= end && meant.test(file.tree.text.slice(comment.start, comment.end)));
}

function endsProgram(file: FileView, statement: NodeId): boolean {
  const { tree } = file;
  for (let at = statement; at < tree.subtreeEnd[statement]!; at = isFunctionLike(tree, at) ? tree.subtreeEnd[at]! : at + 1) {
    if (tree.kind[at] !== Kind.Call) continue;
    const callee = childOf(tree, at, Role.Callee);
    if (endings.test(nameOf(tree, callee))) return true;
  }
  return false;
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, " ").replaceAll("`", "'");
  return line.length > 40 ? `${line.slice(0, 39)}…` : line;
}
