// Kinds of flaws in which a key that must be secret is a text of the program's own.

import type { CallEvent } from "../../analyzers/symbolic/machine.ts";
import { type Value, known } from "../../analyzers/symbolic/values.ts";
import { option, setting } from "./setting.ts";
import { namedSettings } from "./named-settings.ts";
import { isFixed } from "./settings.ts";

/** Calls that take a key, and where it stands among their arguments. */
const takesKey: readonly (readonly [RegExp, number])[] = [
  [/^(?:jsonwebtoken|jwt)\.(?:sign|verify|encode|decode)$/, 1],
  [/^crypto\.create(?:Hmac|Cipheriv|Decipheriv)$/, 1],
  [/^hmac\.(?:new|digest)$/, 0],
  [/^cookie-parser$/, 0],
  [/^(?:jose|authlib\.jose)\.jwt\.(?:encode|decode)$/, 1],
  [/^itsdangerous\.(?:\w+\.)*\w*(?:Serializer|Signer)$/, 0],
  [/^django\.core\.signing\.\w*Signer$/, 0],
  [/^cryptography\.fernet\.Fernet$/, 0],
];
const takesOption = /^(?:express-session|cookie-session)$/;

function givenKey(event: CallEvent): Value | undefined {
  if (takesOption.test(event.name)) return option(event, "secret") ?? option(event, "keys");
  const named = namedSettings(event).find(([name]) => /^(?:JWT_)?SECRET_KEY$/.test(name))?.[1] ?? event.arguments.named.get("secret_key") ?? event.arguments.named.get("cookie_secret");
  if (named !== undefined) return named;
  const place = takesKey.find(([name]) => name.test(event.name))?.[1];
  return place === undefined ? undefined : (event.arguments.named.get("key") ?? event.arguments.positional[place]);
}

/** What may be read by everybody, or is the simulation's ordinary input. */
const isNoSecret = /PUBLIC KEY|^7+$/;

/** A key that is there for everybody who reads the program; one that is public is none. */
function isWritten(key: Value | undefined): boolean {
  if (key?.type === "list") return key.items.some(isWritten);
  if (key?.type === "unknown") return isFixed(key) || isForeseeable(key, 0);
  return isFixed(key) && !isNoSecret.test(known(key!) ?? "");
}

const MAXIMUM_DEPTH = 6;
/** What others know of a machine as well. */
const isPublic = /^(?:platform\.node|socket\.get(?:hostname|fqdn)|os\.(?:hostname|uname|getlogin|userInfo|platform)|getpass\.getuser)$/;
const makesOfOthers = /(?:^|\.)(?:sha\d+|sha3_\d+|blake\w+|md5|new|hexdigest|digest|b(?:32|64|85)encode|urlsafe_b64encode|hexlify|encode|decode|join|format|lower|upper|bytes|str|createHash|update|toString|from)$/;

/** True for what is worked out of nothing but what everybody can know. */
function isForeseeable(value: Value, depth: number): boolean {
  if (value.type === "reference") return /^__(?:name|file|package)__$/.test(value.name);
  if (value.type === "text") return value.parts.length > 0 && value.parts.every((part) => typeof part === "string" || isForeseeable(part, depth));
  if (value.type !== "unknown" || value.made === undefined || depth > MAXIMUM_DEPTH) return false;
  const { by, from, arguments: { positional } } = value.made;
  if (isPublic.test(by)) return true;
  const inputs = [...(from === undefined || from.type === "reference" ? [] : [from]), ...positional];
  return makesOfOthers.test(by) && inputs.length > 0 && inputs.every((input) => isForeseeable(input, depth + 1));
}

export const writtenKey = setting("written-key", ["CWE-798", "CWE-321"], /(?:^|\.)(?:sign|verify|jwtVerify|encode|decode|create(?:Hmac|Cipheriv|Decipheriv)|hmac\.(?:new|digest)|setIssuedAt|\w*(?:Serializer|Signer)|Fernet)$|(?:SECRET_KEY|secret_key)=$|config(?:\[\]=|\.\w+)$|^(?:express-session|cookie-session|cookie-parser|new jose\.SignJWT)/, (event) => (isWritten(givenKey(event)) ? "a key that stands in the program" : undefined));
