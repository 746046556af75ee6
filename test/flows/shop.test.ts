// The bundled sample shop gives exactly the findings that its authors put into it.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { makeSandbox, projectRoot } from "../support/command-line.ts";

const shop = join(projectRoot, "fixtures", "projects", "shop");

it("finds every flaw of the shop and nothing else, and ends with 0 as the README's command does", () => {
  const sandbox = makeSandbox();
  try {
    const outcome = sandbox.assay(["scan", shop, "--exit-zero", "--format", "json"], { cwd: projectRoot });
    expect(outcome.code).toBe(0);
    const report = JSON.parse(outcome.out) as { findings: { path: string; ruleId: string }[]; complete: boolean };
    const wanted = JSON.parse(readFileSync(join(shop, "expected.json"), "utf8")) as { findings: { path: string; ruleId: string }[] };
    const found = report.findings.map(({ path, ruleId }) => `${path.replace("fixtures/projects/shop/", "")} ${ruleId}`);
    expect(found.sort()).toEqual(wanted.findings.map(({ path, ruleId }) => `${path} ${ruleId}`).sort());
    expect(report.complete).toBe(true);
  } finally {
    sandbox.remove();
  }
});
