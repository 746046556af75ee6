// python/blocking-call-in-async: a call that waits inside of `async def`, where everything else waits with it.

import { Flag, Kind, Role, ancestorOf, childOf, defineRule, functionKinds, hasFlag, isTestPath, noNode } from "../../../src/rule-kit/index.ts";

/** Calls that wait, and what to call instead. */
const blocking: ReadonlyMap<string, string> = new Map([
  ["time.sleep", "await asyncio.sleep"],
  ...["get", "post", "put", "patch", "delete", "head", "options", "request"].map((name): [string, string] => [`requests.${name}`, "an asynchronous client"]),
  ...["get", "post", "put", "patch", "delete", "head", "options", "request", "stream"].map((name): [string, string] => [`httpx.${name}`, "`httpx.AsyncClient`"]),
  ["urllib.request.urlopen", "an asynchronous client"],
  ["subprocess.run", "`asyncio.create_subprocess_exec`"],
  ["subprocess.call", "`asyncio.create_subprocess_exec`"],
  ["subprocess.check_call", "`asyncio.create_subprocess_exec`"],
  ["subprocess.check_output", "`asyncio.create_subprocess_exec`"],
  ["os.system", "`asyncio.create_subprocess_shell`"],
]);

export const rule = defineRule({
  meta: {
    id: "python/blocking-call-in-async",
    title: "A call inside of `async def` blocks the event loop",
    description: "While it waits, no other task of the program runs: one slow answer stops all requests.",
    languages: ["python"],
    category: "reliability",
    severity: "warning",
    confidence: "high",
    cwe: [],
    remediationMinutes: 10,
    precision: { sampled: 0, true: 0, on: "airflow-core 3.3, ansible-core 2.21, buildbot 4.3, calibreweb 0.6, changedetection.io 0.60, label-studio 1.23, mitmproxy 12.3, mlflow 3.18, moin 2.0b5, OctoPrint 1.11, paramiko 5.1, pretix 2026.8, sentry-sdk 2.75, wagtail 8.0, weblate 2026.10" },
    equivalents: { ruff: ["ASYNC210", "ASYNC221", "ASYNC251"] },
  },
  words: [["sleep", "requests", "httpx", "urlopen", "subprocess", "system"]],
  kinds: [Kind.Call],
  check(file, node) {
    // A test may well wait on purpose while nothing else runs.
    if (isTestPath(file.path)) return;
    const { tree } = file;
    const name = file.qualifiedName(childOf(tree, node, Role.Callee));
    const instead = name === undefined ? undefined : blocking.get(name);
    if (instead === undefined) return;
    const owner = ancestorOf(tree, node, functionKinds);
    if (owner === noNode || !hasFlag(tree, owner, Flag.Async) || tree.kind[tree.parent[node]!] === Kind.Decorator) return;
    file.report({
      at: node,
      severity: isTestPath(file.path) ? "info" : "warning",
      message: `\`${name}\` stops all tasks while it waits; use ${instead.startsWith("await") ? `\`${instead}\`` : instead}.`,
    });
  },
});
