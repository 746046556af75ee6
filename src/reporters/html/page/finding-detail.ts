// One finding in full: what is wrong, the code with the data's path, the fix as a diff, and what is known of the rule.

import type { PageDiffLine, PageFinding, PageGap, PageLine, PageRule } from "../page-data.ts";
import { appendText, element, fill, sentence, type Child } from "./dom.ts";
import type { Searchable } from "./filters.ts";
import { formatMinutes } from "./words.ts";

/** Shows the finding, or that none is there. */
export function showFinding(place: HTMLElement, one: Searchable | undefined): void {
  if (one === undefined) {
    fill(place, element("p", { class: "empty" }, "No finding matches."));
    return;
  }
  const { finding, rule } = one;
  fill(
    place,
    element("h2", {}, ...sentence(finding.message)),
    drawFacts(finding, rule),
    ...drawSuppression(finding),
    drawCode(finding.rows),
    ...drawFix(finding),
    ...(finding.suggestion === undefined ? [] : [element("h3", {}, "Suggestion"), element("p", {}, ...sentence(finding.suggestion))]),
    ...drawRelated(finding),
    element("h3", {}, "Why it matters"),
    element("p", {}, ...sentence(rule.description)),
    element("p", { class: "dim" }, "More: ", element("code", {}, `assay explain ${rule.id}`)),
  );
  place.scrollTop = 0;
}

function drawFacts(finding: PageFinding, rule: PageRule): HTMLElement {
  const facts: (readonly [name: string, ...value: Child[]])[] = [
    ["Rule", element("code", {}, rule.id)],
    ["Severity", element("span", { class: `word ${finding.severity}` }, finding.severity), ` · ${finding.confidence} confidence`],
    ["Category", rule.category],
    ...(rule.precision === undefined ? [] : [["Precision", rule.precision] as const]),
    ...(rule.cwe.length === 0 ? [] : [["Weakness", ...rule.cwe.flatMap((cwe, index) => [index === 0 ? undefined : ", ", linkWeakness(cwe)])] as const]),
    ...(finding.state === "open" ? [] : [["State", finding.state] as const]),
    ["Effort", `about ${formatMinutes(finding.minutes)} by hand`],
    ...(finding.also.length === 0 ? [] : [["Also found by", finding.also.join(", ")] as const]),
    ["Id", element("code", {}, finding.id)],
  ];
  return element("dl", { class: "facts" }, ...facts.map(([name, ...value]) => element("div", {}, element("dt", {}, name), element("dd", {}, ...value))));
}

/** Only a number goes into the address. */
function linkWeakness(cwe: string): HTMLElement {
  const number = /^CWE-(\d{1,6})$/.exec(cwe)?.[1];
  if (number === undefined) return element("span", {}, cwe);
  return element("a", { href: `https://cwe.mitre.org/data/definitions/${number}.html`, rel: "noopener noreferrer", target: "_blank" }, cwe);
}

function drawSuppression({ suppression }: PageFinding): HTMLElement[] {
  if (suppression === undefined) return [];
  const { justification, owner, until } = suppression;
  const by = owner === undefined ? "" : ` (${owner})`;
  const end = until === undefined ? "" : `, until ${until}`;
  return [element("p", { class: "notice" }, `Suppressed${by}${end}: ${justification}`)];
}

/** One frame a file, in the order of the data's path. */
function drawCode(rows: readonly (PageLine | PageGap)[]): HTMLElement {
  const frame = element("div", { class: "frames" });
  let lines: HTMLElement | undefined;
  let path: string | undefined;
  for (const row of rows) {
    if ("gap" in row) {
      lines?.append(element("span", { class: "line gap" }, element("span", { class: "number" }, ""), element("span", { class: "code" }, `… ${row.gap}`)));
      continue;
    }
    if (lines === undefined || row.path !== path) {
      lines = element("code", {});
      path = row.path;
      const title = element("figcaption", {}, path);
      frame.append(element("figure", {}, title, element("pre", { tabindex: 0, role: "region", "aria-label": "code" }, lines)));
    }
    lines.append(drawLine(row));
  }
  return frame;
}

function drawLine({ line, text, from, to, notes, kind }: PageLine): HTMLElement {
  const code = element("span", { class: "code" });
  appendText(code, text.slice(0, from));
  if (to > from) code.append(element("mark", { class: kind }, text.slice(from, to)));
  appendText(code, text.slice(Math.max(from, to)));
  const drawn = element("span", { class: `line ${kind}` }, element("span", { class: "number" }, String(line)), code);
  if (notes.length > 0) drawn.append(element("span", { class: `note ${kind}` }, `← ${notes.join(", ")}`));
  return drawn;
}

function drawFix({ fix }: PageFinding): HTMLElement[] {
  if (fix === undefined) return [];
  const tier = element("span", { class: `tag ${fix.safety}` }, `${fix.safety} tier`);
  return [
    element("h3", {}, "Fix ", tier),
    element("p", {}, ...sentence(fix.description)),
    element("figure", {}, element("pre", { class: "diff", tabindex: 0, role: "region", "aria-label": "fix as a diff" }, element("code", {}, ...fix.diff.map(drawDiffLine)))),
  ];
}

function drawDiffLine({ sign, line, text }: PageDiffLine): HTMLElement {
  const kind = sign === "-" ? "del" : "ins";
  return element("span", { class: `line ${kind}` }, element("span", { class: "number" }, line === undefined ? "" : String(line)), element(kind, { class: "code" }, `${sign} ${text}`));
}

function drawRelated({ related }: PageFinding): HTMLElement[] {
  if (related.length === 0) return [];
  return [element("h3", {}, "See also"), element("ul", {}, ...related.map(({ path, line, note }) => element("li", {}, element("code", {}, `${path}:${line}`), ` ${note}`)))];
}
