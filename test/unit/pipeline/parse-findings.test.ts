// How sure a parse error is told: a file that a template language fills in is not broken.

import { expect, it } from "vitest";
import { makeSandbox } from "../../support/command-line.ts";

function parseErrorsOf(path: string, text: string): string[] {
  const sandbox = makeSandbox({ [path]: text });
  try {
    const { out } = sandbox.assay(["scan", "--format", "json", "--no-cache", "--exit-zero"]);
    const { findings } = JSON.parse(out) as { findings: { ruleId: string; severity: string; confidence: string }[] };
    return findings.flatMap(({ ruleId, severity, confidence }) => (ruleId === "assay/parse-error" ? [`${severity} ${confidence}`] : [])).slice(0, 1);
  } finally {
    sandbox.remove();
  }
}

it.each([
  ["entry.js", "{% load tags %}\npage.add(1);\n"],
  ["entry.js", "page.add(new {{ entry.view|escapejs }}());\n"],
  ["config.js", "module.exports = {\n  files: [%FILES%\n  ],\n};\n"],
  ["view.js", "const rows = <%- JSON.stringify(rows) %>;\n"],
  ["settings.js", "const settings = {{ settings|safe }};\n"],
  ["setup.py", "from {{cookiecutter.name}} import main\n"],
])("is not sure of a template in %s: %j", (path, text) => {
  expect(parseErrorsOf(path, text)).toEqual(["info low"]);
});

it.each([
  ["entry.js", "page.add(;\n"],
  ["page.jsx", "const page = <div style={{ color }} <b></b>;\n"],
  ["rate.js", "const rate = 5 % * 3 %;\n"],
  ["later.js", "page.add(;\nconst text = '{% tag %}';\n"],
])("is sure of what is broken in %s: %j", (path, text) => {
  expect(parseErrorsOf(path, text)).toEqual(["error high"]);
});
