// Puts the values of metavariables into messages and fixes.

import { type Bindings, type BoundValue, bindingMap } from "../match/bindings.ts";
import { constantSourceOf, shownTextOf } from "../formula/value-text.ts";

/** Replaces `$X` by the code it is bound to and `value($X)` by its constant. A message that would be empty stays as it is. */
export function renderMessage(template: string, bindings: Bindings, text: string): string {
  if (!template.includes("$")) return template;
  const rendered = interpolate(template, bindings, text, shortened);
  return rendered === "" ? template : rendered;
}

const maxShownBytes = 2048;

/** Long values are cut in messages, as the reference cuts them; it counts bytes. */
function shortened(value: string): string {
  if (value.length <= maxShownBytes / 3) return value;
  const bytes = new TextEncoder().encode(value);
  if (bytes.length <= maxShownBytes) return value;
  return `${new TextDecoder().decode(bytes.subarray(0, maxShownBytes))}... (truncated ${bytes.length - maxShownBytes} more characters)`;
}

/** The text with the values of the metavariables in it, each as `show` writes it. */
export function interpolate(template: string, bindings: Bindings, text: string, show = (value: string): string => value): string {
  const values = bindingMap(bindings);
  const withValues = template.replace(/value\((\$(?:\.\.\.)?[A-Z_0-9]+)\)/g, (whole, name: string) => {
    const value = values.get(name);
    return value === undefined || isEmptyList(value) ? whole : show(constantSourceOf(value, text) ?? shownTextOf(value, text));
  });
  return withValues.replace(/\$(?:\.\.\.)?[A-Za-z_0-9]+/g, (name) => {
    const known = values.get(name);
    if (known !== undefined && isEmptyList(known)) return name;
    const value = known ?? longestPrefix(values, name);
    return typeof value === "string" ? value : value === undefined ? name : show(shownTextOf(value, text));
  });

  function longestPrefix(map: ReturnType<typeof bindingMap>, name: string): string | undefined {
    for (let length = name.length - 1; length > 1; length--) {
      const value = map.get(name.slice(0, length));
      if (value !== undefined) return isEmptyList(value) ? undefined : show(shownTextOf(value, text)) + name.slice(length);
    }
    return undefined;
  }
}

/** What stands for no argument at all: its name stays in a text. */
function isEmptyList(value: BoundValue): boolean {
  return value.type === "list" && value.nodes.length === 0;
}
