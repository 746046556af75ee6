// Renders each sample report in each way and compares with the golden files, byte for byte.

import { describe, expect, it } from "vitest";
import { findReporter } from "../../../src/reporters/registry.ts";
import { sampleReports } from "../../golden/reports.ts";
import { variants } from "../../golden/variants.ts";

describe.each(Object.keys(sampleReports))("the %s report", (sample) => {
  it.each(variants)("as $name", async ({ name, reporter, options }) => {
    const rendered = (await findReporter(reporter)).render(sampleReports[sample]!, options);
    await expect(rendered).toMatchFileSnapshot(`../../golden/${sample}.${name}`);
  });
});
