// The script of the HTML report: reads the data that stand in the page, draws the views and listens to keys.

import type { PageData } from "../page-data.ts";
import { showAbout } from "./about-view.ts";
import { byId } from "./dom.ts";
import { createFindingsView } from "./findings-view.ts";
import { showHead } from "./head.ts";
import { createMapView } from "./map-view.ts";
import { showScore } from "./score-view.ts";
import { createTabs } from "./tabs.ts";
import { createTheme } from "./theme.ts";
import { showTrends } from "./trends-view.ts";

start(JSON.parse(byId("data").textContent ?? "") as PageData);

function start(data: PageData): void {
  document.body.classList.add("live");
  const theme = createTheme(byId("theme"));
  const wanted = /^#finding=([0-9a-f]{1,64})$/.exec(location.hash)?.[1];
  const findings = createFindingsView(data);
  const names = ["findings", "score", "map", ...(data.trends === undefined ? [] : ["trends"]), "about"];
  const drawMap = createMapView(byId("view-map"), data, (path) => {
    tabs.open("findings");
    findings.filter({ path });
    findings.list.focus();
  });
  const tabs = createTabs(names, (name) => {
    if (name === "map") drawMap();
  });
  const openFinding = (id: string): void => {
    tabs.open("findings");
    findings.openFinding(id);
  };
  const openRule = (rule: string): void => {
    tabs.open("findings");
    findings.filter({ rule });
  };
  showHead(data, (severity) => {
    tabs.open("findings");
    findings.filter({ severity, state: data.baseline === undefined ? "open" : "new" });
  });
  showScore(byId("view-score"), data, { openRule, openFinding });
  if (data.trends !== undefined) showTrends(byId("view-trends"), data.trends);
  showAbout(byId("view-about"), data);
  tabs.open("findings");
  if (wanted !== undefined) findings.openFinding(wanted);
  listenToKeys({ "/": findings.focusSearch, j: () => findings.list.move(1), k: () => findings.list.move(-1), t: theme.toggle }, tabs.openAt);
  byId("search").addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    findings.filter({});
    findings.list.focus();
  });
  byId("list").addEventListener("keydown", (event) => {
    if (event.key === "Enter") findings.focusDetail();
  });
  byId("detail").addEventListener("keydown", (event) => {
    if (event.key === "Escape") findings.list.focus();
  });
}

/** Single keys count only where nothing is being typed. */
function listenToKeys(actions: Readonly<Record<string, () => void>>, openTab: (place: number) => void): void {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || (event.target as Element).closest("input, select, textarea") !== null) return;
    const action = Object.hasOwn(actions, event.key) ? actions[event.key] : undefined;
    if (action === undefined && !/^[1-5]$/.test(event.key)) return;
    event.preventDefault();
    if (action !== undefined) action();
    else openTab(Number(event.key) - 1);
  });
}
