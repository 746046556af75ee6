// metrics/duplicated-code: the same code in several places, renamed or not.

import { type CloneView, type ProjectFinding, defineProjectRule, isTestPath } from "../../../src/rule-kit/index.ts";

type ClonePlace = CloneView["places"][number];

/** Places named in the message; all are among the related ones. */
const shownPlaces = 3;
/** Of a hundred lines of a place so many in longer clones make it no news. */
const knownPercent = 80;

export const rule = defineProjectRule({
  meta: {
    id: "metrics/duplicated-code",
    title: "The same code stands in several places",
    description: "Whoever mends one of them has to know of the others; sooner or later one is forgotten.",
    languages: ["python", "javascript", "typescript", "bash"],
    category: "maintainability",
    severity: "info",
    confidence: "high",
    cwe: ["CWE-1041"],
    isOnByDefault: false,
    precision: { sampled: 20, true: 18, on: "celery 5.7, scrapy 2.19, fastify 5.12, aiohttp 3.14, eslint 10.15, sphinx 9.0" },
    remediationMinutes: 20,
    equivalents: { pylint: ["duplicate-code", "R0801"], sonar: ["common-py:DuplicatedBlocks"] },
    options: {
      minTokens: { default: 70, description: "The shortest run of equal tokens that is told" },
      minTokensRenamed: { default: 80, description: "The same where names differ" },
      minLines: { default: 10, description: "The fewest lines that are told" },
      includeTests: { default: false, description: "Also look at tests, which repeat themselves on purpose" },
    },
  },
  needsTokens: true,
  checkProject: ({ clones }, { minTokens, minTokensRenamed, minLines, includeTests }) => {
    const told = new Map<string, Set<number>>();
    return clones.flatMap((clone): ProjectFinding[] => {
      const places = includeTests === true ? clone.places : clone.places.filter(({ path }) => !isTestPath(path));
      if (places.length < 2 || clone.tokens < Number(clone.isRenamed ? minTokensRenamed : minTokens) || clone.lines < Number(minLines)) return [];
      // One finding a copy: the first place is what the others repeat, so that a new copy is one new finding.
      return places.slice(1).flatMap((place) => (isNews(place, told) ? [describe(clone, place, places)] : []));
    });
  },
});

/** Longer clones come first, and shorter ones within them say nothing new. */
function isNews({ path, startLine, endLine }: ClonePlace, told: Map<string, Set<number>>): boolean {
  const lines = told.get(path) ?? new Set<number>();
  told.set(path, lines);
  let known = 0;
  for (let line = startLine; line <= endLine; line++) {
    if (lines.has(line)) known++;
    lines.add(line);
  }
  return known * 100 < knownPercent * (endLine - startLine + 1);
}

function describe(clone: CloneView, place: ClonePlace, places: readonly ClonePlace[]): ProjectFinding {
  const others = places.filter((other) => other !== place);
  const shown = others.slice(0, shownPlaces).map(({ path, startLine, endLine }) => (path === place.path ? `lines ${startLine}–${endLine} of this file` : `\`${path}\`, lines ${startLine}–${endLine}`));
  const more = others.length > shownPlaces ? ` and in ${others.length - shownPlaces} more places` : "";
  const lines = place.endLine - place.startLine + 1;
  return {
    path: place.path,
    at: { line: place.startLine },
    message: `These ${lines} lines stand in ${shown.join("; ")}${more} too${clone.isRenamed ? ", with other names" : ""}.`,
    related: others.map(({ path, startLine, endLine }) => ({ path, startLine, endLine, note: `the same ${endLine - startLine + 1} lines` })),
    remediationMinutes: 10 + lines,
  };
}
