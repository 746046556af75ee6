// What the scan did not look at, and what it wants to be known.

import type { PageData } from "../page-data.ts";
import { element } from "./dom.ts";
import { countOf, formatCount } from "./words.ts";

export function showAbout(place: HTMLElement, data: PageData): void {
  const { incompleteReasons, isComplete, skipped, notices, files, baseline, leftOut, tool, repository } = data;
  const facts = [
    `Assay ${tool} analysed ${countOf(files.length, "file")}.`,
    ...(repository?.commit === undefined ? [] : [`Commit ${repository.commit}${repository.branch === undefined ? "" : ` on ${repository.branch}`}.`]),
    ...(baseline === undefined ? [] : [`Compared with ${baseline.reference}${baseline.commit === undefined ? "" : ` (${baseline.commit.slice(0, 12)})`}: ${formatCount(baseline.knownCount)} findings are known, ${formatCount(baseline.goneCount)} are gone.`]),
    ...(leftOut === 0 ? [] : [`${formatCount(leftOut)} findings are left out of this page; the JSON report holds all.`]),
  ];
  place.append(
    element("h2", {}, "This report"),
    ...facts.map((fact) => element("p", {}, fact)),
    element("h2", {}, isComplete ? "Complete" : "Incomplete"),
    ...(isComplete ? [element("p", {}, "Every selected file was analysed whole.")] : [element("ul", {}, ...incompleteReasons.map((reason) => element("li", {}, reason)))]),
    ...(notices.length === 0 ? [] : [element("h2", {}, "Notices"), element("ul", {}, ...notices.map(({ level, message, path }) => element("li", {}, `${level}: ${path === undefined ? "" : `${path}: `}${message}`)))]),
    ...(skipped.length === 0 ? [] : [element("h2", {}, "Skipped files"), element("ul", { class: "skipped" }, ...skipped.map(({ path, reason, detail }) => element("li", {}, element("code", {}, path), ` ${reason}${detail === "" ? "" : `: ${detail}`}`)))]),
    element("h2", {}, "Keys"),
    element("dl", { class: "keys" }, ...keys.map(([key, words]) => element("div", {}, element("dt", {}, element("kbd", {}, key)), element("dd", {}, words)))),
  );
}

const keys = [
  ["/", "search"],
  ["j, k", "next and previous finding"],
  ["↓ ↑ Home End", "move in the list"],
  ["Enter", "from the list to the finding"],
  ["1 … 5", "views"],
  ["t", "light or dark"],
  ["Esc", "clear the search, back to the list"],
] as const;
