// The score: what was lost to what, what to do first, and the gate's answer.

import type { PageData, PageLoss } from "../page-data.ts";
import { element, sentence } from "./dom.ts";
import { countOf, formatCount, formatLoss, formatMinutes, formatPoints } from "./words.ts";

export interface ScoreActions {
  /** Lists the findings of a rule. */
  readonly openRule: (id: string) => void;
  readonly openFinding: (id: string) => void;
}

const mostLosses = 200;
const mostSteps = 30;

export function showScore(place: HTMLElement, data: PageData, actions: ScoreActions): void {
  const { score } = data;
  place.append(
    ...drawGate(data, actions),
    element("h2", {}, "What to do first"),
    ...drawNext(data, actions),
    element("h2", {}, "Where the points went"),
    element("p", {}, `100 points less what each cause takes: ${formatPoints(score.millipoints)} are left, over ${formatCount(score.codeLines)} lines of code. What hurts maintainability takes about ${formatMinutes(Math.round(score.debtMinutes))} to mend.`),
    drawLosses(data, actions),
  );
}

function drawGate({ gate }: PageData, { openFinding }: ScoreActions): HTMLElement[] {
  if (gate === undefined) return [];
  const rows = gate.answers.map(({ status, text, unknown }) => element("tr", {}, element("td", { class: `word gate-${status}` }, status), element("td", {}, unknown === undefined ? text : `${text} (${unknown})`)));
  const steps = gate.steps.slice(0, mostSteps).map(({ text, fingerprint, path, line }) => {
    const words = path === undefined ? text : `${text}, ${path}${line === undefined ? "" : `:${line}`}`;
    return element("li", {}, fingerprint === undefined ? words : linkTo(words, () => openFinding(fingerprint)));
  });
  return [
    element("h2", {}, "Gate"),
    element("p", { class: `gate-answer gate-${gate.status}` }, gate.reason),
    element("table", {}, element("thead", {}, element("tr", {}, element("th", { scope: "col" }, "Status"), element("th", { scope: "col" }, "Condition"))), element("tbody", {}, ...rows)),
    ...(steps.length === 0 ? [] : [element("p", {}, "To turn it green:"), element("ul", {}, ...steps), ...(gate.steps.length > mostSteps ? [element("p", {}, `and ${gate.steps.length - mostSteps} more`)] : [])]),
  ];
}

function drawNext({ score, findings }: PageData, { openFinding }: ScoreActions): HTMLElement[] {
  const known = new Map(findings.map((finding) => [finding.id, finding]));
  const suggestions = score.suggestions.slice(0, mostSteps).map(({ text, id, place, millipoints, minutes }) =>
    element("li", {}, known.has(id) ? linkTo(text, () => openFinding(id)) : element("span", {}, ...sentence(text)), element("span", { class: "dim" }, ` ${place} · ${formatLoss(millipoints).replace(/^(?=\d)/, "+").replace("<", "under +")} points for ${formatMinutes(minutes)}`)),
  );
  const { next } = score;
  const path = next === undefined ? [] : [element("p", {}, `${next.ids.length === 1 ? "One fix brings" : `${countOf(next.ids.length, "fix").replace(/fixs$/, "fixes")} bring`} the rating ${next.rating}, with ${formatPoints(next.millipoints)} points.`)];
  if (suggestions.length + path.length === 0) return [element("p", {}, score.losses.length === 0 ? "Nothing was lost." : "No single fix regains a tenth of a point.")];
  return [...path, ...(suggestions.length === 0 ? [] : [element("ol", { class: "steps" }, ...suggestions)])];
}

function linkTo(words: string, go: () => void): HTMLElement {
  const link = element("button", { type: "button", class: "link" }, ...sentence(words));
  link.addEventListener("click", go);
  return link;
}

function drawLosses({ score, rules }: PageData, actions: ScoreActions): HTMLElement {
  const ids = new Set(rules.map(({ id }) => id));
  const most = Math.max(1, ...score.losses.map(({ millipoints }) => millipoints));
  const row = (loss: PageLoss): HTMLElement => {
    const bar = element("span", { class: "bar", "aria-hidden": "true" });
    bar.style.width = `${(loss.millipoints / most) * 100}%`;
    return element(
      "tr",
      {},
      element("td", {}, loss.category),
      element("td", {}, ids.has(loss.cause) ? linkTo(loss.cause, () => actions.openRule(loss.cause)) : loss.cause),
      element("td", { class: "figure" }, formatCount(loss.count)),
      element("td", { class: "figure" }, `−${formatLoss(loss.millipoints)}`),
      element("td", { class: "bars" }, bar),
    );
  };
  const heads = [["Category", ""], ["Cause", ""], ["Count", "figure"], ["Points", "figure"], ["Share", ""]] as const;
  return element(
    "div",
    { class: "scroll", tabindex: 0, role: "region", "aria-label": "Ledger of the score" },
    element("table", {}, element("caption", { class: "unseen" }, "Ledger of the score"), element("thead", {}, element("tr", {}, ...heads.map(([head, kind]) => element("th", { scope: "col", class: kind }, head)))), element("tbody", {}, ...score.losses.slice(0, mostLosses).map(row))),
  );
}
