// bash/ssh-eats-input: ssh in a reading loop takes the rest of the input.

import { Kind, Role, childOf, childrenOf, defineRule, nameOf, noNode } from "../../../src/rule-kit/index.ts";

const eaters: ReadonlyMap<string, string> = new Map([["ssh", "-n"], ["ffmpeg", "-nostdin"]]);

export const rule = defineRule({
  meta: {
    id: "bash/ssh-eats-input",
    title: "ssh in a reading loop takes the rest of the input",
    description: "The loop ends after its first turn, and nothing says so.",
    languages: ["bash"],
    category: "reliability",
    severity: "warning",
    confidence: "high",
    cwe: [],
    remediationMinutes: 2,
    precision: { sampled: 0, true: 0, on: "890 scripts of Debian 12" },
    fixSafety: "unsafe",
    equivalents: { shellcheck: ["SC2095"] },
  },
  words: [["ssh", "ffmpeg"], ["read"]],
  kinds: [Kind.While],
  check(file, node) {
    const { tree } = file;
    const test = childOf(tree, node, Role.Test);
    if (test === noNode || tree.kind[test] !== Kind.Command || nameOf(tree, test) !== "read") return;
    if (childrenOf(tree, test, Role.Argument).some((word) => /^-[a-z]*u/.test(nameOf(tree, word)))) return;
    for (let at = node; at < tree.subtreeEnd[node]!; at++) {
      const option = tree.kind[at] === Kind.Command ? eaters.get(nameOf(tree, at)) : undefined;
      if (option === undefined || tree.role[at] === Role.Element) continue;
      const words = childrenOf(tree, at, Role.Argument);
      const hasInput = childrenOf(tree, at, Role.Redirect).some((redirect) => nameOf(tree, redirect).startsWith("<"));
      if (hasInput || words.some((word) => nameOf(tree, word) === option || /^-[a-zA-Z]*n[a-zA-Z]*$/.test(nameOf(tree, word)))) continue;
      const end = tree.end[childOf(tree, at, Role.Callee)]!;
      file.report({
        at: { start: tree.start[at]!, end },
        message: `\`${nameOf(tree, at)}\` reads the rest of the loop's input; give it \`${option}\` or \`< /dev/null\`.`,
        fix: { description: `Add \`${option}\``, safety: "unsafe", edits: [{ start: end, end, replacement: ` ${option}` }] },
      });
    }
  },
});
