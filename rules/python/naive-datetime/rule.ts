// python/naive-datetime: UTC times without their time zone.

import { Kind, Role, childOf, defineRule, isTestPath } from "../../../src/rule-kit/index.ts";

const makers: ReadonlyMap<string, string> = new Map([
  ["datetime.datetime.utcnow", "datetime.now(timezone.utc)"],
  ["datetime.datetime.utcfromtimestamp", "datetime.fromtimestamp(…, timezone.utc)"],
]);

export const rule = defineRule({
  meta: {
    id: "python/naive-datetime",
    title: "A UTC time is made without its time zone",
    description: "The object does not know that it is UTC: `timestamp()`, comparisons and output take it for local time and are wrong by the offset.",
    languages: ["python"],
    category: "reliability",
    severity: "warning",
    confidence: "high",
    cwe: [],
    precision: { sampled: 7, true: 7, on: "aiohttp 3.14, alembic 1.20, black 26.10, celery 5.7, datasette 0.65, httpie 3.2, scrapy 2.19, sphinx 9.0, SQLAlchemy 2.1, Superset 6.1" },
    remediationMinutes: 10,
    equivalents: { ruff: ["DTZ003", "DTZ004"], flake8: ["DTZ003", "DTZ004"] },
  },
  words: [["utcnow", "utcfromtimestamp"]],
  kinds: [Kind.Call],
  check(file, node) {
    const name = file.qualifiedName(childOf(file.tree, node, Role.Callee));
    const instead = name === undefined ? undefined : makers.get(name);
    if (name === undefined || instead === undefined || isZoneGiven()) return;
    file.report({
      at: node,
      severity: isTestPath(file.path) ? "info" : "warning",
      message: `\`${name.slice("datetime.".length)}\` gives a time that does not know it is UTC; use \`${instead}\`.`,
    });

    /** `datetime.utcnow().replace(tzinfo=timezone.utc)` says it in the next breath. */
    function isZoneGiven(): boolean {
      const { tree } = file;
      const above = tree.parent[node]!;
      const call = tree.parent[above]!;
      if (tree.kind[above] !== Kind.Attribute || tree.kind[call] !== Kind.Call) return false;
      return /^\s*\.\s*replace\s*\([^()]*\btzinfo\s*=/.test(tree.text.slice(tree.end[node], tree.end[call]));
    }
  },
});
