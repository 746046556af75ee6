// Judges whether a string in the code is a password, key or token: by its format, else by its name and randomness.

/** What a string seems to be. */
export interface SecretJudgement {
  /** For the message, for instance "an AWS access key id". */
  readonly what: string;
  /** `high` for formats that nothing else has, `medium` where name and value agree. */
  readonly confidence: "high" | "medium";
}

/** Formats that their issuers documented, with a fixed prefix: nothing else looks like them. */
const formats: readonly { readonly what: string; readonly pattern: RegExp }[] = [
  { what: "an AWS access key id", pattern: /\b(?:AKIA|ASIA)[A-Z2-7]{16}\b/ },
  { what: "a GitHub token", pattern: /\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{60,})\b/ },
  { what: "a GitLab token", pattern: /\bglpat-[A-Za-z0-9_-]{20,}\b/ },
  { what: "a Slack token", pattern: /\bxox[abeoprs]-[A-Za-z0-9-]{20,}\b/ },
  { what: "a Slack webhook", pattern: /https:\/\/hooks\.slack\.com\/services\/T[A-Z0-9]{6,}\/B[A-Z0-9]{6,}\/[A-Za-z0-9]{16,}/ },
  { what: "a Stripe live key", pattern: /\b(?:sk|rk)_live_[A-Za-z0-9]{16,}\b/ },
  { what: "a Google API key", pattern: /\bAIza[A-Za-z0-9_-]{35}\b/ },
  { what: "an npm token", pattern: /\bnpm_[A-Za-z0-9]{36}\b/ },
  { what: "a PyPI token", pattern: /\bpypi-AgEIcHlwaS5vcmc[A-Za-z0-9_-]{50,}/ },
  { what: "a SendGrid key", pattern: /\bSG\.[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43}\b/ },
  { what: "a private key", pattern: /-----BEGIN (?:RSA |EC |DSA |OPENSSH |PGP )?PRIVATE KEY(?: BLOCK)?-----[\s\\nr]*[A-Za-z0-9+/=]{20,}/ },
];

/** One of these stands in every string that has a format: a quick answer for all others. */
const formatMarks = /AKIA|ASIA|gh[pousr]_|github_pat_|glpat-|xox[abeoprs]-|hooks\.slack|_live_|AIza|npm_|pypi-|SG\.|PRIVATE KEY/;

/** Names whose values are secrets. Matched on the name split into lower-case words. */
const secretWords: readonly (readonly string[])[] = [
  ["password"],
  ["passwd"],
  ["passphrase"],
  ["pwd"],
  ["secret"],
  ["token"],
  ["apikey"],
  ["api", "key"],
  ["access", "key"],
  ["auth", "key"],
  ["private", "key"],
  ["encryption", "key"],
  ["signing", "key"],
  ["secret", "key"],
  ["credentials"],
];

/** Words beside a secret's that say the value is something about a secret, not one. */
const aboutWords: ReadonlySet<string> = new Set(
  (
    "field fields name names label labels placeholder prompt help hint url uri path file filename header headers param params parameter type types kind " +
    "regex regexp pattern format template message error errors text title column attr attribute input widget form class selector id ids " +
    "length size min max count policy validator validators hasher hashers algorithm reset change changed changing confirm confirmation forgot " +
    "env var variable variables prefix suffix separator delimiter endpoint view route scope scopes cookie event action status code codes symbol symbols " +
    "test tests example examples sample dummy fake mock default expires expiry expiration timeout lifetime index position offset start end open close left right bearer csrf xsrf " +
    "last next previous prev current first significant lexer parser node kind pos line"
  ).split(" "),
);

