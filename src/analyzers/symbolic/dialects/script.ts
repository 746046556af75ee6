// How JavaScript and TypeScript behave in a simulation.

import type { Builtin, CallArguments, Dialect, TextMethod } from "../dialect.ts";
import { escapeHtml } from "../markup.ts";
import { type Machine, SimulatedError } from "../machine.ts";
import { endingPattern } from "../slow-patterns.ts";
import { MARK, carries, type Value, boolean, concatenate, dict, groupValues, known, list, nothing, number, reference, text, trailsThrough, unknown } from "../values.ts";
import { absolutePath, asking, changing, decodeUrl, decoding, finding, joinItems, normalizePath, onPath, onText, pathText, replacing, splitting, startsWith, textArgument, toSmall, unescapeHtml } from "./text-tools.ts";
import { libraryFunctions, libraryTextMethods } from "./script-library.ts";

const matchingText: TextMethod = (receiver, given, machine) => {
  const whole = known(receiver);
  const pattern = patternOf(machine, given.positional[0]);
  if (whole === undefined || pattern === undefined) return unknown("match");
  pattern.lastIndex = 0;
  machine.notePattern(pattern);
  const found = whole.match(pattern);
  return found === null ? nothing : list(groupValues(found));
};

function patternOf(machine: Machine, value: Value | undefined): RegExp | undefined {
  if (value?.type === "regex") return value.pattern;
  const source = value === undefined ? undefined : known(machine.toText(value));
  return source === undefined ? undefined : endingPattern(source, "");
}

const cutting: TextMethod = (receiver, given) => {
  const whole = known(receiver);
  const [start, end] = given.positional.map((value) => (value.type === "number" ? value.value : undefined));
  return whole === undefined || start === undefined ? undefined : text(whole.slice(start, end));
};

const textMethods = new Map<string, TextMethod>([
  ["trim", changing("trim", (piece) => piece.trim())],
  ["trimStart", changing("trimStart", (piece) => piece.trimStart())],
  ["trimEnd", changing("trimEnd", (piece) => piece.trimEnd())],
  ["toLowerCase", changing("toLowerCase", toSmall)],
  ["toUpperCase", changing("toUpperCase", (piece) => piece.toUpperCase())],
  ["normalize", changing("normalize", (piece) => piece)],
  ["toString", changing("toString", (piece) => piece)],
  ["replace", replacing(false)],
  ["replaceAll", replacing(true)],
  ["startsWith", startsWith],
  ["endsWith", asking((whole, word) => whole.endsWith(word))],
  ["includes", asking((whole, word) => whole.includes(word))],
  ["split", splitting],
  ["indexOf", finding],
  ["search", (receiver, given, machine) => {
    const pattern = patternOf(machine, given.positional[0]);
    const whole = known(receiver);
    if (pattern === undefined || whole === undefined) return unknown("search");
    machine.notePattern(pattern);
    return number(whole.search(pattern));
  }],
  ["match", matchingText],
  ["concat", (receiver, given, machine) => concatenate([receiver, ...given.positional.map((value) => machine.toText(value))])],
  ["slice", cutting],
  ["substring", cutting],
]);

/** Short enough for a bound that the program sets. */
const LEADING_NUMBER = /^\d{1,2}/;

const toNumber = (parse: (whole: string, base: number) => number): Builtin => (machine, given) => {
  const value = given.positional[0];
  if (value === undefined) return number(Number.NaN);
  if (value.type === "number") return value;
  const whole = known(machine.toText(value));
  const base = given.positional[1]?.type === "number" ? given.positional[1].value : 10;
  // What is read only as far as its digits go may end in anything.
  if (!Number.isNaN(parse("1x", base))) machine.notePattern(LEADING_NUMBER);
  return whole === undefined ? unknown("number") : number(parse(whole, base));
};

const join: Builtin = (machine, given) => text(normalizePath(given.positional.map((value) => pathText(machine, value)).filter((part) => part !== "").join("/")));

function startsUnknown(machine: Machine, value: Value): boolean {
  const plain = machine.toText(value);
  return plain.type === "unknown" || typeof plain.parts[0] === "object";
}

const resolvePaths: Builtin = (machine, given) => {
  let resolved = "";
  for (const value of given.positional) {
    // A name of which nothing is known stands below what is before it.
    const part = resolved !== "" && startsUnknown(machine, value) ? pathText(machine, value).slice(1) : pathText(machine, value);
    resolved = part.startsWith("/") || resolved === "" ? part : `${resolved}/${part}`;
  }
  return text(absolutePath(resolved));
};

