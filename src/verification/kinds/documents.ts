// Kinds of flaws in which a document names what its reader then fetches, or makes it grow without end.

import type { CallEvent } from "../../analyzers/symbolic/machine.ts";
import { type Value, MARK } from "../../analyzers/symbolic/values.ts";
import { breachOf, type Breach, type FlawKind } from "./flaw-kind.ts";

/** Readers of the standard library and of lxml; a reader made apart is given as an argument or is the receiver. */
const standard = /^xml\.(?:etree\.(?:c?ElementTree)\.(?:fromstring|fromstringlist|XML|XMLID|parse|iterparse|(?:XMLParser|XMLPullParser)\(\)\.feed)|dom\.(?:minidom|pulldom|expatbuilder)\.parse(?:String)?|sax\.(?:parse(?:String)?|make_parser\(\)\.(?:parse|feed))|parsers\.expat\.ParserCreate\(\)\.Parse)$/;
const lxml = /^lxml\.etree\.(?:fromstring|XML|parse|iterparse|(?:XMLParser|XMLPullParser)\(\)\.feed)$/;
const script = /(?:^|\.)parseXml(?:String|Async)?$/;
const family = /(?:^|\.)(?:fromstring\w*|XML|XMLID|[pP]arse\w*|iterparse|feed|loads?)$/;

function isOn(value: Value | undefined, otherwise: boolean): boolean {
  return value === undefined ? otherwise : value.type === "boolean" ? value.value : value.type !== "text" || value.parts[0] !== "internal";
}

/** The options with which the reader in a call of lxml's was made; undefined where nothing is known of it. */
function optionsOf({ receiver, arguments: { positional, named } }: CallEvent): ReadonlyMap<string, Value> | undefined {
  const parser = named.get("parser") ?? positional[1] ?? (receiver?.type === "unknown" ? receiver : undefined);
  if (parser === undefined) return new Map();
  return parser.type === "unknown" ? parser.made?.arguments.named : undefined;
}

/** Whether a reader puts in what entities name. */
function resolvesEntities(event: CallEvent): boolean {
  const options = optionsOf(event);
  return options !== undefined && isOn(options.get("resolve_entities"), true);
}

function loadsNamed(event: CallEvent): boolean {
  if (lxml.test(event.name)) return resolvesEntities(event);
  const options = event.arguments.positional[1];
  return script.test(event.name) && options?.type === "dict" && isOn(options.entries.get("noent"), false);
}

function grows(event: CallEvent): boolean {
  return standard.test(event.name) || (lxml.test(event.name) && resolvesEntities(event));
}

function judging(isUnsafe: (event: CallEvent) => boolean): FlawKind["judge"] {
  return (event): Breach | undefined => (isUnsafe(event) ? breachOf(event.arguments.positional[0], /(?!)/, (whole) => whole.replaceAll("\0", "").includes("<!DOCTYPE")) : undefined);
}

const external: FlawKind = {
  id: "external-entities",
  isAsked: true,
  isServedByAnswer: true,
  cwe: ["CWE-611", "CWE-827"],
  attackText: /[<&]/,
  payloads: [`<!DOCTYPE ${MARK} [<!ENTITY e SYSTEM "file:///${MARK}">]><${MARK}>&e;</${MARK}>`, `<!DOCTYPE ${MARK} [<!ENTITY e PUBLIC "${MARK}" "http://${MARK}/">]><${MARK}>&e;</${MARK}>`, `<?xml version="1.0"?><!DOCTYPE ${MARK} SYSTEM "http://${MARK}/"><${MARK}/>`],
  remedies: /(?!)/,
  family,
  judge: judging(loadsNamed),
};

const growth: FlawKind = {
  id: "entity-expansion",
  isServedByAnswer: true,
  cwe: ["CWE-776"],
  attackText: /[<&]/,
  payloads: [`<!DOCTYPE ${MARK} [<!ENTITY a "${MARK}"><!ENTITY b "&a;&a;">]><${MARK}>&b;</${MARK}>`, `<!DOCTYPE ${MARK} [<!ENTITY a "${MARK}">]><${MARK} x='a'>${MARK}</${MARK}>`],
  remedies: /(?!)/,
  family,
  judge: judging(grows),
};

/** Kinds in which a document steers its reader. */
export const documents: readonly FlawKind[] = [external, growth];
