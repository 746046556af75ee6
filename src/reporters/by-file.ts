// Groups findings by their file, for formats that want them so.

import type { Finding } from "../model/finding.ts";

/** Files in order of path, each with its findings in order of place. */
export function groupByFile(findings: readonly Finding[]): [path: string, findings: Finding[]][] {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const group = groups.get(finding.path);
    if (group === undefined) groups.set(finding.path, [finding]);
    else group.push(finding);
  }
  const sorted = [...groups].sort(([left], [right]) => (left < right ? -1 : 1));
  for (const [, group] of sorted) group.sort((left, right) => left.region.start - right.region.start || (left.ruleId < right.ruleId ? -1 : 1));
  return sorted;
}
