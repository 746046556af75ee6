// javascript/unused-definition: a function, class or type of a module that nothing names.

import { defineProjectRule } from "../../../src/rule-kit/index.ts";

export const rule = defineProjectRule({
  meta: {
    id: "javascript/unused-definition",
    title: "Nothing uses a definition of the module",
    description: "It is neither exported nor named in its file, so it never runs; its readers do not know that.",
    languages: ["javascript", "typescript"],
    category: "maintainability",
    severity: "info",
    confidence: "high",
    cwe: [],
    precision: { sampled: 7, true: 7, on: "effect 4.1, @fastify/static 10.1, chalk-cli 6.0, eslint 10.15, fastify 5.12, knex 3.3, mongoose 9.12, nodemon 3.1, npm 11.21, pino, rollup-plugin-visualizer 6.0, rxjs 7.8, sequelize 6.37, ts-node 10.9, typeorm 1.1, undici, webpack 5.113, zod 4.6, scripts of sphinx, alembic, SQLAlchemy (reports/dead-code.md)" },
    remediationMinutes: 3,
    equivalents: { eslint: ["no-unused-vars", "@typescript-eslint/no-unused-vars"] },
  },
  checkProject: ({ unusedDefinitions }) =>
    unusedDefinitions.flatMap(({ path, language, name, exportedAs, kind, start, end, confidence }) =>
      exportedAs === undefined && rule.meta.languages.includes(language) ? [{ path, at: { start, end }, message: `Nothing uses the ${kind} \`${name}\`.`, confidence }] : [],
    ),
});
