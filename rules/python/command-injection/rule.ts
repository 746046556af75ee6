// python/command-injection: a shell command that is not constant.

import { Kind, Role, childOf, childrenOf, defineRule, findBuiltString, isFixedText, isGivenByCaller, isTestPath, nameOf, noNode, quoteCode, textOf, tracePath } from "../../../src/rule-kit/index.ts";
import type { FileView, NodeId } from "../../../src/rule-kit/index.ts";

/** Functions that always hand their first argument to a shell. */
const shells: ReadonlySet<string> = new Set([
  "os.system",
  "os.popen",
  "subprocess.getoutput",
  "subprocess.getstatusoutput",
  "commands.getoutput",
  "commands.getstatusoutput",
  "popen2.popen2",
  "popen2.popen3",
  "popen2.popen4",
  "asyncio.create_subprocess_shell",
  "asyncio.subprocess.create_subprocess_shell",
]);
/** Functions that do so with `shell=True`. */
const spawners: ReadonlySet<string> = new Set(["run", "call", "check_call", "check_output", "Popen"].map((name) => `subprocess.${name}`));
const shellNames = /^(?:\/(?:usr\/)?bin\/)?(?:ba|da|z|k)?sh$/;
const quoting: ReadonlySet<string> = new Set(["shlex.quote", "pipes.quote", "shlex.join", "subprocess.list2cmdline"]);
/** What the program knows by itself. */
const ownFacts = /^(?:sys\.executable|os\.getpid\(\)|os\.getcwd\(\)|__file__|os\.path\.(?:dirname|abspath|realpath)\(__file__\))$/;

export const rule = defineRule({
  meta: {
    id: "python/command-injection",
    title: "A shell command is built from a changing value",
    description: "A value that holds `;`, `$(…)` or a quote starts commands of its own.",
    languages: ["python"],
    category: "security",
    severity: "error",
    confidence: "medium",
    cwe: ["CWE-78"],
    securitySeverity: 8.8,
    remediationMinutes: 20,
    precision: { sampled: 4, true: 4, on: "CherryPy 18.10, ckan 2.12, cobbler 3.3, django-allauth 65.22, django-cms 5.1, django-helpdesk 2.6, djangocms-text 1.0, esphome 2026.6, faradaysec 5.25, geonode 5.1, horizon 27.0, indico 3.2, isso 0.13, keystone 30.0, lektor 3.3, mapproxy 7.0, mobsf 4.4, modoboa 2.12, open-webui 0.12, pycsw 2.6, roundup 2.6, searx 0.17, timesketch 20261014, wger 2.1, wiki 0.13" },
    proof: { file: "proof.py", packages: ["flask==3.1.3"] },
    options: {
      reportUnknown: { default: false, description: "Also report commands that come neither from outside nor, put together, from a caller" },
    },
    equivalents: { bandit: ["B602", "B604", "B605"], ruff: ["S602", "S604", "S605"] },
  },
  words: [["system", "popen", "popen2", "popen3", "popen4", "getoutput", "getstatusoutput", "create_subprocess_shell", "shell", "-c", "-lc"]],
  kinds: [Kind.Call],
  check(file, node, options) {
    const { tree } = file;
    const callee = childOf(tree, node, Role.Callee);
    const name = file.qualifiedName(callee);
    if (name === undefined || !(shells.has(name) || spawners.has(name))) return;
    const isShell = shells.has(name) || asksForShell(file, node);
    const command = isShell ? commandOf(file, node) : scriptOf(file, node);
    if (command === noNode || isKnown(file, command)) return;
    const built = findBuiltString(file, command);
    const parts = (built?.parts ?? [command]).filter((part) => !isKnown(file, part));
    if (parts.length === 0) return;
    const trace = tracePath(file, { sink: node, sinkNote: "shell command", value: command, stepNote: "command put together" });
    const isOutside = trace.some((step) => step.kind === "source");
    // A function that runs whatever command it is given is a helper; what is put together in it is its own doing.
    const isGiven = built !== undefined && !isOperatorCommand(file, node) && parts.some((part) => isGivenByCaller(file, part));
    if (!isOutside && !isGiven && options.reportUnknown !== true) return;
    const isQuiet = built === undefined && !isOutside && isTestPath(file.path);
    file.report({
      at: node,
      confidence: isOutside ? "high" : built === undefined || isTestPath(file.path) ? "low" : "medium",
      severity: isQuiet ? "info" : isOutside || built !== undefined ? "error" : "warning",
      message:
        built === undefined
          ? `\`${textOf(tree, callee)}\` hands ${quoteCode(file, command)} to a shell.`
          : `\`${textOf(tree, callee)}\` hands a shell a command built from ${quoteCode(file, parts[0]!)}.`,
      trace,
    });
  },
});

