// javascript/eval-injection: code made at run time from a value that is not constant.

import { Kind, Role, childrenOf, defineRule, findBuiltString, isFixedText, isTestPath, noNode, partMark, textOf, tracePath } from "../../../src/rule-kit/index.ts";

/** Functions that compile their first argument; `Function` compiles its last. */
const compilers: ReadonlyMap<string, "first" | "last"> = new Map([
  ["eval", "first"],
  ["window.eval", "first"],
  ["globalThis.eval", "first"],
  ["global.eval", "first"],
  ["Function", "last"],
  ["vm.runInThisContext", "first"],
  ["vm.runInNewContext", "first"],
  ["vm.runInContext", "first"],
  ["vm.compileFunction", "first"],
  ["vm.Script", "first"],
]);

/** Timers compile their first argument only when it is a string, which must be seen to be one: built here, or sent by a caller. */
const timers: ReadonlySet<string> = new Set(["setTimeout", "setInterval", "window.setTimeout", "window.setInterval"]);

export const rule = defineRule({
  meta: {
    id: "javascript/eval-injection",
    title: "Code is made at run time from a changing value",
    description: "Whoever can influence the value runs code with all rights of this program.",
    languages: ["javascript", "typescript"],
    category: "security",
    severity: "error",
    confidence: "medium",
    cwe: ["CWE-95"],
    securitySeverity: 8.8,
    remediationMinutes: 30,
    precision: { sampled: 0, true: 0, on: "adminjs 7.8, anyproxy 4.1, directus-api 23.3, formio 4.6, homebridge-config-ui-x 5.10, medusajs-medusa 2.21, mountebank 2.9, prerender 5.21, solid-server 5.8, stubby 5.1, wetty 3.2, whistle 2.10, zigbee2mqtt 2.14, appium 3.8, budo 11.8, cnpmjs.org 2.1, cors-anywhere 0.4, egg-security 3.8, express-pouchdb 4.2, flood 4.11, flowise 3.1, gitbook 3.2, harp 0.50, hexo-admin 2.3, iobroker.backitup 4.0, iobroker.simple-api 3.0, iobroker.vis 1.5, ipx 3.1, jsreport-core 2.10, local-web-server 5.4, loopback-rest 15.0, mockoon-cli 9.9, mockserver 3.1, node-red-dashboard 3.6, node-red-runtime 5.0, oidc-provider 9.13, parse-dashboard 9.2, payload 3.90, peerflix-server 0.5, saml-idp 1.2, snyk-broker 5.16, strapi-core 5.54, strapi-plugin-upload 4.26, superstatic 10.0, tus-server 2.4, uppy-companion 6.2" },
    proof: { file: "proof.mjs", packages: ["express@5.1.0"] },
    options: {
      reportUnknown: { default: false, description: "Also report code that comes neither from outside nor from a parameter, such as what a generator puts together" },
    },
    equivalents: { eslint: ["no-eval", "no-new-func", "no-implied-eval", "security/detect-eval-with-expression"] },
  },
  words: [["eval", "Function", "runInThisContext", "runInNewContext", "runInContext", "compileFunction", "Script", "setTimeout", "setInterval"]],
  kinds: [Kind.Call, Kind.New],
  check(file, node, options) {
    const { tree } = file;
    const callee = childrenOf(tree, node, Role.Callee)[0] ?? noNode;
    const name = file.qualifiedName(callee);
    if (name === undefined) return;
    const values = childrenOf(tree, node, Role.Argument);
    const isTimer = timers.has(name);
    const position = isTimer ? "first" : compilers.get(name);
    const code = position === "last" ? values.at(-1) : values[0];
    if (position === undefined || code === undefined || file.constant(code) !== undefined) return;
    const built = findBuiltString(file, code);
    if (tree.kind[code] === Kind.Spread || isFunction(tree.kind[code]!)) return;
    if (isFixedText(file, code)) return;
    const trace = tracePath(file, { sink: node, sinkNote: "runs as code", value: code, stepNote: "code put together" });
    const isOutside = trace.some((step) => step.kind === "source");
    if (isTimer && built === undefined && !isOutside) return;
    // A test that runs a text runs its own.
    const isQuiet = !isOutside && isTestPath(file.path);
    // Most code that is put together is a generator's own; a parameter in it is anyone's.
    const isGiven = [code, ...(built?.parts ?? [])].some((part) => tree.kind[part] === Kind.Name && file.scopes.bindingOf(part)?.kind === "parameter");
    // A function that runs whatever code it is given, in parentheses or not, is a helper; what is put together in it is its own doing.
    const isPutTogether = isGiven && built !== undefined && !/^\s*(?:return\b)?[\s();]*$/.test(built.text.replaceAll(partMark, ""));
    if (!isOutside && !isGiven && options.reportUnknown !== true) return;
    file.report({
      at: node,
      // What a parameter holds is mostly the program's own: read, such findings were seldom true.
      confidence: isOutside ? "high" : "low",
      severity: isOutside ? "error" : isPutTogether && !isQuiet ? "warning" : "info",
      message: `\`${textOf(tree, callee)}\` runs ${describe(textOf(tree, code))} as code.`,
      trace,
    });
  },
});

function isFunction(kind: number): boolean {
  return kind === Kind.ArrowFunction || kind === Kind.FunctionExpression;
}

function describe(text: string): string {
  return text.length > 40 || text.includes("\n") ? "a changing value" : `\`${text}\``;
}
