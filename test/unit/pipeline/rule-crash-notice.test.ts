import { expect, it } from "vitest";
import type { Notice } from "../../../src/model/report.ts";
import { pathsOfCrashes, reasonsOfCrashes, toCrashNotice } from "../../../src/pipeline/rule-crash-notice.ts";

const inFile = toCrashNotice({ ruleId: "a/b", message: "it broke" }, "x.py");
const inProject = toCrashNotice({ ruleId: "a/b", message: "it broke" });
const other: Notice = { level: "warning", code: "rule-invalid", message: "A rule was left out", path: "y.py" };

it.each<[string, readonly Notice[], readonly string[], readonly string[]]>([
  ["a file", [inFile, other], ["x.py: The rule a/b did not finish: it broke."], ["x.py"]],
  ["the whole project", [inProject, other], ["The rule a/b did not finish: it broke."], ["x.py", "y.py"]],
  ["nothing", [other], [], []],
])("tells of a rule that gave up on %s", (_name, notices, reasons, paths) => {
  expect(reasonsOfCrashes(notices)).toEqual(reasons);
  expect(pathsOfCrashes(notices, ["x.py", "y.py"])).toEqual(paths);
});
