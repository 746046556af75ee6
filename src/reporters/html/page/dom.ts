// Builds the page's elements. Text goes in as text only, and characters that would hide or reorder it are shown as escapes.

/** Controls, lone surrogates, and what reorders or hides text (Trojan Source, CVE-2021-42574). */
const dangerous = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}\p{Default_Ignorable_Code_Point}\p{Cf}]/u;
/** Presentation selectors and joiners are part of many emoji, and hide nothing behind one. */
const emojiPart = /^(?:\u200D|\uFE0E|\uFE0F)$/;
const emoji = /^(?:\p{Extended_Pictographic}|\uFE0F)$/u;

type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;
export type Child = Node | string | undefined;

/** `true` sets an attribute without a value, `false` and undefined leave it out. */
export function element<Tag extends keyof HTMLElementTagNameMap>(tag: Tag, attributes: Attributes, ...children: readonly Child[]): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  setAttributes(made, attributes);
  append(made, children);
  return made;
}

/** An element of a drawing. */
export function shape(tag: string, attributes: Attributes, ...children: readonly Child[]): SVGElement {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  setAttributes(made, attributes);
  append(made, children);
  return made;
}

function setAttributes(target: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    target.setAttribute(name, value === true ? "" : String(value));
  }
}

function append(target: Element, children: readonly Child[]): void {
  for (const child of children) {
    if (typeof child === "string") appendText(target, child);
    else if (child !== undefined) target.append(child);
  }
}

/** Replaces everything that a place holds. */
export function fill(target: Element, ...children: readonly Child[]): void {
  target.replaceChildren();
  append(target, children);
}

/** The text, harmless: what would not be seen is. */
export function appendText(target: Element, text: string): void {
  if (!dangerous.test(text)) {
    target.append(text);
    return;
  }
  for (const { shown, isEscape } of pieces(text)) target.append(isEscape ? element("span", { class: "escape" }, shown) : shown);
}

function pieces(text: string): { readonly shown: string; readonly isEscape: boolean }[] {
  const found: { shown: string; isEscape: boolean }[] = [];
  let before = "";
  for (const point of text) {
    const isEscape = dangerous.test(point) && point !== "\t" && !(emojiPart.test(point) && emoji.test(before));
    const last = found.at(-1);
    if (!isEscape && last?.isEscape === false) last.shown += point;
    else found.push({ shown: isEscape ? escapePoint(point) : point, isEscape });
    before = point;
  }
  return found;
}

function escapePoint(point: string): string {
  const code = point.codePointAt(0)!;
  return code < 0x100 ? `\\x${code.toString(16).padStart(2, "0")}` : `\\u{${code.toString(16)}}`;
}

/** The text for an attribute or a sentence that is read aloud. */
export function shownText(text: string): string {
  return pieces(text).map(({ shown }) => shown).join("");
}

/** A sentence whose names of code, in backquotes, are set as code. */
export function sentence(text: string): Node[] {
  return text.split(/(`[^`]+`)/).flatMap((piece): Node[] => {
    if (piece === "") return [];
    const isCode = piece.length > 2 && piece.startsWith("`") && piece.endsWith("`");
    return [isCode ? element("code", {}, piece.slice(1, -1)) : element("span", {}, piece)];
  });
}

/** An element of the page's frame; it is there, for we wrote it. */
export function byId(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`The page has no ${id}.`);
  return found;
}
