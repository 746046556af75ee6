// bash/sudo-redirect: sudo does not reach the redirection.

import { Kind, Role, childOf, childrenOf, defineRule, nameOf, noNode, textOf } from "../../../src/rule-kit/index.ts";

export const rule = defineRule({
  meta: {
    id: "bash/sudo-redirect",
    title: "sudo does not reach the redirection",
    description: "The file is opened by the caller, without the rights that sudo gives.",
    languages: ["bash"],
    category: "reliability",
    severity: "warning",
    confidence: "high",
    cwe: [],
    remediationMinutes: 3,
    precision: { sampled: 0, true: 0, on: "890 scripts of Debian 12" },
    equivalents: { shellcheck: ["SC2024"] },
  },
  words: [["sudo"], [">", ">>", "<", "&>"]],
  kinds: [Kind.Command],
  check(file, node) {
    const { tree } = file;
    if (nameOf(tree, node) !== "sudo") return;
    for (const redirect of childrenOf(tree, node, Role.Redirect)) {
      const target = childOf(tree, redirect, Role.Target);
      if (target === noNode || !/^(?:>|>>|&>|&>>|>\|)$/.test(nameOf(tree, redirect))) continue;
      const path = textOf(tree, target);
      // The caller's own files, and what everybody may write to.
      if (!/^["']?\/(?:etc|usr|var|opt|root|boot|sys|proc|lib|srv|run)\b/.test(path)) continue;
      file.report({ at: redirect, message: `The caller opens \`${path}\`, not \`sudo\`; write \`| sudo tee ${path}\`.` });
    }
  },
});
