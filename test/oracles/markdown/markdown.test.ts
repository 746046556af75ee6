// GitHub's own Markdown program reads what we write for it: project text stays text, tables and folds come out as meant.

import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import type { Finding } from "../../../src/model/finding.ts";
import type { Report } from "../../../src/model/report.ts";
import { findReporter } from "../../../src/reporters/registry.ts";
import { defaultReporterOptions } from "../../../src/reporters/reporter.ts";
import { sampleReports } from "../../golden/reports.ts";

/** As GitHub reads comments and summaries: its extensions, and raw HTML passed on to its own filter. */
function toHtml(text: string): string {
  const { stdout, stderr, status } = spawnSync("cmark-gfm", ["--unsafe", "--github-pre-lang", "-e", "table", "-e", "autolink", "-e", "strikethrough", "-e", "tasklist"], { input: text, encoding: "utf8", maxBuffer: 64 * 1024 * 1024 });
  expect(stderr).toBe("");
  expect(status).toBe(0);
  return stdout;
}

const typical = sampleReports.typical!;
const awkward = ["<img src=x onerror=alert(1)>", "</details><script>alert(1)</script>", "[a](https://evil.test)", "![a](https://evil.test/x.png)", "https://evil.test www.evil.test a@evil.test", "| a | b |", "`` ` ``` ~~~", "# x", "- [x] y", "**b** _c_ ~~d~~", "&lt;b&gt; <!-- c -->", "\r\n\r\n<b>x</b>\n\n", "\\<b>x</b>", "@team #1"];

function hostileReport(text: string): Report {
  const first = typical.findings[0]!;
  const finding: Finding = { ...first, path: `src/${text}.py`, message: `It is ${text}.`, trace: [], region: { ...first.region, startLine: 2, endLine: 2 }, excerpt: { firstLine: 2, lines: [text.replaceAll(/[\r\n]/g, " ")] } };
  return { ...typical, findings: [finding], isComplete: false, incompleteReasons: [text], gate: { status: "failed", reason: `It failed: ${text}`, answers: [{ status: "failed", metricKey: "new_findings", filter: {}, comparator: "GT", errorThreshold: "0", actualValue: "1", text }], steps: [{ text, path: text, line: 1 }] } };
}

/** Elements that our own text makes. */
const ours = /^(?:h2|p|strong|table|thead|tbody|tr|th|td|ul|li|details|summary|b|pre|code)$/;

describe.each(["github-summary", "markdown"])("%s", (id) => {
  it.each(awkward)("keeps %j text", async (text) => {
    const html = toHtml((await findReporter(id)).render(hostileReport(text), defaultReporterOptions)).replaceAll(/<!--[^]*?-->/g, "");
    const tags = [...html.matchAll(/<\/?([a-zA-Z][\w-]*)([^>]*)>/g)];
    expect(tags.filter(([, name]) => !ours.test(name!))).toEqual([]);
    expect(tags.filter(([, , rest]) => rest !== "" && !/^(?: align="[a-z]+"| lang="diff")$/.test(rest!))).toEqual([]);
    expect(html).not.toMatch(/<a |href=/);
    // One row a finding, with as many cells as its table has columns.
    for (const [row] of html.matchAll(/<tr>[^]*?<\/tr>/g)) expect([2, 3]).toContain(row.match(/<t[dh]\b/g)?.length);
  });

  it.each(Object.keys(sampleReports))("is read as meant for the %s report", async (name) => {
    const report = sampleReports[name]!;
    const html = toHtml((await findReporter(id)).render(report, defaultReporterOptions));
    expect(html).toContain("<h2>Assay: ");
    const rows = html.match(/<tr>\s*<td>(?:❌ |⚠️ |ℹ️ )?(?:error|warning|note)<\/td>/g) ?? [];
    expect(rows.length).toBe(report.findings.length);
  });
});