const relativePath: Builtin = (machine, given) => {
  const root = absolutePath(pathText(machine, given.positional[0] ?? nothing));
  machine.comparedWith.add(root);
  const from = root.split("/");
  const to = absolutePath(pathText(machine, given.positional[1] ?? nothing)).split("/");
  let shared = 0;
  while (shared < from.length && from[shared] === to[shared]) shared += 1;
  return text([...from.slice(shared).map(() => ".."), ...to.slice(shared)].join("/"));
};

/** A request's own address, taken apart, is still what the client sent; its parts are read by name. */
const requestAddress = /(?:^|\.)(?:req|request|nextUrl)\.(?:url|originalUrl|href)$/;

const parseUrl: Builtin = (machine, given) => {
  const [address] = given.positional;
  if (address?.type === "outside" && requestAddress.test(address.path)) return address;
  const parts = given.positional.slice(0, 2).map((value) => known(machine.toText(value)));
  if (parts[0] === undefined) return unknown("URL", trailsThrough("URL", given.positional));
  try {
    const url = parts.length > 1 && parts[1] !== undefined ? new URL(parts[0], parts[1]) : new URL(parts[0]);
    return dict((["protocol", "hostname", "host", "origin", "pathname", "search", "hash", "href", "username", "password", "port"] as const).map((name) => [name, text(url[name].replaceAll(MARK.toLowerCase(), MARK))] as const));
  } catch {
    throw new SimulatedError(unknown("TypeError"));
  }
};

