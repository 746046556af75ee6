// python/unused-file: a module that nothing imports or starts.

import { defineProjectRule } from "../../../src/rule-kit/index.ts";

export const rule = defineProjectRule({
  meta: {
    id: "python/unused-file",
    title: "Nothing imports a module",
    description: "No file imports it, nothing starts it, and no tool or framework looks for its name, so it never runs.",
    languages: ["python"],
    category: "maintainability",
    severity: "info",
    confidence: "medium",
    cwe: [],
    remediationMinutes: 5,
    precision: { sampled: 6, true: 0, on: "Trac 1.6, aiosql 15.0, apache-superset 6.1, archivebox 0.7, devpi-server 6.20, django-oscar 4.2, flask-admin 2.2, flask-appbuilder 5.3, flask-security-too 5.9, hyperkitty 1.3, invenio-accounts 9.1, jupyter-server 2.21, jupyterhub 6.1, kinto 26.5, matrix-synapse 1.163, maubot 0.6, mezzanine 6.1, nominatim-db 5.3, openmaptiles-tools 0.9, patroni 4.1, pgadmin4 9.18, postorius 1.3, procrastinate 3.10, pulpcore 3.123, pypiserver 2.4, radicale 3.9, reviewboard 8.1, yoyo-migrations 9.0" },
    isOnByDefault: false,
  },
  checkProject: ({ unusedFiles }) =>
    unusedFiles.flatMap(({ path, language, confidence }) =>
      rule.meta.languages.includes(language) ? [{ path, at: "file" as const, message: "Nothing imports or starts this module.", confidence }] : [],
    ),
});
