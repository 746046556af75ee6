// python/unused-definition: a function, class or method that nothing in the project names.

import { defineProjectRule } from "../../../src/rule-kit/index.ts";

export const rule = defineProjectRule({
  meta: {
    id: "python/unused-definition",
    title: "Nothing uses a function, class or method",
    description: "No file names it, nor a string from which it could be looked up, so it never runs; its readers do not know that.",
    languages: ["python"],
    category: "maintainability",
    severity: "info",
    confidence: "high",
    cwe: [],
    precision: { sampled: 23, true: 22, on: "aiohttp 3.14, alembic 1.20, black 26.10, celery 5.7, datasette 0.65, dulwich 1.2, httpie 3.2, httpx-oauth 0.17, paramiko-ng 2.9, pyramid 2.1, scrapy 2.19, sphinx 9.0, SQLAlchemy 2.1, Superset 6.1, tox 4.67 (reports/dead-code.md)" },
    remediationMinutes: 3,
    equivalents: { pylint: ["unused-private-member", "W0238"] },
  },
  checkProject: ({ unusedDefinitions }) =>
    unusedDefinitions.flatMap(({ path, language, name, owner, kind, start, end, confidence }) =>
      rule.meta.languages.includes(language) ? [{ path, at: { start, end }, message: `Nothing uses the ${kind} \`${owner === undefined ? name : `${owner}.${name}`}\`.`, confidence }] : [],
    ),
});
