// The page's head: what the project is, its rating, the counts that filter when they are pressed.

import type { PageData } from "../page-data.ts";
import { byId, element, fill } from "./dom.ts";
import { countOf, formatCount, formatPoints } from "./words.ts";

/** `onSeverity` is told which findings are to be listed. */
export function showHead(data: PageData, onSeverity: (severity: string) => void): void {
  const { score, repository, findings, baseline, gate, isComplete } = data;
  const counted = findings.filter(({ state }) => state === "open" || state === "new");
  const name = repository?.remote?.split("/").at(-1) ?? "Assay";
  fill(byId("title"), name);
  fill(byId("where"), [repository?.branch, repository?.commit?.slice(0, 12)].filter((part) => part !== undefined).join(" @ "));
  fill(
    byId("rating"),
    element("span", { class: `letter rating-${score.rating}` }, score.rating),
    element("span", { class: "points" }, element("strong", {}, formatPoints(score.millipoints)), " of 100 points"),
    ...Object.entries(score.ratings).map(([category, rating]) => element("span", { class: "part" }, category, " ", element("strong", { class: `rating-${rating}` }, rating))),
  );
  const counts = (["error", "warning", "info"] as const).map((severity) => {
    const count = counted.filter((finding) => finding.severity === severity).length;
    const button = element("button", { type: "button", class: `count ${severity}` }, element("strong", {}, formatCount(count)), ` ${severity === "info" ? "info" : `${severity}${count === 1 ? "" : "s"}`}`);
    button.addEventListener("click", () => onSeverity(severity));
    return button;
  });
  const known = baseline === undefined ? [] : [element("span", { class: "part" }, `new; ${countOf(baseline.knownCount, "known one")}`)];
  const answer = gate === undefined ? [] : [element("span", { class: `tag gate-${gate.status}` }, `gate ${gate.status}`)];
  fill(byId("counts"), ...counts, ...known, ...answer, ...(isComplete ? [] : [element("span", { class: "tag incomplete" }, "incomplete")]));
}
