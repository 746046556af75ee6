// Reads the figures of reports/speed.md and says which of the goals they reach: run by itself or at the end of the bench.

import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const heading = "## Goals";

interface Goal {
  readonly title: string;
  readonly most: number;
  readonly measured: number | undefined;
  /** What stands in the way, as profiles showed it; printed only where the goal is missed. */
  readonly cause: string;
}

const causes = {
  start: "loading some forty chunks and compiling the grammar; the rules load with the first file",
};

/** What the report's own profile says of a corpus: the stages that take the most. */
function causeOf(section: string | undefined): string {
  const stages = /^Where one worker's time goes[^:]*: (.+)\.$/m.exec(section ?? "")?.[1];
  return stages === undefined ? "not profiled" : `one worker's time: ${stages.split(", ").slice(0, 5).join(", ")}`;
}

/** The report with a table of goals at its end, replacing an earlier one. */
export function withGoals(report: string): string {
  const figures = report.split(`\n${heading}`)[0]!.trimEnd();
  const rows = goalsOf(figures).map(({ title, most, measured, cause }) => {
    if (measured === undefined) return `| ${title} | ${most} | not measured | missed: not measured |`;
    return `| ${title} | ${most} | ${measured.toFixed(2)} | ${measured <= most ? "reached" : `missed: ${cause}`} |`;
  });
  return `${figures}\n\n${heading}\n\n| goal | at most | measured | |\n|---|---|---|---|\n${rows.join("\n")}\n`;
}

function goalsOf(report: string): Goal[] {
  const sections = new Map(report.split(/^## /m).map((section) => [section.split(/[:\n]/, 1)[0]!, section]));
  const cell = (section: string, row: string, column: number): number | undefined => {
    const line = sections.get(section)?.split("\n").find((candidate) => candidate.startsWith(`| ${row} |`));
    const value = Number(line?.split("|")[column + 1]?.trim());
    return Number.isFinite(value) ? value : undefined;
  };
  const share = (section: string): number | undefined => {
    const cold = cell(section, "assay, cold", 1);
    const warm = cell(section, "assay, unchanged and cached", 1);
    return cold === undefined || warm === undefined ? undefined : warm / cold;
  };
  const corpora = [
    { name: "Python", floor: 1 },
    { name: "TypeScript", floor: 0.6 },
    { name: "JavaScript", floor: 0.6 },
  ];
  const growth = Number(/ten copies:.*?× ([\d.]+)/.exec(report)?.[1]);
  return [
    ...corpora.map(({ name, floor }) => ({ title: `${name}, cold, × floor`, most: floor, measured: cell(name, "assay, cold", 2), cause: causeOf(sections.get(name)) })),
    ...corpora.map(({ name }) => ({ title: `${name}, cached ÷ cold`, most: 0.15, measured: share(name), cause: causes.start })),
    ...corpora.map(({ name }) => ({ title: `${name}, peak MB`, most: 512, measured: cell(name, "assay, cold", 4), cause: "heaps of two workers" })),
    { title: "--version, × `node -e 0`", most: 1.4, measured: cell("Start", "assay --version", 2), cause: causes.start },
    ...[...(sections.get("Start") ?? "").matchAll(/^\| (assay scan (one .*? lines)) \|/gm)].map(([, row, title]) => ({ title: `${title}, × \`node -e 0\``, most: 2.5, measured: cell("Start", row!, 2), cause: causes.start })),
    { title: "ten times the code, × the time", most: 11, measured: Number.isFinite(growth) ? growth : undefined, cause: "work that grows with the square of something" },
  ];
}

if (process.argv[1]?.endsWith("judge.ts") === true) {
  const file = fileURLToPath(new URL("../reports/speed.md", import.meta.url));
  writeFileSync(file, withGoals(readFileSync(file, "utf8")));
}
