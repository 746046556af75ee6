// Copies of code as findings: in the ledger, with the other places, and one new finding for a new copy.

import { afterEach, expect, it } from "vitest";
import { type Sandbox, makeSandbox } from "../support/command-line.ts";

const settings = "rules:\n  metrics/duplicated-code: info\n";
const copied = `def read_rows(path, separator, encoding):
    rows = []
    with open(path, encoding=encoding) as source:
        for number, line in enumerate(source):
            if line.startswith("#") or line.strip() == "":
                continue
            cells = [cell.strip() for cell in line.split(separator)]
            if len(cells) < 2:
                raise ValueError("line %d has %d cells" % (number, len(cells)))
            rows.append({"key": cells[0], "values": cells[1:], "line": number})
    rows.sort(key=lambda row: (row["key"], row["line"]))
    return rows
`;

interface Copy {
  readonly ruleId: string;
  readonly path: string;
  readonly fingerprint: string;
  readonly related?: readonly object[];
}
interface JsonReport {
  readonly findings: readonly Copy[];
  readonly score: { readonly ledger: readonly { readonly cause: { readonly ruleId?: string; readonly fingerprint?: string } }[] };
}

let sandbox: Sandbox | undefined;
afterEach(() => sandbox?.remove());

function scan(files: Readonly<Record<string, string>>, format = "json"): string {
  sandbox?.remove();
  sandbox = makeSandbox({ ".assay.yaml": settings, ...files });
  return sandbox.assay(["scan", "--format", format, "--no-cache", "--exit-zero"]).out;
}

const copiesIn = (report: JsonReport): readonly Copy[] => report.findings.filter(({ ruleId }) => ruleId === "metrics/duplicated-code");

it("tells each copy beyond the first, with the other places, and counts it", () => {
  const report = JSON.parse(scan({ "b.py": copied, "c.py": `import csv\n\n\n${copied}`, "page.html": "<p>\n" })) as JsonReport;
  const copies = copiesIn(report);
  expect(copies.map(({ path, related }) => ({ path, related }))).toEqual([{ path: "c.py", related: [{ path: "b.py", startLine: 1, endLine: 12, note: "the same 12 lines" }] }]);
  expect(report.score.ledger.map(({ cause }) => cause.fingerprint)).toContain(copies[0]!.fingerprint);
});

it.each(["a.py", "bb.py", "d.py"])("adds one finding where %s is a new copy", (path) => {
  const known = new Set(copiesIn(JSON.parse(scan({ "b.py": copied, "c.py": copied })) as JsonReport).map(({ fingerprint }) => fingerprint));
  const after = copiesIn(JSON.parse(scan({ "b.py": copied, "c.py": copied, [path]: copied })) as JsonReport);
  expect(after.filter(({ fingerprint }) => !known.has(fingerprint))).toHaveLength(1);
});

it("names the other places in SARIF and SonarQube's format", () => {
  const files = { "b.py": copied, "c.py": copied };
  const sarif = JSON.parse(scan(files, "sarif")) as { runs: { results: { ruleId: string; relatedLocations?: { physicalLocation: object }[] }[] }[] };
  const result = sarif.runs[0]!.results.find(({ ruleId }) => ruleId === "metrics/duplicated-code")!;
  expect(result.relatedLocations?.map(({ physicalLocation }) => physicalLocation)).toEqual([{ artifactLocation: { uri: "b.py", uriBaseId: "%SRCROOT%" }, region: { startLine: 1, endLine: 12 } }]);
  const sonar = JSON.parse(scan(files, "sonar")) as { issues: { ruleId: string; secondaryLocations?: object[] }[] };
  expect(sonar.issues.find(({ ruleId }) => ruleId === "metrics/duplicated-code")?.secondaryLocations).toEqual([{ message: "the same 12 lines", filePath: "b.py", textRange: { startLine: 1, endLine: 12 } }]);
});
