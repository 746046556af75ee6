// python/eval-injection: code made at run time from a value that is not constant.

import { Kind, Role, childOf, childrenOf, defineRule, findBuiltString, isFixedText, isTestPath, nameOf, noNode, quoteCode, tracePath } from "../../../src/rule-kit/index.ts";
import type { FileView, NodeId } from "../../../src/rule-kit/index.ts";

const runners: ReadonlySet<string> = new Set(["eval", "exec", "builtins.eval", "builtins.exec", "code.InteractiveInterpreter.runsource"]);

export const rule = defineRule({
  meta: {
    id: "python/eval-injection",
    title: "Code is made at run time from a changing value",
    description: "Whoever can influence the value runs code with all rights of this program.",
    languages: ["python"],
    category: "security",
    severity: "error",
    confidence: "medium",
    cwe: ["CWE-95"],
    securitySeverity: 8.8,
    remediationMinutes: 30,
    precision: { sampled: 0, true: 0, on: "Supysonic 0.7, coderedcms 6.0, django-filer 3.6, django-machina 1.3, djangosaml2 1.12, flask-monitoringdashboard 5.1, flower 2.2, kiwitcms 12.4, motioneye 0.44, opencve 1.5, pulp-container 2.30, rdiffweb 7.2, sqladmin 0.32, ajenti-panel 2.2, CherryMusic 0.41, ckanext-harvest 1.6, django-hijack 3.7, django-oauth-toolkit 3.4, django-silk 5.6, docassemble-base 1.10, docassemble-webapp 1.10, flask-dance 7.1, flexget 3.22, gerapy 0.9, graphite-web, intelmq-api 3.2, Kallithea 0.7, lemur 1.9, Mopidy 3.4, nbgrader 0.9, nbviewer 1.0, notebook 7.6, onionshare-cli 2.7, plone-restapi 10.0, puput 2.2, py4web 1.20260805, pywb 2.10, scrapydweb 1.6, sqlite-web 0.8, supervisor 4.3, updog 2.0, uploadserver 6.0, wooey 0.14, wsgidav 4.3" },
    proof: { file: "proof.py", packages: ["flask==3.1.3"] },
    options: {
      reportUnknown: { default: false, description: "Also report code that comes neither from outside nor from a parameter, such as what a generator puts together" },
    },
    equivalents: { bandit: ["B307", "B102"], ruff: ["S307", "S102"] },
  },
  words: [["eval", "exec"]],
  kinds: [Kind.Call],
  check(file, node, options) {
    const { tree } = file;
    const callee = childOf(tree, node, Role.Callee);
    const name = file.qualifiedName(callee);
    if (name === undefined || !runners.has(name)) return;
    const code = childrenOf(tree, node, Role.Argument)[0] ?? noNode;
    if (code === noNode || tree.kind[code] === Kind.Spread || file.constant(code) !== undefined) return;
    const source = compiledFrom(file, code);
    if (isFixedText(file, source)) return;
    const trace = tracePath(file, { sink: node, sinkNote: "runs as code", value: source, stepNote: "code put together" });
    const isOutside = trace.some((step) => step.kind === "source");
    // Most code that is put together is a generator's own; a parameter in it is anyone's.
    const parts = findBuiltString(file, source)?.parts ?? [];
    const isGiven = [source, ...parts].some((part) => tree.kind[part] === Kind.Name && file.scopes.bindingOf(part)?.kind === "parameter");
    if (!isOutside && !isGiven && options.reportUnknown !== true) return;
    // A function that runs whatever code it is given is a helper; what is put together in it is its own doing.
    const isPutTogether = isGiven && parts.length > 0;
    // A test that runs a text runs its own.
    const isQuiet = !isOutside && isTestPath(file.path);
    file.report({
      at: node,
      // What a parameter holds is mostly the program's own: read, such findings were seldom true.
      confidence: isOutside ? "high" : "low",
      severity: isOutside ? "error" : isPutTogether && !isQuiet ? "warning" : "info",
      message: `\`${nameOf(tree, callee)}\` runs ${quoteCode(file, source)} as code.`,
      trace,
    });
  },
});

/** `exec(compile(source, …))` runs the source; a compiled object from elsewhere stays as it is. */
function compiledFrom(file: FileView, code: NodeId): NodeId {
  const { tree } = file;
  if (tree.kind[code] !== Kind.Call || file.qualifiedName(childOf(tree, code, Role.Callee)) !== "compile") return code;
  return childrenOf(tree, code, Role.Argument)[0] ?? code;
}
