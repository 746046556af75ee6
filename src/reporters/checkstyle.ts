// Checkstyle's XML, which many servers and editors read.

import { groupByFile } from "./by-file.ts";
import type { Reporter } from "./reporter.ts";
import { escapeXml } from "./xml.ts";

export const checkstyleReporter: Reporter = {
  id: "checkstyle",
  title: "Checkstyle XML",
  fileExtension: "xml",
  render: ({ findings }) => {
    const files = groupByFile(findings).map(([path, group]) => {
      const errors = group.map(({ region, severity, message, ruleId }) => `    <error line="${region.startLine}" column="${region.startColumn}" severity="${severity}" message="${escapeXml(message)}" source="${escapeXml(`assay.${ruleId}`)}"/>`);
      return `  <file name="${escapeXml(path)}">\n${errors.join("\n")}\n  </file>`;
    });
    return ['<?xml version="1.0" encoding="UTF-8"?>', '<checkstyle version="4.3">', ...files, "</checkstyle>", ""].join("\n");
  },
};
