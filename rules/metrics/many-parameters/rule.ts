// metrics/many-parameters: a call that nobody can read.

import { defineFunctionRule } from "../../../src/rule-kit/index.ts";

export const rule = defineFunctionRule({
  meta: {
    id: "metrics/many-parameters",
    title: "A function takes many parameters by position",
    description: "A call does not show which value is which, and two of them are easily swapped.",
    languages: ["python", "javascript", "typescript"],
    category: "maintainability",
    severity: "info",
    confidence: "high",
    cwe: [],
    remediationMinutes: 20,
    precision: { sampled: 22, true: 19, on: "Supysonic 0.7, coderedcms 6.0, django-filer 3.6, django-machina 1.3, djangosaml2 1.12, flask-monitoringdashboard 5.1, flower 2.2, kiwitcms 12.4, motioneye 0.44, opencve 1.5, pulp-container 2.30, rdiffweb 7.2, sqladmin 0.32, adminjs 7.8, anyproxy 4.1, directus-api 23.3, formio 4.6, homebridge-config-ui-x 5.10, medusajs-medusa 2.21, mountebank 2.9, prerender 5.21, solid-server 5.8, stubby 5.1, wetty 3.2, whistle 2.10, zigbee2mqtt 2.14" },
    equivalents: { eslint: ["max-params"], pylint: ["too-many-positional-arguments", "R0917"], ruff: ["PLR0917"] },
    options: { limit: { default: 7, description: "The largest number of parameters that passes" } },
  },
  figureOf: (subject) => subject.parameters,
  say: (name, figure, limit) => `\`${name}\` takes ${figure} parameters by position; at most ${limit} are wanted.`,
  minutesFor: () => 20,
});
