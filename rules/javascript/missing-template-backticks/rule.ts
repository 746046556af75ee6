// javascript/missing-template-backticks: `"… ${name} …"` in plain quotes, where `name` is a variable in reach.

import { Kind, Role, childOf, defineRule, nameOf, noNode, textOf } from "../../../src/rule-kit/index.ts";
import type { FileView, NodeId } from "../../../src/rule-kit/index.ts";

const hole = /\$\{\s*([A-Za-z_$][\w$]*)(?:\.[\w$]+|\[\w+\]|\(\))*\s*\}/g;

export const rule = defineRule({
  meta: {
    id: "javascript/missing-template-backticks",
    title: "A string in plain quotes holds a template's hole",
    description: "The text goes out with `${name}` in it, instead of the value.",
    languages: ["javascript", "typescript"],
    category: "reliability",
    severity: "warning",
    confidence: "medium",
    cwe: ["CWE-116"],
    remediationMinutes: 2,
    fixSafety: "unsafe",
    equivalents: { eslint: ["no-template-curly-in-string"], oxlint: ["eslint/no-template-curly-in-string"] },
  },
  words: [],
  kinds: [Kind.String],
  check(file, node) {
    const { tree } = file;
    const value = nameOf(tree, node);
    if (!value.includes("${")) return;
    const parent = tree.parent[node]!;
    const role = tree.role[node];
    if (role === Role.Key || role === Role.Source || tree.kind[parent] === Kind.JsxAttribute || isFilledLater(file, node)) return;
    const names = [...value.matchAll(hole)].map((found) => found[1]!);
    // Every hole must name something: a text of another template language does so by chance only.
    if (names.length === 0 || names.length !== value.split("${").length - 1) return;
    const isKnown = (name: string): boolean => {
      const binding = file.scopes.lookUp(node, name);
      return binding !== undefined && binding.kind !== "type";
    };
    if (!names.every(isKnown)) return;
    // `translate("… ${count} …").replace("${count}", count)`: what is filled in somewhere is no oversight.
    if (names.some((name) => tree.text.includes(`replace("\${${name}}"`) || tree.text.includes(`replace('\${${name}}'`))) return;
    const inner = textOf(tree, node).slice(1, -1);
    const message = `\`\${${names[0]!}}\` stays as it is in this string: only backquotes fill it in.`;
    if (inner.includes("`")) return file.report({ at: node, message });
    const edits = [{ start: tree.start[node]!, end: tree.end[node]!, replacement: `\`${inner}\`` }];
    file.report({ at: node, message, fix: { description: "Write it in backquotes", safety: "unsafe", edits } });
  },
});

/** `"${a}".replace(…)`, a comparison, or a part of code that is put together: the marks are data. */
function isFilledLater(file: FileView, node: NodeId): boolean {
  const { tree } = file;
  const parent = tree.parent[node]!;
  if (tree.kind[parent] === Kind.Attribute || tree.kind[parent] === Kind.Binary) return true;
  if (tree.kind[parent] !== Kind.Call) return false;
  const callee = childOf(tree, parent, Role.Callee);
  return callee !== noNode && /^(?:replace|replaceAll|includes|indexOf|startsWith|endsWith|split|test|template|RegExp)$/.test(nameOf(tree, callee));
}