/** Options of a command line come from whoever may run commands anyway. */
function isOperatorCommand(file: FileView, node: NodeId): boolean {
  const { tree } = file;
  let around = node;
  while (around !== 0 && tree.kind[around] !== Kind.FunctionDeclaration) around = tree.parent[around]!;
  return childrenOf(tree, around, Role.Decorator).some((decorator) => /^@(?:\w+\.)*(?:click|typer|cli)\.\w+|^@(?:\w+\.)*(?:command|option|argument)\(/.test(textOf(tree, decorator)));
}

function asksForShell(file: FileView, call: NodeId): boolean {
  const { tree } = file;
  return childrenOf(tree, call, Role.Argument).some((argument) => {
    if (tree.kind[argument] !== Kind.KeywordArgument || nameOf(tree, argument) !== "shell") return false;
    const value = file.constant(childOf(tree, argument, Role.Value));
    return (value?.type === "boolean" && value.value) || (value?.type === "number" && value.value !== 0);
  });
}

/** The first argument, also under its name; of a list, which a shell gets whole only in part, the command inside. */
function commandOf(file: FileView, call: NodeId): NodeId {
  const { tree } = file;
  for (const argument of childrenOf(tree, call, Role.Argument)) {
    if (tree.kind[argument] === Kind.Spread || tree.kind[argument] === Kind.KeywordSpread) return noNode;
    const isNamed = tree.kind[argument] === Kind.KeywordArgument;
    if (isNamed && !["args", "cmd", "command"].includes(nameOf(tree, argument))) continue;
    const value = isNamed ? childOf(tree, argument, Role.Value) : argument;
    if (tree.kind[value] !== Kind.List && tree.kind[value] !== Kind.Tuple) return value;
    return childrenOf(tree, value, Role.Element)[0] ?? noNode;
  }
  return noNode;
}

/** The script in `["sh", "-c", script]`. */
function scriptOf(file: FileView, call: NodeId): NodeId {
  const { tree } = file;
  const list = childrenOf(tree, call, Role.Argument)[0] ?? noNode;
  if (list === noNode || tree.kind[list] !== Kind.List) return noNode;
  const [program, flag, script] = childrenOf(tree, list, Role.Element);
  if (program === undefined || flag === undefined || script === undefined) return noNode;
  const [shell, option] = [file.constant(program), file.constant(flag)];
  const isShell = shell?.type === "string" && shellNames.test(shell.value);
  return isShell && option?.type === "string" && /^-\w*c$/.test(option.value) ? script : noNode;
}

/** Constant, quoted for the shell, or known to the program itself. */
function isKnown(file: FileView, value: NodeId): boolean {
  const { tree } = file;
  if (isFixedText(file, value) || ownFacts.test(textOf(tree, value))) return true;
  if (tree.kind[value] === Kind.Comprehension) return isKnown(file, childOf(tree, value, Role.Element));
  if (tree.kind[value] !== Kind.Call) return false;
  const name = file.qualifiedName(childOf(tree, value, Role.Callee));
  if (name === "int" || name === "float" || name === "len") return true;
  if (name !== undefined && quoting.has(name)) return true;
  // `" ".join(map(shlex.quote, parts))`, `" ".join(quote(part) for part in parts)`.
  const argument = childrenOf(tree, value, Role.Argument)[0] ?? noNode;
  if (argument === noNode) return false;
  if (tree.kind[argument] === Kind.Comprehension) return isKnown(file, argument);
  return quoting.has(file.qualifiedName(argument) ?? "");
}
