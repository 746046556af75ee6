// The view of findings: search and filters above, the list beside the chosen finding.

import type { PageData } from "../page-data.ts";
import { byId, element, fill } from "./dom.ts";
import { type Filters, noFilters, select, toSearchable } from "./filters.ts";
import { showFinding } from "./finding-detail.ts";
import { type FindingList, createFindingList } from "./finding-list.ts";
import { countOf, formatCount } from "./words.ts";

export interface FindingsView {
  readonly list: FindingList;
  /** Shows with these filters and no others. */
  readonly filter: (filters: Partial<Filters>) => void;
  readonly openFinding: (id: string) => void;
  readonly focusSearch: () => void;
  readonly focusDetail: () => void;
}

const filterNames = ["severity", "category", "state", "rule", "order"] as const;

export function createFindingsView(data: PageData): FindingsView {
  const all = data.findings.map((finding) => toSearchable(finding, data.rules));
  const search = byId("search") as HTMLInputElement;
  const selects = new Map(filterNames.map((name) => [name, byId(`filter-${name}`) as HTMLSelectElement]));
  const detail = byId("detail");
  const list = createFindingList(byId("list"), (one) => {
    showFinding(detail, one);
    const address = one === undefined ? "#" : `#finding=${one.finding.id}`;
    if (location.hash !== address) history.replaceState(undefined, "", address);
  });
  let path = "";
  fillChoices(data, selects);
  const apply = (): void => {
    const value = (name: (typeof filterNames)[number]): string => selects.get(name)!.value;
    const order = value("order");
    const filters: Filters = { text: search.value, severity: value("severity"), category: value("category"), state: value("state"), rule: value("rule"), path, order: order === "file" || order === "rule" ? order : "urgency" };
    const shown = select(all, filters);
    fill(byId("shown"), shown.length === all.length ? countOf(all.length, "finding") : `${formatCount(shown.length)} of ${countOf(all.length, "finding")}`);
    fill(byId("path-filter"), ...drawPathFilter());
    list.show(shown);
  };
  const drawPathFilter = (): HTMLElement[] => {
    if (path === "") return [];
    const button = element("button", { type: "button", class: "plain" }, `only ${path} ✕`);
    button.addEventListener("click", () => {
      path = "";
      apply();
      search.focus();
    });
    return [button];
  };
  const filter = (filters: Partial<Filters>): void => {
    const wanted = { ...noFilters, ...filters };
    search.value = wanted.text;
    path = wanted.path;
    for (const name of filterNames) if (name !== "order") selects.get(name)!.value = wanted[name];
    apply();
  };
  search.addEventListener("input", apply);
  for (const one of selects.values()) one.addEventListener("change", apply);
  byId("clear").addEventListener("click", () => filter({}));
  apply();
  return {
    list,
    filter,
    openFinding: (id) => {
      if (list.indexOf(id) < 0) filter({});
      list.select(Math.max(0, list.indexOf(id)));
      list.focus();
    },
    focusSearch: () => search.select(),
    focusDetail: () => detail.focus(),
  };
}

/** Only what occurs can be chosen. */
function fillChoices({ findings, rules }: PageData, selects: ReadonlyMap<string, HTMLSelectElement>): void {
  const counts = (keyOf: (finding: PageData["findings"][number]) => string): [string, number][] => {
    const found = new Map<string, number>();
    for (const finding of findings) found.set(keyOf(finding), (found.get(keyOf(finding)) ?? 0) + 1);
    return [...found].sort((left, right) => right[1] - left[1] || (left[0] < right[0] ? -1 : 1));
  };
  const choices = { severity: counts(({ severity }) => severity), category: counts(({ rule }) => rules[rule]!.category), state: counts(({ state }) => state), rule: counts(({ rule }) => rules[rule]!.id) };
  for (const [name, values] of Object.entries(choices)) selects.get(name)!.append(...values.map(([value, count]) => element("option", { value }, `${value} (${formatCount(count)})`)));
}
