// python/dynamic-import: a module is loaded whose name is put together from changing parts.

import { Kind, Role, childOf, childrenOf, defineRule, findBuiltString, isTestPath, noNode, partMark, quoteCode, textOf, tracePath } from "../../../src/rule-kit/index.ts";

const importers: ReadonlySet<string> = new Set([
  "__import__",
  "builtins.__import__",
  "importlib.import_module",
  "importlib.__import__",
  "imp.load_source",
  "runpy.run_module",
  "django.utils.module_loading.import_string",
]);

export const rule = defineRule({
  meta: {
    id: "python/dynamic-import",
    title: "A module is loaded by a name built from a changing value",
    description: "Whoever can influence the name chooses which module of the machine runs as code of this program.",
    languages: ["python"],
    category: "security",
    severity: "warning",
    confidence: "high",
    cwe: ["CWE-829"],
    securitySeverity: 6.5,
    remediationMinutes: 20,
    precision: { sampled: 0, true: 0, on: "airflow-core 3.3, ansible-core 2.21, buildbot 4.3, calibreweb 0.6, changedetection.io 0.60, label-studio 1.23, mitmproxy 12.3, mlflow 3.18, moin 2.0b5, OctoPrint 1.11, paramiko 5.1, pretix 2026.8, sentry-sdk 2.75, wagtail 8.0, weblate 2026.10" },
    proof: { file: "proof.py", packages: ["django==5.2.19", "flask==3.1.3"] },
    options: {
      reportUnknown: {
        default: false,
        description: "Also report names that are put together from values of unknown origin",
      },
    },
  },
  words: [["__import__", "import_module", "load_source", "run_module", "import_string"]],
  kinds: [Kind.Call],
  check(file, node, options) {
    const { tree } = file;
    const callee = childOf(tree, node, Role.Callee);
    const name = file.qualifiedName(callee);
    if (name === undefined || !importers.has(name)) return;
    const source = childrenOf(tree, node, Role.Argument)[0] ?? noNode;
    if (source === noNode || file.constant(source) !== undefined) return;
    const trace = tracePath(file, { sink: node, sinkNote: "loads a module", value: source, stepNote: "name put together" });
    const isOutside = trace.some((step) => step.kind === "source");
    const built = findBuiltString(file, source);
    // A plain variable is as often a setting or a constant of the caller as not; only what is seen here is told.
    if (built === undefined ? !isOutside : isConfined(built.text) || startsAtHome(textOf(tree, built.parts[0]!), built.text)) return;
    // What comes from settings or a caller is nearly always the program's own choice.
    if (!isOutside && (options.reportUnknown !== true || isTestPath(file.path))) return;
    file.report({
      at: node,
      severity: isOutside ? "error" : "warning",
      confidence: isOutside ? "high" : "low",
      message: `\`${textOf(tree, callee)}\` loads a module whose name is built from ${quoteCode(file, built?.parts[0] ?? source)}.`,
      trace,
    });
  },
});

/** `shop.plugins.X`, `X.commands`: a constant package in front or behind leaves little to choose. */
function isConfined(text: string): boolean {
  const before = text.slice(0, text.indexOf(partMark));
  const after = text.slice(text.lastIndexOf(partMark) + 1);
  return /^(?:\..*|[A-Za-z_][\w.]*\.)$/.test(before) || /^(?:\.[A-Za-z_]\w*)+$/.test(after);
}

/** `__name__ + "." + x` stays in this package. */
function startsAtHome(first: string, text: string): boolean {
  return /^(?:__name__|__package__|\w+(?:\.\w+)*\.__name__)$/.test(first) && text.startsWith(`${partMark}.`);
}
