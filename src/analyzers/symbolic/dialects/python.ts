// How Python behaves in a simulation: its text methods and the library functions that decide whether an attack gets through.

import type { Builtin, CallArguments, Dialect, TextMethod } from "../dialect.ts";
import { escapeHtml } from "../markup.ts";
import { type Machine, SimulatedError } from "../machine.ts";
import { runFunction, textOfValue } from "../definitions.ts";
import { itemsOf, sentText } from "../expressions.ts";
import { compareDigests, isTruthy } from "../operators.ts";
import { ANY_KEY, MARK, type Value, boolean, carries, concatenate, dict, known, list, mapText, nothing, number, reference, text, trailsThrough, unknown } from "../values.ts";
import { ofAnyKey } from "../properties.ts";
import { argument, asking, changing, decodeUrl, decoding, finding, joinItems, onText, replacing, splitting, startsWith, textArgument, toSmall, unescapeHtml } from "./text-tools.ts";
import { writtenAsJson } from "./json-text.ts";
import { encodingFunctions } from "./python-encodings.ts";
import { addressProperties, networkFunctions } from "./python-network.ts";
import { pathFunctions, pathMethods } from "./python-paths.ts";
import { patternFunctions } from "./python-patterns.ts";
import { libraryFunctions, libraryTextMethods, quoteShell, quoting, setMethods, splitShell } from "./python-library.ts";

const whenKnown = (answer: (whole: string) => boolean): TextMethod => (receiver) => {
  const whole = known(receiver);
  return whole === undefined ? unknown("question") : boolean(answer(whole));
};

const stripping = (name: string, ends: "both" | "left" | "right"): TextMethod => (receiver, given, machine) => {
  const characters = textArgument(machine, given, 0) ?? " \t\r\n";
  const set = new Set(characters);
  return mapText(receiver, name, (piece) => {
    let start = 0;
    let end = piece.length;
    if (ends !== "right") while (start < end && set.has(piece[start]!)) start += 1;
    if (ends !== "left") while (end > start && set.has(piece[end - 1]!)) end -= 1;
    return piece.slice(start, end);
  });
};

/** `split` and `rsplit`, cut so often at most from their end. */
function cutting(isLast: boolean): TextMethod {
  return (receiver, given, machine) => {
    const most = argument(given, 1, "maxsplit");
    const pieces = splitting(receiver, given, machine);
    const by = textArgument(machine, given, 0);
    if (most?.type !== "number" || most.value < 0 || by === undefined || pieces?.type !== "list" || pieces.isOpen || pieces.items.length <= most.value + 1) return pieces;
    const words = pieces.items.map((item) => known(item) ?? "");
    const at = isLast ? words.length - most.value : most.value;
    const [left, right] = [words.slice(0, at), words.slice(at)];
    return list((isLast ? [left.join(by), ...right] : [...left, right.join(by)]).map(text));
  };
}

const textMethods = new Map<string, TextMethod>([
  ["strip", stripping("strip", "both")],
  ["lstrip", stripping("lstrip", "left")],
  ["rstrip", stripping("rstrip", "right")],
  ["lower", changing("lower", toSmall)],
  ["upper", changing("upper", (piece) => piece.toUpperCase())],
  ["casefold", changing("casefold", toSmall)],
  ["title", changing("title", (piece) => piece)],
  ["encode", (receiver) => ({ ...mapText(receiver, "encode", (piece) => piece), isBytes: true })],
  ["decode", (receiver, given, machine) => {
    const isWide = /^utf-?_?16/i.test(textArgument(machine, given, 0, "encoding") ?? "");
    // What is written in wide letters is no other encoding's text.
    if (!isWide && receiver.parts.some((part) => typeof part === "string" && part.includes("\0"))) throw new SimulatedError(unknown("UnicodeDecodeError"));
    return mapText(receiver, "decode", (piece) => piece.replaceAll("\0", ""));
  }],
  ["replace", replacing(true)],
  ["startswith", startsWith],
  ["endswith", asking((whole, word) => whole.endsWith(word))],
  ["split", cutting(false)],
  ["rsplit", cutting(true)],
  ["splitlines", (receiver) => list((known(receiver) ?? "").split(/\r?\n/).map(text))],
  ["find", finding],
  ["index", finding],
  ["join", (receiver, given, machine) => joinItems(machine, receiver, given.positional[0] ?? nothing)],
  ["format", (receiver, given, machine) => format(machine, receiver, given)],
  ["isdigit", whenKnown((whole) => /^\d+$/.test(whole))],
  ["isnumeric", whenKnown((whole) => /^\d+$/.test(whole))],
  ["isdecimal", whenKnown((whole) => /^\d+$/.test(whole))],
  ["isalpha", whenKnown((whole) => /^[A-Za-z]+$/.test(whole))],
  ["isalnum", whenKnown((whole) => /^[A-Za-z\d]+$/.test(whole))],
  ["isidentifier", whenKnown((whole) => /^[A-Za-z_]\w*$/.test(whole))],
  ["removeprefix", (receiver, given, machine) => mapText(receiver, "removeprefix", (piece) => (piece.startsWith(textArgument(machine, given, 0) ?? "\0") ? piece.slice((textArgument(machine, given, 0) ?? "").length) : piece))],
  ["count", (receiver, given, machine) => number((known(receiver) ?? "").split(textArgument(machine, given, 0) ?? "\0").length - 1)],
]);

