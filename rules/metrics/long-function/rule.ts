// metrics/long-function: a function that does not fit in a head.

import { defineFunctionRule } from "../../../src/rule-kit/index.ts";

export const rule = defineFunctionRule({
  meta: {
    id: "metrics/long-function",
    title: "A function is very long",
    description: "It does several things at once, and none of them can be tested or used by itself.",
    languages: ["python", "javascript", "typescript", "bash"],
    category: "maintainability",
    severity: "info",
    confidence: "high",
    cwe: [],
    remediationMinutes: 20,
    precision: { sampled: 6, true: 4, on: "Supysonic 0.7, coderedcms 6.0, django-filer 3.6, django-machina 1.3, djangosaml2 1.12, flask-monitoringdashboard 5.1, flower 2.2, kiwitcms 12.4, motioneye 0.44, opencve 1.5, pulp-container 2.30, rdiffweb 7.2, sqladmin 0.32, adminjs 7.8, anyproxy 4.1, directus-api 23.3, formio 4.6, homebridge-config-ui-x 5.10, medusajs-medusa 2.21, mountebank 2.9, prerender 5.21, solid-server 5.8, stubby 5.1, wetty 3.2, whistle 2.10, zigbee2mqtt 2.14" },
    equivalents: { eslint: ["max-lines-per-function"], pylint: ["too-many-statements", "R0915"], ruff: ["PLR0915"] },
    options: { limit: { default: 150, description: "The largest number of lines of code that passes" } },
  },
  // What runs from top to bottom without a branch is read like a list, however long it is.
  figureOf: (subject) => (subject.cyclomatic === 1 ? 0 : subject.codeLines),
  say: (name, figure, limit) => `\`${name}\` has ${figure} lines of code, without comments, blank lines and inner functions; at most ${limit} are wanted.`,
  minutesFor: (figure, limit) => 10 + Math.ceil((figure - limit) / 10),
});
