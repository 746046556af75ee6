// javascript/unused-export: what no other file of the project imports.

import { defineProjectRule } from "../../../src/rule-kit/index.ts";

const nouns = { function: "function", class: "class", method: "method", variable: "value", type: "type" } as const;

export const rule = defineProjectRule({
  meta: {
    id: "javascript/unused-export",
    title: "No file imports an export",
    description: "It looks like a part of the module's contract; whoever changes it takes care of users that do not exist.",
    languages: ["javascript", "typescript"],
    category: "maintainability",
    severity: "info",
    confidence: "high",
    cwe: [],
    precision: { sampled: 0, true: 0, on: "appium 3.8, budo 11.8, cnpmjs.org 2.1, cors-anywhere 0.4, egg-security 3.8, express-pouchdb 4.2, flood 4.11, flowise 3.1, gitbook 3.2, harp 0.50, hexo-admin 2.3, iobroker.backitup 4.0, iobroker.simple-api 3.0, iobroker.vis 1.5, ipx 3.1, jsreport-core 2.10, local-web-server 5.4, loopback-rest 15.0, mockoon-cli 9.9, mockserver 3.1, node-red-dashboard 3.6, node-red-runtime 5.0, oidc-provider 9.13, parse-dashboard 9.2, payload 3.90, peerflix-server 0.5, saml-idp 1.2, snyk-broker 5.16, strapi-core 5.54, strapi-plugin-upload 4.26, superstatic 10.0, tus-server 2.4, uppy-companion 6.2" },
    remediationMinutes: 3,
    equivalents: { eslint: ["import/no-unused-modules"] },
    options: { reportUsedHere: { default: false, description: "Also report exports that only their own file uses: there the word `export` alone is of no use" } },
  },
  checkProject: ({ unusedDefinitions }, { reportUsedHere }) =>
    unusedDefinitions.flatMap(({ path, exportedAs, kind, start, end, isUsedHere, confidence }) => {
      if (exportedAs === undefined || (isUsedHere && reportUsedHere !== true)) return [];
      const what = `The exported ${nouns[kind]} \`${exportedAs}\` is imported nowhere`;
      return [{ path, at: { start, end }, message: isUsedHere ? `${what}; only this file uses it.` : `${what}, and this file does not use it.`, confidence }];
    }),
});
