// Kinds of flaws in which outside text becomes a header of an answer.

import type { CallEvent } from "../../analyzers/symbolic/machine.ts";
import { answersApart } from "../../analyzers/symbolic/library-objects.ts";
import { endingPattern } from "../../analyzers/symbolic/slow-patterns.ts";
import { type Value, MARK, known, nothing, reference, text } from "../../analyzers/symbolic/values.ts";
import { sampleOf } from "../sample-pattern.ts";
import { breachOf, type FlawKind } from "./flaw-kind.ts";

const setsHeader = /(?:^|\.)(?:set|header|setHeader|append|appendHeader|writeHead|add_header|setdefault)$|headers\[\]=$/;

/** What a call puts into the header of that name: as a pair, or in a table of headers. */
export function headerValue({ name, arguments: { positional } }: CallEvent, header: RegExp): Value | undefined {
  if (!setsHeader.test(name)) return undefined;
  if (header.test(known(positional[0] ?? nothing) ?? "")) return positional[1];
  const tables = positional.flatMap((value) => (value.type === "dict" ? [...value.entries] : []));
  return tables.find(([key]) => header.test(key))?.[1];
}

const origin = /^access-control-allow-origin$/i;
const site = `https://${MARK}.evil.test`;

/** Hosts and origins that begin, end or continue like one that the program compares with. */
function alikeOrigins(comparedWith: ReadonlySet<string>): string[] {
  return [...comparedWith].flatMap((word) => {
    const [, scheme = "https://", host = ""] = /^(https?:\/\/)?([\w.-]+(?::\d+)?)$/.exec(word) ?? [];
    if (host === "") return [];
    return [`${scheme}${host}.${MARK}.evil.test`, `${scheme}${MARK}.evil.test.${host.replace(/^\./, "")}.${MARK}`, ...(host.startsWith(".") ? [] : [`${scheme}${MARK}${host}`])];
  });
}

/** An origin that is none of the program's own and is let in by its function, pattern or list of such. */
export function takesStrangeOrigin(rule: Value): string | undefined {
  if (rule.type === "list") return rule.items.map(takesStrangeOrigin).find((origin) => origin !== undefined);
  if (rule.type === "regex") {
    const sample = sampleOf(rule.pattern);
    const alike = sample === undefined ? [] : alikeOrigins(new Set([sample, sample.replace(/^https?:\/\//, ""), sample.replaceAll(".", "-")]));
    const dotless = (sample ?? "").replaceAll(/(?<=\w)\.(?=\w)/g, "-");
    const isOwn = (origin: string): boolean => domainOf(sample ?? "") !== undefined && domainOf(origin) === domainOf(sample ?? "");
    return [site, ...alike.filter((origin) => !isOwn(origin)), ...(dotless === sample ? [] : [dotless])].find((origin) => endingPattern(rule.pattern.source, rule.pattern.flags.replaceAll(/[gy]/g, ""))?.test(origin) === true);
  }
  if (rule.type !== "function") return undefined;
  const first = answersApart(rule, [text(site), reference(ANSWER)]);
  const others = alikeOrigins(first.comparedWith);
  return [site, ...others].find((origin) => answersApart(rule, [text(origin), reference(ANSWER)]).events.some(({ name, arguments: { positional } }) => name === ANSWER && positional[0]?.type === "nothing" && isTaken(positional[1])));
}

/** The domain below which a host stands with a name of its own. */
function domainOf(origin: string): string | undefined {
  return /^https?:\/\/(?:[\w-]+\.)+([\w-]+\.[\w-]+)$/.exec(origin)?.[1];
}

const ANSWER = "answer";

function isTaken(answer: Value | undefined): boolean {
  return answer?.type === "text" ? known(answer)?.includes(MARK) === true : answer?.type === "boolean" && answer.value;
}

/** Any site that asks is let in: its own name comes back. */
export const reflectedOrigin: FlawKind = {
  id: "reflected-origin",
  isServedByAnswer: true,
  isServedBySwitch: true,
  cwe: ["CWE-942", "CWE-346"],
  // Every origin that is not listed is turned away.
  attackText: /^/,
  isText: true,
  payloads: [site, `http://${MARK}.evil.test`],
  variants: alikeOrigins,
  remedies: /(?!)/,
  family: /(?:^|\.)(?:cors|CORS|setHeader|header|set|append|writeHead|use|vary)$|headers\[\]=$/,
  judge: (event) => breachOf(headerValue(event, origin), reflectedOrigin.remedies, (whole) => whole.includes(MARK)),
};
