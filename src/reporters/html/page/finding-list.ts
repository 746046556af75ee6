// The list of findings: only the rows in sight are in the page, however many there are.

import { element, sentence } from "./dom.ts";
import type { Searchable } from "./filters.ts";

/** As the style sheet has it. */
const rowHeight = 64;
/** Rows above and below what is in sight, so that scrolling shows no gaps. */
const spareRows = 8;

export interface FindingList {
  readonly show: (findings: readonly Searchable[]) => void;
  /** Selects by place in the list, and brings it into sight. */
  readonly select: (index: number) => void;
  readonly move: (steps: number) => void;
  readonly indexOf: (id: string) => number;
  readonly selected: () => Searchable | undefined;
  readonly focus: () => void;
}

/** `onSelect` hears of every change of the selection; nothing is selected in an empty list. */
export function createFindingList(box: HTMLElement, onSelect: (one: Searchable | undefined) => void): FindingList {
  let findings: readonly Searchable[] = [];
  let selected = -1;
  let isDrawPlanned = false;
  const spacer = element("div", { class: "spacer", role: "presentation" });
  box.append(spacer);
  const draw = (): void => {
    isDrawPlanned = false;
    const first = Math.max(0, Math.floor(box.scrollTop / rowHeight) - spareRows);
    const last = Math.min(findings.length, Math.ceil((box.scrollTop + box.clientHeight) / rowHeight) + spareRows);
    const rows = findings.slice(first, last).map((one, offset) => drawRow(one, first + offset, { isSelected: first + offset === selected, count: findings.length }));
    // The selected row is what assistive programs are told of: it stays although it is out of sight.
    if (selected >= 0 && (selected < first || selected >= last)) rows.push(drawRow(findings[selected]!, selected, { isSelected: true, count: findings.length }));
    spacer.replaceChildren(...rows);
    if (selected >= 0) box.setAttribute("aria-activedescendant", `row-${selected}`);
    else box.removeAttribute("aria-activedescendant");
  };
  const planDraw = (): void => {
    if (isDrawPlanned) return;
    isDrawPlanned = true;
    requestAnimationFrame(draw);
  };
  const select = (index: number): void => {
    if (findings.length === 0) selected = -1;
    else selected = Math.min(findings.length - 1, Math.max(0, index));
    reveal();
    draw();
    onSelect(findings[selected]);
  };
  const reveal = (): void => {
    if (selected < 0) return;
    const top = selected * rowHeight;
    if (top < box.scrollTop) box.scrollTop = top;
    else if (top + rowHeight > box.scrollTop + box.clientHeight) box.scrollTop = top + rowHeight - box.clientHeight;
  };
  box.addEventListener("scroll", planDraw, { passive: true });
  window.addEventListener("resize", planDraw);
  box.addEventListener("click", (event) => {
    const row = (event.target as Element).closest("[data-index]");
    if (row !== null) select(Number(row.getAttribute("data-index")));
  });
  box.addEventListener("keydown", (event) => {
    const page = Math.max(1, Math.floor(box.clientHeight / rowHeight) - 1);
    const targets: Readonly<Record<string, number>> = { ArrowDown: selected + 1, ArrowUp: selected - 1, PageDown: selected + page, PageUp: selected - page, Home: 0, End: findings.length - 1 };
    const target = targets[event.key];
    if (target === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    select(target);
  });
  return {
    show: (next) => {
      const kept = selected < 0 ? undefined : findings[selected];
      findings = next;
      spacer.style.height = `${next.length * rowHeight}px`;
      box.hidden = next.length === 0;
      const place = kept === undefined ? 0 : next.indexOf(kept);
      if (place <= 0) box.scrollTop = 0;
      select(Math.max(0, place));
    },
    select,
    move: (steps) => select(selected + steps),
    indexOf: (id) => findings.findIndex(({ finding }) => finding.id === id),
    selected: () => findings[selected],
    focus: () => box.focus(),
  };
}

const signs: Readonly<Record<string, string>> = { error: "✗", warning: "▲", info: "●" };

function drawRow({ finding, rule }: Searchable, index: number, { isSelected, count }: { readonly isSelected: boolean; readonly count: number }): HTMLElement {
  const { severity, state, message, path, line, fix } = finding;
  const marks = [...(state === "open" ? [] : [state]), ...(fix === undefined ? [] : ["fix"])];
  const row = element(
    "div",
    { class: `row ${state}`, id: `row-${index}`, role: "option", "aria-selected": String(isSelected), "aria-posinset": index + 1, "aria-setsize": count, "data-index": index },
    element("span", { class: `sign ${severity}` }, element("span", { "aria-hidden": "true" }, signs[severity]), element("span", { class: "unseen" }, severity)),
    element("span", { class: "message" }, ...sentence(message)),
    // The file's own name is never cut, its folder is.
    element("span", { class: "place" }, ...marks.map((mark) => element("span", { class: `tag ${mark}` }, mark)), element("span", { class: "file" }, `${path.slice(path.lastIndexOf("/") + 1)}:${line}`), element("span", { class: "rule" }, rule.id), element("span", { class: "path" }, path.slice(0, path.lastIndexOf("/") + 1))),
  );
  row.style.top = `${index * rowHeight}px`;
  return row;
}
