// The prompt `verify-fix`: have a fix judged before it is believed.

import type { Prompt } from "./prompt.ts";

export const verifyFix: Prompt = {
  listed: {
    name: "verify-fix",
    title: "Verify a fix",
    description: "Has a change judged as a fix, and mends it until it is accepted or shown to be wrong.",
    arguments: [
      { name: "finding", description: "the id of the finding that it is for", required: false },
      { name: "rule", description: "or the rule whose findings it is for", required: false },
      { name: "test", description: "the command that runs the tests", required: false },
    ],
  },
  write: ({ finding, rule, test }) => {
    const given = Object.entries({ finding, rule, tests: test }).filter(([, value]) => value !== undefined && value !== "");
    const also = given.length === 0 ? "" : `, and with ${JSON.stringify(Object.fromEntries(given))}`;
    return [
      "Have the change at hand judged as a fix, and believe nothing but the verdict.",
      `1. Call verify_fix with the change as \`patch\` (a unified diff against the project as it is) or as \`files\` (whole new texts)${also}.`,
      "2. accepted: tell which rungs passed and which could not run, with their evidence. Apply the change.",
      "3. refused: read the reason. It names the input that still gets through, or what the change broke. Mend the cause, not the symptom: no suppression, no edit of tests, no list of forbidden characters. Call verify_fix again; stop after four attempts and tell what remains.",
      "4. undecided: say what could not run and why; give a test command, or let a person decide.",
      "5. Never call a fix proven beyond the level that the verdict names.",
    ].join("\n");
  },
};
