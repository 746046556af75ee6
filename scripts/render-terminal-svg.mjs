// Draws coloured terminal text as an SVG picture: `… --color always | node scripts/render-terminal-svg.mjs --title TEXT > FILE`.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const fontSize = 14;
const columnWidth = 8.43;
const lineHeight = 20;
const padding = 18;
const barHeight = 38;
const colors = {
  background: "#161b22",
  bar: "#21262d",
  edge: "#30363d",
  text: "#d6dce4",
  dim: "#7d8793",
  31: "#ff7b72",
  32: "#7ee787",
  33: "#f2cc60",
  34: "#79c0ff",
  35: "#d2a8ff",
  36: "#76e3ea",
};

/** The picture of `text`, which may hold the SGR sequences for bold, dim and the eight colours. */
export function renderTerminalSvg(text, title) {
  const lines = text.replace(/\n+$/, "").split("\n").map(splitRuns);
  const columns = Math.max(...lines.map((runs) => runs.reduce((sum, run) => sum + run.columns, 0)), title.length + 16);
  const width = Math.ceil(columns * columnWidth + 2 * padding);
  const height = barHeight + lines.length * lineHeight + 2 * padding - 6;
  const drawn = lines.flatMap((runs, index) => drawLine(runs, barHeight + padding + index * lineHeight + fontSize - 2));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escapeXml(title)}">`,
    `<rect x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="9" fill="${colors.background}" stroke="${colors.edge}"/>`,
    `<path d="M0.5 ${barHeight}V9.5a9 9 0 0 1 9-9H${width - 9.5}a9 9 0 0 1 9 9V${barHeight}Z" fill="${colors.bar}" stroke="${colors.edge}"/>`,
    ...["#ff5f57", "#febc2e", "#28c840"].map((fill, index) => `<circle cx="${22 + index * 20}" cy="${barHeight / 2}" r="6" fill="${fill}"/>`),
    `<g font-family="ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono','Liberation Mono',monospace" font-size="${fontSize}" xml:space="preserve">`,
    `<text x="${width / 2}" y="${barHeight / 2 + 5}" text-anchor="middle" fill="${colors.dim}">${escapeXml(title)}</text>`,
    ...drawn,
    "</g>",
    "</svg>",
    "",
  ].join("\n");
}

/** Pieces of one colouring. Each line starts plain: the text reporter closes its colours on every line. */
function splitRuns(line) {
  const runs = [];
  let state = { isBold: false, isDim: false, color: undefined };
  // eslint-disable-next-line no-control-regex
  for (const piece of line.split(/(\u001B\[[\d;]*m)/)) {
    const codes = /^\u001B\[([\d;]*)m$/.exec(piece);
    if (codes !== null) state = codes[1].split(";").map(Number).reduce(applyCode, state);
    else if (piece !== "") runs.push({ ...state, text: piece, columns: [...piece].length });
  }
  return runs;
}

function applyCode(state, code) {
  if (code === 0) return { isBold: false, isDim: false, color: undefined };
  if (code === 1) return { ...state, isBold: true };
  if (code === 2) return { ...state, isDim: true };
  if (code === 22) return { ...state, isBold: false, isDim: false };
  if (code === 39) return { ...state, color: undefined };
  return code in colors ? { ...state, color: colors[code] } : state;
}

/** Each run is pinned to its columns, so that frames and carets line up in whatever font is at hand. */
function drawLine(runs, y) {
  let column = 0;
  return runs.flatMap((run) => {
    const before = run.text.length - run.text.trimStart().length;
    const shown = run.text.trim();
    const x = padding + (column + before) * columnWidth;
    column += run.columns;
    if (shown === "") return [];
    const fill = run.color ?? (run.isDim ? colors.dim : colors.text);
    const weight = run.isBold ? ' font-weight="700"' : "";
    const length = ([...shown].length * columnWidth).toFixed(2);
    return `<text x="${x.toFixed(2)}" y="${y}" fill="${fill}"${weight} textLength="${length}" lengthAdjust="spacingAndGlyphs">${escapeXml(shown).replaceAll(" ", "\u00A0")}</text>`;
  });
}

function escapeXml(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const at = process.argv.indexOf("--title");
  const title = at === -1 ? "assay" : (process.argv[at + 1] ?? "assay");
  process.stdout.write(renderTerminalSvg(readFileSync(0, "utf8"), title));
}
