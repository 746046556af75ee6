// metrics/long-function: a function that does not fit in a head.

import { defineFunctionRule } from "../../../src/rule-kit/index.ts";

/** Where decisions stand farther apart than this, nobody has to keep several in mind. */
const linesABranch = 20;
/** A constructor that is long gives one field after the other its value. */
const constructorName = /(?:^|\.)(?:__init__|constructor)$/;

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
    precision: { sampled: 0, true: 0, on: "ajenti-panel 2.2, CherryMusic 0.41, ckanext-harvest 1.6, django-hijack 3.7, django-oauth-toolkit 3.4, django-silk 5.6, docassemble-base 1.10, docassemble-webapp 1.10, flask-dance 7.1, flexget 3.22, gerapy 0.9, graphite-web, intelmq-api 3.2, Kallithea 0.7, lemur 1.9, Mopidy 3.4, nbgrader 0.9, nbviewer 1.0, notebook 7.6, onionshare-cli 2.7, plone-restapi 10.0, puput 2.2, py4web 1.20260805, pywb 2.10, scrapydweb 1.6, sqlite-web 0.8, supervisor 4.3, updog 2.0, uploadserver 6.0, wooey 0.14, wsgidav 4.3, appium 3.8, budo 11.8, cnpmjs.org 2.1, cors-anywhere 0.4, egg-security 3.8, express-pouchdb 4.2, flood 4.11, flowise 3.1, gitbook 3.2, harp 0.50, hexo-admin 2.3, iobroker.backitup 4.0, iobroker.simple-api 3.0, iobroker.vis 1.5, ipx 3.1, jsreport-core 2.10, local-web-server 5.4, loopback-rest 15.0, mockoon-cli 9.9, mockserver 3.1, node-red-dashboard 3.6, node-red-runtime 5.0, oidc-provider 9.13, parse-dashboard 9.2, payload 3.90, peerflix-server 0.5, saml-idp 1.2, snyk-broker 5.16, strapi-core 5.54, strapi-plugin-upload 4.26, superstatic 10.0, tus-server 2.4, uppy-companion 6.2" },
    equivalents: { eslint: ["max-lines-per-function"], pylint: ["too-many-statements", "R0915"], ruff: ["PLR0915"] },
    options: { limit: { default: 110, description: "The largest number of lines of code that passes" } },
  },
  // What runs from top to bottom with hardly a branch is read like a list, however long it is: a table, a form, a page.
  figureOf: ({ codeLines, cyclomatic, qualifiedName }) => (isList(codeLines, cyclomatic) || constructorName.test(qualifiedName) ? 0 : codeLines),
  say: (name, figure, limit) => `\`${name}\` has ${figure} lines of code, without comments, docstrings, blank lines and inner functions; at most ${limit} are wanted.`,
  minutesFor: (figure, limit) => 10 + Math.ceil((figure - limit) / 10),
});

/** A cyclomatic complexity of 0 stands for one that is not asked for. */
function isList(codeLines: number, cyclomatic: number): boolean {
  return cyclomatic === 1 || (cyclomatic > 0 && cyclomatic * linesABranch < codeLines);
}
