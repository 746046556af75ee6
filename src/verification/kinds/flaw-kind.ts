// The contract of a kind of flaw: what an attacker would send, and how to see in a simulated call that it got through.

import type { CallEvent } from "../../analyzers/symbolic/machine.ts";
import { type Value, MARK, carriedBy, shown } from "../../analyzers/symbolic/values.ts";

/** How an attack got through. */
export interface Breach {
  /** The argument as it arrives, shortened. */
  readonly shown: string;
  /** Calls of which nothing is known and which the data went through; empty where its own characters arrived. */
  readonly through: readonly string[];
  /** True where the data does nothing but choose the program that is started. */
  readonly isChoice?: boolean;
}

/** One kind of flaw. */
export interface FlawKind {
  readonly id: string;
  /** Each as `CWE-89`. */
  readonly cwe: readonly string[];
  /** Texts that an attacker sends; each holds the mark more than once. */
  readonly payloads: readonly string[];
  /** Attacks that need a word at another place: what stands there besides. */
  readonly pairs?: readonly { readonly payload: string; readonly ordinary: string }[];
  /** Attacks on programs in JavaScript that are no text: what a client sends in the place of one. `names`: all that stand in the program's files. */
  readonly objects?: (names: ReadonlySet<string>) => readonly Value[];
  /** More of them, made from texts that the program compared the data with. */
  readonly variants?: (comparedWith: ReadonlySet<string>) => readonly string[];
  /**
   * Texts that belong to an attack, however harmless: what a fix does with them may differ from what was done before.
   * Undefined where the flaw lies in what comes out of ordinary input too.
   */
  readonly attackText?: RegExp;
  /** True where the words of the program's own texts are an attack as well: names of columns. */
  readonly isAttackedByWords?: boolean;
  /** True where what is printed is what the fix mends. */
  readonly isPrinted?: boolean;
  /** True where a fix may change the form in which data is kept: only functions through which attacks come are compared. */
  readonly isOfForm?: boolean;
  /** Ids of kinds that an attack of this one brings with it: where it got through, those are nothing new. */
  readonly includes?: readonly string[];
  /** True where the data is an attack only as a whole: names of keys. */
  readonly isWhole?: boolean;
  /** True where the data names files, which then must be there. */
  readonly namesFiles?: boolean;
  /** The beginning of the only outside values that bring such an attack; undefined for all. */
  readonly comesFrom?: string;
  /** Functions that make data harmless for this kind. */
  readonly remedies: RegExp;
  /** Calls that serve the same purpose as the flawed one; the feature is there while one of them is made. */
  readonly family: RegExp;
  /** True where an outside value that arrives whole is judged as the text that was sent. */
  readonly isText?: boolean;
  /** True where such a value in a list of arguments is judged as that text, too. */
  readonly isArgument?: boolean;
  /** True where looking the data up among the program's own words does the work as well. */
  readonly isServedByLookUp?: boolean;
  /** True where searching what the program reads does the work as well. */
  readonly isServedBySearch?: boolean;
  /** True where what the program kept of an earlier request is an attack as well. */
  readonly isStored?: boolean;
  /** True where the flawed call is made for what comes back of it. */
  readonly isAsked?: boolean;
  /** True where what a function returns may be the work itself: a page, a number. */
  readonly isServedByAnswer?: boolean;
  /** True where the setting is right as long as nobody says it. */
  readonly isRightUnsaid?: boolean;
  /** True where a library that is switched on does what a hook of the program's own did. */
  readonly isServedBySwitch?: boolean;
  /** What a call of the family does; one that does something else does not take its place. */
  readonly purposeOf?: (event: CallEvent) => string;
  /** The breach in a call, if there is one. */
  readonly judge: (event: CallEvent, isRoute: boolean) => Breach | undefined;
}

/** Whether a call serves the same purpose as the flawed one; making an object is a call like any other. */
export function servesPurpose(kind: FlawKind, name: string): boolean {
  return kind.family.test(name) || (name.startsWith("new ") && kind.family.test(name.slice(4)));
}

/** Calls that hand text on, so that what goes in comes out; of others nothing is concluded. */
const handsOn = /^(?!(?:requests|httpx|axios|session|client|needle|got|superagent|https?|urllib\.request|undici)\.).*(?:(?<=^|\.))(?:str|String|bytes|decode|encode|format|join|strip|lower|upper|replace|replaceAll|sub|b64decode|urlsafe_b64decode|atob|unquote\w*|loads|dumps|stringify|parse|parse_qs|concat|toString|from|get|pop|title|construct_\w+|r?partition|r?split|group|groups|match|finditer|findall|item|yield|slice|substring|substr|charAt|BytesIO|StringIO|filter|map|reverse|repeat|padStart|padEnd|escape\w*|unescape\w*|sanitiz\w*|sanitis\w*|clean\w*|validate\w*|purify\w*|normalize|strip_tags|bleach\.\w+|quote\w*|trim|Path|URL|html|render\w*|Template|MIMEText|textwrap\.dedent|dedent|%|\?|\+)$/;

/**
 * The breach of a value that should hold nothing from outside, given how its known text is judged. A trail counts where
 * every call in it hands text on and none of them is a remedy.
 */
export function breachOf(value: Value | undefined, remedies: RegExp, isDangerousText: (whole: string) => boolean): Breach | undefined {
  if (value === undefined) return undefined;
  if (value.type === "text") {
    const whole = shown(value);
    if (whole.includes(MARK) && isDangerousText(whole)) return { shown: shorten(whole), through: [] };
  }
  if (value.type === "outside") return { shown: value.path, through: [] };
  // An address that was taken apart stands for its whole text.
  if (value.type === "dict" && value.entries.has("href")) return breachOf(value.entries.get("href"), remedies, isDangerousText);
  const carried = value.type === "text" || value.type === "unknown" ? carriedBy(value) : undefined;
  const trail = carried?.trails.find((calls) => calls.every((call) => handsOn.test(call) && !remedies.test(call)));
  return trail === undefined ? undefined : { shown: value.type === "text" ? shorten(shown(value)) : value.type === "unknown" ? value.name : "", through: trail };
}

/** An argument of a call by place or name; a list's first item where a list stands. */
export function argumentOf(event: CallEvent, place: number, ...names: readonly string[]): Value | undefined {
  for (const name of names) {
    const named = event.arguments.named.get(name);
    if (named !== undefined) return named;
  }
  return event.arguments.positional[place];
}

/** From the first to the last mark: what is left of an attack. */
export function remains(whole: string): string {
  return whole.slice(whole.indexOf(MARK), whole.lastIndexOf(MARK) + MARK.length);
}

function shorten(whole: string): string {
  const MAXIMUM = 120;
  return whole.length > MAXIMUM ? `${whole.slice(0, MAXIMUM)}…` : whole;
}
