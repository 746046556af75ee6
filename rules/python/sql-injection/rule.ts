// python/sql-injection: a query put together from changing parts instead of parameters.

import { Kind, Role, childOf, childrenOf, defineRule, nameOf, noNode, reportBuiltQuery, textOf, tracePath } from "../../../src/rule-kit/index.ts";
import type { FileView, NodeId } from "../../../src/rule-kit/index.ts";

/** Methods that run their first argument as SQL. */
const methods: ReadonlySet<string> = new Set(["execute", "executemany", "executescript", "exec_driver_sql", "raw", "mogrify", "fetch", "fetchrow", "fetchval", "fetch_all", "fetch_one", "sql", "query"]);
/** Functions that do. */
const functions: ReadonlySet<string> = new Set([
  "pandas.read_sql",
  "pandas.read_sql_query",
  "django.db.models.expressions.RawSQL",
  "sqlalchemy.text",
  "sqlalchemy.sql.text",
]);
/** What of Django's `extra` is SQL as it stands. */
const extraParts: ReadonlySet<string> = new Set(["where", "select", "order_by", "tables"]);
/** Calls whose result may stand in a query: numbers, and what quotes names. */
const harmless = /^(?:int|float|len|bool|str\(int|round)$|(?:^|\.|_)(?:quote_name|qn|quote|quote_ident|Identifier|quoted_name|format_table|escape_(?:\w+_)?identifier|literal(?:_string)?|utcnow|now|now_utc|today|uuid4)$/;
/** What a database interface writes for itself: `db.cast(…)`, `connection.ops.date_trunc_sql(…)`. */
const dialect = /^(?:\w+\.)*(?:db|dialect|ops|connection|compiler)\.(?!execute|fetch)\w+$/;

/** A step from one schema to the next runs once, on what its author wrote. */
const migration = /(?:^|\/)(?:migrations?|alembic|upgrades?)\//;
/** Placeholders, and what the schema itself is asked about. */
const schemaName = /^_?(?:arg|place_?holders?|marks?|param_?names?|(?:table|schema|constraint|index|column)(?:_?name)?)$/;
const constantName = /^_*[A-Z][A-Z0-9_]+$/;

export const rule = defineRule({
  meta: {
    id: "python/sql-injection",
    title: "A SQL query is built from a changing value",
    description: "A value with a quote in it changes the query: it can read, change or delete what it likes.",
    languages: ["python"],
    category: "security",
    severity: "error",
    confidence: "medium",
    cwe: ["CWE-89"],
    securitySeverity: 8.8,
    remediationMinutes: 20,
    proof: { file: "proof.py", packages: ["flask==3.1.3"] },
    precision: { sampled: 2, true: 1, on: "ajenti 1.2, arches 8.1, beets 2.14, chainlit 2.12, cinder 29.0, clearml-agent 3.0, confidant 7.0, dagster-webserver 1.13, dbt-core 1.12, django-sql-dashboard 1.2, feast 0.67, fiduswriter 4.1, fschat 0.2, glance 33.0, ironic 39.0, khoj 1.42, langflow-base 1.13, mindsdb 26.1, optuna-dashboard 0.21, prefect 3.9, pretalx 2025.2, sqlite-utils 4.2, streamlit 1.67, tethys-platform 4.6, trytond 8.2" },
    options: {
      reportNames: {
        default: false,
        description: "Also report parts that stand for a table, a column or a clause and do not visibly come from outside",
      },
    },
    equivalents: { bandit: ["B608", "B610", "B611"], ruff: ["S608", "S610", "S611"] },
  },
  words: [[...methods, "read_sql", "read_sql_query", "RawSQL", "text", "extra"]],
  kinds: [Kind.Call],
  check(file, node, options) {
    const { tree } = file;
    const callee = childOf(tree, node, Role.Callee);
    const isMethod = tree.kind[callee] === Kind.Attribute && methods.has(nameOf(tree, callee));
    const isExtra = tree.kind[callee] === Kind.Attribute && nameOf(tree, callee) === "extra";
    if (!isExtra && !isMethod && !functions.has(file.qualifiedName(callee) ?? "")) return;
    const texts = isExtra ? extraTexts(file, node) : [queryOf(file, node)].filter((query) => query !== noNode);
    for (const query of texts) {
      reportBuiltQuery(file, { query, runner: textOf(tree, callee), isStatement: !isExtra, isHarmless: (part) => isHarmless(file, part) }, options);
    }
  },
});

/** The texts in the lists and dictionaries that `extra` takes. */
function extraTexts(file: FileView, call: NodeId): NodeId[] {
  const { tree } = file;
  return childrenOf(tree, call, Role.Argument)
    .filter((argument) => tree.kind[argument] === Kind.KeywordArgument && extraParts.has(nameOf(tree, argument)))
    .map((argument) => childOf(tree, argument, Role.Value))
    .flatMap((value) => (tree.kind[value] === Kind.Dictionary ? childrenOf(tree, value).map((pair) => childOf(tree, pair, Role.Value)) : childrenOf(tree, value, Role.Element)))
    .filter((text) => text !== noNode);
}

/** The first argument, also under its usual names. */
function queryOf(file: FileView, call: NodeId): NodeId {
  const { tree } = file;
  const first = childrenOf(tree, call, Role.Argument)[0] ?? noNode;
  if (first === noNode || tree.kind[first] !== Kind.KeywordArgument) return first;
  return ["sql", "query", "operation", "statement"].includes(nameOf(tree, first)) ? childOf(tree, first, Role.Value) : noNode;
}

/** Numbers, quoted names, and lists of placeholders: `", ".join(["%s"] * len(ids))`. */
function isHarmless(file: FileView, part: NodeId): boolean {
  const { tree } = file;
  if (migration.test(file.path)) return true;
  switch (tree.kind[part]) {
    case Kind.Call: {
      const callee = childOf(tree, part, Role.Callee);
      if (harmless.test(textOf(tree, callee)) || dialect.test(textOf(tree, callee))) return true;
      const argument = childrenOf(tree, part, Role.Argument)[0] ?? noNode;
      if (textOf(tree, callee) === "str" && argument !== noNode && tree.kind[argument] === Kind.Binary && /^[-*/]/.test(nameOf(tree, argument))) return true;
      return nameOf(tree, callee) === "join" && argument !== noNode && isPlaceholders(file, argument);
    }
    // The key that the database gave a row.
    case Kind.Attribute:
      return constantName.test(nameOf(tree, part)) || isConstantMember(file, part) || ((/^(?:pk|id|[a-z_]+_id)$/.test(nameOf(tree, part)) || schemaName.test(nameOf(tree, part))) && !isOutside(file, part));
    case Kind.Unary:
      return nameOf(tree, part) === "-";
    case Kind.Binary:
      return nameOf(tree, part) === "*" && isPlaceholders(file, part);
    case Kind.Name: {
      if (constantName.test(nameOf(tree, part)) || (schemaName.test(nameOf(tree, part)) && !isOutside(file, part))) return true;
      const writes = file.scopes.bindingOf(part)?.writes ?? [];
      return writes.length > 0 && writes.every((write) => isHarmlessCall(file, tree.role[write] === Role.Target ? childOf(tree, tree.parent[write]!, Role.Value) : noNode));
    }
    default:
      return false;
  }
}

function isHarmlessCall(file: FileView, value: NodeId): boolean {
  return value !== noNode && file.tree.kind[value] === Kind.Call && isHarmless(file, value);
}

/** `Status.OPEN.value`: what an enumeration's member stands for. */
function isConstantMember({ tree }: FileView, part: NodeId): boolean {
  const owner = childOf(tree, part, Role.Object);
  return /^(?:value|name)$/.test(nameOf(tree, part)) && tree.kind[owner] === Kind.Attribute && constantName.test(nameOf(tree, owner));
}

function isOutside(file: FileView, part: NodeId): boolean {
  return tracePath(file, { sink: part, sinkNote: "", value: part, stepNote: "" }).some((step) => step.kind === "source");
}

function isPlaceholders(file: FileView, node: NodeId): boolean {
  return /^[[("' ]*(?:%s|\?|:\w+)[\s,'"\])]*(?:\*|for\b)/.test(textOf(file.tree, node));
}
