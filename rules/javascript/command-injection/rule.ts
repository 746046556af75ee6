// javascript/command-injection: a shell command put together from changing parts.

import { Kind, Role, childOf, childrenOf, defineRule, findBuiltString, isFixedText, isGivenByCaller, isTestPath, nameOf, quoteCode, textOf, tracePath } from "../../../src/rule-kit/index.ts";
import type { FileView, NodeId } from "../../../src/rule-kit/index.ts";

/** Functions that always hand their first argument to a shell. */
const shells: ReadonlySet<string> = new Set([
  "child_process.exec",
  "child_process.execSync",
  "child_process.promises.exec",
  "shelljs.exec",
  "execa.command",
  "execa.commandSync",
  "execa.execaCommand",
]);
/** Functions that do so with `{ shell: true }` or a shell's path. */
const spawners: ReadonlySet<string> = new Set([
  "child_process.spawn",
  "child_process.spawnSync",
  "child_process.execFile",
  "child_process.execFileSync",
  "execa",
  "execa.execa",
  "execa.execaSync",
]);

const shellNames = /^(?:(?:\/(?:usr\/)?bin\/)?(?:ba|da|z|k)?sh|cmd(?:\.exe)?)$/;

export const rule = defineRule({
  meta: {
    id: "javascript/command-injection",
    title: "A shell command is built from a changing value",
    description: "A value that holds `;`, `$(…)` or a quote starts commands of its own.",
    languages: ["javascript", "typescript"],
    category: "security",
    severity: "error",
    confidence: "medium",
    cwe: ["CWE-78"],
    securitySeverity: 8.8,
    remediationMinutes: 20,
    precision: { sampled: 0, true: 0, on: "actual-app-sync-server 25.6, agendash 8.2, backstage-plugin-scaffolder-backend 4.3, backstage-plugin-techdocs-backend 2.4, budibase-server 3.38, code-server 4.100, deployd 1.2, feathersjs-authentication-oauth 5.0, keystone-6-core 8.1, lhci-server 0.15, matterbridge 3.10, nocobase-plugin-file-manager 2.2, nocobase-server 2.2, nocodb 0.263, openapi-mock-server 0.1, p3x-redis-ui-server 2026.10, peer 1.0, probot 14.3, renovate 39.264, serverless-offline 14.8, sharedb 7.0, sinopia 1.4, statsd 0.9, swagger-ui-watcher 2.1, vendure-core 3.7" },
    options: {
      reportUnknown: { default: false, description: "Also report commands that come neither from outside nor from a caller, such as those with the program's own paths" },
    },
    proof: { file: "proof.mjs", packages: ["express@5.1.0"] },
    equivalents: { eslint: ["security/detect-child-process", "sonarjs/os-command"] },
  },
  words: [["exec", "execSync", "spawn", "spawnSync", "execFile", "execFileSync", "execa", "command", "commandSync", "execaCommand"]],
  kinds: [Kind.Call],
  check(file, node, options) {
    const { tree } = file;
    const callee = childOf(tree, node, Role.Callee);
    const name = file.qualifiedName(callee);
    if (name === undefined) return;
    const values = childrenOf(tree, node, Role.Argument);
    if (!shells.has(name) && !spawners.has(name)) return;
    const isShell = shells.has(name) || asksForShell(file, values);
    const command = isShell ? values[0] : scriptOf(file, values);
    if (command === undefined) return;
    const built = findBuiltString(file, command) ?? (isShell ? firstBuiltElement(file, values[1]) : undefined);
    const trace = tracePath(file, { sink: node, sinkNote: "shell command", value: command, stepNote: "command put together" });
    const isOutside = trace.some((step) => step.kind === "source");
    if (built === undefined && !isOutside) return;
    const parts = (built?.parts ?? [command]).filter((part) => !isFixedText(file, part));
    if (!isOutside && options.reportUnknown !== true && !parts.some((part) => isGivenByCaller(file, part))) return;
    const isOwn = parts.every((part) => isHarmless(file, part)) || isTestPath(file.path);
    file.report({
      at: node,
      confidence: isOutside ? "high" : isOwn ? "low" : "medium",
      severity: isOutside || !isOwn ? "error" : "warning",
      message: `\`${textOf(tree, callee)}\` hands a shell a command built from ${quoteCode(file, parts[0] ?? command)}.`,
      trace,
    });
  },
});

function asksForShell(file: FileView, values: readonly NodeId[]): boolean {
  const { tree } = file;
  const options = values.findLast((value) => tree.kind[value] === Kind.Dictionary);
  if (options === undefined) return false;
  return childrenOf(tree, options).some((pair) => {
    if (nameOf(tree, pair) !== "shell") return false;
    const value = file.constant(childOf(tree, pair, Role.Value));
    return value !== undefined && value.type !== "null" && value.value !== false && value.value !== "";
  });
}

/** The script in `spawn("sh", ["-c", script])`. */
function scriptOf(file: FileView, values: readonly NodeId[]): NodeId | undefined {
  const { tree } = file;
  const [program, list] = values;
  if (program === undefined || list === undefined || tree.kind[list] !== Kind.List) return undefined;
  const [flag, script] = childrenOf(tree, list, Role.Element);
  const shell = file.constant(program);
  const option = flag === undefined ? undefined : file.constant(flag);
  const isShell = shell?.type === "string" && shellNames.test(shell.value);
  return isShell && option?.type === "string" && /^(?:-\w*c|\/c)$/.test(option.value) ? script : undefined;
}

/** With a shell the arguments are only joined by spaces. */
function firstBuiltElement(file: FileView, list: NodeId | undefined): ReturnType<typeof findBuiltString> {
  if (list === undefined || file.tree.kind[list] !== Kind.List) return undefined;
  for (const element of childrenOf(file.tree, list)) {
    const built = findBuiltString(file, element);
    if (built !== undefined) return built;
  }
  return undefined;
}

/** Parts that the program makes itself: its own place, its own executable. */
function isHarmless(file: FileView, part: NodeId): boolean {
  const text = textOf(file.tree, part);
  return /^(?:__dirname|__filename|process\.(?:execPath|pid|cwd\(\)|platform|arch)|JSON\.stringify\(.*\))$/s.test(text);
}
