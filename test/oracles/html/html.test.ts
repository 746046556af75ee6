// The HTML report in a real browser: accessible, usable by keys, harmless whatever the scanned text is, quick with 10,000 findings.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Finding } from "../../../src/model/finding.ts";
import type { Report } from "../../../src/model/report.ts";
import { scoreReport } from "../../../src/score/score-report.ts";
import { sampleReports } from "../../golden/reports.ts";
import { type Reader, startReader } from "./page.ts";

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const typical = sampleReports.typical!;
const [first] = typical.findings;

let reader: Reader;
beforeAll(async () => {
  reader = await startReader();
});
afterAll(() => reader.close());

const points = Array.from({ length: 12 }, (_, index) => ({ commit: String(index).padStart(40, "a"), date: `2026-01-${String(index + 1).padStart(2, "0")}`, subject: `Change ${index} <b>`, millipoints: 60_000 + index * 2_000, rating: "C" as const, errors: 12 - index, warnings: 5, infos: 3, codeLines: 1_000 + index, isComplete: index !== 3 }));
const trends = { points, hotspots: [{ path: "src/a<b>.py", commits: 9, complexity: 80, weight: 720, findings: 4 }], commitsCounted: 12 };
const gate = { status: "failed", reason: "The gate failed: new findings: 1, at most 0 allowed.", answers: [{ status: "failed", metricKey: "new_findings", filter: {}, comparator: "GT", errorThreshold: "0", actualValue: "1", text: "new findings: 1, at most 0 allowed" }], steps: [{ text: "mend it", fingerprint: first!.fingerprint, path: first!.path, line: 1 }] } as const;
const full: Report = { ...typical, trends, gate, baseline: { type: "commit", reference: "main", commit: "b".repeat(40), known: [typical.findings.at(-1)!], goneCount: 2 } };

const tabs = ["findings", "score", "map", "trends", "about"] as const;

async function complaintsOfAxe(page: Page): Promise<string[]> {
  await page.evaluate(axeSource);
  const violations = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: { run: (context: object) => Promise<{ violations: { id: string; nodes: { html: string; failureSummary: string }[] }[] }> } };
    return (await axe.run(document)).violations;
  });
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)} ${failureSummary}`));
}

describe.each([{ dark: false, narrow: false }, { dark: true, narrow: false }, { dark: false, narrow: true }])("accessibility, %o", (options) => {
  it.each(tabs)("has nothing to complain of in the view %s", async (tab) => {
    const { page, complaints } = await reader.open(full, options);
    await page.click(`#tab-${tab}`);
    expect(await complaintsOfAxe(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await page.close();
  });
});

it.each(Object.keys(sampleReports))("opens the %s report without a complaint", async (name) => {
  const { page, complaints } = await reader.open(sampleReports[name]!);
  for (const tab of tabs.filter((one) => one !== "trends")) await page.click(`#tab-${tab}`);
  expect(complaints).toEqual([]);
  await page.close();
});

const payloads = ["</script><script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<!--<script>", "javascript:alert(1)", '"><svg onload=alert(1)>', "]]>", "{{constructor.constructor('alert(1)')()}}", "\u2028alert(1)", "__proto__", "\u202Egnp.exe", "https://evil.test/x.png"];

describe.each(payloads)("scanned text %j", (text) => {
  it("is shown and does nothing", async () => {
    const finding: Finding = {
      ...first!,
      ruleId: first!.ruleId,
      path: `src/${text}.py`,
      message: `It is \`${text}\` ${text}`,
      excerpt: { firstLine: first!.region.startLine, lines: [`${text} = "${text}"`] },
      trace: [{ ...first!.trace[0]!, path: `other/${text}.py`, note: text, line: text, region: { ...first!.trace[0]!.region, startColumn: 1, endColumn: text.length + 1 } }],
      related: [{ path: text, startLine: 1, endLine: 1, note: text }],
      suggestion: text,
      cwe: [text],
      fix: { description: text, safety: "unsafe", edits: [{ start: 0, end: 1, replacement: `${text}\n`, region: { ...first!.region, endLine: first!.region.startLine } }] },
    };
    const report: Report = { ...full, findings: [finding], files: [{ ...typical.files[0]!, path: finding.path }, { ...typical.files[0]!, path: `${text}/a.py` }], skipped: [{ path: text, reason: "binary", detail: text }], notices: [{ level: "warning", code: "x", message: text, path: text }], repository: { commit: text, branch: text, remote: `https://host.test/${encodeURIComponent(text)}` }, incompleteReasons: [text], isComplete: false, trends: { ...trends, points: points.map((point) => ({ ...point, subject: text })), hotspots: trends.hotspots.map((spot) => ({ ...spot, path: text })) } };
    const { page, complaints } = await reader.open(report);
    for (const tab of tabs) await page.click(`#tab-${tab}`);
    await page.click("#tab-findings");
    expect(complaints).toEqual([]);
    const elements = await page.evaluate(() => ({ scripts: document.querySelectorAll("script").length, strange: document.querySelectorAll("img, iframe, object, embed, form, [onerror], [onload], svg [href], a:not([href^='https://cwe.mitre.org/'])").length }));
    expect(elements).toEqual({ scripts: 2, strange: 0 });
    const shown = await page.evaluate(() => document.querySelector("#detail")!.textContent);
    expect(shown).toContain(text.replace("\u2028", "\\u{2028}").replace("\u202E", "\\u{202e}"));
    await page.close();
  });
});