/** `"{} {name}".format(…)`. */
function format(machine: Machine, receiver: Value & { readonly type: "text" }, given: CallArguments): Value {
  let next = 0;
  return concatenate(
    receiver.parts.flatMap((part) => {
      if (typeof part !== "string") return [part];
      return part.split(/(\{\{|\}\}|\{[^{}]*\})/).map((piece, index) => {
        if (index % 2 === 0) return text(piece);
        if (piece === "{{" || piece === "}}") return text(piece[0]!);
        const field = /^\{([^.!:[\]}]*)/.exec(piece)?.[1] ?? "";
        const value = field === "" ? given.positional[next++] : /^\d+$/.test(field) ? given.positional[Number(field)] : given.named.get(field);
        return value === undefined ? unknown(field) : textOfValue(machine, value);
      });
    }),
  );
}

/** Numbers of known text; what is no number is an error of the program. */
const toNumber = (name: string, pattern: RegExp): Builtin => (machine, given) => {
  const value = given.positional[0];
  if (value === undefined || value.type === "number") return value ?? number(0);
  const whole = known(machine.toText(value));
  if (whole === undefined) return { ...unknown(name), made: { by: name, arguments: given, from: undefined, fields: new Map() } };
  if (!pattern.test(whole.trim())) throw new SimulatedError(unknown("ValueError"));
  return number(Number(whole));
};

/** What `werkzeug.utils.secure_filename` leaves of a name. */
function secureFilename(piece: string): string {
  return piece.replaceAll(/[/\\]/g, " ").split(/\s+/).join("_").replaceAll(/[^A-Za-z0-9_.-]/g, "").replaceAll(/^[._]+|[._]+$/g, "");
}

const anyOrAll = (isAll: boolean): Builtin => (_, given) => {
  const items = given.positional[0];
  if (items?.type !== "list") return unknown("any");
  const answers = items.items.map((item) => (item.type === "boolean" ? item.value : item.type === "unknown" ? undefined : item.type !== "nothing"));
  if (answers.includes(!isAll)) return boolean(!isAll);
  return answers.includes(undefined) || items.isOpen ? unknown("any") : boolean(isAll);
};

const lengthOf: Builtin = (machine, given) => {
  const value = given.positional[0];
  if (value?.type === "list") return value.isOpen ? unknown("len") : number(value.items.length);
  if (value?.type === "dict") return value.isOpen ? unknown("len") : number(value.entries.size);
  // A document holds as many things as whoever sent it likes.
  const whole = value === undefined || (value.type === "outside" && value.path.endsWith(".json")) ? undefined : known(machine.toText(value));
  return whole === undefined ? unknown("len") : number(whole.length);
};

const isInstance: Builtin = (machine, given) => {
  const [value, type] = given.positional;
  if (type?.type !== "reference" || value === undefined) return unknown("isinstance");
  // Of values that are gone through one by one, only that they are plain says something of each.
  if (value.type === "outside" && (!value.path.endsWith("[]") || /^(?:str|int|float|bool)$/.test(type.name))) machine.checkedTypes.add(value.path);
  if (value.type === "outside") return machine.isFocus(value.path) ? boolean(type.name === "str") : unknown("isinstance");
  const names: Partial<Record<Value["type"], string>> = { text: "str", number: "int", boolean: "bool", list: "list", dict: "dict" };
  const name = names[value.type];
  return name === undefined ? unknown("isinstance") : boolean(name === type.name);
};

