// python/return-in-finally: a `finally` that is left by a jump, which throws away an error that is under way.

import { Kind, Role, ancestorOf, childOf, defineRule, isWithin, loopKinds, noNode, ownNodesOf, textOf } from "../../../src/rule-kit/index.ts";

export const rule = defineRule({
  meta: {
    id: "python/return-in-finally",
    title: "A jump out of `finally` throws the error away",
    description: "`return`, `break` and `continue` in a `finally` silently drop an exception that is being raised, also an interrupt, and replace a returned value.",
    languages: ["python"],
    category: "reliability",
    severity: "warning",
    confidence: "high",
    cwe: ["CWE-584"],
    remediationMinutes: 10,
    precision: { sampled: 2, true: 2, on: "pretix 2026.8, weblate 2026.10, label-studio 1.23, wagtail 8.0, changedetection.io 0.60, calibreweb 0.6, OctoPrint 1.11, salt 3008.5, twisted 26.10, ansible-core 2.21, airflow-core 3.3, mlflow 3.17, litellm 1.110, moin 2.0b5" },
    equivalents: { ruff: ["B012", "PLE0116"], flake8: ["B012"], pylint: ["W0134", "W0150", "return-in-finally", "lost-exception"] },
  },
  words: [],
  kinds: [Kind.Try],
  check(file, node) {
    const { tree } = file;
    const finalizer = childOf(tree, node, Role.Finalizer);
    if (finalizer === noNode) return;
    for (const at of ownNodesOf(tree, finalizer)) {
      const kind = tree.kind[at];
      const isLoopJump = kind === Kind.Break || kind === Kind.Continue;
      if (kind !== Kind.Return && !isLoopJump) continue;
      // A loop inside of the `finally` is its own affair; a `try` inside of it reports for itself.
      const loop = isLoopJump ? ancestorOf(tree, at, loopKinds) : noNode;
      if (loop !== noNode && isWithin(tree, loop, finalizer)) continue;
      if (isInInnerFinally(at)) continue;
      file.report({ at, message: `This \`${textOf(tree, at).split(/\W/)[0]}\` in a \`finally\` throws away an error that is being raised.` });
    }

    function isInInnerFinally(at: number): boolean {
      for (let above = tree.parent[at]!; above !== finalizer; above = tree.parent[above]!) {
        if (tree.role[above] === Role.Finalizer) return true;
      }
      return false;
    }
  },
});
