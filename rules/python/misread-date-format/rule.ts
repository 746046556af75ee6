// python/misread-date-format: a format of dates and times in which one letter means something else.

import { Kind, Role, childOf, childrenOf, defineRule, nameOf, noNode } from "../../../src/rule-kit/index.ts";

const methods: ReadonlySet<string> = new Set(["strftime", "strptime"]);

/** What is wrong where the pattern is found, and what was meant. */
const mistakes: readonly { readonly pattern: RegExp; readonly unless?: RegExp; readonly says: string }[] = [
  { pattern: /%-?[HI]:?%-?m|%-?m:%-?S/, says: "`%m` is the month; minutes are `%M`" },
  { pattern: /%[Yy][-/._]?%M|%d[-/._]%M|%M[-/._]%d/, says: "`%M` is the minute; the month is `%m`" },
  { pattern: /%-?I/, unless: /%[pcXr+]/, says: "`%I` counts to 12 and `%p` is missing, so morning and evening look the same" },
  { pattern: /%Y[^%]{0,4}%V/, says: "`%Y` is the year of the day; the year of the week `%V` is `%G`" },
  { pattern: /%G[-/._]?%m/, says: "`%G` is the year of the week; the year of a month is `%Y`" },
];

export const rule = defineRule({
  meta: {
    id: "python/misread-date-format",
    title: "A letter of a date format means something else",
    description: "The text looks like a date and is wrong: minutes in place of months, a year that is off in the first or last days.",
    languages: ["python"],
    category: "reliability",
    severity: "warning",
    confidence: "high",
    cwe: [],
    remediationMinutes: 5,
    precision: { sampled: 0, true: 0, on: "airflow-core 3.3, ansible-core 2.21, buildbot 4.3, calibreweb 0.6, changedetection.io 0.60, label-studio 1.23, mitmproxy 12.3, mlflow 3.18, moin 2.0b5, OctoPrint 1.11, paramiko 5.1, pretix 2026.8, sentry-sdk 2.75, wagtail 8.0, weblate 2026.10" },
  },
  words: [[...methods]],
  kinds: [Kind.Call],
  check(file, node) {
    const { tree } = file;
    const callee = childOf(tree, node, Role.Callee);
    if (tree.kind[callee] !== Kind.Attribute || !methods.has(nameOf(tree, callee))) return;
    const format = childrenOf(tree, node, Role.Argument).find((argument) => tree.kind[argument] === Kind.String && nameOf(tree, argument).includes("%")) ?? noNode;
    if (format === noNode) return;
    // A percent sign of its own begins no letter.
    const text = nameOf(tree, format).replaceAll("%%", "  ");
    const mistake = mistakes.find(({ pattern, unless }) => pattern.test(text) && unless?.test(text) !== true);
    if (mistake !== undefined) file.report({ at: format, message: `In this format ${mistake.says}.` });
  },
});
