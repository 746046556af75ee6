// The prompt `fix-finding`: mend one finding and prove that it is gone.

import type { Prompt } from "./prompt.ts";

export const fixFinding: Prompt = {
  listed: {
    name: "fix-finding",
    title: "Fix a finding",
    description: "Mends one finding and proves that it is gone and nothing new came.",
    arguments: [
      { name: "finding", description: "the finding's id", required: true },
      { name: "path", description: "the file it is in", required: true },
      { name: "test", description: "the command that runs the tests", required: false },
    ],
  },
  write: ({ finding, path, test }) =>
    [
      `Mend the finding ${JSON.stringify(finding)} in ${JSON.stringify(path)}.`,
      `1. Call scan_security and analyze_code_quality with ${JSON.stringify({ paths: [path] })} and find the finding by its id; call explain_rule for its rule.`,
      "2. Read the code around it and everything on the path of its data. If the finding is wrong, say why, and suppress it with a comment that gives the reason, instead of changing code.",
      "3. Make the smallest change that removes the cause. Use the finding's own fix where it carries one and it fits.",
      `4. Before you write it, call verify_fix with the file's new text and ${JSON.stringify({ finding })}: it must be accepted. Where it is refused, its reason says what still gets through; mend that.`,
      test === undefined || test === ""
        ? '5. Run the project\'s tests with execute_bash_command in a private copy (workingDirectory ".") and show how they ended.'
        : `5. Run ${JSON.stringify(test)} with execute_bash_command, workingDirectory ".", and show how it ended.`,
    ].join("\n"),
};
