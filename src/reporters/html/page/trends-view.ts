// How the project developed: the score as a line, the findings as bars, and the files where change and complexity meet.

import type { TrendPoint, Trends } from "../../../model/trends.ts";
import { element, shape, shownText } from "./dom.ts";
import { formatCount, formatPoints } from "./words.ts";

const size = { width: 860, height: 240, left: 44, right: 12, top: 12, bottom: 26 } as const;

export function showTrends(place: HTMLElement, trends: Trends): void {
  const { points, hotspots, commitsCounted } = trends;
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined) return;
  place.append(
    element("h2", {}, "Score"),
    drawChart(points, 100, `Score from ${formatPoints(first.millipoints)} on ${first.date} to ${formatPoints(last.millipoints)} on ${last.date}`, drawLine),
    element("h2", {}, "Findings"),
    drawChart(points, Math.max(1, ...points.map(({ errors, warnings, infos }) => errors + warnings + infos)), `Findings from ${totalOf(first)} to ${totalOf(last)}`, drawBars),
    element("p", { class: "legend" }, ...["error", "warning", "info"].map((severity) => element("span", {}, element("span", { class: `swatch fill-${severity}`, "aria-hidden": "true" }), severity))),
    drawTable(points),
    ...(hotspots.length === 0 ? [] : [element("h2", {}, "Hotspots"), element("p", {}, `Files that change often and are hard to follow, over ${formatCount(commitsCounted)} commits.`), drawHotspots(trends)]),
  );
}

function totalOf({ errors, warnings, infos }: TrendPoint): string {
  return formatCount(errors + warnings + infos);
}

type Draw = (points: readonly TrendPoint[], xOf: (index: number) => number, yOf: (value: number) => number) => SVGElement[];

function drawChart(points: readonly TrendPoint[], most: number, words: string, draw: Draw): SVGElement {
  const { width, height, left, right, top, bottom } = size;
  const xOf = (index: number): number => left + ((index + 0.5) / points.length) * (width - left - right);
  const yOf = (value: number): number => height - bottom - (value / most) * (height - top - bottom);
  const grid = [0, 0.25, 0.5, 0.75, 1].flatMap((share) => [
    shape("line", { class: "grid", x1: left, x2: width - right, y1: yOf(share * most), y2: yOf(share * most) }),
    shape("text", { class: "axis", x: left - 6, y: yOf(share * most) + 4, "text-anchor": "end" }, formatCount(Math.round(share * most))),
  ]);
  const dates = [0, points.length - 1].filter((index, at, all) => all.indexOf(index) === at).map((index) => shape("text", { class: "axis", x: xOf(index), y: height - 8, "text-anchor": points.length === 1 ? "middle" : index === 0 ? "start" : "end" }, points[index]!.date));
  return shape("svg", { class: "chart", viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": words }, ...grid, ...dates, ...draw(points, xOf, yOf));
}

const drawLine: Draw = (points, xOf, yOf) => {
  const places = points.map(({ millipoints }, index) => `${xOf(index).toFixed(1)},${yOf(millipoints / 1_000).toFixed(1)}`);
  return [
    shape("polyline", { class: "score-line", points: places.join(" ") }),
    ...points.map((point, index) => shape("circle", { class: "score-dot", cx: xOf(index), cy: yOf(point.millipoints / 1_000), r: 3.5 }, shape("title", {}, tellPoint(point)))),
  ];
};

const drawBars: Draw = (points, xOf, yOf) => {
  const width = Math.max(2, Math.min(28, ((size.width - size.left - size.right) / points.length) * 0.7));
  return points.flatMap((point, index) => {
    let below = 0;
    return (["error", "warning", "info"] as const).map((severity) => {
      const count = { error: point.errors, warning: point.warnings, info: point.infos }[severity];
      const [low, high] = [yOf(below), yOf(below + count)];
      below += count;
      return shape("rect", { class: `fill-${severity}`, x: xOf(index) - width / 2, y: high, width, height: Math.max(0, low - high) }, shape("title", {}, tellPoint(point)));
    });
  });
};

function tellPoint({ date, commit, subject, millipoints, rating, errors, warnings, infos }: TrendPoint): string {
  return shownText(`${date} ${commit.slice(0, 8)} ${subject}\nscore ${formatPoints(millipoints)} (${rating}), ${errors} errors, ${warnings} warnings, ${infos} info`);
}

/** The newest first, as a history is read. */
function drawTable(points: readonly TrendPoint[]): HTMLElement {
  const rows = [...points].reverse().map(({ date, commit, subject, millipoints, rating, errors, warnings, infos, codeLines, isComplete }) =>
    element("tr", {}, element("td", {}, date), element("td", {}, element("code", {}, commit.slice(0, 8))), element("td", {}, subject), ...[`${formatPoints(millipoints)} (${rating})${isComplete ? "" : " *"}`, formatCount(errors), formatCount(warnings), formatCount(infos), formatCount(codeLines)].map((text) => element("td", { class: "figure" }, text))),
  );
  const mark = points.every(({ isComplete }) => isComplete) ? [] : [element("p", { class: "dim" }, "* Not every file of this commit was analysed whole.")];
  return element("div", {}, drawScroll("Commits", [["Date", ""], ["Commit", ""], ["Message", ""], ["Score", "figure"], ["Errors", "figure"], ["Warnings", "figure"], ["Info", "figure"], ["Lines of code", "figure"]], rows), ...mark);
}

function drawHotspots({ hotspots }: Trends): HTMLElement {
  const most = Math.max(1, ...hotspots.map(({ weight }) => weight));
  const rows = hotspots.map(({ path, commits, complexity, findings, weight }) => {
    const bar = element("span", { class: "bar", "aria-hidden": "true" });
    bar.style.width = `${(weight / most) * 100}%`;
    return element("tr", {}, element("td", {}, path), ...[commits, complexity, findings].map((figure) => element("td", { class: "figure" }, formatCount(figure))), element("td", { class: "bars" }, bar));
  });
  return drawScroll("Hotspots", [["File", ""], ["Commits", "figure"], ["Complexity", "figure"], ["Findings", "figure"], ["Weight", ""]], rows);
}

function drawScroll(title: string, heads: readonly (readonly [head: string, kind: string])[], rows: readonly HTMLElement[]): HTMLElement {
  return element("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": title }, element("table", {}, element("caption", { class: "unseen" }, title), element("thead", {}, element("tr", {}, ...heads.map(([head, kind]) => element("th", { scope: "col", class: kind }, head)))), element("tbody", {}, ...rows)));
}
