// Kinds of wrong settings of web frameworks: debuggers, forged requests, cookies, templates.

import { escapesPages } from "../../analyzers/symbolic/library-objects.ts";
import { type Value, known, nothing, shown } from "../../analyzers/symbolic/values.ts";
import type { FlawKind } from "./flaw-kind.ts";
import { headerValue } from "./headers.ts";
import { namedSettings } from "./named-settings.ts";
import { isOff, isOn, never, option, optionOf, rightUnsaid, setting } from "./setting.ts";

const debugSwitch = /^(?:flask\.Flask\(\)\.(?:run|run_server)|(?:.*\.)?run(?:_server|_simple)?|(?:fastapi\.)?FastAPI|(?:starlette\.applications\.)?Starlette|(?:aiohttp\.)?web\.Application|tornado\.web\.Application|sanic\.Sanic)$/;

const debugging: FlawKind = rightUnsaid(setting("debug-mode", ["CWE-489", "CWE-215", "CWE-94"], /(?:^|\.)(?:run\w*|listen|debug=|serve|use|FastAPI|Starlette|Application|Sanic)$/, (event) => {
  const { named, positional } = event.arguments;
  if (namedSettings(event).some(([name, value]) => /^(?:FLASK_)?DEBUG$/.test(name) && isOn(value))) return "debug is on";
  if (!debugSwitch.test(event.name)) return undefined;
  return isOn(named.get("debug")) || isOn(named.get("use_debugger")) || (/flask\.Flask\(\)\.run$/i.test(event.name) && isOn(positional[2])) ? "debug is on" : undefined;
}));

const offForgery = /^WTF_CSRF_(?:ENABLED|CHECK_DEFAULT|METHODS)$/;

/** What takes the protection against forged requests away from a view or from all. */
const forgery: FlawKind = rightUnsaid(setting("forged-request", ["CWE-352"], never, (event) => {
  const { name, arguments: { positional, named } } = event;
  if (/(?:^|\.)csrf_exempt@?$/.test(name) || /(?:[cC][sS][rR][fF]\w*(?:\(\))?)\.exempt@?$/.test(name)) return name.replace(/@$/, "");
  if (/(?:^|\.)method_decorator@?$/.test(name) && positional.some((value) => isExemption(value) || (value.type === "list" && value.items.some(isExemption)))) return "csrf_exempt";
  const isMarked = name === "setattr" ? known(positional[1] ?? nothing) === "csrf_exempt" && isOn(positional[2]) : name.endsWith(".csrf_exempt=") && isOn(positional[0]);
  if (isMarked) return "csrf_exempt is set";
  if (isOff(named.get("csrf_enabled")) || isOff(optionOf(named.get("meta"), "csrf"))) return "csrf is off";
  const switched = namedSettings(event).find(([key, value]) => (offForgery.test(key) && (isOff(value) || (value.type === "list" && value.items.length === 0))) || (/^MIDDLEWARE(?:_CLASSES)?$/.test(key) && lacksProtection(value)));
  return switched === undefined ? undefined : `${switched[0]} takes it away`;
}));

function isExemption(value: Value): boolean {
  return value.type === "reference" && value.name.endsWith("csrf_exempt");
}

/** Django's list of what a request goes through, without what keeps forged ones away. */
function lacksProtection(value: Value): boolean {
  return value.type === "list" && !value.isOpen && value.items.length > 0 && value.items.every((item) => known(item) !== undefined && !/csrf/i.test(known(item)!));
}

const cookieSwitch = /^(?:SESSION_COOKIE_(?:SECURE|HTTPONLY)|CSRF_COOKIE_SECURE|REMEMBER_COOKIE_(?:SECURE|HTTPONLY)|JWT_COOKIE_SECURE)$/;

const cookies = setting("unprotected-cookie", ["CWE-614", "CWE-1004", "CWE-1275"], /(?:^|\.)(?:set_cookie|cookie|setCookie|session|set|append|setHeader|header)$|COOKIE_\w+=$|config(?:\[\]=|\.\w+)$/, (event) => {
  const switched = namedSettings(event).find(([name, value]) => cookieSwitch.test(name) && isOff(value));
  if (switched !== undefined) return `${switched[0]} is off`;
  const header = headerValue(event, /^set-cookie$/i);
  const byHand = header?.type === "text" ? shown(header) : "";
  if (byHand !== "") return /;\s*secure\b/i.test(byHand) ? (/;\s*httponly\b/i.test(byHand) ? undefined : "httponly is not set") : "secure is not set";
  const isCookie = /(?:\.set_cookie|(?:res|response|reply|rep)\.(?:set)?[cC]ookie)$/.test(event.name);
  // A jar keeps its cookies from scripts by itself; without a value it takes one away.
  const isJar = /\.cookies(?:\(\))?\.set$/.test(event.name) && event.arguments.positional.length > 1 && event.arguments.positional[1]?.type !== "nothing";
  if (!isCookie && !isJar) return undefined;
  const secure = option(event, "secure");
  const httpOnly = option(event, "httponly") ?? option(event, "httpOnly");
  if (secure === undefined || isOff(secure)) return "secure is not set";
  return isOff(httpOnly) || (httpOnly === undefined && !isJar) ? "httponly is not set" : undefined;
});

const escaping = setting("unescaped-template", ["CWE-79", "CWE-80", "CWE-116"], /(?:^|\.)(?:Environment|SandboxedEnvironment|Template|select_autoescape|Jinja2Templates)$/, (event) => {
  if (event.name.endsWith('.autoescape=') && isOff(event.arguments.positional[0])) return "autoescape is turned off";
  if (event.name.endsWith('.jinja_options=') && isOff(optionOf(event.arguments.positional[0], "autoescape"))) return "autoescape is turned off";
  if (event.name.endsWith('.select_jinja_autoescape=') && escapesPages(event.arguments.positional[0]) === false) return "autoescape is turned off";
  if (namedSettings(event).some(([name, value]) => name === "TEMPLATES" && turnsEscapingOff(value, 0))) return "autoescape is turned off";
  if (event.name.endsWith('tornado.web.Application') && event.arguments.named.get("autoescape")?.type === "nothing") return "autoescape is turned off";
  if (!/^jinja2\.(?:sandbox\.)?(?:\w*Environment|Template)$/.test(event.name)) return undefined;
  const setting = event.arguments.named.get("autoescape");
  // Without a word nothing is escaped; that matters where pages are made.
  const makesPages = setting !== undefined || /\.x?html?\b|text\/html|<\/\w+>/.test(event.unit.tree.text);
  return makesPages && escapesPages(setting) === false ? "autoescape is off for pages" : undefined;
});

/** Django's engines with their options. */
function turnsEscapingOff(value: Value, depth: number): boolean {
  if (value.type === "list") return depth < 2 && value.items.some((item) => turnsEscapingOff(item, depth + 1));
  return value.type === "dict" && isOff(optionOf(optionOf(value, "OPTIONS"), "autoescape"));
}

/** Settings of frameworks, judged without an attack. */
export const frameworkSettings: readonly FlawKind[] = [debugging, forgery, cookies, escaping];
