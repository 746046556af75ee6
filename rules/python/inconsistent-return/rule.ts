// python/inconsistent-return: a function returns a value on some ways and forgets to on others.

import { Flag, Kind, Role, childOf, childrenOf, defineRule, endsFlow, hasFlag, nameOf, noNode, ownNodesOf, textOf } from "../../../src/rule-kit/index.ts";
import type { FileView, NodeId } from "../../../src/rule-kit/index.ts";

/** A call by such a name may well never return. */
const exits = /(?:^|[_.])(?:exit|abort|fail|die|raise|error|skip|never|unreachable|usage)/i;
const comesBack = /^print$|(?:^|\.)(?:debug|info|warn|warning|log)$|^logg\w*\./;
/** Types that hold None, or of which that cannot be told. */
const mayBeNone = /\b(?:None|Optional|Any|object|NoReturn|Never|TypeVar|Generator|Iterator|Iterable|AsyncGenerator|AsyncIterator|AsyncIterable)\b|^[\w.]+T$|^[A-Z]$|^["']/;

export const rule = defineRule({
  meta: {
    id: "python/inconsistent-return",
    title: "A function returns a value on some ways only",
    description: "On the other ways its caller gets None without a word about it, and takes it for a value.",
    languages: ["python"],
    category: "reliability",
    severity: "warning",
    confidence: "medium",
    cwe: ["CWE-394"],
    remediationMinutes: 10,
    precision: { sampled: 13, true: 13, on: "airflow-core 3.3, ansible-core 2.21, buildbot 4.3, calibreweb 0.6, changedetection.io 0.60, label-studio 1.23, mitmproxy 12.3, mlflow 3.18, moin 2.0b5, OctoPrint 1.11, paramiko 5.1, pretix 2026.8, sentry-sdk 2.75, wagtail 8.0, weblate 2026.10, scrapy 2.19, SQLAlchemy 2.1, datasette 0.65" },
    equivalents: { ruff: ["RET503"], pylint: ["inconsistent-return-statements", "R1710"] },
  },
  words: [],
  kinds: [Kind.FunctionDeclaration],
  check(file, node) {
    const { tree } = file;
    if (hasFlag(tree, node, Flag.Generator)) return;
    const body = childOf(tree, node, Role.Body);
    const last = childrenOf(tree, body, Role.Body).at(-1);
    if (last === undefined || endsFlow(tree, last)) return;
    const own = ownNodesOf(tree, body);
    const values = own.filter((at) => tree.kind[at] === Kind.Return && hasValue(file, at));
    if (values.length === 0 || own.some((at) => tree.kind[at] === Kind.Yield)) return;
    const promised = childOf(tree, node, Role.ReturnType);
    if (promised !== noNode) {
      const type = textOf(tree, promised).replace(/^\s*(?:->|:)\s*/, "");
      if (!mayBeNone.test(type) && passes(file, last)) report(file, node, `\`${nameOf(tree, node)}\` promises \`${type.replace(/\s+/g, " ")}\`, and its end returns nothing.`, "high");
      return;
    }
    const forgetful = forgetfulBranch(file, last);
    if (forgetful !== noNode) file.report({ at: forgetful, message: `\`${nameOf(tree, node)}\` returns a value in the other branches, and nothing behind this one.` });
  },
});

function report(file: FileView, node: NodeId, message: string, confidence: "high" | "medium"): void {
  file.report({ at: childOf(file.tree, node, Role.NameOf), message, confidence });
}

function hasValue({ tree }: FileView, at: NodeId): boolean {
  const value = childOf(tree, at, Role.Value);
  return value !== noNode && tree.kind[value] !== Kind.Null;
}

/** True where the end of the statement is reached for certain on some way: in doubt false. */
function passes(file: FileView, statement: NodeId): boolean {
  const { tree } = file;
  const at = (role: Role): NodeId => childOf(tree, statement, role);
  switch (tree.kind[statement]) {
    case Kind.Block:
      return childrenOf(tree, statement, Role.Body).every((child) => passes(file, child));
    case Kind.If:
      // `if … elif …` without `else` may well name every case there is.
      if (at(Role.Alternate) === noNode) return !hasFlag(tree, statement, Flag.Elif) || passes(file, at(Role.Consequent));
      return passes(file, at(Role.Consequent)) || passes(file, at(Role.Alternate));
    case Kind.With:
      return passes(file, at(Role.Body));
    case Kind.ForEach:
      // A loop that tries again returns in one of its rounds or raises in the last.
      return at(Role.Alternate) === noNode ? !triesAgain(file, statement) : passes(file, at(Role.Alternate));
    case Kind.Try:
      return !endsFlow(tree, at(Role.Finalizer)) && (childrenOf(tree, statement, Role.Handler).some((handler) => handlerPasses(file, childOf(tree, handler, Role.Body))) || passes(file, at(Role.Alternate) === noNode ? at(Role.Body) : at(Role.Alternate)));
    case Kind.ExpressionStatement: {
      const call = at(Role.Expression);
      return tree.kind[call] !== Kind.Call || !exits.test(textOf(tree, childOf(tree, call, Role.Callee)));
    }
    case Kind.Assignment:
    case Kind.AugmentedAssignment:
    case Kind.Empty:
    case Kind.Delete:
      return true;
    default:
      return false;
  }
}

function triesAgain({ tree }: FileView, loop: NodeId): boolean {
  const iterable = childOf(tree, loop, Role.Iterable);
  if (tree.kind[iterable] !== Kind.Call || textOf(tree, childOf(tree, iterable, Role.Callee)) !== "range") return false;
  const own = ownNodesOf(tree, childOf(tree, loop, Role.Body));
  return own.some((at) => tree.kind[at] === Kind.Return) && own.some((at) => tree.kind[at] === Kind.Throw);
}

/** What a handler calls last often raises again, whatever its name: only what surely comes back counts. */
function handlerPasses(file: FileView, body: NodeId): boolean {
  const { tree } = file;
  const last = childrenOf(tree, body, Role.Body).at(-1);
  const call = last === undefined || tree.kind[last] !== Kind.ExpressionStatement ? noNode : childOf(tree, last, Role.Expression);
  if (call !== noNode && tree.kind[call] === Kind.Call && !comesBack.test(textOf(tree, childOf(tree, call, Role.Callee)))) return false;
  return passes(file, body);
}

/** Of an `if … else …` at the end, the branch that does something and falls through where all others return values. */
function forgetfulBranch(file: FileView, last: NodeId): NodeId {
  const { tree } = file;
  const blocks = branchesOf(file, last);
  const through = blocks.filter((block) => !endsFlow(tree, block));
  // Of two branches one is often meant to give nothing.
  if (blocks.length < 3 || through.length !== 1) return noNode;
  const others = blocks.filter((block) => block !== through[0]);
  const returnsValue = (block: NodeId): boolean => {
    const end = childrenOf(tree, block, Role.Body).at(-1);
    return end !== undefined && tree.kind[end] === Kind.Return && hasValue(file, end);
  };
  if (!others.every(returnsValue) || others.some((block) => handsOutFunction(file, block))) return noNode;
  const end = childrenOf(tree, through[0]!, Role.Body).at(-1)!;
  const kind = tree.kind[end];
  const doesWork = kind === Kind.Assignment || kind === Kind.AugmentedAssignment || (kind === Kind.ExpressionStatement && tree.kind[childOf(tree, end, Role.Expression)] !== Kind.String);
  return doesWork && passes(file, end) ? end : noNode;
}

/** A decorator that may be used with or without being called: one way does the work, the other returns who does it. */
function handsOutFunction(file: FileView, block: NodeId): boolean {
  const { tree } = file;
  const value = childOf(tree, childrenOf(tree, block, Role.Body).at(-1)!, Role.Value);
  if (tree.kind[value] === Kind.Lambda) return true;
  return tree.kind[value] === Kind.Name && file.scopes.bindingOf(value)?.kind === "function";
}

function branchesOf({ tree }: FileView, statement: NodeId): NodeId[] {
  const blocks: NodeId[] = [];
  for (let at = statement; ; ) {
    if (tree.kind[at] !== Kind.If) return tree.kind[at] === Kind.Block && at !== statement ? [...blocks, at] : [];
    blocks.push(childOf(tree, at, Role.Consequent));
    at = childOf(tree, at, Role.Alternate);
    if (at === noNode) return [];
  }
}
