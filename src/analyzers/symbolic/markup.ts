// Markup that escapes what is put into it, as markupsafe has it.

import type { Machine } from "./machine.ts";
import { type Value, mapText } from "./values.ts";

/** A value as it stands in markup. */
export function intoMarkup(machine: Machine, value: Value): Value {
  const plain = machine.toText(value);
  if (plain.type !== "text" || plain.isMarkup === true) return value;
  return asMarkup(mapText(plain, "markupsafe.escape", escapeHtml));
}

export function asMarkup(value: Value): Value {
  return value.type === "text" ? { ...value, isMarkup: true } : value;
}

/** The five characters that mean something in HTML, as entities. */
export function escapeHtml(piece: string): string {
  return piece.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;").replaceAll("'", "&#x27;");
}
