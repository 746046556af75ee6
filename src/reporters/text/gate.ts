// Writes the gate's answer at the end of the text report: the sentence, each condition, what turns it green.

import type { GateResult, GateStatus } from "../../model/gate.ts";
import { neutralize } from "./characters.ts";
import type { Style } from "./style.ts";
import { wrap } from "./wrap.ts";

const signs: Readonly<Record<GateStatus, string>> = { passed: "ok", failed: "FAILED", "cannot-tell": "unknown" };
const widestSign = Math.max(...Object.values(signs).map((sign) => sign.length));
const mostSteps = 10;

export function writeGate({ reason, answers, steps, status }: GateResult, style: Style): string[] {
  const clean = (text: string): string => neutralize(text, style.isUnicode);
  const block = (text: string, first: string, later: string, isBold = false): string[] => wrap([{ text: clean(text), ...(isBold ? { paint: style.bold } : {}) }], style.widthColumns, { first, later });
  const lines = block(reason, "", "  ", true);
  for (const answer of answers) {
    const text = answer.unknown === undefined ? answer.text : `${answer.text}; ${answer.unknown}`;
    lines.push(...block(text, `  ${signs[answer.status].padEnd(widestSign)}  `, " ".repeat(widestSign + 4)));
  }
  if (status !== "failed" || steps.length === 0) return lines;
  lines.push(`To turn it green${steps.length === 1 ? "" : `, ${steps.length} steps`}:`);
  for (const { text, path, line, fingerprint } of steps.slice(0, mostSteps)) {
    const place = path === undefined || text.includes(`${path}:`) ? "" : ` ${path}${line === undefined ? "" : `:${line}`}`;
    lines.push(...block(`${text}${place}${fingerprint === undefined ? "" : ` (${fingerprint.slice(0, 6)})`}`, "  - ", "    "));
  }
  if (steps.length > mostSteps) lines.push(`  and ${steps.length - mostSteps} more`);
  return lines;
}
