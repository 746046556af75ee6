// Kinds of flaws in which a key that must be secret is a text of the program's own.

import type { CallEvent } from "../../analyzers/symbolic/machine.ts";
import { type Value, known } from "../../analyzers/symbolic/values.ts";
import { option, setting } from "./setting.ts";
import { isFixed } from "./settings.ts";

/** Calls that take a key, and where it stands among their arguments. */
const takesKey: readonly (readonly [RegExp, number])[] = [
  [/^(?:jsonwebtoken|jwt)\.(?:sign|verify|encode|decode)$/, 1],
  [/^crypto\.create(?:Hmac|Cipheriv|Decipheriv)$/, 1],
  [/^hmac\.(?:new|digest)$/, 0],
  [/^cookie-parser$/, 0],
];
const takesOption = /^(?:express-session|cookie-session)$/;

function givenKey(event: CallEvent): Value | undefined {
  if (takesOption.test(event.name)) return option(event, "secret") ?? option(event, "keys");
  const place = takesKey.find(([name]) => name.test(event.name))?.[1];
  return place === undefined ? undefined : (event.arguments.named.get("key") ?? event.arguments.positional[place]);
}

/** A key that is there for everybody who reads the program; one that is public is none. */
function isWritten(key: Value | undefined): boolean {
  if (key?.type === "list") return key.items.some(isWritten);
  return isFixed(key) && !(known(key!) ?? "").includes("PUBLIC KEY");
}

export const writtenKey = setting("written-key", ["CWE-798", "CWE-321"], /(?:^|\.)(?:sign|verify|jwtVerify|encode|decode|create(?:Hmac|Cipheriv|Decipheriv)|hmac\.(?:new|digest)|setIssuedAt)$|^(?:express-session|cookie-session|cookie-parser|new jose\.SignJWT)/, (event) => (isWritten(givenKey(event)) ? "a key that stands in the program" : undefined));