function portOf(authority: string): Value {
  const port = /:(\d+)$/.exec(authority)?.[1];
  return port === undefined ? nothing : number(Number(port));
}

/** A request's own address, taken apart, is still what the client sent; its parts are read by name. */
const requestAddress = /(?:^|\.)(?:self\.path|request\.(?:url|full_path|path_qs))$/;

const parseUrl: Builtin = (machine, given) => {
  const value = given.positional[0] ?? nothing;
  if (value.type === "outside" && requestAddress.test(value.path)) return value;
  const whole = known(machine.toText(value));
  if (whole === undefined) return unknown("urlparse", trailsThrough("urlparse", [value]));
  const parts = /^(?:([a-z][a-z\d+.-]*):)?(?:\/\/([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/is.exec(whole);
  const authority = parts?.[2] ?? "";
  const host = toSmall(authority.replace(/^.*@/, "").replace(/:\d*$/, ""));
  return dict([
    ["scheme", text((parts?.[1] ?? "").toLowerCase())],
    ["netloc", text(authority)],
    ["hostname", host === "" ? nothing : text(host)],
    ["host", host === "" ? nothing : text(host)],
    ["port", portOf(authority)],
    ["path", text(parts?.[3] ?? "")],
    ["query", text(parts?.[4] ?? "")],
    ["fragment", text(parts?.[5] ?? "")],
  ]);
};

/** The fields of a query that is outside as a whole are outside one by one. */
const ofQuery: Builtin = (_, given) => (given.positional[0]?.type === "outside" ? given.positional[0] : undefined);

const aListOf = (shape: "list" | "tuple" | "set"): Builtin => (machine, given) => {
  const value = given.positional[0];
  if (value === undefined) return list([], shape);
  if (value.type === "list") return list(value.items, shape, value.isOpen);
  if (value.type === "dict") return list([...value.entries.keys()].map(text), shape, value.isOpen);
  const characters = sentText(machine, value);
  if (characters !== undefined) return list([...characters].map(text), shape);
  return list([value.type === "outside" ? machine.toText(value) : value], shape, true);
};

const asText: Builtin = (machine, given) => {
  const value = textOfValue(machine, given.positional[0] ?? text(""));
  return value.type === "unknown" ? unknown("str", value.trails) : value;
};

/** `dict(pairs)`: of an unknown key only the value is kept. */
const toDict: Builtin = (machine, given) => {
  const from = given.positional[0];
  if (from?.type === "dict") return dict([...from.entries, ...given.named], from.isOpen);
  if (from?.type === "outside") return from;
  if (from?.type !== "list") return dict(given.named);
  const pairs = from.items.flatMap((item): [string, Value][] => (item.type === "list" && item.items.length === 2 ? [[known(machine.toText(item.items[0]!)) ?? ANY_KEY, item.items[1]!]] : []));
  return dict([...pairs, ...given.named], from.isOpen || pairs.length < from.items.length);
};

const uuidText = /^[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}$/i;
const onlyNumbers = /^[+-]?[\d_]+$/;
const anyNumber = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

/** Which hosts are the program's own is not known: an attacker's is none of them. */
const isOwnAddress: Builtin = (machine, given) => {
  const whole = textArgument(machine, given, 0, "url");
  return whole === undefined ? unknown("url_has_allowed_host_and_scheme") : boolean(/^(?:\/(?![/\\])|[^\s:/\\][^:\\]*$)/.test(whole));
};

/** Leaves quotes as they are. */
const escapingTags = onText("xml.sax.saxutils.escape", (piece) => piece.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;"));

const MAXIMUM_ROWS = 128;

/** A variable of the environment: what stands in its place where it is not set, or whatever somebody has set. */
const ofEnvironment: Builtin = (machine, given) => {
  const standard = argument(given, 1, "default");
  const written = machine.assigned.get(`os.environ.${textArgument(machine, given, 0) ?? ""}`);
  if (written !== undefined) return written;
  if (machine.isUnset) return standard ?? nothing;
  return standard !== undefined && machine.decide() ? standard : undefined;
};

/** A variable that is written where nobody has set it. */
const setsEnvironment: Builtin = (machine, given) => {
  const name = textArgument(machine, given, 0);
  const value = given.positional[1];
  if (name === undefined || value === undefined || !machine.isUnset) return undefined;
  if (!machine.assigned.has(`os.environ.${name}`)) machine.assigned.set(`os.environ.${name}`, value);
  return machine.assigned.get(`os.environ.${name}`);
};

/** What a settings library reads as yes or no. */
const isYes: Builtin = (machine, given) => {
  const whole = textArgument(machine, given, 0);
  return whole === undefined ? undefined : boolean(/^(?:y|yes|t|true|on|1)$/i.test(whole));
};

const functions = new Map<string, Builtin>([
  ["int", toNumber("int", onlyNumbers)],
  ["float", toNumber("float", anyNumber)],
  ["decimal.Decimal", toNumber("Decimal", anyNumber)],
  ["uuid.UUID", toNumber("UUID", uuidText)],
  ["bool", (machine, given) => {
    const value = given.positional[0];
    const isKnown = value !== undefined && ["boolean", "number", "text", "nothing", "list", "dict"].includes(value.type);
    return isKnown ? boolean(isTruthy(machine, value)) : { ...unknown("bool"), made: { by: "bool", arguments: given, from: undefined, fields: new Map() } };
  }],
  ["str", asText],
  ["os.environ.get", ofEnvironment],
  ["os.getenv", ofEnvironment],
  ["os.environ.setdefault", setsEnvironment],
  ["distutils.util.strtobool", isYes],
  ["len", lengthOf],
  ["list", aListOf("list")],
  ["tuple", aListOf("tuple")],
  ["set", aListOf("set")],
  ["frozenset", aListOf("set")],
  ["sorted", aListOf("list")],
  ["dict", toDict],
  ["enumerate", (machine, given) => {
    const { items, isOpen } = itemsOf(machine, given.positional[0] ?? nothing);
    const start = argument(given, 1, "start");
    return list(items.map((item, index) => list([number(index + (start?.type === "number" ? start.value : 0)), item], "tuple")), "list", isOpen);
  }],
  ["zip", (machine, given) => {
    const columns = given.positional.map((value) => itemsOf(machine, value));
    const rows = Math.min(...columns.map(({ items }) => items.length), MAXIMUM_ROWS);
    return list(Array.from({ length: columns.length === 0 ? 0 : rows }, (_, row) => list(columns.map(({ items }) => items[row]!), "tuple")), "list", columns.some(({ isOpen }) => isOpen));
  }],
  ["reversed", (machine, given) => {
    const { items, isOpen } = itemsOf(machine, given.positional[0] ?? nothing);
    return list(items.toReversed(), "list", isOpen);
  }],
  ["any", anyOrAll(false)],
  ["all", anyOrAll(true)],
  ["isinstance", isInstance],
  ["getattr", (machine, given) => {
    const [from] = given.positional;
    const name = textArgument(machine, given, 1);
    return from?.type === "reference" && name !== undefined && !name.includes(MARK) && !machine.isSent(name) ? reference(`${from.name}.${name}`) : undefined;
  }],
  ["django.utils.http.url_has_allowed_host_and_scheme", isOwnAddress],
  ["django.utils.http.is_safe_url", isOwnAddress],
  ["shlex.quote", onText("shlex.quote", quoteShell)],
  ["pipes.quote", onText("pipes.quote", quoteShell)],
  ["shlex.split", (machine, given) => {
    const whole = textArgument(machine, given, 0);
    return whole === undefined ? list([given.positional[0] ?? nothing], "list", true) : list(splitShell(whole).map(text));
  }],
  ["html.escape", (machine, given) => (isTruthy(machine, argument(given, 1, "quote") ?? boolean(true)) ? onText("html.escape", escapeHtml) : escapingTags)(machine, given)],
  ["cgi.escape", onText("cgi.escape", escapeHtml)],
  ["xml.sax.saxutils.escape", escapingTags],
  ["hmac.compare_digest", (machine, given) => compareDigests(machine, given.positional)],
  ["secrets.compare_digest", (machine, given) => compareDigests(machine, given.positional)],
  ["urllib.parse.quote", quoting("urllib.parse.quote", "/")],
  ["urllib.parse.quote_plus", quoting("urllib.parse.quote_plus", "")],
  ["urllib.parse.unquote", decoding("url", "urllib.parse.unquote", decodeUrl)],
  ["urllib.parse.unquote_plus", decoding("url", "urllib.parse.unquote_plus", (piece) => decodeUrl(piece.replaceAll("+", " ")))],
  ["html.unescape", decoding("html", "html.unescape", unescapeHtml)],
  ["xml.sax.saxutils.unescape", decoding("html", "xml.sax.saxutils.unescape", unescapeHtml)],
  ["urllib.parse.urlparse", parseUrl],
  ["urllib.parse.urlsplit", parseUrl],
  ...["httpx.URL", "yarl.URL", "urllib3.util.parse_url"].map((name) => [name, parseUrl] as const),
  ["urllib.parse.parse_qs", ofQuery],
  ["urllib.parse.parse_qsl", ofQuery],
  ["werkzeug.utils.secure_filename", onText("werkzeug.utils.secure_filename", secureFilename)],
  ["json.dumps", (machine, { positional: [value], named }) => {
    const isPlain = (value?.type === "list" || value?.type === "dict" || value?.type === "text") && !named.has("cls") && !named.has("default");
    return isPlain ? writtenAsJson(machine, value) : undefined;
  }],
  ["json.loads", (_, given) => {
    const [from] = given.positional;
    return from?.type === "outside" ? { type: "outside", path: `${from.path}.json` } : undefined;
  }],
  ["ast.literal_eval", (machine, given) => {
    const whole = given.positional[0] === undefined ? undefined : known(machine.toText(given.positional[0]));
    // What calls something is no literal.
    if (whole !== undefined && machine.hasFocus && !machine.isHarmless && /\w\s*[([]/.test(whole)) throw new SimulatedError(unknown("ValueError"));
    return unknown("ast.literal_eval", trailsThrough("ast.literal_eval", given.positional));
  }],
]);

/** `map`: of what a library's function does with each item only the way is known. */
const mapItems: Builtin = (machine, given) => {
  const [callback, over] = given.positional;
  const own = callback?.type === "reference" ? functions.get(callback.name) ?? libraryFunctions.find(([name]) => name === callback.name)?.[1] : undefined;
  if (over === undefined || given.positional.length !== 2 || (own === undefined && callback?.type !== "function")) return undefined;
  const { items, isOpen } = itemsOf(machine, over);
  const of = (item: Value): Value => {
    const alone = { positional: [item], named: new Map<string, Value>() };
    return callback?.type === "function" ? runFunction(machine, callback, alone, callback.self) : (own?.(machine, alone) ?? unknown("map", trailsThrough("map", [item])));
  };
  return list(items.slice(0, MAXIMUM_ROWS).map(of), "list", isOpen);
};

/** Python. */
export const pythonDialect: Dialect = {
  declaresByAssignment: true,
  functions: new Map([...functions, ...patternFunctions, ...pathFunctions, ...libraryFunctions, ...encodingFunctions, ...networkFunctions, ["map", mapItems]]),
  textMethods: new Map([...textMethods, ...pathMethods, ...libraryTextMethods]),
  textProperties: new Map<string, (whole: string) => Value>([
    ...addressProperties,
    ["name", (whole: string) => text(whole.slice(whole.lastIndexOf("/") + 1))],
    ["stem", (whole: string) => text(whole.slice(whole.lastIndexOf("/") + 1).replace(/\.[^.]*$/, ""))],
    ["suffix", (whole: string) => text(/\.[^./]*$/.exec(whole)?.[0] ?? "")],
    ["parent", (whole: string) => text(whole.slice(0, Math.max(0, whole.lastIndexOf("/"))))],
    ["parents", (whole: string) => list(whole.split("/").slice(0, -1).map((_, index, parts) => text(parts.slice(0, parts.length - index).join("/") || "/")), "tuple")],
    ["parts", (whole: string) => list(whole.split("/").map(text), "tuple")],
  ]),
  listMethods: new Map([
    ...setMethods,
    ["append", (receiver, given) => {
      receiver.items.push(...given.positional);
      return nothing;
    }],
    ["extend", (receiver, given) => {
      const more = given.positional[0];
      if (more?.type === "list") receiver.items.push(...more.items);
      else if (more !== undefined) receiver.items.push(more);
      return nothing;
    }],
    ["add", (receiver, given) => {
      receiver.items.push(...given.positional);
      return nothing;
    }],
    ["copy", (receiver) => list(receiver.items, receiver.shape, receiver.isOpen)],
    ["pop", (receiver) => receiver.items.pop() ?? unknown("pop")],
  ]),
  dictMethods: new Map([
    ["get", (receiver, given, machine) => lookUp(receiver, given, machine)],
    ["pop", (receiver, given, machine) => lookUp(receiver, given, machine)],
    ["keys", (receiver) => list([...receiver.entries.keys()].map(text), "list", receiver.isOpen)],
    ["values", (receiver) => list([...receiver.entries.values()], "list", receiver.isOpen)],
    ["items", (receiver) => list([...receiver.entries].map(([key, value]) => list([text(key), value], "tuple")), "list", receiver.isOpen)],
    ["copy", (receiver) => dict(receiver.entries, receiver.isOpen)],
    ["update", (receiver, given) => {
      const more = given.positional[0];
      if (more?.type === "dict") for (const [key, value] of more.entries) receiver.entries.set(key, value);
      for (const [key, value] of given.named) receiver.entries.set(key, value);
      return nothing;
    }],
  ]),
  outside: new Set(["flask.request", "request", "sys.argv", "sys.stdin", "bottle.request", "cherrypy.request"]),
  moduleLoaders: new Set(["importlib.import_module", "importlib.__import__", "__import__"]),
  outsideCalls: new Set(["input", "raw_input", "flask.request.get_json"]),
  constants: new Map<string, Value>([
    ["os.sep", text("/")],
    ["os.path.sep", text("/")],
    ["__name__", text("__main__")],
    ["__file__", text("/srv/app/main.py")],
    ["string.ascii_letters", text("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")],
    ["string.digits", text("0123456789")],
    ...Object.entries({ S_IRWXU: 0o700, S_IRUSR: 0o400, S_IWUSR: 0o200, S_IXUSR: 0o100, S_IRWXG: 0o70, S_IRGRP: 0o40, S_IWGRP: 0o20, S_IXGRP: 0o10, S_IRWXO: 0o7, S_IROTH: 0o4, S_IWOTH: 0o2, S_IXOTH: 0o1 }).map(([name, value]) => [`stat.${name}`, number(value)] as const),
    ...Object.entries({ I: 2, IGNORECASE: 2, M: 8, MULTILINE: 8, S: 16, DOTALL: 16, X: 64, VERBOSE: 64, A: 256, ASCII: 256, U: 32, UNICODE: 32 }).map(([name, value]) => [`re.${name}`, number(value)] as const),
  ]),
  packageName: (specifier) => specifier,
  moduleCandidates: (specifier, fromPath) => {
    const folder = fromPath.split("/").slice(0, -1);
    const dots = /^\.*/.exec(specifier)?.[0].length ?? 0;
    const names = specifier.slice(dots).split(".").filter((name) => name !== "");
    const bases = dots > 0 ? [folder.slice(0, folder.length - (dots - 1))] : [folder, [], ...folder.map((_, index) => folder.slice(0, index))];
    return bases.flatMap((base) => {
      const path = [...base, ...names].join("/");
      return [`${path}.py`, `${path}/__init__.py`];
    });
  },
};

/** `table.get(key, default)`: a key that is not there gives the default. */
function lookUp(receiver: Value & { readonly type: "dict" }, given: CallArguments, machine: Machine): Value {
  const key = textArgument(machine, given, 0);
  const isOwn = given.positional[0]?.type === "text" && !carries(given.positional[0]) && !machine.isSent(key ?? "");
  if (key !== undefined && !isOwn) for (const name of receiver.entries.keys()) machine.comparedWith.add(name);
  if (!isOwn && receiver.isOpen && given.positional[0] !== undefined && carries(given.positional[0])) machine.isLookedUp = true;
  // What is ordinary may be one of the program's own words.
  const isAny = receiver.entries.size > 0 && mayBeOwn(machine, given.positional[0]);
  const found = isAny && machine.decide() ? [...receiver.entries.values()][0] : key === undefined ? undefined : receiver.entries.get(key);
  return found ?? ofAnyKey(receiver, key) ?? given.positional[1] ?? (receiver.isOpen ? unknown("get") : nothing);
}

/** True for ordinary input, alone or as a part of a key, and for what is sent besides it where nothing bad is. */
function mayBeOwn(machine: Machine, key: Value | undefined): boolean {
  if (key?.type === "outside") return !machine.isFocus(key.path);
  return key?.type === "list" && (machine.isHarmless || !key.items.some((item) => item.type === "outside" && machine.isFocus(item.path))) && key.items.some((item) => item.type === "outside" || machine.isFree(item));
}
