// bash/loop-over-listing: a loop over the words of a listing.

import { Kind, Role, childrenOf, defineRule, nameOf } from "../../../src/rule-kit/index.ts";

const advice: ReadonlyMap<string, string> = new Map([
  ["ls", "loop over a pattern: `for file in *.txt`"],
  ["find", "use `-exec`, or `-print0` and `while IFS= read -r -d ''`"],
  ["cat", "read lines: `while IFS= read -r line; do … done < file`"],
]);

export const rule = defineRule({
  meta: {
    id: "bash/loop-over-listing",
    title: "A loop over the words of a listing",
    description: "Names with blanks are torn apart, and wildcards in them are replaced.",
    languages: ["bash"],
    category: "reliability",
    severity: "warning",
    confidence: "high",
    cwe: [],
    remediationMinutes: 10,
    precision: { sampled: 4, true: 4, on: "Debian's scripts in /usr and /etc, scripts of 12 npm packages" },
    equivalents: { shellcheck: ["SC2045", "SC2044", "SC2013"] },
  },
  words: [["ls", "find", "cat"]],
  kinds: [Kind.ForEach],
  check(file, node) {
    const { tree } = file;
    for (const word of childrenOf(tree, node, Role.Iterable)) {
      if (tree.kind[word] !== Kind.CommandSubstitution) continue;
      const commands = childrenOf(tree, word, Role.Body);
      const name = commands.length === 1 && tree.kind[commands[0]!] === Kind.Command ? nameOf(tree, commands[0]!) : "";
      const wanted = advice.get(name);
      if (wanted === undefined) continue;
      file.report({ at: word, message: `The loop takes the words of what \`${name}\` prints, not its lines; ${wanted}.` });
    }
  },
});
