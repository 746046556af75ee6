// python/format-argument-mismatch: a format string with more or fewer holes than values.

import { Flag, Kind, Role, childOf, childrenOf, defineRule, hasFlag, nameOf, noNode } from "../../../src/rule-kit/index.ts";
import type { FileView, NodeId } from "../../../src/rule-kit/index.ts";

export const rule = defineRule({
  meta: {
    id: "python/format-argument-mismatch",
    title: "A format string and its values do not fit",
    description: "Too few values raise an error when the line runs, often in the handling of another error; values too many are left out or raise as well.",
    languages: ["python"],
    category: "reliability",
    severity: "error",
    confidence: "high",
    cwe: ["CWE-685"],
    precision: { sampled: 6, true: 6, on: "aiohttp 3.14, alembic 1.20, black 26.10, celery 5.7, datasette 0.65, httpie 3.2, scrapy 2.19, sphinx 9.0, SQLAlchemy 2.1, Superset 6.1" },
    remediationMinutes: 5,
    equivalents: {
      ruff: ["F502", "F507", "F522", "F523", "F524"],
      flake8: ["F507", "F523", "F524"],
      pylint: ["E1305", "E1306", "W1303", "too-many-format-args", "too-few-format-args"],
    },
  },
  words: [["%", "format"]],
  kinds: [Kind.Binary, Kind.Call],
  check(file, node) {
    if (file.tree.kind[node] === Kind.Call) checkFormat(file, node);
    else if (nameOf(file.tree, node) === "%") checkPercent(file, node);
  },
});

/** `"%s of %s" % (a,)`. */
function checkPercent(file: FileView, node: NodeId): void {
  const { tree } = file;
  const template = literalText(file, childOf(tree, node, Role.Left));
  const right = childOf(tree, node, Role.Right);
  if (template === undefined || tree.kind[right] !== Kind.Tuple) return;
  const values = childrenOf(tree, right, Role.Element);
  if (values.some((value) => tree.kind[value] === Kind.Spread)) return;
  const holes = percentHoles(template);
  if (holes === undefined || holes === values.length) return;
  file.report({ at: node, message: `The format has ${count(holes, "hole")} for ${count(values.length, "value")}.` });
}

/** How many values the format takes; undefined where it takes names or cannot be read. */
function percentHoles(template: string): number | undefined {
  let holes = 0;
  const rest = template.replace(/%(\(\w*\))?([-#0 +]*)(\*|\d+)?(?:\.(\*|\d+)?)?[hlL]?([diouxXeEfFgGcrsab%])/g, (_, name, _flags, width, precision, type) => {
    if (name !== undefined) holes = Number.NaN;
    else holes += (type === "%" ? 0 : 1) + (width === "*" ? 1 : 0) + (precision === "*" ? 1 : 0);
    return "";
  });
  return Number.isNaN(holes) || rest.includes("%") ? undefined : holes;
}

/** `"{} of {}".format(a)`. */
function checkFormat(file: FileView, call: NodeId): void {
  const { tree } = file;
  const callee = childOf(tree, call, Role.Callee);
  if (tree.kind[callee] !== Kind.Attribute || nameOf(tree, callee) !== "format") return;
  const template = literalText(file, childOf(tree, callee, Role.Object));
  const values = childrenOf(tree, call, Role.Argument);
  if (template === undefined || values.some((value) => tree.kind[value] === Kind.Spread || tree.kind[value] === Kind.KeywordSpread)) return;
  const fields = fieldsOf(template);
  if (fields === undefined) return;
  const keywords = values.filter((value) => tree.kind[value] === Kind.KeywordArgument).map((value) => nameOf(tree, value));
  const positions = values.length - keywords.length;
  const missing = fields.names.find((name) => !keywords.includes(name));
  if (missing !== undefined) file.report({ at: call, message: `The format asks for \`${missing}\`, which is not given.` });
  else if (fields.positions > positions) file.report({ at: call, message: `The format has ${count(fields.positions, "hole")} for ${count(positions, "value")}.` });
  else if (fields.positions < positions) {
    file.report({ at: call, severity: "warning", message: `The format has ${count(fields.positions, "hole")} for ${count(positions, "value")}; the rest is left out.` });
  }
}

/** How many positions and which names a format asks for; undefined where it is not a valid format. */
function fieldsOf(template: string): { positions: number; names: string[] } | undefined {
  const names: string[] = [];
  let automatic = 0;
  let highest = 0;
  const take = (field: string): string => {
    const [, name = "", specification = ""] = /^([^!:.[]*)[^:]*(?::(.*))?$/s.exec(field) ?? [];
    if (name === "") automatic++;
    else if (/^\d+$/.test(name)) highest = Math.max(highest, Number(name) + 1);
    else names.push(name);
    for (const inner of specification.matchAll(/\{([^{}]*)\}/g)) take(inner[1]!);
    return "";
  };
  const rest = template.replace(/\{\{|\}\}|\{((?:[^{}]|\{[^{}]*\})*)\}/g, (_, field: string | undefined) => (field === undefined ? "" : take(field)));
  if (/[{}]/.test(rest) || (automatic > 0 && highest > 0)) return undefined;
  return { positions: Math.max(automatic, highest), names };
}

/** Only a text that stands here: one that is kept elsewhere may be replaced, for instance by a translation. */
function literalText(file: FileView, node: NodeId): string | undefined {
  const { tree } = file;
  if (node === noNode) return undefined;
  const kind = tree.kind[node];
  if (kind === Kind.String) return hasFlag(tree, node, Flag.Bytes) ? undefined : nameOf(tree, node);
  if (kind !== Kind.StringConcatenation) return undefined;
  const parts = childrenOf(tree, node, Role.Part);
  return parts.every((part) => tree.kind[part] === Kind.String) ? parts.map((part) => nameOf(tree, part)).join("") : undefined;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
