// Python's library functions that check or rebuild what a client sends: addresses, dates, sets of characters, quoting.

import type { Builtin, CallArguments, TextMethod } from "../dialect.ts";
import { SimulatedError, type Machine } from "../machine.ts";
import { asMarkup, escapeHtml } from "../markup.ts";
import { textsIn } from "../operators.ts";
import { type ListValue, type Value, boolean, dict, known, list, mapText, nothing, number, text, trailsThrough, unknown } from "../values.ts";
import { onText, textArgument } from "./text-tools.ts";

/** Text of one form alone; any other is an error of the program. */
const checked = (name: string, form: RegExp): Builtin => (machine, given) => {
  const whole = textArgument(machine, given, 0);
  if (whole === undefined) return unknown(name, trailsThrough(name, given.positional));
  if (!form.test(whole)) throw new SimulatedError(unknown("ValueError"));
  return text(whole);
};

const address = /^(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f:]*:[0-9a-f:.]*)$/i;
const network = /^(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f:]*:[0-9a-f:.]*)(?:\/\d+)?$/i;
const date = /^\d{4}-?\d\d-?\d\d$/;

/** What `shlex.quote` does. */
export function quoteShell(piece: string): string {
  return /^[\w@%+=:,./-]+$/.test(piece) ? piece : `'${piece.replaceAll("'", `'"'"'`)}'`;
}

/** What `shlex.split` makes of text: words, without the quotes around them. */
export function splitShell(whole: string): string[] {
  const words = whole.match(/(?:[^\s"'\\]|\\.|"(?:[^"\\]|\\.)*"?|'[^']*'?)+/gs) ?? [];
  return words.map((word) => word.replaceAll(/\\(.)|"((?:[^"\\]|\\.)*)"?|'([^']*)'?/gs, (_, escaped?: string, double?: string, single?: string) => escaped ?? single ?? (double ?? "").replaceAll(/\\(["\\])/g, "$1")));
}