it("runs no script but its own", async () => {
  const { page, complaints } = await reader.open(typical);
  await page.evaluate(() => {
    const script = document.createElement("script");
    script.textContent = "document.title = 'taken'";
    document.body.append(script);
    const image = document.createElement("img");
    image.setAttribute("onerror", "document.title = 'taken'");
    image.src = "https://evil.test/x.png";
    document.body.append(image);
    const style = document.createElement("style");
    style.textContent = "body { display: none }";
    document.head.append(style);
  });
  await page.waitForTimeout(200);
  expect(await page.title()).not.toBe("taken");
  expect(await page.isVisible("#list")).toBe(true);
  expect(complaints.filter((complaint) => /Content Security Policy/.test(complaint)).length).toBeGreaterThanOrEqual(3);
  await page.close();
});

describe("keys", () => {
  it("search, choose, read and go back without a mouse", async () => {
    const { page, complaints } = await reader.open(typical);
    await page.keyboard.press("/");
    await page.keyboard.type("default");
    expect(await page.textContent("#shown")).toMatch(/^1 of \d+ findings$/);
    expect(await page.textContent("#detail h2")).toContain("default");
    await page.keyboard.press("Escape");
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("list");
    await page.keyboard.press("End");
    const last = await page.getAttribute("#list", "aria-activedescendant");
    expect(last).not.toBe("row-0");
    expect(await page.getAttribute(`#${last}`, "aria-selected")).toBe("true");
    await page.keyboard.press("Home");
    await page.keyboard.press("j");
    expect(await page.getAttribute("#list", "aria-activedescendant")).toBe("row-1");
    await page.keyboard.press("Enter");
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("detail");
    await page.keyboard.press("2");
    expect(await page.isVisible("#view-score")).toBe(true);
    await page.keyboard.press("t");
    expect(await page.evaluate(() => document.documentElement.dataset["theme"])).toBe("dark");
    expect(complaints).toEqual([]);
    await page.close();
  });

  it("move between the tabs by arrows, and through the map by Enter", async () => {
    const { page } = await reader.open(full);
    await page.focus("#tab-findings");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    expect(await page.isVisible("#view-map .tile")).toBe(true);
    await page.focus("#view-map .tile:not(.folder)");
    await page.keyboard.press("Enter");
    expect(await page.isVisible("#view-findings")).toBe(true);
    expect(await page.textContent("#path-filter")).toContain("only ");
    await page.close();
  });
});

it("opens at the finding that its address names", async () => {
  const wanted = typical.findings.at(-1)!;
  const { page } = await reader.open(typical, { hash: `#finding=${wanted.fingerprint}` });
  expect(await page.textContent("#detail .facts")).toContain(wanted.fingerprint);
  await page.close();
});

describe("10,000 findings", () => {
  const findings = Array.from({ length: 10_000 }, (_, index): Finding => ({ ...typical.findings[index % typical.findings.length]!, path: `src/part${index % 97}/file${index % 1_009}.py`, fingerprint: index.toString(16).padStart(16, "0") }));
  const many: Report = { ...typical, findings, suppressed: [], files: Array.from({ length: 1_009 }, (_, index) => ({ ...typical.files[0]!, path: `src/part${index % 97}/file${index}.py` })), score: scoreReport({ findings, codeLines: 200_000 }) };

  it("keep few rows in the page, and answer to search and scrolling within a frame's patience", async () => {
    const { page, complaints } = await reader.open(many);
    const rows = (): Promise<number> => page.locator("#list .row").count();
    expect(await rows()).toBeLessThan(60);
    const longest = await page.evaluate(async () => {
      const list = document.querySelector("#list")!;
      let worst = 0;
      for (let step = 0; step < 120; step++) {
        const start = performance.now();
        list.scrollTop = (step * 7_919) % list.scrollHeight;
        await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)));
        worst = Math.max(worst, performance.now() - start);
      }
      return worst;
    });
    expect(await rows()).toBeLessThan(60);
    await page.fill("#search", "file17.py");
    expect(await page.textContent("#shown")).toMatch(/^\d+ of 10,000 findings$/);
    await page.fill("#search", "");
    await page.focus("#list");
    await page.keyboard.press("End");
    expect(await page.getAttribute("#list", "aria-activedescendant")).toBe("row-9999");
    expect(await page.isVisible("#row-9999")).toBe(true);
    await page.click("#tab-map");
    expect(await page.locator("#view-map .tile").count()).toBeGreaterThan(10);
    expect(complaints).toEqual([]);
    process.stdout.write(`10,000 findings: the longest of 120 far jumps took ${longest.toFixed(0)} ms\n`);
    await page.close();
  });
});
