// python/late-binding-closure: functions made in a loop that outlive their round and read the loop's variable later.

import { Flag, Kind, Role, ancestorOf, childOf, childrenOf, defineRule, hasFlag, isWithin, leavesLoopAfter, nameOf, noNode } from "../../../src/rule-kit/index.ts";
import type { FileView, NodeId, RawFinding } from "../../../src/rule-kit/index.ts";

/** Methods that keep what they are given for later. */
const keepers =
  /^(?:append|appendleft|add|insert|setdefault|put|put_nowait|register|subscribe|connect|listen|bind|on|add_done_callback|add_callback|add_listener|add_handler|add_command|after|call_later|call_soon|call_at|push|callback|add_job|addCleanup|addfinalizer)$/;
/** Arguments that hold something to be called later. */
const laterArguments: ReadonlySet<string> = new Set(["command", "callback", "on_click", "on_change", "handler", "target"]);
const loops: ReadonlySet<number> = new Set([Kind.ForEach, Kind.Comprehension]);

export const rule = defineRule({
  meta: {
    id: "python/late-binding-closure",
    title: "A function made in a loop reads the loop's variable later",
    description: "All functions share the one variable, so each of them sees the value of the last round.",
    languages: ["python"],
    category: "reliability",
    severity: "warning",
    confidence: "high",
    cwe: [],
    remediationMinutes: 5,
    precision: { sampled: 0, true: 0, on: "airflow-core 3.3, ansible-core 2.21, buildbot 4.3, calibreweb 0.6, changedetection.io 0.60, label-studio 1.23, mitmproxy 12.3, mlflow 3.18, moin 2.0b5, OctoPrint 1.11, paramiko 5.1, pretix 2026.8, sentry-sdk 2.75, wagtail 8.0, weblate 2026.10" },
    fixSafety: "unsafe",
    equivalents: { ruff: ["B023"], flake8: ["B023"], pylint: ["W0640", "cell-var-from-loop"] },
  },
  words: [],
  kinds: [Kind.Lambda, Kind.FunctionDeclaration],
  check(file, node) {
    const { tree } = file;
    const loop = ancestorOf(tree, node, loops);
    if (loop === noNode || !runsInRound(file, node, loop)) return;
    const read = capturedRead(file, node, loop);
    if (read === noNode || !isKept(file, node, loop)) return;
    const name = nameOf(tree, read);
    file.report({
      at: read,
      message: `\`${name}\` is read when this function is called; by then it has the value of the loop's last round.`,
      trace: [
        { kind: "source", at: loop, note: "loop" },
        { kind: "sink", at: read, note: "read later" },
      ],
      ...fixOf(file, node, loop),
    });
  },
});

/** The function stands in the body of the loop itself, not of a function inside of it. */
function runsInRound(file: FileView, node: NodeId, loop: NodeId): boolean {
  const { tree } = file;
  if (file.scopes.scopeOf(node) !== file.scopes.scopeOf(loop + 1) && tree.kind[loop] === Kind.ForEach) return false;
  if (tree.kind[loop] === Kind.ForEach) return isWithin(tree, node, childOf(tree, loop, Role.Body));
  // A generator is mostly asked for one element after the other, each used before the next.
  return nameOf(tree, loop) !== "generator" && tree.parent[node] === loop && (tree.role[node] === Role.Element || tree.role[node] === Role.Value);
}

/** Where the body reads a variable that the loop gives a new value in each round. */
function capturedRead(file: FileView, node: NodeId, loop: NodeId): NodeId {
  const { tree } = file;
  const body = childOf(tree, node, Role.Body);
  for (let at = body; at < tree.subtreeEnd[body]!; at++) {
    if (tree.kind[at] === Kind.Name && isLoopVariable(file, at, node, loop)) return at;
  }
  return noNode;
}

function isLoopVariable(file: FileView, name: NodeId, node: NodeId, loop: NodeId): boolean {
  const { tree } = file;
  const binding = file.scopes.bindingOf(name);
  if (binding === undefined || binding.kind !== "variable" || !binding.reads.includes(name)) return false;
  if (isWithin(tree, binding.scope.node, node) && binding.scope.node !== 0) return false;
  if (tree.kind[loop] === Kind.Comprehension) return childrenOf(tree, loop, Role.ComprehensionFor).some((part) => binding.writes.some((write) => isWithin(tree, write, childOf(tree, part, Role.Target))));
  const target = childOf(tree, loop, Role.Target);
  return binding.writes.some((write) => isWithin(tree, write, target));
}

/** Appended, stored, yielded or registered: called after the round is over. */
function isKept(file: FileView, node: NodeId, loop: NodeId): boolean {
  const { tree } = file;
  if (tree.kind[loop] === Kind.Comprehension) return true;
  if (leavesLoopAfter(tree, node, loop)) return false;
  if (tree.kind[node] === Kind.Lambda) return isKeeping(file, node);
  const binding = file.scopes.bindingOf(childOf(tree, node, Role.NameOf));
  return binding !== undefined && binding.reads.some((read) => isWithin(tree, read, loop) && isKeeping(file, read) && !leavesLoopAfter(tree, read, loop));
}

function isKeeping(file: FileView, value: NodeId): boolean {
  const { tree } = file;
  const above = tree.parent[value]!;
  const role = tree.role[value];
  switch (tree.kind[above]) {
    case Kind.Tuple:
      return isKeeping(file, above);
    case Kind.Assignment: {
      const kind = tree.kind[childOf(tree, above, Role.Target)];
      return role === Role.Value && (kind === Kind.Subscript || kind === Kind.Attribute);
    }
    case Kind.KeywordArgument:
      return laterArguments.has(nameOf(tree, above));
    case Kind.Call: {
      if (role !== Role.Argument) return false;
      const callee = childOf(tree, above, Role.Callee);
      return tree.kind[callee] === Kind.Attribute ? keepers.test(nameOf(tree, callee)) : file.qualifiedName(callee) === "setattr";
    }
    default:
      return false;
  }
}

/** `lambda: i` becomes `lambda i=i: i`; only where the parameters are plain. */
function fixOf(file: FileView, node: NodeId, loop: NodeId): { fix?: RawFinding["fix"] } {
  const { tree } = file;
  const parameters = childrenOf(tree, node, Role.Parameter);
  // A caller that passes one argument more would replace the default, so only functions without parameters.
  if (tree.kind[node] !== Kind.Lambda || parameters.length > 0 || hasFlag(tree, node, Flag.Async)) return {};
  const body = childOf(tree, node, Role.Body);
  const names = new Set<string>();
  for (let at = body; at < tree.subtreeEnd[body]!; at++) {
    if (tree.kind[at] === Kind.Name && isLoopVariable(file, at, node, loop)) names.add(nameOf(tree, at));
  }
  const start = tree.start[node]! + "lambda".length;
  if (!/^\s*:/.test(tree.text.slice(start))) return {};
  const replacement = ` ${[...names].map((name) => `${name}=${name}`).join(", ")}`;
  return { fix: { description: "Keep the value of this round in a default", safety: "unsafe", edits: [{ start, end: start, replacement }] } };
}