/** `quote`: what stands for itself in an address, and what the program says besides, stays. */
export function quoting(name: string, otherwise: string): Builtin {
  return (machine, given) => {
    const safe = new Set(textArgument(machine, given, 1, "safe") ?? otherwise);
    const encode = (piece: string): string => [...piece].map((letter) => (safe.has(letter) ? letter : encodeURIComponent(letter).replaceAll(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16)}`))).join("");
    return onText(name, encode)(machine, given);
  };
}

/** What `repr` makes of text. */
function represent(piece: string): string {
  const quote = piece.includes("'") && !piece.includes('"') ? '"' : "'";
  const plain = piece.replaceAll("\\", "\\\\").replaceAll("\n", "\\n").replaceAll("\r", "\\r").replaceAll("\t", "\\t");
  return quote + plain.replaceAll(quote, `\\${quote}`) + quote;
}

const joinQuoted: Builtin = (machine, given) => {
  const pieces = textsIn(machine, given.positional[0]);
  return pieces === undefined ? unknown("shlex.quote", trailsThrough("shlex.quote", given.positional)) : text(pieces.map(quoteShell).join(" "));
};

/** `str.maketrans`: a table by characters. */
const makeTable: Builtin = (machine, given) => {
  const [first] = given.positional;
  if (first?.type === "dict") return first;
  const [from, to, without] = [0, 1, 2].map((place) => textArgument(machine, given, place) ?? "");
  return dict([...[...from!].map((character, index) => [character, text(to![index] ?? "")] as const), ...[...without!].map((character) => [character, nothing] as const)]);
};

const translate: TextMethod = (receiver, given, machine) => {
  const [table] = given.positional;
  if (table?.type !== "dict" || table.isOpen) return undefined;
  return mapText(receiver, "translate", (piece) => [...piece].map((character) => {
    const by = table.entries.get(character) ?? table.entries.get(String(character.codePointAt(0)));
    return by === undefined ? character : by.type === "nothing" ? "" : by.type === "number" ? String.fromCodePoint(by.value) : (known(machine.toText(by)) ?? character);
  }).join(""));
};

/** `partition` and `rpartition`: what stands before, the separator, what stands behind. */
const parting = (isLast: boolean): TextMethod => (receiver, given, machine) => {
  const [whole, by] = [known(receiver), textArgument(machine, given, 0)];
  if (by !== undefined) machine.noteSeparator(receiver, by);
  if (whole === undefined || by === undefined) return list([receiver, unknown("separator"), receiver], "tuple");
  const at = isLast ? whole.lastIndexOf(by) : whole.indexOf(by);
  const parts = at === -1 ? (isLast ? ["", "", whole] : [whole, "", ""]) : [whole.slice(0, at), by, whole.slice(at + by.length)];
  return list(parts.map(text), "tuple");
};

const codeOf: Builtin = (machine, given) => {
  const whole = textArgument(machine, given, 0);
  return whole === undefined ? unknown("ord") : number(whole.codePointAt(0) ?? 0);
};

const characterOf: Builtin = (_, given) => {
  const [code] = given.positional;
  return code?.type === "number" && code.value >= 0 && code.value < 0x11_00_00 ? text(String.fromCodePoint(code.value)) : unknown("chr");
};

/** `urljoin`: an address of another site takes the place of the base. */
const joinUrls: Builtin = (machine, given) => {
  const [base, relative] = [0, 1].map((place) => textArgument(machine, given, place));
  if (relative === undefined) return unknown("urllib.parse.urljoin", trailsThrough("urllib.parse.urljoin", given.positional));
  if (/^(?:[a-z][a-z\d+.-]*:)?\/\//i.test(relative) || /^[a-z][a-z\d+.-]*:/i.test(relative)) return text(relative);
  const site = /^[a-z][a-z\d+.-]*:\/\/[^/?#]*/i.exec(base ?? "")?.[0] ?? "https://base.test";
  return text(`${site}/${relative.replace(/^\//, "")}`);
};

const putTogether: Builtin = (machine, given) => {
  const pieces = textsIn(machine, given.positional[0]);
  if (pieces === undefined) return unknown("urllib.parse.urlunsplit", trailsThrough("urllib.parse.urlunsplit", given.positional));
  const [scheme, host, path, ...rest] = pieces;
  const query = rest.at(-2) ?? "";
  return text(`${scheme === "" ? "" : `${scheme!}:`}${host === "" ? "" : `//${host!}`}${path!}${query === "" ? "" : `?${query}`}`);
};

/** Markup of the program's own: what is put into it later is escaped. */
const markup: Builtin = (machine, given) => {
  const value = machine.toText(given.positional[0] ?? text(""));
  return value.type === "text" ? asMarkup(value) : undefined;
};

const escapedMarkup: Builtin = (machine, given) => {
  const value = machine.toText(given.positional[0] ?? text(""));
  if (value.type !== "text") return undefined;
  return value.isMarkup === true ? value : asMarkup(mapText(value, "markupsafe.escape", escapeHtml));
};

const escapeName = (piece: string): string => piece.replaceAll(/[\\,#+<>;"=\0]/g, (letter) => `\\${letter}`);

export const libraryFunctions: readonly (readonly [string, Builtin])[] = [
  ...["ip_address", "IPv4Address", "IPv6Address"].map((name) => [`ipaddress.${name}`, checked(`ipaddress.${name}`, address)] as const),
  ...["ip_network", "IPv4Network", "IPv6Network", "ip_interface"].map((name) => [`ipaddress.${name}`, checked(`ipaddress.${name}`, network)] as const),
  ["datetime.date.fromisoformat", checked("fromisoformat", date)],
  ["datetime.datetime.fromisoformat", checked("fromisoformat", /^\d{4}-?\d\d-?\d\d(?:.[\d:.+Z-]*)?$/)],
  ["datetime.datetime.strptime", checked("strptime", /^[\d/.: ,\w-]{4,30}$/)],
  ["shlex.join", joinQuoted],
  ["repr", (machine, given) => {
    const value = machine.toText(given.positional[0] ?? nothing);
    return value.type === "text" ? mapText(value, "repr", represent) : unknown("repr", trailsThrough("repr", [value]));
  }],
  ["str.maketrans", makeTable],
  // For names in a tree: what means something in a filter stays as it is.
  ["ldap3.utils.dn.escape_rdn", onText("escape_rdn", escapeName)],
  ["ldap.dn.escape_dn_chars", onText("escape_dn_chars", escapeName)],
  ["ord", codeOf],
  ["chr", characterOf],
  ["urllib.parse.urljoin", joinUrls],
  ["urllib.parse.urlunsplit", putTogether],
  ["urllib.parse.urlunparse", putTogether],
  ["markupsafe.Markup", markup],
  ["flask.Markup", markup],
  ["markupsafe.escape", escapedMarkup],
  ["flask.escape", escapedMarkup],
  ["django.utils.html.escape", escapedMarkup],
  ["django.utils.html.conditional_escape", escapedMarkup],
];

export const libraryTextMethods: readonly (readonly [string, TextMethod])[] = [
  ["translate", translate],
  ["partition", parting(false)],
  ["rpartition", parting(true)],
  ["removesuffix", (receiver, given, machine) => mapText(receiver, "removesuffix", (piece) => {
    const end = textArgument(machine, given, 0) ?? "";
    return end !== "" && piece.endsWith(end) ? piece.slice(0, -end.length) : piece;
  })],
  ["isascii", (receiver) => {
    const whole = known(receiver);
    return whole === undefined ? unknown("isascii") : boolean(/^[\0-\x7f]*$/.test(whole));
  }],
  ["isprintable", (receiver) => {
    const whole = known(receiver);
    return whole === undefined ? unknown("isprintable") : boolean(/^[^\p{C}\p{Z}]*$/u.test(whole.replaceAll(" ", "")));
  }],
  ["isspace", (receiver) => {
    const whole = known(receiver);
    return whole === undefined ? unknown("isspace") : boolean(/^\s+$/.test(whole));
  }],
  ["is_absolute", (receiver) => boolean((known(receiver) ?? "").startsWith("/"))],
];

type SetMethod = (receiver: ListValue, given: CallArguments, machine: Machine) => Value | undefined;

/** The texts of a collection or the characters of a text; undefined where some are not known. */
function membersOf(machine: Machine, value: Value | undefined): string[] | undefined {
  if (value === undefined || (value.type === "list" && value.isOpen)) return undefined;
  if (value.type === "list") return textsIn(machine, value);
  const whole = known(machine.toText(value));
  return whole === undefined ? undefined : [...whole];
}

const asking = (answer: (own: ReadonlySet<string>, other: ReadonlySet<string>) => boolean): SetMethod => (receiver, given, machine) => {
  const [own, other] = [membersOf(machine, receiver), membersOf(machine, given.positional[0])];
  return own === undefined || other === undefined ? unknown("set") : boolean(answer(new Set(own), new Set(other)));
};

const making = (keepsShared: boolean): SetMethod => (receiver, given, machine) => {
  const [own, other] = [membersOf(machine, receiver), membersOf(machine, given.positional[0])];
  if (own === undefined || other === undefined) return undefined;
  const shared = new Set(other);
  return list(own.filter((item) => shared.has(item) === keepsShared).map(text), "set");
};

export const setMethods: readonly (readonly [string, SetMethod])[] = [
  ["issubset", asking((own, other) => [...own].every((item) => other.has(item)))],
  ["issuperset", asking((own, other) => [...other].every((item) => own.has(item)))],
  ["isdisjoint", asking((own, other) => ![...own].some((item) => other.has(item)))],
  ["difference", making(false)],
  ["intersection", making(true)],
  ["group", (receiver, given) => {
    const [place] = given.positional;
    return place?.type === "number" || place === undefined ? (receiver.items[place?.value ?? 0] ?? nothing) : (receiver.items[1] ?? receiver.items[0]);
  }],
  ["groups", (receiver) => list(receiver.items.slice(1), "tuple")],
];
