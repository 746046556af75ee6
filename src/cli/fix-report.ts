// Tells what became of fixes: for readers, as a patch, and as a document for programs.

import { createTwoFilesPatch } from "diff";
import type { FixOutcome, JudgedFix } from "../model/fix-outcome.ts";

const mark: Readonly<Record<JudgedFix["outcome"], string>> = { accepted: "accepted ", refused: "REFUSED  ", undecided: "undecided", "left-out": "left out " };

/** One line a fix under the name of its file, then what was done. */
export function formatFixes(outcome: FixOutcome): string {
  const { fixes, files, isWritten, verdict } = outcome;
  if (fixes.length === 0) return "No finding here offers a fix.\n";
  const paths = [...new Set(fixes.map(({ path }) => path))];
  const blocks = paths.map((path) => [path, ...fixes.filter((fix) => fix.path === path).map(formatFix)].join("\n"));
  const counts = countsOf(fixes);
  const said = Object.entries(counts).filter(([, count]) => count > 0).map(([name, count]) => `${count} ${name.replace("-", " ")}`).join(", ");
  const done = files.length === 0 ? "Nothing to write." : isWritten ? `${plural(files.length, "file")} written.` : "Nothing was written: --write writes, --diff shows the patch.";
  const hasUnsafe = fixes.some(({ code }) => code === "unsafe");
  const unsafe = hasUnsafe ? ["Unsafe fixes may change what right code does; --unsafe makes them too."] : [];
  const evidence = verdict === undefined || files.length === 0 ? [] : [`All accepted fixes together: ${verdict.reason}`];
  return `${blocks.join("\n\n")}\n\n${[`${plural(fixes.length, "fix", "fixes")}: ${said}.`, ...unsafe, ...evidence, done].join("\n")}\n`;
}

function formatFix({ outcome, code, line, ruleId, description, reason }: JudgedFix): string {
  const why = outcome === "accepted" ? "" : code === "unsafe" ? " (unsafe)" : `\n              ${reason}`;
  return `  ${mark[outcome]}  ${line}: ${ruleId}: ${description}${why}`;
}

function countsOf(fixes: readonly JudgedFix[]): Record<JudgedFix["outcome"], number> {
  const counts = { accepted: 0, refused: 0, undecided: 0, "left-out": 0 };
  for (const { outcome } of fixes) counts[outcome] += 1;
  return counts;
}

function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** A patch that `git apply` and `patch -p1` take. */
export function formatFixDiff({ files }: FixOutcome): string {
  return files.map(formatFileDiff).join("");
}

function formatFileDiff({ path, before, after }: FixOutcome["files"][number]): string {
  const patch = createTwoFilesPatch(`a/${path}`, `b/${path}`, before, after, undefined, undefined, { context: 3 });
  return patch.replace(/^=+\n/, "");
}

/** Written out field by field, so that keys keep this order and a new field is a decision. */
export function toFixDocument({ schemaVersion, toolVersion, fixes, files, verdict, isWritten }: FixOutcome): object {
  return {
    schemaVersion,
    toolVersion,
    written: isWritten,
    counts: countsOf(fixes),
    fixes: fixes.map(({ ruleId, path, line, fingerprint, description, safety, outcome, code, reason }) => ({ ruleId, path, line, fingerprint, description, safety, outcome, code, reason })),
    files: files.map((file) => ({ path: file.path, patch: formatFileDiff(file) })),
    ...(verdict === undefined ? {} : { verdict }),
  };
}
