// Settings that are wrong wherever they are written: as a constant, an entry of a table, a property, an option of whatever is called.

import type { CallEvent } from "../../analyzers/symbolic/machine.ts";
import { type Value, known, nothing, yes, no } from "../../analyzers/symbolic/values.ts";
import type { FlawKind } from "./flaw-kind.ts";
import { isOff, isOn, rightUnsaid, setting } from "./setting.ts";

const MAXIMUM_DEPTH = 3;

/** Names and values that one event gives. */
function settingsIn({ name, arguments: { positional, named } }: CallEvent): [string, Value][] {
  const [first, second, third] = positional;
  const key = known(first ?? nothing);
  const pairs = [...named, ...positional.flatMap((value) => inTable(value, 0))];
  if (name.endsWith("[]=") && key !== undefined) pairs.push([key, second ?? nothing]);
  else if (name.endsWith("=")) pairs.push([name.slice(0, -1).split(".").at(-1) ?? "", first ?? nothing]);
  else if (name === "setattr") pairs.push([known(second ?? nothing) ?? "", third ?? nothing]);
  else if (key !== undefined && /\.(?:set|setdefault|enable|disable)$/.test(name)) pairs.push([key, name.endsWith("able") ? (name.endsWith("enable") ? yes : no) : (second ?? nothing)]);
  return pairs.flatMap(([at, value]) => [[at, value] as [string, Value], ...inTable(value, 0)]);
}

function inTable(value: Value, depth: number): [string, Value][] {
  if (value.type !== "dict" || depth >= MAXIMUM_DEPTH) return [];
  return [...value.entries].flatMap(([name, item]) => [[name, item] as [string, Value], ...inTable(item, depth + 1)]);
}

interface WrongSetting {
  readonly cwe: readonly string[];
  readonly name: RegExp;
  readonly isWrong: (value: Value) => boolean;
}

function holdsWord(value: Value, word: RegExp): boolean {
  return value.type === "list" ? value.items.some((item) => holdsWord(item, word)) : word.test(known(value) ?? "");
}

const isAnywhere = (value: Value): boolean => holdsWord(value, /^(?:\*|null)$/) || (value.type === "boolean" && value.value);

/** A shorter text is the name of something. */
const LEAST_SECRET = 6;

const wrongSettings: readonly WrongSetting[] = [
  { cwe: ["CWE-614"], name: /^(?:\w+_COOKIE_SECURE|secure|cookie_?secure|secure_?cookies?|https_only)$/i, isWrong: isOff },
  { cwe: ["CWE-614", "CWE-1004"], name: /^(?:\w+_COOKIE_HTTPONLY|http_?only|cookie_?http_?only)$/i, isWrong: isOff },
  { cwe: ["CWE-489", "CWE-215"], name: /^(?:\w+_)?(?:debug|use_debugger|propagate_exceptions|show_?stack)$/i, isWrong: isOn },
  { cwe: ["CWE-942", "CWE-346"], name: /^(?:CORS_ALLOW_ALL_ORIGINS|CORS_ORIGIN_ALLOW_ALL|allow_?all_?origins)$/i, isWrong: isOn },
  { cwe: ["CWE-942", "CWE-346"], name: /^(?:CORS_(?:ALLOWED_)?ORIGINS?|allow_?origins?|allowed_?origins?|origins?)$/i, isWrong: isAnywhere },
  { cwe: ["CWE-295", "CWE-319"], name: /^(?:verify|verify_?ssl|ssl_?verify|verify_?certs?|check_?hostname|reject_?unauthorized|strict_?ssl|validate_?certs?|NODE_TLS_REJECT_UNAUTHORIZED)$/i, isWrong: (value) => isOff(value) || known(value) === "0" },
  { cwe: ["CWE-295", "CWE-319"], name: /^(?:insecure|allow_?insecure|trust_?all|skip_?verify|trust_?server_?certificate|allow_?invalid_?certificates?)$/i, isWrong: isOn },
  { cwe: ["CWE-79", "CWE-116"], name: /^(?:auto_?escape)$/i, isWrong: isOff },
  { cwe: ["CWE-79", "CWE-116"], name: /^(?:no_?escape|allow_?dangerous_?html)$/i, isWrong: isOn },
  { cwe: ["CWE-347"], name: /^(?:verify_(?:signature|exp|aud|iss)|complete_?verification)$/i, isWrong: isOff },
  { cwe: ["CWE-347"], name: /^(?:ignore_?expiration|allow_?invalid_?asymmetric_?key_?types)$/i, isWrong: isOn },
  { cwe: ["CWE-347"], name: /^algorithms?$/i, isWrong: (value) => holdsWord(value, /^none$/i) },
  { cwe: ["CWE-611", "CWE-776"], name: /^(?:noent|resolve_?entities|load_?dtd|expand_?entities|process_?entities)$/i, isWrong: isOn },
  { cwe: ["CWE-829", "CWE-94"], name: /^(?:node_?integration\w*|allow_?running_?insecure_?content|enable_?remote_?module)$/i, isWrong: isOn },
  { cwe: ["CWE-798", "CWE-321"], name: /(?:^|[_.])(?:secret|secret_?key|signing_?key|cookie_?secret|jwt_?secret|secret_?access_?key)$/i, isWrong: (value) => (known(value)?.length ?? 0) >= LEAST_SECRET },
  { cwe: ["CWE-829", "CWE-94"], name: /^(?:context_?isolation|web_?security|sandbox)$/i, isWrong: isOff },
];

/** What is wrong in a weakness's settings, as far as their names say; none where no such setting is known. */
export function writtenSettings(cwe: readonly string[]): FlawKind[] {
  const meant = wrongSettings.filter((one) => one.cwe.some((id) => cwe.includes(id)));
  if (meant.length === 0) return [];
  return [
    rightUnsaid(
      setting("written-setting", cwe, /^/, (event) => {
        const wrong = settingsIn(event).find(([name, value]) => meant.some((one) => one.name.test(name) && one.isWrong(value)));
        return wrong === undefined ? undefined : `${wrong[0]} is ${shownBriefly(wrong[1])}`;
      }),
    ),
  ];
}

function shownBriefly(value: Value): string {
  return value.type === "boolean" ? String(value.value) : (known(value) ?? (value.type === "list" ? "any" : value.type));
}
