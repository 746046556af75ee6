// The kind of settings by which pages of any site may read the answers of a program.

import { pythonPattern } from "../../analyzers/symbolic/dialects/text-tools.ts";
import type { CallEvent } from "../../analyzers/symbolic/machine.ts";
import { type Value, known, nothing, text } from "../../analyzers/symbolic/values.ts";
import { takesStrangeOrigin } from "./headers.ts";
import { namedSettings } from "./named-settings.ts";
import { isOn, option, optionOf, setting } from "./setting.ts";

/** Who may ask, and whether with credentials: one entry for each table of routes. */
function sharedWith(event: CallEvent): { readonly origin: Value | undefined; readonly credentials: Value | undefined }[] {
  const credentials = option(event, "credentials") ?? option(event, "supports_credentials") ?? option(event, "allow_credentials");
  const resources = event.arguments.named.get("resources");
  const routes = resources?.type === "dict" ? [...resources.entries.values()].filter((route) => route.type === "dict") : [];
  if (routes.length > 0) return routes.map((route) => ({ origin: optionOf(route, "origins") ?? event.arguments.named.get("origins") ?? text("*"), credentials: optionOf(route, "supports_credentials") ?? credentials }));
  const said = option(event, "origin") ?? option(event, "origins") ?? option(event, "allow_origins");
  // Where nobody is named, everybody is meant.
  return [{ origin: said ?? (/^flask_cors\.(?:CORS|cross_origin@?)$/.test(event.name) ? text("*") : undefined), credentials }];
}

function isAnyOrigin(origin: Value | undefined): boolean {
  if (origin?.type === "list") return origin.items.some(isAnyOrigin);
  return origin !== undefined && (known(origin) === "*" || (origin.type === "boolean" && origin.value));
}

/** Origins that are let in with credentials, or by a rule that strange ones fit. */
export const origins = setting("open-cors", ["CWE-942", "CWE-346"], /(?:^|\.)(?:cors|CORS|setHeader|header|set|use|add_middleware)$|cors$|^CORS_\w+=$/, (event) => {
  if (sharedWith(event).some(({ origin, credentials }) => isAnyOrigin(origin) && isOn(credentials))) return "any origin with credentials";
  const isDjangos = namedSettings(event).some(([name, value]) => /^CORS_(?:ALLOW_ALL_ORIGINS|ORIGIN_ALLOW_ALL)$/.test(name) && isOn(value));
  if (isDjangos && /^CORS_ALLOW_CREDENTIALS\s*=\s*True/m.test(event.unit.tree.text)) return "any origin with credentials";
  const origin = option(event, "origin");
  const taken = (origin === undefined ? undefined : takesStrangeOrigin(origin)) ?? strangeByPattern(event);
  if (taken !== undefined) return `the origin ${taken}`;
  const isHeader = /(?:setHeader|header|set)$/.test(event.name) && /^access-control-allow-origin$/i.test(known(event.arguments.positional[0] ?? nothing) ?? "");
  return isHeader && known(event.arguments.positional[1] ?? nothing) === "*" ? "any origin" : undefined;
});

/** Patterns of Python's libraries: some hold the whole origin against them, some its beginning. */
function strangeByPattern(event: CallEvent): string | undefined {
  if (!event.unit.dialect.declaresByAssignment) return undefined;
  const whole = event.arguments.named.get("allow_origin_regex");
  const listed = namedSettings(event).flatMap(([name, value]) => (/^CORS_(?:ALLOWED_ORIGIN_REGEXES|ORIGIN_REGEX_WHITELIST)$/.test(name) ? [value] : []));
  const isFlask = event.name.startsWith("flask_cors.");
  const begun = [...listed, ...(isFlask ? sharedWith(event).map(({ origin }) => origin) : [])].flatMap((value) => (value?.type === "list" ? value.items : value === undefined ? [] : [value]));
  const ofText = (value: Value, anchored: (source: string) => string): Value[] => {
    const source = value.type === "regex" ? value.pattern.source : known(value);
    const pattern = source === undefined || source === "*" || (isFlask && value.type === "text" && !/[*\\\]?$^[()]/.test(source)) ? undefined : pythonPattern(anchored(source), "i");
    return pattern === undefined ? [] : [{ type: "regex", pattern }];
  };
  const rules = [...(whole === undefined ? [] : ofText(whole, (source) => `^(?:${source})$`)), ...begun.flatMap((value) => ofText(value, (source) => `^(?:${source})`))];
  return rules.map(takesStrangeOrigin).find((one) => one !== undefined);
}
