// The map of the project: a tile a folder or file, as large as its code, as warm as its findings.

import type { PageData } from "../page-data.ts";
import { element, fill, shownText } from "./dom.ts";
import { type Folder, buildFolders, filesBelow, heatOf } from "./folders.ts";
import { type Box, squarify } from "./squarify.ts";
import { countOf, formatCount } from "./words.ts";

/** Tiles of one level; the smaller rest is one tile. */
const mostTiles = 150;
const mostInnerTiles = 80;
/** Below this there is no room for words. */
const leastLabel = { width: 56, height: 22 } as const;
const leastInner = { width: 70, height: 60 } as const;
const headHeight = 22;
const gap = 2;

/** `onOpen` is told a file or folder whose findings are to be listed. */
export function createMapView(place: HTMLElement, data: PageData, onOpen: (path: string) => void): () => void {
  const root = buildFolders(data);
  const crumbs = element("nav", { class: "crumbs", "aria-label": "Folder" });
  const board = element("div", { class: "board", role: "group", "aria-label": "Map of the project" });
  place.append(element("p", { class: "dim" }, "Area is lines of code, colour is findings for the size. A folder opens, a file lists its findings."), crumbs, board, drawLegend());
  let trail: readonly Folder[] = [root];
  const draw = (hasFocus: boolean): void => {
    const folder = trail.at(-1)!;
    fill(crumbs, ...drawCrumbs(trail, (next) => { trail = next; draw(true); }, onOpen));
    const area = { left: 0, top: 0, width: board.clientWidth, height: board.clientHeight };
    fill(board, ...drawTiles(folder, area, (child) => {
      if (child.isFile) onOpen(child.path);
      else {
        trail = [...trail, child];
        draw(true);
      }
    }));
    if (hasFocus) (board.querySelector("button") ?? board).focus();
  };
  window.addEventListener("resize", () => {
    if (board.clientWidth > 0) draw(false);
  });
  return () => draw(false);
}

function drawCrumbs(trail: readonly Folder[], go: (trail: readonly Folder[]) => void, onOpen: (path: string) => void): HTMLElement[] {
  const steps = trail.map((folder, index) => {
    const isLast = index === trail.length - 1;
    const button = element("button", { type: "button", class: "crumb", ...(isLast ? { "aria-current": "true" } : {}) }, index === 0 ? folder.path || "project" : folder.name);
    button.addEventListener("click", () => go(trail.slice(0, index + 1)));
    return button;
  });
  const list = element("button", { type: "button", class: "plain" }, "List its findings");
  list.addEventListener("click", () => onOpen(trail.at(-1)!.path));
  return [...steps, list];
}

function drawTiles(folder: Folder, area: Box, onChoose: (child: Folder) => void): HTMLElement[] {
  const children = gatherSmall(folder.children.filter(({ codeLines, errors, warnings }) => codeLines + errors + warnings > 0), mostTiles);
  const boxes = squarify(children.map(weightOf), area);
  return children.map((child, index) => {
    const box = boxes[index]!;
    const words = `${child.name}: ${describe(child)}`;
    const tile = element("button", { type: "button", class: `tile heat${heatOf(child)}${child.isFile ? "" : " folder"}`, "aria-label": shownText(words), title: shownText(words), disabled: child.path === restPath });
    put(tile, box);
    if (box.width >= leastLabel.width && box.height >= leastLabel.height) tile.append(element("span", { class: "label" }, child.name + (child.isFile ? "" : "/")));
    if (!child.isFile && box.width >= leastInner.width && box.height >= leastInner.height) tile.append(drawInside(child, box));
    tile.addEventListener("click", () => onChoose(child));
    return tile;
  });
}

/** The files below a folder, without words: the tile says what they are together. */
function drawInside(folder: Folder, box: Box): HTMLElement {
  const area = { left: gap, top: headHeight, width: box.width - 4 * gap, height: box.height - headHeight - 3 * gap };
  const children = gatherSmall(filesBelow(folder).filter(({ codeLines }) => codeLines > 0), mostInnerTiles);
  const boxes = squarify(children.map(weightOf), { ...area, left: 0, top: 0 });
  const inside = element("span", { class: "inside", "aria-hidden": "true" }, ...children.map((child, index) => {
    const inner = element("span", { class: `inner heat${heatOf(child)}` });
    put(inner, boxes[index]!);
    return inner;
  }));
  put(inside, area, 0);
  return inside;
}

function put(tile: HTMLElement, { left, top, width, height }: Box, space: number = gap): void {
  Object.assign(tile.style, { left: `${left}px`, top: `${top}px`, width: `${Math.max(1, width - space)}px`, height: `${Math.max(1, height - space)}px` });
}

const restPath = "\0rest";

function gatherSmall(children: readonly Folder[], most: number): readonly Folder[] {
  if (children.length <= most) return children;
  const rest = children.slice(most - 1);
  const sum = (field: "codeLines" | "errors" | "warnings" | "infos"): number => rest.reduce((total, child) => total + child[field], 0);
  const gathered = { path: restPath, name: `${formatCount(rest.length)} smaller ones`, isFile: true, codeLines: sum("codeLines"), errors: sum("errors"), warnings: sum("warnings"), infos: sum("infos"), children: [] };
  return [...children.slice(0, most - 1), gathered].sort((left, right) => right.codeLines - left.codeLines);
}

/** Files without code are seen too where something is wrong with them. */
function weightOf({ codeLines }: Folder): number {
  return Math.max(1, codeLines);
}

function describe({ codeLines, errors, warnings, infos }: Folder): string {
  const found = [...(errors === 0 ? [] : [countOf(errors, "error")]), ...(warnings === 0 ? [] : [countOf(warnings, "warning")]), ...(infos === 0 ? [] : [`${formatCount(infos)} info`])];
  return `${countOf(codeLines, "line")}, ${found.length === 0 ? "no findings" : found.join(", ")}`;
}

function drawLegend(): HTMLElement {
  const names = ["nothing", "few", "some", "many", "most"];
  return element("p", { class: "legend" }, ...names.map((name, heat) => element("span", {}, element("span", { class: `swatch heat${heat}`, "aria-hidden": "true" }), name)));
}
