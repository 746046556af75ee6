// python/pytz-as-time-zone: a zone of pytz given as `tzinfo`, which means its oldest offset.

import { Kind, Role, childOf, childrenOf, defineRule, nameOf, noNode, writtenValue } from "../../../src/rule-kit/index.ts";
import type { FileView, NodeId } from "../../../src/rule-kit/index.ts";

const makers: ReadonlySet<string> = new Set(["datetime.datetime", "datetime.time", "datetime.datetime.combine"]);

export const rule = defineRule({
  meta: {
    id: "python/pytz-as-time-zone",
    title: "A zone of pytz is given as `tzinfo`",
    description: "Without `localize` it stands for local mean time of the nineteenth century: Berlin is 53 minutes ahead of UTC.",
    languages: ["python"],
    category: "reliability",
    severity: "error",
    confidence: "high",
    cwe: [],
    remediationMinutes: 10,
    precision: { sampled: 0, true: 0, on: "airflow-core 3.3, ansible-core 2.21, buildbot 4.3, calibreweb 0.6, changedetection.io 0.60, label-studio 1.23, mitmproxy 12.3, mlflow 3.18, moin 2.0b5, OctoPrint 1.11, paramiko 5.1, pretix 2026.8, sentry-sdk 2.75, wagtail 8.0, weblate 2026.10" },
  },
  words: [["pytz"], ["tzinfo"]],
  kinds: [Kind.Call],
  check(file, node) {
    const { tree } = file;
    const zone = childrenOf(tree, node, Role.Argument).find((argument) => tree.kind[argument] === Kind.KeywordArgument && nameOf(tree, argument) === "tzinfo") ?? noNode;
    if (zone === noNode || !isZone(file, childOf(tree, zone, Role.Value))) return;
    const callee = childOf(tree, node, Role.Callee);
    const isReplacing = tree.kind[callee] === Kind.Attribute && nameOf(tree, callee) === "replace";
    if (isReplacing || makers.has(file.qualifiedName(callee) ?? "")) file.report({ at: zone, message: "A zone of `pytz` given as `tzinfo` means its local mean time; use its `localize`, or `zoneinfo.ZoneInfo`." });
  },
});

/** `pytz.timezone(…)`, or a name that only ever holds one; UTC has a single offset. */
function isZone(file: FileView, node: NodeId): boolean {
  const { tree } = file;
  if (tree.kind[node] === Kind.Call) {
    if (file.qualifiedName(childOf(tree, node, Role.Callee)) !== "pytz.timezone") return false;
    const name = childOf(tree, node, Role.Argument);
    return tree.kind[name] !== Kind.String || !/^(?:utc|etc\/utc|gmt|etc\/.*)$/i.test(nameOf(tree, name));
  }
  if (tree.kind[node] !== Kind.Name) return false;
  const binding = file.scopes.bindingOf(node);
  if (binding?.kind !== "variable" || binding.writes.length !== 1) return false;
  const value = writtenValue(tree, binding.writes[0]!);
  return value !== noNode && tree.kind[value] === Kind.Call && isZone(file, value);
}
