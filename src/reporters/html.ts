// The report as one HTML file that opens from the disk: data, style and one script, which nothing else may join.

import type { Report } from "../model/report.ts";
import type { Reporter } from "./reporter.ts";
import { pageScript, pageScriptHash, pageStyle, pageStyleHash } from "./html/page.generated.ts";
import { toPageData } from "./html/to-page-data.ts";

export const htmlReporter: Reporter = {
  id: "html",
  title: "one HTML file to browse in, for people",
  fileExtension: "html",
  render: renderPage,
};

/** Only our own script and style, known by their hashes; nothing is loaded, sent or framed. */
const policy = `default-src 'none'; script-src '${pageScriptHash}'; style-src '${pageStyleHash}'; base-uri 'none'; form-action 'none'`;

function renderPage(report: Report): string {
  const data = toPageData(report);
  const tabs = [["findings", "Findings"], ["score", "Score"], ["map", "Map"], ["trends", "Trends"], ["about", "About"]] as const;
  const tab = ([name, title]: (typeof tabs)[number]): string => `<button type="button" role="tab" id="tab-${name}" aria-controls="view-${name}" aria-selected="false" tabindex="-1" hidden>${title}</button>`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>Assay: ${data.score.rating}, ${data.findings.length} findings</title>
<style>${pageStyle}</style>
</head>
<body>
<header>
<div class="name"><h1 id="title">Assay</h1><span id="where"></span></div>
<div id="rating"><span>Rating ${data.score.rating}, ${report.findings.length} findings.</span></div>
<div id="counts"></div>
<button type="button" id="theme">Dark</button>
</header>
<noscript><p>This page draws its views with its own script, which is switched off here. The text and JSON reports need none.</p></noscript>
<nav aria-label="Views"><div class="tabs" role="tablist">${tabs.map(tab).join("")}</div></nav>
<main>
<section class="view" id="view-findings" role="tabpanel" aria-labelledby="tab-findings">
<div class="tools" role="search">
<input type="search" id="search" placeholder="Search messages, rules, files ( / )" aria-label="Search findings" autocomplete="off" spellcheck="false">
${choice("severity", "any severity")}${choice("category", "any category")}${choice("state", "any state")}${choice("rule", "any rule")}
<select id="filter-order" aria-label="Order"><option value="urgency">most urgent first</option><option value="file">by file</option><option value="rule">by rule</option></select>
<button type="button" class="plain" id="clear">Clear</button>
<span id="path-filter"></span>
<span id="shown" role="status"></span>
</div>
<div class="split">
<div class="left"><div id="list" role="listbox" tabindex="0" aria-label="Findings"></div></div>
<section id="detail" tabindex="-1" aria-label="The chosen finding"></section>
</div>
</section>
${tabs.slice(1).map(([name]) => `<section class="view" id="view-${name}" role="tabpanel" aria-labelledby="tab-${name}" tabindex="0" hidden></section>`).join("\n")}
</main>
<script type="application/json" id="data">${toScriptText(data)}</script>
<script>${pageScript}</script>
</body>
</html>
`;
}

function choice(name: string, any: string): string {
  return `<select id="filter-${name}" aria-label="${name}"><option value="">${any}</option></select>`;
}

/** JSON in which nothing can end the element that holds it, or begin a comment in it. */
function toScriptText(data: object): string {
  return JSON.stringify(data).replaceAll("<", "\\u003c").replaceAll(">", "\\u003e").replaceAll("\u2028", "\\u2028").replaceAll("\u2029", "\\u2029");
}
