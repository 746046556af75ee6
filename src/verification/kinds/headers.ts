// Kinds of flaws in which outside text becomes a header of an answer.

import type { CallEvent } from "../../analyzers/symbolic/machine.ts";
import { type Value, MARK, known, nothing } from "../../analyzers/symbolic/values.ts";
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

/** Any site that asks is let in: its own name comes back. */
export const reflectedOrigin: FlawKind = {
  id: "reflected-origin",
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
