// The rating as an endpoint badge of shields.io.

import type { Rating } from "../model/report.ts";
import type { Reporter } from "./reporter.ts";

export const badgeReporter: Reporter = {
  id: "badge",
  title: "the rating as a badge for shields.io",
  fileExtension: "json",
  render: ({ score, isComplete }) => {
    const message = isComplete ? score.rating : `${score.rating} (incomplete)`;
    return `${JSON.stringify({ schemaVersion: 1, label: "assay", message, color: isComplete ? colors[score.rating] : "lightgrey" })}\n`;
  },
};

const colors: Readonly<Record<Rating, string>> = { A: "brightgreen", B: "green", C: "yellow", D: "orange", E: "red" };