/** Values that stand for a secret that is put in later, or are none. */
const placeholders =
  /^(?:|x+|\*+|\.+|-+|_+|<.*>|\{.*\}|\[.*\]|\$.*|%.*%?|#.*|changeme|change[-_ ]?(?:me|it|this)|password\d*|passw0rd|pass|passwd|secret\d*|token|key|apikey|none|null|nil|undefined|true|false|todo|tbd|fixme|test\w*|example\w*|sample\w*|dummy\w*|fake\w*|mock\w*|foo\w*|bar|baz|abc\d*|admin|root|user|guest|default|empty|unset|unknown|redacted|removed|hidden|placeholder|required|optional|invalid|valid|string|text|bearer|basic|your[-_ ]?.*|my[-_ ]?.*|insert[-_ ]?.*|enter[-_ ]?.*|replace[-_ ]?.*|put[-_ ]?.*|.*[-_ ](?:here|goes|placeholder)|.*example\.(?:com|org|net).*)$/i;

const shortestSecretUnits = 8;
const longestSecretUnits = 4_096;
/** Bits per character: English words lie near 2.5–3.3, random base-64 of 20 characters near 4. */
const wordlikeBits = 2.8;

/** Judges a string by its format alone. */
export function judgeFormat(value: string): SecretJudgement | undefined {
  if (value.length < 16 || !formatMarks.test(value) || value.length > longestSecretUnits || isRepetitive(value) || /example/i.test(value)) return undefined;
  const format = formats.find(({ pattern }) => pattern.test(value));
  return format === undefined ? undefined : { what: format.what, confidence: "high" };
}

/** Judges a string that `name` (a variable, key, argument or attribute) is given. */
export function judgeNamed(name: string, value: string): SecretJudgement | undefined {
  const format = judgeFormat(value);
  if (format !== undefined) return format;
  if (!isSecretName(name) || !looksSecret(value)) return undefined;
  return { what: "a secret", confidence: "medium" };
}

/** True for `db_password`, `apiKey`, `SECRET_KEY`; false for `password_field`, `tokenType`, `keyboard`. */
export function isSecretName(name: string): boolean {
  const words = splitWords(name);
  const hit = secretWords.find((wanted) => containsRun(words, wanted));
  if (hit === undefined) return false;
  return words.every((word) => hit.includes(word) || !aboutWords.has(word));
}

/** A place in a text that holds a secret. Offsets are UTF-16 units, `end` exclusive. */
export interface SecretPlace {
  readonly start: number;
  readonly end: number;
  readonly what: string;
}

/** Formats that are only looked for in running text, with the group that holds the secret. */
const textFormats: readonly { readonly what: string; readonly pattern: RegExp }[] = [
  { what: "a private key", pattern: /-----BEGIN (?:[A-Z0-9]+ ){0,3}PRIVATE KEY(?: BLOCK)?-----((?:[A-Za-z0-9+/=\s\\:,.()]|-(?!-)){20,20000})-----END /dg },
  { what: "a password in an address", pattern: /\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s:/?#@"'`]{0,200}:([^\s/?#@"'`<>{}$*]{3,200})@/dgi },
  { what: "an authorization header", pattern: /\bauthorization["']?\s{0,3}[:=]\s{0,3}["']?(?:bearer|basic|token)\s{1,3}([A-Za-z0-9+/=._~-]{12,4000})/dgi },
  { what: "a bearer token", pattern: /\bbearer\s{1,3}([A-Za-z0-9+/=_~-]{8,2000}\.[A-Za-z0-9+/=._~-]{8,4000}|(?=[A-Za-z_-]*[0-9])[A-Za-z0-9+/=_~-]{24,4000})/dgi },
  { what: "a JSON web token", pattern: /\b(eyJ[A-Za-z0-9_-]{8,2000}\.eyJ[A-Za-z0-9_-]{8,4000}\.[A-Za-z0-9_-]{8,2000})/dg },
];

/** `name = "value"`, `"name": "value"`, `name="value"`: what is quoted is judged by its name. */
const quotedValue = /\b([A-Za-z_][\w.-]{2,80})["'\]]{0,2}\s{0,4}(?::=|=>|[:=])\s{0,4}(?:[rbu]{0,2})(["'`])([^"'`\r\n]{8,2000})\2/dg;
/** `NAME=value` as shells and `.env` files have it, `--name=value`, `--name value`; no code, which has brackets and dots. */
const bareValue = /(?:^|[\s;&])(?:export\s{1,4}|--)?([A-Za-z_][\w-]{2,80})(?:=|(?<=--[\w-]{3,80})\s{1,4})([A-Za-z0-9+/_~!@#%^&*?=-]{8,2000})(?=[\s;&]|$)/dgm;
/** `name: value` on a line of its own, as YAML and headers have it. */
const lineValue = /^[ \t-]{0,40}([A-Za-z_][\w-]{2,80}):[ \t]{1,8}([A-Za-z0-9+/=_~-]{16,2000})[ \t\r]*$/dgm;

/** Finds the secrets in a text: by their formats anywhere, by their names where something is assigned. Sorted, apart from each other. */
export function findSecrets(text: string): readonly SecretPlace[] {
  const places: SecretPlace[] = [];
  for (const { what, pattern } of textFormats) {
    for (const match of text.matchAll(pattern)) if (!isStandIn(match[1]!)) places.push({ start: match.indices![1]![0], end: match.indices![1]![1], what });
  }
  if (formatMarks.test(text)) {
    for (const { what, pattern } of formats) {
      for (const match of text.matchAll(new RegExp(pattern.source, "g"))) if (!isRepetitive(match[0]) && !/example/i.test(match[0])) places.push({ start: match.index, end: match.index + match[0].length, what });
    }
  }
  for (const match of text.matchAll(quotedValue)) addNamed(places, match, 3);
  for (const match of text.matchAll(bareValue)) addNamed(places, match, 2);
  for (const match of text.matchAll(lineValue)) addNamed(places, match, 2);
  return withoutOverlaps(places);
}

function addNamed(places: SecretPlace[], match: RegExpExecArray, group: number): void {
  const judged = judgeNamed(match[1]!.slice(match[1]!.lastIndexOf(".") + 1), match[group]!);
  if (judged !== undefined) places.push({ start: match.indices![group]![0], end: match.indices![group]![1], what: judged.what });
}

function isStandIn(value: string): boolean {
  return placeholders.test(value);
}

function withoutOverlaps(places: readonly SecretPlace[]): SecretPlace[] {
  const kept: SecretPlace[] = [];
  for (const place of [...places].sort((left, right) => left.start - right.start || right.end - left.end)) {
    const last = kept.at(-1);
    if (last === undefined || place.start >= last.end) kept.push(place);
    else if (place.end > last.end) kept[kept.length - 1] = { ...last, end: place.end };
  }
  return kept;
}

function looksSecret(value: string): boolean {
  if (value.length < shortestSecretUnits || value.length > longestSecretUnits) return false;
  // Prose, markup, addresses and paths are not secrets; a key has no spaces.
  if (/\s/.test(value) || /^(?:https?:|\/|\.\/|[a-z]+:\/\/)/i.test(value)) return false;
  if (placeholders.test(value) || isRepetitive(value)) return false;
  // Dotted, dashed or slashed plain words name something: `settings.token`, `auth-token`, `reset_password`.
  if (/^[_\W]*[A-Za-z]+(?:[._:/-]+[A-Za-z]+)*[_\W]*$/.test(value) && !/[a-z][A-Z].*[a-z][A-Z].*[a-z][A-Z]/.test(value)) return false;
  // Words that are only run together have neither digits nor many signs; keys and strong passwords do.
  if (!/\d/.test(value) && (value.match(/[^A-Za-z._/-]/g)?.length ?? 0) < 2) return false;
  return entropyBits(value) >= wordlikeBits;
}

/** `aaaaaaaa`, `abababab`, `12345678`, `abcdefgh`. */
function isRepetitive(value: string): boolean {
  if (new Set(value).size <= 4) return true;
  let runs = 0;
  for (let index = 1; index < value.length; index++) {
    const step = value.charCodeAt(index) - value.charCodeAt(index - 1);
    if (step === 0 || step === 1 || step === -1) runs++;
  }
  return runs > value.length * 0.6;
}

/** Shannon entropy of the characters, in bits per character. */
export function entropyBits(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}

/** `dbPassword`, `DB_PASSWORD` and `db-password` are the words db, password. */
function splitWords(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replace(/([A-Z]+)([A-Z][a-z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "");
}

function containsRun(words: readonly string[], wanted: readonly string[]): boolean {
  return words.some((_, start) => wanted.every((word, index) => words[start + index] === word));
}
