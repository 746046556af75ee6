// The prompt `review-change`: judge what changed since a revision.

import type { Prompt } from "./prompt.ts";

export const reviewChange: Prompt = {
  listed: {
    name: "review-change",
    title: "Review a change",
    description: "Judges the files that changed since a revision: what is wrong, how much it matters, what to do first.",
    arguments: [
      { name: "since", description: "git revision to compare with; HEAD by default, that is, what is not committed", required: false },
      { name: "paths", description: "folders or files to restrict the review to, separated by commas", required: false },
    ],
  },
  write: ({ since, paths }) => {
    const selection = JSON.stringify({
      paths: (paths ?? "").split(",").map((path) => path.trim()).filter((path) => path !== ""),
      since: since === undefined || since === "" ? "HEAD" : since,
    });
    return [
      "Review the change in this project.",
      `1. Call scan_security and analyze_code_quality with ${selection}. Where a reply is truncated, fetch the rest with nextCursor.`,
      "2. Read the changed lines around each error and each finding of high confidence. Call explain_rule for a rule that you do not know.",
      "3. Say first what must not be merged, each with its place, the path of the data and what an attacker or a user would see; then what should be mended soon; leave out what does not matter here, and say how many you left out.",
      "4. Propose a fix for each of the first kind. Where a finding carries a safe fix, use that one.",
      "Say plainly where the scan was incomplete. Do not claim that the change is right because nothing was found.",
    ].join("\n");
  },
};
