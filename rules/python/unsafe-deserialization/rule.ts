// python/unsafe-deserialization: data is read by a format that can run code while it is read.

import { Kind, Role, childOf, childrenOf, defineRule, isTestPath, nameOf, noNode, quoteCode, textOf, tracePath, writtenValue } from "../../../src/rule-kit/index.ts";
import type { FileView, NodeId, RawFinding } from "../../../src/rule-kit/index.ts";

const picklers = ["pickle", "cPickle", "_pickle", "dill", "cloudpickle", "six.moves.cPickle", "django.utils.six.moves.cPickle"];
const loaders: ReadonlySet<string> = new Set([
  ...picklers.flatMap((module) => [`${module}.load`, `${module}.loads`, `${module}.Unpickler`]),
  "jsonpickle.decode",
  "joblib.load",
  "pandas.read_pickle",
  "shelve.open",
  "marshal.load",
  "marshal.loads",
]);
/** Readers that are safe or unsafe by an argument. */
const yamlLoads: ReadonlySet<string> = new Set(["yaml.load", "yaml.load_all"]);
const yamlUnsafe: ReadonlySet<string> = new Set(["yaml.unsafe_load", "yaml.unsafe_load_all"]);
const safeYamlLoaders = /^(?:yaml\.|yaml\.loader\.|yaml\.cyaml\.)?C?(?:Safe|Base)Loader$/;
const knownYamlLoaders = /^(?:yaml\.|yaml\.loader\.|yaml\.cyaml\.)?C?(?:Unsafe|Full)?Loader$/;
/** It was meant to be safe; before PyYAML 5.4 it was not (CVE-2020-1747, CVE-2020-14343). */
const fullYamlLoader = /(?:^|\.)C?FullLoader$/;
/** Their own output, read back at once, holds nothing foreign. */
const writers = /(?:^|\.)(?:dumps|getvalue)$/;

export const rule = defineRule({
  meta: {
    id: "python/unsafe-deserialization",
    title: "Data is read in a way that can run code",
    description: "Pickles and full YAML say which functions to call while they are read: whoever wrote the data runs code here.",
    languages: ["python"],
    category: "security",
    severity: "warning",
    confidence: "medium",
    cwe: ["CWE-502"],
    securitySeverity: 8.1,
    remediationMinutes: 30,
    proof: { file: "proof.py", packages: ["django==5.2.19", "flask==3.1.3", "pyyaml==6.0.3"] },
    precision: { sampled: 0, true: 0, on: "Supysonic 0.7, coderedcms 6.0, django-filer 3.6, django-machina 1.3, djangosaml2 1.12, flask-monitoringdashboard 5.1, flower 2.2, kiwitcms 12.4, motioneye 0.44, opencve 1.5, pulp-container 2.30, rdiffweb 7.2, sqladmin 0.32, ajenti-panel 2.2, CherryMusic 0.41, ckanext-harvest 1.6, django-hijack 3.7, django-oauth-toolkit 3.4, django-silk 5.6, docassemble-base 1.10, docassemble-webapp 1.10, flask-dance 7.1, flexget 3.22, gerapy 0.9, graphite-web, intelmq-api 3.2, Kallithea 0.7, lemur 1.9, Mopidy 3.4, nbgrader 0.9, nbviewer 1.0, notebook 7.6, onionshare-cli 2.7, plone-restapi 10.0, puput 2.2, py4web 1.20260805, pywb 2.10, scrapydweb 1.6, sqlite-web 0.8, supervisor 4.3, updog 2.0, uploadserver 6.0, wooey 0.14, wsgidav 4.3" },
    fixSafety: "unsafe",
    equivalents: { bandit: ["B301", "B302", "B506"], ruff: ["S301", "S302", "S506"] },
  },
  words: [["load", "loads", "load_all", "Unpickler", "decode", "read_pickle", "open", "unsafe_load", "unsafe_load_all"]],
  kinds: [Kind.Call],
  check(file, node) {
    const { tree } = file;
    const callee = childOf(tree, node, Role.Callee);
    const name = file.qualifiedName(callee);
    if (name === undefined) return;
    const isYaml = yamlUnsafe.has(name) || (yamlLoads.has(name) && !hasSafeLoader(file, node));
    if (!isYaml && !loaders.has(name) && !loadsByArgument(file, node, name)) return;
    const data = childrenOf(tree, node, Role.Argument)[0] ?? noNode;
    if (data === noNode || file.constant(data) !== undefined || isOwnOutput(file, data) || isVerified(file, node)) return;
    const trace = tracePath(file, { sink: node, sinkNote: "reads code as data", value: data, stepNote: "passed on" });
    const isOutside = trace.some((step) => step.kind === "source");
    const isQuiet = !isOutside && isTestPath(file.path);
    const isFull = isYaml && yamlLoads.has(name) && fullYamlLoader.test(loaderName(file, node));
    file.report({
      at: node,
      // What a program reads back from its own files and caches is changed by whoever can write there already.
      severity: isFull ? "info" : isOutside ? "error" : isYaml && !isQuiet ? "warning" : "info",
      confidence: isOutside && !isFull ? "high" : "low",
      message: isFull
        ? `\`FullLoader\` runs code that the data in ${quoteCode(file, data)} asks for before PyYAML 5.4; since then it builds plain values only, as \`safe_load\` always did.`
        : `\`${textOf(tree, callee)}\` runs whatever code the data in ${quoteCode(file, data)} asks for.`,
      trace,
      ...(isYaml ? { fix: safeLoadFix(file, node, callee) } : {}),
    });
  },
});

