// bash/output-onto-input: a file is read and overwritten by one command.

import { Kind, Role, childOf, childrenOf, defineRule, nameOf, noNode, textOf } from "../../../src/rule-kit/index.ts";
import type { NodeId, SyntaxTree } from "../../../src/rule-kit/index.ts";

const readers: ReadonlySet<string> = new Set(["sort", "sed", "grep", "egrep", "fgrep", "awk", "gawk", "mawk", "cat", "head", "tail", "tr", "cut", "uniq", "jq", "tac", "rev", "column", "envsubst", "iconv", "fmt", "fold", "expand", "nl", "paste", "perl", "python3", "xmllint", "gzip", "gunzip", "zcat", "base64", "openssl"]);

/** Their first argument is a pattern or a program, unless an option brings it. */
const scripted: ReadonlySet<string> = new Set(["sed", "grep", "egrep", "fgrep", "awk", "gawk", "mawk", "jq", "perl"]);
const scriptOption = /^-\w*[ef]$|^--(?:expression|regexp|file|from-file)$/;
/** Options whose value is the next word. */
const valueOptions: Readonly<Record<string, RegExp>> = {
  head: /^-[nc]$/,
  tail: /^-[nc]$/,
  sort: /^-[ktST]$/,
  cut: /^-[dfbc]$/,
  grep: /^-\w*[efmABC]$/,
  sed: /^-\w*[ef]$/,
  awk: /^-[vFf]$/,
  fold: /^-w$/,
  paste: /^-d$/,
  iconv: /^-[ft]$/,
  jq: /^--(?:arg|indent)$/,
  openssl: /^-(?:pass|k|K|iv)$/,
};

export const rule = defineRule({
  meta: {
    id: "bash/output-onto-input",
    title: "A file is read and overwritten by one command",
    description: "The shell empties the file before the command reads it.",
    languages: ["bash"],
    category: "reliability",
    severity: "error",
    confidence: "high",
    cwe: [],
    remediationMinutes: 5,
    precision: { sampled: 0, true: 0, on: "890 scripts of Debian 12" },
    equivalents: { shellcheck: ["SC2094"] },
  },
  words: [[">", ">|"]],
  kinds: [Kind.Redirect],
  check(file, node) {
    const { tree } = file;
    if (nameOf(tree, node) !== ">" && nameOf(tree, node) !== ">|") return;
    const target = childOf(tree, node, Role.Target);
    if (target === noNode) return;
    const path = textOf(tree, target);
    if (path === "-" || path === "" || /^["']?\/dev\//.test(path) || /[`]|\$\(|\$\$|^&/.test(path)) return;
    const command = tree.parent[node]!;
    const pipeline = tree.kind[tree.parent[command]!] === Kind.Pipeline ? tree.parent[command]! : noNode;
    for (const reader of pipeline === noNode ? [command] : childrenOf(tree, pipeline, Role.Element)) {
      if (tree.kind[reader] !== Kind.Command) continue;
      const inputs = childrenOf(tree, reader, Role.Redirect).filter((other) => nameOf(tree, other) === "<").map((other) => childOf(tree, other, Role.Target));
      if (readers.has(nameOf(tree, reader))) inputs.push(...filesOf(tree, reader));
      if (!inputs.some((input) => input !== noNode && textOf(tree, input) === path)) continue;
      file.report({ at: node, message: `\`${path}\` is emptied before \`${nameOf(tree, reader)}\` reads it; write to another file and move it.` });
      return;
    }
  },
});

/** The arguments of a reader that are files: neither its options and their values nor the pattern that it looks for. */
function filesOf(tree: SyntaxTree, reader: NodeId): NodeId[] {
  const name = nameOf(tree, reader);
  if (name === "tr") return [];
  const words = childrenOf(tree, reader, Role.Argument);
  const files = words.filter((word, index) => !/^-./.test(nameOf(tree, word)) && valueOptions[name]?.test(nameOf(tree, words[index - 1] ?? 0)) !== true);
  const hasScript = scripted.has(name) && !words.some((word) => scriptOption.test(nameOf(tree, word)));
  return hasScript ? files.slice(1) : files;
}
