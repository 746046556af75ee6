// javascript/unused-file: a file that no entry of its package leads to.

import { defineProjectRule } from "../../../src/rule-kit/index.ts";

export const rule = defineProjectRule({
  meta: {
    id: "javascript/unused-file",
    title: "Nothing loads a file",
    description: "No entry of the package, no script, no test and no tool's convention leads to it, so it never runs.",
    languages: ["javascript", "typescript"],
    category: "maintainability",
    severity: "info",
    confidence: "medium",
    cwe: [],
    precision: { sampled: 0, true: 0, on: "appium 3.8, budo 11.8, cnpmjs.org 2.1, cors-anywhere 0.4, egg-security 3.8, express-pouchdb 4.2, flood 4.11, flowise 3.1, gitbook 3.2, harp 0.50, hexo-admin 2.3, iobroker.backitup 4.0, iobroker.simple-api 3.0, iobroker.vis 1.5, ipx 3.1, jsreport-core 2.10, local-web-server 5.4, loopback-rest 15.0, mockoon-cli 9.9, mockserver 3.1, node-red-dashboard 3.6, node-red-runtime 5.0, oidc-provider 9.13, parse-dashboard 9.2, payload 3.90, peerflix-server 0.5, saml-idp 1.2, snyk-broker 5.16, strapi-core 5.54, strapi-plugin-upload 4.26, superstatic 10.0, tus-server 2.4, uppy-companion 6.2" },
    remediationMinutes: 5,
  },
  checkProject: ({ unusedFiles }) =>
    unusedFiles.flatMap(({ path, language, confidence }) =>
      rule.meta.languages.includes(language) ? [{ path, at: "file" as const, message: "No entry of the package, script or test leads to this file.", confidence }] : [],
    ),
});
