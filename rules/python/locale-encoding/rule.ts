// python/locale-encoding: a text file whose format is UTF-8 by definition, opened with whatever the locale says.

import { Kind, Role, childOf, childrenOf, defineRule, isTestPath, nameOf, noNode, quoteCode, textOf } from "../../../src/rule-kit/index.ts";
import type { FileView, NodeId, RawFinding } from "../../../src/rule-kit/index.ts";

/** Functions that open a file, and where the mode and the encoding stand. */
const openers: ReadonlySet<string> = new Set(["open", "io.open", "builtins.open"]);
const encodingPosition = 3;
/** Methods of a path, and how many arguments come before the encoding. */
const methods: ReadonlyMap<string, number> = new Map([
  ["read_text", 0],
  ["write_text", 1],
]);
/** Endings of formats that are UTF-8, and that people fill with more than ASCII. */
const formats = /\.(?:json|jsonl|ndjson|geojson|ipynb|ya?ml|toml|md|svg|po|webmanifest)$/i;
/** `json.dump` writes plain ASCII, which is the same in nearly every encoding. */
const asciiFormats = /\.(?:json|jsonl|ndjson|geojson|ipynb|webmanifest)$/i;

export const rule = defineRule({
  meta: {
    id: "python/locale-encoding",
    title: "A UTF-8 file is opened in the encoding of the locale",
    description: "Without `encoding` the machine's locale decides: the same file is read differently on Windows, or in a container without a locale.",
    languages: ["python"],
    category: "reliability",
    severity: "info",
    confidence: "high",
    cwe: ["CWE-838"],
    remediationMinutes: 2,
    precision: { sampled: 13, true: 13, on: "CherryPy 18.10, ckan 2.12, cobbler 3.3, django-allauth 65.22, django-cms 5.1, django-helpdesk 2.6, djangocms-text 1.0, esphome 2026.6, faradaysec 5.25, geonode 5.1, horizon 27.0, indico 3.2, isso 0.13, keystone 30.0, lektor 3.3, mapproxy 7.0, mobsf 4.4, modoboa 2.12, open-webui 0.12, pycsw 2.6, roundup 2.6, searx 0.17, timesketch 20261014, wger 2.1, wiki 0.13, Supysonic 0.7, coderedcms 6.0, django-filer 3.6, django-machina 1.3, djangosaml2 1.12, flask-monitoringdashboard 5.1, flower 2.2, kiwitcms 12.4, motioneye 0.44, opencve 1.5, pulp-container 2.30, rdiffweb 7.2, sqladmin 0.32" },
    fixSafety: "unsafe",
    equivalents: { ruff: ["PLW1514"], pylint: ["W1514", "unspecified-encoding"] },
  },
  words: [["open", "read_text", "write_text"]],
  kinds: [Kind.Call],
  check(file, node) {
    const { tree } = file;
    const place = placeOf(file, node);
    if (place === undefined || isTestPath(file.path)) return;
    const ending = endingOf(file, place.path);
    if (ending === undefined || (place.writes && asciiFormats.test(ending))) return;
    const callee = childOf(tree, node, Role.Callee);
    file.report({
      at: node,
      message: `${quoteCode(file, callee)} takes the encoding of the locale for a \`${ending}\` file, which is UTF-8; pass \`encoding="utf-8"\`.`,
      ...fixOf(file, node),
    });
  },
});

/** The path of a call that opens text and names no encoding. */
function placeOf(file: FileView, call: NodeId): { path: NodeId; writes: boolean } | undefined {
  const { tree } = file;
  const callee = childOf(tree, call, Role.Callee);
  const values = childrenOf(tree, call, Role.Argument);
  if (values.some((value) => tree.kind[value] === Kind.Spread || tree.kind[value] === Kind.KeywordSpread || isKeyword(file, value, "encoding"))) return undefined;
  const plain = values.filter((value) => tree.kind[value] !== Kind.KeywordArgument);
  if (tree.kind[callee] === Kind.Attribute && methods.has(nameOf(tree, callee))) {
    const before = methods.get(nameOf(tree, callee))!;
    return plain.length === before ? { path: childOf(tree, callee, Role.Object), writes: before > 0 } : undefined;
  }
  if (!openers.has(file.qualifiedName(callee) ?? "") || plain.length > encodingPosition || plain[0] === undefined) return undefined;
  const mode = plain[1] ?? values.find((value) => isKeyword(file, value, "mode"));
  if (mode === undefined) return { path: plain[0], writes: false };
  const given = file.constant(tree.kind[mode] === Kind.KeywordArgument ? childOf(tree, mode, Role.Value) : mode);
  if (given?.type !== "string" || given.value.includes("b")) return undefined;
  return { path: plain[0], writes: /[wax]/.test(given.value) };
}

function isKeyword(file: FileView, value: NodeId, name: string): boolean {
  return file.tree.kind[value] === Kind.KeywordArgument && nameOf(file.tree, value) === name;
}

/** The ending of a path that is written out at its end: `"a.md"`, `folder / "a.md"`, `join(folder, f"{name}.md")`, or a name for such a text. */
function endingOf(file: FileView, path: NodeId): string | undefined {
  const known = file.constant(path);
  const text = known?.type === "string" ? known.value : /["']\)*$/.test(textOf(file.tree, path)) ? textOf(file.tree, path).replace(/["')]+$/, "") : "";
  return formats.exec(text)?.[0];
}

function fixOf(file: FileView, call: NodeId): { fix?: RawFinding["fix"] } {
  const { tree } = file;
  const last = childrenOf(tree, call, Role.Argument).at(-1) ?? noNode;
  const close = tree.end[call]! - 1;
  const between = last === noNode ? "" : tree.text.slice(tree.end[last], close);
  // A comma or a comment behind the last argument, or one on lines of its own: left to the author.
  if (between.trim() !== "" || between.includes("\n") || tree.text[close] !== ")") return {};
  const replacement = `${last === noNode ? "" : ", "}encoding="utf-8"`;
  return { fix: { description: "Name the encoding", safety: "unsafe", edits: [{ start: close, end: close, replacement }] } };
}
