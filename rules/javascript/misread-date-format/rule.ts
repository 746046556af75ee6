// javascript/misread-date-format: a format of dates and times in which one letter means something else.

import { Kind, Role, childOf, childrenOf, defineRule, nameOf, noNode } from "../../../src/rule-kit/index.ts";
import type { FileView, NodeId } from "../../../src/rule-kit/index.ts";

const methods: ReadonlySet<string> = new Set(["format", "toFormat", "parse", "fromFormat", "moment", "dayjs", "utc", "formatDate"]);
/** Libraries whose `M` is the month and `m` the minute. In others, such as dateformat, it is the other way round. */
const libraries = /["'](?:moment|moment-timezone|dayjs|luxon|date-fns|date-fns-tz|date-fns\/(?:format|parse))["']/;
const twelveHours = /(?:^|[^h[])hh?:mm/;

const mistakes: readonly { readonly pattern: RegExp; readonly unless?: RegExp; readonly says: string }[] = [
  { pattern: /[Hh]{1,2}[:.]MM|MM[:.]ss/, says: "`MM` is the month; minutes are `mm`" },
  { pattern: /(?:YYYY|yyyy)[-/._]?mm(?![:h])|(?:DD|dd)[-/._]mm|mm[-/._](?:DD|dd)/, says: "`mm` is the minute; the month is `MM`" },
  { pattern: twelveHours, unless: /[AabBt]|LT/, says: "`hh` counts to 12 and the half of the day is missing; `HH` counts to 24" },
];

export const rule = defineRule({
  meta: {
    id: "javascript/misread-date-format",
    title: "A letter of a date format means something else",
    description: "The text looks like a date and is wrong: minutes in place of months, an afternoon that looks like the morning.",
    languages: ["javascript", "typescript"],
    category: "reliability",
    severity: "warning",
    confidence: "high",
    cwe: [],
    remediationMinutes: 5,
    precision: { sampled: 0, true: 0, on: "express 5, express-session 1.19, fastify 5.12, knex 3.3, koa 3.3, mongoose 9.12, nestjs-core 12.5, next-auth 4.24, node-red 4.1, nodemailer 10.6, parse-server 9.10, pm2 7.0, postgraphile 4.14, puppeteer-core 24.43, sequelize 6.37, socket.io 4.8, strapi-core 5.54, umzug 3.8, verdaccio 6.8" },
  },
  words: [["moment", "moment-timezone", "dayjs", "luxon", "date-fns", "date-fns-tz", "date-fns/format", "date-fns/parse"], [...methods]],
  kinds: [Kind.Call],
  check(file, node) {
    const { tree } = file;
    const callee = childOf(tree, node, Role.Callee);
    if ((tree.kind[callee] !== Kind.Attribute && tree.kind[callee] !== Kind.Name) || !methods.has(nameOf(tree, callee))) return;
    const format = formatIn(file, node);
    if (format === noNode || !libraries.test(tree.text)) return;
    // Text in brackets or quotes is meant to the letter.
    const text = nameOf(tree, format).replace(/\[[^\]]*\]|'[^']*'/g, " ");
    const mistake = mistakes.find(({ pattern, unless }) => pattern.test(text) && unless?.test(text) !== true);
    if (mistake !== undefined) file.report({ at: format, message: `In this format ${mistake.says}.` });
  },
});

function formatIn({ tree }: FileView, call: NodeId): NodeId {
  return childrenOf(tree, call, Role.Argument).find((argument) => tree.kind[argument] === Kind.String && /[HhMmYyDd]{2}/.test(nameOf(tree, argument))) ?? noNode;
}
