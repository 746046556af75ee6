// python/shadowed-builtin: a variable hides a function of Python that is called under its name.

import { Kind, Role, childOf, defineRule, noNode, writtenValue } from "../../../src/rule-kit/index.ts";
import type { FileView, NodeId } from "../../../src/rule-kit/index.ts";

const builtIns: ReadonlySet<string> = new Set(
  (
    "abs all any ascii bin bool bytes callable chr compile delattr dict dir divmod enumerate eval exec filter float format frozenset getattr globals hasattr hash hex id input int " +
    "isinstance issubclass iter len list locals map max memoryview min next object oct open ord pow print property range repr reversed round set setattr slice sorted str sum " +
    "super tuple type vars zip"
  ).split(" "),
);
/** What can surely not be called. */
const plainValues: ReadonlySet<number> = new Set([
  Kind.List, Kind.Dictionary, Kind.Set, Kind.Tuple, Kind.String, Kind.StringConcatenation, Kind.TemplateString, Kind.Number, Kind.Boolean, Kind.Null, Kind.Comprehension,
]);

export const rule = defineRule({
  meta: {
    id: "python/shadowed-builtin",
    title: "A variable hides the function of Python that is called",
    description: "The name stands for the variable in the whole function, so the call raises a TypeError or an UnboundLocalError.",
    languages: ["python"],
    category: "reliability",
    severity: "error",
    confidence: "high",
    cwe: [],
    remediationMinutes: 5,
    precision: { sampled: 0, true: 0, on: "airflow-core 3.3, ansible-core 2.21, buildbot 4.3, calibreweb 0.6, changedetection.io 0.60, label-studio 1.23, mitmproxy 12.3, mlflow 3.18, moin 2.0b5, OctoPrint 1.11, paramiko 5.1, pretix 2026.8, sentry-sdk 2.75, wagtail 8.0, weblate 2026.10" },
    equivalents: { ruff: ["A001"], flake8: ["A001"], pylint: ["W0622", "redefined-builtin", "E1102", "not-callable"] },
  },
  words: [],
  kinds: [Kind.Call],
  check(file, node) {
    const { tree } = file;
    const callee = childOf(tree, node, Role.Callee);
    if (tree.kind[callee] !== Kind.Name) return;
    const binding = file.scopes.bindingOf(callee);
    if (binding === undefined || !builtIns.has(binding.name) || binding.kind !== "variable" || binding.scope.kind === "class") return;
    // At the top of a module and from inner functions the order of events is not known.
    if (binding.scope.kind !== "function" || file.scopes.scopeOf(callee) !== binding.scope) return;
    const isHidden = binding.declarations.length === binding.writes.length && binding.writes.every((write) => isPlain(file, write));
    if (!isHidden) return;
    file.report({
      at: callee,
      message: `\`${binding.name}\` is a variable of this function, not the function of Python that is called here.`,
      trace: [
        { kind: "source", at: binding.writes[0]!, note: "hides it" },
        { kind: "sink", at: callee, note: "called" },
      ],
    });
  },
});

function isPlain(file: FileView, write: NodeId): boolean {
  const value = writtenValue(file.tree, write);
  return value !== noNode && plainValues.has(file.tree.kind[value]!);
}
