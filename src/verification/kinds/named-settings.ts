// Settings of web frameworks by their names, wherever a program says them: constants of a file or class, `app.config`, attributes.

import type { CallEvent } from "../../analyzers/symbolic/machine.ts";
import { type Value, known, nothing } from "../../analyzers/symbolic/values.ts";

const inBulk = /(?:^|\.)config\.(?:update|from_mapping|from_object|setdefault)$|^django\.conf\.settings\.configure$/;

/** What one event sets, by name. */
export function namedSettings({ name, arguments: { positional, named } }: CallEvent): readonly (readonly [string, Value])[] {
  const [first, second] = positional;
  const whole = /^([A-Z][A-Z\d_]+)=$/.exec(name)?.[1];
  if (whole !== undefined && first !== undefined) return [[whole, first]];
  const attribute = /\.(debug|secret_key)=$/.exec(name)?.[1];
  if (attribute !== undefined && first !== undefined) return [[attribute.toUpperCase(), first]];
  if ((/(?:^|\.)config\[\]=$/.test(name) || name.endsWith(".config.setdefault")) && second !== undefined) return [[known(first ?? nothing) ?? "", second]];
  return inBulk.test(name) ? [...named, ...positional.flatMap(entriesOf)] : [];
}

function entriesOf(value: Value): (readonly [string, Value])[] {
  if (value.type === "dict") return [...value.entries];
  if (value.type === "class") return [...value.bases.flatMap(entriesOf), ...value.members];
  return value.type === "instance" ? entriesOf(value.of) : [];
}