const addressParts = /^(?:([a-z][\w+.-]*:)(?:\/\/([^/?#]*))?)?([^?#]*)(\?[^#]*)?(#.*)?$/is;

/** `url.parse`, which takes every text. */
const takeAddressApart: Builtin = (machine, given) => {
  const [address, isQueryRead] = given.positional;
  const whole = address === undefined || (address.type === "outside" && requestAddress.test(address.path)) ? undefined : known(machine.toText(address));
  if (whole === undefined) return parseUrl(machine, given);
  const [, protocol = "", host = "", path = "", search = "", hash = ""] = addressParts.exec(whole) ?? [];
  const pathname = path.replaceAll("\\", "/").replaceAll(/[{}|^`<>"'\s]/g, encodeURIComponent);
  const fields = dict([...new URLSearchParams(search)].map(([name, value]) => [name, text(value)] as const), true);
  const parts = Object.entries({ protocol, host, hostname: host.replace(/^.*@|:\d*$/g, ""), pathname, search, hash, path: pathname + search, href: whole });
  return dict([...parts.map(([name, part]) => [name, part === "" ? nothing : text(part)] as const), ["query", isQueryRead?.type === "boolean" && isQueryRead.value ? fields : text(search.slice(1))]]);
};

const aRegex: Builtin = (machine, given) => {
  if (given.positional[0]?.type === "regex" && given.positional.length === 1) return given.positional[0];
  const source = textArgument(machine, given, 0);
  const flags = textArgument(machine, given, 1) ?? "";
  const pattern = source === undefined ? undefined : endingPattern(source, flags);
  return pattern === undefined || source?.includes(MARK) === true ? undefined : { type: "regex", pattern };
};

const aSet: Builtin = (_, given) => (given.positional[0]?.type === "list" ? list(given.positional[0].items, "set", given.positional[0].isOpen) : list([], "set", true));

/** Names that stand on the prototypes which every object or list has. */
function ownNames(name: string): Value | undefined {
  const owner = name === "Object.prototype" ? Object.prototype : name === "Array.prototype" ? Array.prototype : undefined;
  return owner === undefined ? undefined : list(Object.getOwnPropertyNames(owner).map(text));
}

/** Keys of what a client sent are a client's too. */
const keysOf: Builtin = (_, given) => (given.positional[0]?.type === "reference" ? ownNames(given.positional[0].name) : given.positional[0]?.type === "outside" ? list([{ type: "outside", path: `${given.positional[0].path}[]` }], "list", true) : given.positional[0]?.type === "dict" ? list([...given.positional[0].entries.keys()].map(text), "list", given.positional[0].isOpen) : undefined);

/** The keys of a table in which what was sent, or a part of it, is looked up. */
function noteLookUp(machine: Machine, table: Value & { readonly type: "dict" }, key: Value | undefined): void {
  if (key === undefined || !(carries(key) || machine.isSent(known(key) ?? ""))) return;
  for (const name of table.entries.keys()) machine.comparedWith.add(name);
}

/** A client's own object may hold any key; one that the program made holds none that leads out of it. */
const hasOwn: Builtin = (machine, given) => {
  const [table, name] = given.positional;
  if (table?.type === "outside" && name?.type === "outside" && name.path === `${table.path}[]`) return boolean(true);
  const key = textArgument(machine, given, 1);
  if (table?.type === "dict") noteLookUp(machine, table, name);
  if (name !== undefined && machine.isFree(name)) return unknown("hasOwn");
  if (key === "__proto__" || key === "constructor" || key === "prototype") return boolean(table?.type === "dict" && table.entries.has(key));
  return table?.type === "dict" && key !== undefined ? boolean(table.entries.has(key)) : unknown("hasOwn");
};

/** A question about an outside value: one answer for one value throughout, another one for each that a loop meets. */
function askOf(machine: Machine, path: string, question: string): boolean {
  return /[[*]/.test(path) ? machine.decide() : machine.decideOf(`${question} ${path}`);
}

const asText: Builtin = (machine, given) => {
  const value = machine.toText(given.positional[0] ?? text(""));
  return value.type === "unknown" ? unknown("String", value.trails) : value;
};

const isNumberLike = (strict: boolean): Builtin => (_, given) => {
  const value = given.positional[0];
  if (value?.type === "number") return boolean(Number.isInteger(value.value) || (!strict && !Number.isNaN(value.value)));
  return value === undefined || value.type === "unknown" ? unknown("isInteger") : boolean(false);
};

const functions = new Map<string, Builtin>([
  ["String", asText],
  ["Number", toNumber(Number)],
  ["parseInt", toNumber(Number.parseInt)],
  ["parseFloat", toNumber(Number.parseFloat)],
  ["Number.parseInt", toNumber(Number.parseInt)],
  ["Number.parseFloat", toNumber(Number.parseFloat)],
  ["Number.isInteger", isNumberLike(true)],
  ["Number.isSafeInteger", isNumberLike(true)],
  ["Number.isFinite", isNumberLike(false)],
  ["Number.isNaN", (_, given) => (given.positional[0]?.type === "number" ? boolean(Number.isNaN(given.positional[0].value)) : unknown("isNaN"))],
  ["isNaN", (machine, given) => {
    const value = toNumber(Number)(machine, given);
    return value?.type === "number" ? boolean(Number.isNaN(value.value)) : unknown("isNaN");
  }],
  ["Object", (_, given) => {
    const [value] = given.positional;
    if (value?.type === "text" || value?.type === "number" || value?.type === "boolean" || value?.type === "nothing") return dict();
    return value?.type === "outside" || value?.type === "unknown" ? undefined : value;
  }],
  ["Array.isArray", (machine, given) => (given.positional[0]?.type === "outside" ? boolean(!askOf(machine, given.positional[0].path, "isArray")) : given.positional[0]?.type === "list" ? boolean(true) : given.positional[0]?.type === "text" || given.positional[0]?.type === "dict" ? boolean(false) : unknown("isArray"))],
  ["new RegExp", aRegex],
  ["RegExp", aRegex],
  ["new Set", aSet],
  ["new Map", (_, given) => {
    const entries = given.positional[0];
    if (entries?.type !== "list") return dict([], true);
    return dict(entries.items.flatMap((item) => (item.type === "list" && item.items.length === 2 && known(item.items[0]!) !== undefined ? [[known(item.items[0]!)!, item.items[1]!] as const] : [])), entries.isOpen);
  }],
  ["Object.freeze", (_, given) => given.positional[0]],
  ["Object.keys", keysOf],
  ["Object.getOwnPropertyNames", keysOf],
  ["Reflect.ownKeys", keysOf],
  ["Object.create", (_, given) => dict([], false, given.positional[0]?.type === "nothing")],
  ["Object.entries", (_, given) => {
    const [table] = given.positional;
    if (table?.type === "outside") return list([list([{ type: "outside", path: `${table.path}[]` }, { type: "outside", path: `${table.path}.*` }])], "list", true);
    return table?.type === "dict" ? list([...table.entries].map(([key, value]) => list([text(key), value])), "list", table.isOpen) : undefined;
  }],
  ["Object.hasOwn", hasOwn],
  ["Object.prototype.hasOwnProperty.call", hasOwn],
  ["Object.assign", (_, given) => given.positional[0]],
  ["path.join", join],
  ["path.resolve", resolvePaths],
  ["path.normalize", onPath(normalizePath)],
  ["path.basename", onPath((path) => path.slice(path.lastIndexOf("/") + 1), "basename")],
  ["path.dirname", onPath((path) => path.slice(0, Math.max(0, path.lastIndexOf("/"))))],
  ["path.relative", relativePath],
  ["path.isAbsolute", (machine, given) => boolean(pathText(machine, given.positional[0] ?? nothing).startsWith("/"))],
  ["path.extname", onPath((path) => /\.[^./]*$/.exec(path)?.[0] ?? "")],
  ["fs.realpathSync", onPath(absolutePath)],
  ["fs.promises.realpath", onPath(absolutePath)],
  ["fs.existsSync", () => unknown("exists")],
  ["process.cwd", () => text("/srv/cwd")],
  // What is called like the function that it was made of does what that does.
  ["util.promisify", (_, given) => given.positional[0]],
  ["encodeURIComponent", onText("encodeURIComponent", encodeURIComponent)],
  ["encodeURI", onText("encodeURI", encodeURI)],
  ["decodeURIComponent", decoding("url", "decodeURIComponent", decodeUrl)],
  ["decodeURI", decoding("url", "decodeURI", decodeUrl)],
  ["unescape", decoding("url", "unescape", decodeUrl)],
  ["querystring.unescape", decoding("url", "querystring.unescape", decodeUrl)],
  ["he.decode", decoding("html", "he.decode", unescapeHtml)],
  ["he.unescape", decoding("html", "he.unescape", unescapeHtml)],
  ["lodash.unescape", decoding("html", "lodash.unescape", unescapeHtml)],
  ["_.unescape", decoding("html", "lodash.unescape", unescapeHtml)],
  ["validator.unescape", decoding("html", "validator.unescape", unescapeHtml)],
  ["escape-html", onText("escape-html", escapeHtml)],
  ["lodash.escape", onText("lodash.escape", escapeHtml)],
  ["_.escape", onText("lodash.escape", escapeHtml)],
  ["he.encode", onText("he.encode", escapeHtml)],
  ["he.escape", onText("he.escape", escapeHtml)],
  ["validator.escape", onText("validator.escape", escapeHtml)],
  ["new URL", parseUrl],
  // The fields of a query that came from outside are read by name.
  ["new URLSearchParams", (_, given) => (given.positional[0]?.type === "outside" ? given.positional[0] : undefined)],
  ["url.parse", takeAddressApart],
  ["url.URL", parseUrl],
]);

const listed = (answer: (items: readonly (string | undefined)[], wanted: string) => Value): ((receiver: Value & { readonly type: "list" }, given: CallArguments, machine: Machine) => Value) => (receiver, given, machine) => {
  const value = given.positional[0];
  if (value !== undefined && machine.isFree(value)) return unknown("includes");
  // Nothing that a program wrote down is the very object that was sent.
  if (value?.type === "list" || value?.type === "dict") return answer([], "");
  const wanted = value === undefined ? undefined : known(machine.toText(value));
  if (wanted === undefined) return unknown("includes");
  const items = receiver.items.map((item) => known(machine.toText(item)));
  for (const item of items) if (item !== undefined) machine.comparedWith.add(item);
  return answer(items, wanted);
};

/** Files that a module's path without an ending may stand for. */
function filesOf(path: string): string[] {
  const plain = path.replace(/\.(?:js|mjs|cjs|jsx)$/, "");
  const endings = [".js", ".ts", ".mjs", ".cjs", ".mts", ".cts", ".jsx", ".tsx"];
  return [path, ...endings.map((ending) => plain + ending), ...endings.map((ending) => `${path}/index${ending}`)];
}

/** JavaScript and TypeScript. */
export const scriptDialect: Dialect = {
  declaresByAssignment: false,
  functions: new Map([...functions, ...libraryFunctions]),
  textMethods: new Map([...textMethods, ...libraryTextMethods]),
  textProperties: new Map(),
  listMethods: new Map([
    ["includes", listed((items, wanted) => boolean(items.includes(wanted)))],
    ["has", listed((items, wanted) => boolean(items.includes(wanted)))],
    ["indexOf", listed((items, wanted) => number(items.indexOf(wanted)))],
    ["join", (receiver, given, machine) => {
      const separator = given.positional[0] === undefined ? text(",") : machine.toText(given.positional[0]);
      return separator.type === "text" ? joinItems(machine, separator, receiver) : unknown("join", trailsThrough("join", [receiver]));
    }],
    ["push", (receiver, given, machine) => {
      machine.keep(receiver);
      receiver.items.push(...given.positional);
      return unknown("length");
    }],
    ["concat", (receiver, given) => list([...receiver.items, ...given.positional.flatMap((value) => (value.type === "list" ? value.items : [value]))], "list", receiver.isOpen)],
    ["slice", (receiver, given) => {
      const [start, end] = given.positional.map((value) => (value.type === "number" ? value.value : undefined));
      // Of a list that goes on nobody knows where its end lies.
      const isCut = start !== undefined && !receiver.isOpen && (end !== undefined || given.positional.length === 1);
      return list(isCut ? receiver.items.slice(start, end) : receiver.items, "list", receiver.isOpen);
    }],
    ["reverse", (receiver) => list([...receiver.items].reverse(), "list", receiver.isOpen)],
    ["at", (receiver, given) => (given.positional[0]?.type === "number" ? (receiver.items.at(given.positional[0].value) ?? nothing) : unknown("at"))],
    ["unshift", (receiver, given, machine) => {
      machine.keep(receiver);
      receiver.items.unshift(...given.positional);
      return unknown("length");
    }],
    ["pop", (receiver, _, machine) => {
      machine.keep(receiver);
      return receiver.items.pop() ?? nothing;
    }],
    ["shift", (receiver, _, machine) => {
      machine.keep(receiver);
      return receiver.items.shift() ?? nothing;
    }],
  ]),
  dictMethods: new Map([
    ["hasOwnProperty", (receiver, given, machine) => hasOwn(machine, { positional: [receiver, ...given.positional], named: new Map() }) ?? unknown("hasOwnProperty")],
    ["has", (receiver, given, machine) => hasOwn(machine, { positional: [receiver, ...given.positional], named: new Map() }) ?? unknown("has")],
    ["get", (receiver, given, machine) => {
      const [key] = given.positional;
      noteLookUp(machine, receiver, key);
      return receiver.entries.get(textArgument(machine, given, 0) ?? "") ?? (receiver.isOpen ? unknown("get") : nothing);
    }],
    ["set", (receiver, given, machine): Value => {
      const key = textArgument(machine, given, 0);
      if (key === undefined || given.positional.length !== 2) return unknown("set");
      machine.keep(receiver);
      receiver.entries.set(key, given.positional[1]!);
      return receiver;
    }],
    ["values", (receiver) => list([...receiver.entries.values()], "list", receiver.isOpen)],
    ["toString", (receiver, _, machine) => receiver.entries.get("href") ?? machine.toText(receiver)],
  ]),
  outside: new Set(["process.argv", "process.env", "location", "window.location", "document.location", "document.URL", "document.referrer", "document.cookie", "event.data", "location.hash", "location.search"]),
  moduleLoaders: new Set(),
  outsideCalls: new Set(["prompt"]),
  constants: new Map<string, Value>([
    ["path.sep", text("/")],
    ["Function.prototype.constructor", reference("Function")],
    ["__dirname", text("/srv/app")],
    ["__filename", text("/srv/app/index.js")],
  ]),
  packageName: (specifier) => specifier.replace(/^node:/, "").replace(/^(fs|dns|stream|timers|readline)\/promises$/, "$1.promises"),
  moduleCandidates: (specifier, fromPath) => {
    const folders = fromPath.split("/").slice(0, -1);
    if (specifier.startsWith(".")) return filesOf(normalizePath([...folders, specifier].join("/")));
    // The usual aliases of a project's own root and of its folder of sources.
    const own = /^[@~]\/(.+)$/.exec(specifier)?.[1];
    if (own === undefined) return [];
    const roots = ["", "src/", ...folders.map((_, index) => `${folders.slice(0, index + 1).join("/")}/`)];
    return roots.flatMap((root) => filesOf(root + own));
  },
};
