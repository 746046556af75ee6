// The secrets that the original's findings speak of, wherever they are written.

import type { Finding } from "../model/finding.ts";
import type { ChangedFile } from "./static-checks.ts";

const secretWeaknesses: ReadonlySet<string> = new Set(["CWE-798", "CWE-259", "CWE-321", "CWE-522"]);

/** Texts in the findings' own code, and those of the names that stand there. */
export function secretsOf(findings: readonly Finding[], files: readonly ChangedFile[]): string[] {
  const found = findings.filter(({ cwe }) => cwe.some((one) => secretWeaknesses.has(one))).flatMap(({ path, region }) => {
    const text = files.find((file) => file.path === path)?.before ?? "";
    const code = text.slice(region.start, region.end);
    const names = [...new Set(code.match(/[A-Za-z_$][\w$]*/g))];
    return [...textsIn(code), ...names.flatMap((name) => [...text.matchAll(new RegExp(`(?<![\\w$])${name.replaceAll("$", "\\$")}\\s*[:=]\\s*((["'\`])(?:\\\\.|(?!\\2).)+\\2)`, "g"))].flatMap((one) => textsIn(one[1]!)))];
  });
  return [...new Set(found)];
}

function textsIn(code: string): string[] {
  return [...code.matchAll(/(["'`])((?:\\.|(?!\1).)+)\1/g)].map((found) => found[2]!);
}
