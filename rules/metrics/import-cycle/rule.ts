// metrics/import-cycle: modules that need each other before they are loaded.

import { defineProjectRule } from "../../../src/rule-kit/index.ts";

const shownSteps = 6;

export const rule = defineProjectRule({
  meta: {
    id: "metrics/import-cycle",
    title: "Modules import each other in a circle",
    description: "Which of them is loaded first decides what the others see; they can only be understood, tested and moved together.",
    languages: ["python", "javascript", "typescript"],
    category: "maintainability",
    severity: "info",
    confidence: "high",
    cwe: [],
    remediationMinutes: 30,
    equivalents: { eslint: ["import/no-cycle"], pylint: ["cyclic-import", "R0401"] },
  },
  checkProject: ({ cycles }) =>
    cycles.map(({ path, files, start, end }) => {
      const shown = path.slice(1, shownSteps).map((step) => `\`${step}\``).join(", ");
      const others = path.length > shownSteps ? ` and ${path.length - shownSteps} more` : "";
      const knot = files.length > path.length ? ` ${files.length} files are tied together so.` : "";
      return { path: path[0]!, at: { start, end }, message: `This file imports itself by way of ${shown}${others}.${knot}`, remediationMinutes: 20 + 10 * files.length };
    }),
});
