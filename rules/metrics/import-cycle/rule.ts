// metrics/import-cycle: modules that need each other before they are loaded.

import { defineProjectRule } from "../../../src/rule-kit/index.ts";

const shownSteps = 6;

export const rule = defineProjectRule({
  meta: {
    id: "metrics/import-cycle",
    title: "Modules import each other in a circle",
    description: "Which of them is loaded first decides what the others see; they can only be understood, tested and moved together.",
    languages: ["python", "javascript", "typescript"],
    category: "maintainability",
    severity: "info",
    confidence: "high",
    cwe: [],
    remediationMinutes: 30,
    precision: { sampled: 12, true: 11, on: "CherryPy 18.10, Trac 1.6, actionhero 29.3, aiosql 15.0, apache-superset 6.1, apostrophe 4.31, archivebox 0.7, browser-sync 3.0, bull-arena 4.10, ckan 2.12, cloudcmd 18.8, cncjs 1.11, cobbler 3.3, devpi-server 6.20, django-allauth 65.22, django-cms 5.1, django-helpdesk 2.6, django-oscar 4.2, djangocms-text 1.0, docsify 5.0, ep-etherpad-lite 1.8, esphome 2026.6, faradaysec 5.25, flask-admin 2.2, flask-appbuilder 5.3, flask-security-too 5.9, forever 4.0, geonode 5.1, ghost 5.130, graphile-worker 0.17, haraka 3.3, hexo 8.1, horizon 27.0, http-server 14.1, hyperkitty 1.3, indico 3.2, invenio-accounts 9.1, iobroker.admin 7.8, iobroker.javascript 9.1, iobroker.web 8.1, isso 0.13, jquery-ui 1.14, json-server 0.17, jupyter-server 2.21, jupyterhub 6.1, karma 6.4, keystone 30.0, keystone 4.2, kinto 26.5, koa-router 14.0, koa-static 5.0, kue 0.11, lektor 3.3, live-server 1.2, mapproxy 7.0, matrix-synapse 1.163, maubot 0.6, mezzanine 6.1, mobsf 4.4, modoboa 2.12, mongo-express 1.0, n8n 2.8, newman 6.2, node-red-editor-api 5.0, node-red-editor-client 5.0, node-red-nodes 5.0, nodebb 1.4, nominatim-db 5.3, open-webui 0.12, openmaptiles-tools 0.9, parse-server 9.10, patroni 4.1, pg-boss 10.4, pgadmin4 9.18, pm2 7.0, postorius 1.3, procrastinate 3.10, pulpcore 3.123, pycsw 2.6, pypiserver 2.4, radicale 3.9, raneto 0.16, redis-commander 0.9, restify 11.1, reveal-md 6.1, reviewboard 8.1, roundup 2.6, sails 1.5, searx 0.17, select2 4.0, signalk-server 2.23, strapi-admin 5.54, strapi-plugin-users-permissions 5.54, summernote 0.9, supabase-postgres-meta 0.99, thelounge 2.6, tiddlywiki 5.4, timesketch 20261014, total.js 3.4, ungit 1.5, verdaccio 6.8, webpack-dev-server 5.2, wger 2.1, wiki 0.13, wiki-server 0.27, yoyo-migrations 9.0" },
    equivalents: { eslint: ["import/no-cycle"], pylint: ["cyclic-import", "R0401"] },
  },
  checkProject: ({ cycles }) =>
    cycles.map(({ path, files, start, end }) => {
      const shown = path.slice(1, shownSteps).map((step) => `\`${step}\``).join(", ");
      const others = path.length > shownSteps ? ` and ${path.length - shownSteps} more` : "";
      const knot = files.length > path.length ? ` ${files.length} files are tied together so.` : "";
      return { path: path[0]!, at: { start, end }, message: `This file imports itself by way of ${shown}${others}.${knot}`, remediationMinutes: 20 + 10 * files.length };
    }),
});