/** `torch.load` since 2.6 and `numpy.load` since 1.16.3 are safe unless told otherwise. */
function loadsByArgument(file: FileView, call: NodeId, name: string): boolean {
  if (name === "torch.load") return isFlag(file, call, "weights_only", false);
  return name === "numpy.load" && isFlag(file, call, "allow_pickle", true);
}

function isFlag(file: FileView, call: NodeId, keyword: string, wanted: boolean): boolean {
  const argument = keywordOf(file, call, keyword);
  const value = argument === noNode ? undefined : file.constant(argument);
  return value?.type === "boolean" && value.value === wanted;
}

function keywordOf(file: FileView, call: NodeId, keyword: string): NodeId {
  const { tree } = file;
  const argument = childrenOf(tree, call, Role.Argument).find(
    (candidate) => tree.kind[candidate] === Kind.KeywordArgument && nameOf(tree, candidate) === keyword,
  );
  return argument === undefined ? noNode : childOf(tree, argument, Role.Value);
}

/** True for a safe loader, and for one of the project's own, of which nothing is known. */
function hasSafeLoader(file: FileView, call: NodeId): boolean {
  if (loaderOf(file, call) === noNode) return false;
  const name = loaderName(file, call);
  return safeYamlLoaders.test(name) || !knownYamlLoaders.test(name);
}

function loaderName(file: FileView, call: NodeId): string {
  const loader = loaderOf(file, call);
  return loader === noNode ? "" : (file.qualifiedName(loader) ?? "");
}

function loaderOf(file: FileView, call: NodeId): NodeId {
  const { tree } = file;
  const second = childrenOf(tree, call, Role.Argument)[1] ?? noNode;
  const named = keywordOf(file, call, "Loader");
  if (named !== noNode) return named;
  return second !== noNode && tree.kind[second] !== Kind.KeywordArgument ? second : noNode;
}

/** `loads(dumps(x))`, also over one variable. */
function isOwnOutput(file: FileView, data: NodeId): boolean {
  const { tree } = file;
  if (tree.kind[data] === Kind.Call) return writers.test(nameOfCallee(file, data));
  if (tree.kind[data] !== Kind.Name) return false;
  const writes = file.scopes.bindingOf(data)?.writes ?? [];
  return writes.length > 0 && writes.every((write) => {
    const value = writtenValue(tree, write);
    return value !== noNode && tree.kind[value] === Kind.Call && /(?:^|\.)dumps$/.test(nameOfCallee(file, value));
  });
}

const verifications = /(?:^|\.)(?:compare_digest|_?lscmp|unsign|verify\w*|constant_time_compare|check_signature)$/;

/** Read where a signature was found to be right. */
function isVerified(file: FileView, call: NodeId): boolean {
  const { tree } = file;
  for (let at = call; at !== 0 && tree.kind[at] !== Kind.FunctionDeclaration; at = tree.parent[at]!) {
    const condition = tree.kind[at] === Kind.If ? childOf(tree, at, Role.Test) : noNode;
    if (condition !== noNode && tree.kind[condition] === Kind.Call && verifications.test(nameOfCallee(file, condition))) return true;
  }
  return false;
}

function nameOfCallee(file: FileView, call: NodeId): string {
  return textOf(file.tree, childOf(file.tree, call, Role.Callee));
}

/** `yaml.load(x, Loader=…)` becomes `yaml.safe_load(x)`; only where the module is named in place. */
function safeLoadFix(file: FileView, call: NodeId, callee: NodeId): RawFinding["fix"] {
  const { tree } = file;
  const property = childOf(tree, callee, Role.Property);
  const values = childrenOf(tree, call, Role.Argument);
  const data = values[0];
  if (property === noNode || data === undefined || values.length > 2) return undefined;
  const replacement = nameOf(tree, callee).endsWith("load_all") ? "safe_load_all" : "safe_load";
  const edits = [{ start: tree.start[property]!, end: tree.end[property]!, replacement }];
  if (values.length === 2) edits.push({ start: tree.end[data]!, end: tree.end[values[1]!]!, replacement: "" });
  return { description: `Read with \`${replacement}\`, which knows plain data only`, safety: "unsafe", edits };
}
