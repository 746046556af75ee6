// Kinds of flaws that need no attacker's text: a call with a setting or an algorithm that is wrong for everybody.

import type { CallEvent } from "../../analyzers/symbolic/machine.ts";
import { callApart, whenUnset } from "../../analyzers/symbolic/library-objects.ts";
import { findMember } from "../../analyzers/symbolic/properties.ts";
import { type Text, type Value, known, nothing, reference, shown, text } from "../../analyzers/symbolic/values.ts";
import { purposeOfFileCall } from "./destinations.ts";
import type { FlawKind } from "./flaw-kind.ts";
import { frameworkSettings } from "./frameworks.ts";
import { origins } from "./origins.ts";
import { isOff, option, setting } from "./setting.ts";

const clients = /^(?:requests\.|httpx\.|aiohttp\.|urllib3\.|https\.|axios|got|request|node-fetch|fetch|tls\.)|session|client/i;

/** The program's own check of a server's name, that finds nothing wrong with any. */
function acceptsAnyName(check: Value | undefined): boolean {
  return check?.type === "function" && callApart(check, [text("other.test"), reference("certificate")])?.type === "nothing";
}

/** A context of Python's that checks certificates only where it is told to, and was not. */
function verifiesNothing(context: Value | undefined): boolean {
  if (context?.type !== "unknown" || context.made === undefined || !/^ssl\.(?:SSLContext|_create_unverified_context)$/.test(context.made.by)) return false;
  const { arguments: { positional, named }, fields } = context.made;
  const protocol = positional[0] ?? named.get("protocol");
  if (protocol?.type === "reference" && /PROTOCOL_TLS_(?:CLIENT|SERVER)$/.test(protocol.name)) return false;
  const mode = fields.get("verify_mode");
  return mode === undefined || (mode.type === "reference" && !mode.name.endsWith("CERT_REQUIRED"));
}

/** What a policy of the program's own does with a host that nobody knows: one that throws nothing lets it in. */
function takesAnyHost(policy: Value | undefined): string | undefined {
  if (policy === undefined) return undefined;
  if ("name" in policy && policy.type !== "class") return /AutoAdd|Warning/.test(policy.name) ? policy.name : undefined;
  const of = policy.type === "instance" ? policy.of : policy.type === "class" ? policy : undefined;
  if (of === undefined) return undefined;
  const own = findMember(of, "missing_host_key");
  const self: Value = { type: "instance", of, fields: new Map() };
  // What is noted of hosts is not known: one way through the policy must turn them away.
  const isTaken = own?.type === "function" ? [true, false].every((answer) => callApart({ ...own, self }, ["client", "hostname", "key"].map(reference), { answer }) !== undefined) : of.bases.some((base) => takesAnyHost(base) !== undefined);
  return isTaken ? `${of.name} throws nothing` : undefined;
}

const hosts = setting("unknown-host", ["CWE-295", "CWE-322"], /(?:^|\.)(?:set_missing_host_key_policy|load_(?:system_)?host_keys|connect|SSHClient|hostVerifier)$/, (event) => (event.name.endsWith("set_missing_host_key_policy") ? takesAnyHost(event.arguments.positional[0]) : undefined));

const transport = setting("unverified-transport", ["CWE-295", "CWE-297", "CWE-319"], /(?:^|\.)(?:get|post|put|patch|delete|head|request|urlopen|connect|Agent|axios|fetch|create_default_context|wrap_socket|SSLContext|Session|Client|PoolManager|return)$|new https\.Agent|^(?:axios|got|fetch|request)/, (event) => {
  if (event.name.endsWith('_create_unverified_context')) return "a context that verifies nothing";
  if (/\.(?:verify)=$/.test(event.name) && isOff(event.arguments.positional[0])) return "verify is off";
  if (event.name.endsWith('check_hostname=') && isOff(event.arguments.positional[0])) return "check_hostname is off";
  if (event.name.endsWith('verify_mode=') && event.arguments.positional[0]?.type === "reference" && /CERT_NONE/.test(event.arguments.positional[0].name)) return "CERT_NONE";
  if (event.name === "return" && event.unit.dialect.declaresByAssignment && verifiesNothing(event.arguments.positional[0])) return "a context that verifies nothing";
  if (verifiesNothing(event.arguments.named.get("context") ?? event.arguments.named.get("ssl") ?? event.arguments.named.get("ssl_context"))) return "a context that verifies nothing";
  if (clients.test(event.name) && event.arguments.named.has("verify") && isOff(event.arguments.named.get("verify"))) return "verify is off";
  if (event.name.endsWith('ssl=') && isOff(event.arguments.positional[0])) return "ssl is off";
  if (isOff(option(event, "rejectUnauthorized"))) return "rejectUnauthorized is off";
  if (isOff(option(event, "strictSSL"))) return "strictSSL is off";
  if (acceptsAnyName(option(event, "checkServerIdentity"))) return "checkServerIdentity checks nothing";
  const flag = event.name.endsWith("NODE_TLS_REJECT_UNAUTHORIZED=") || event.name.startsWith("process.env[]=");
  if (flag && known(event.arguments.positional.at(-1) ?? { type: "nothing" }) === "0" && (event.name.endsWith("UNAUTHORIZED=") || known(event.arguments.positional[0] ?? { type: "nothing" }) === "NODE_TLS_REJECT_UNAUTHORIZED")) return "certificates are not checked";
  return undefined;
});

const weak = /^(?:md[245]|sha-?1|ripemd(?:160)?)$/i;

const digest = setting("weak-hash", ["CWE-327", "CWE-328", "CWE-916", "CWE-759", "CWE-760"], /(?:^|\.)(?:md5|sha\w*|blake\w*|new|createHash|createHmac|hash\w*|bcrypt|hashpw|scrypt\w*|pbkdf2\w*|argon2\w*|PasswordHasher|generate_password_hash|make_password|check_password\w*|checkpw|set_password|verify\w*|authenticate|digest|encrypt|derive|kdf)$/i, (event) => {
  const used = option(event, "usedforsecurity");
  if (/^(?:hashlib|Crypto\.Hash|Cryptodome\.Hash)\.(?:md[245]|sha1|MD[245]|SHA1?)(?:\.new)?$/.test(event.name)) return used !== undefined && isOff(used) ? undefined : event.name;
  const algorithm = /^(?:hashlib\.new|crypto\.create(?:Hash|Hmac))$/.test(event.name) ? known(event.arguments.positional[0] ?? { type: "nothing" }) : undefined;
  if (algorithm !== undefined && weak.test(algorithm)) return algorithm;
  return /^(?:md5|sha1|crypto-js\.(?:MD5|SHA1)|CryptoJS\.(?:MD5|SHA1))$/.test(event.name) ? event.name : undefined;
});

/** Bytes that the program says itself. */
export function isFixed(bytes: Value | undefined): boolean {
  if (bytes?.type === "text") return known(bytes) !== undefined && known(bytes) !== "";
  if (bytes?.type !== "unknown" || bytes.made === undefined) return false;
  const [first] = bytes.made.arguments.positional;
  return bytes.made.by === "Buffer.alloc" || (bytes.made.by === "Buffer.from" && first?.type === "text" && known(first) !== undefined);
}

/** The length of a pair of keys that one of Python's libraries makes. */
function bitsOfPair({ name, arguments: { named, positional } }: CallEvent): Value | undefined {
  if (!/(?:^|\.)(?:(?:rsa|dsa)\.generate_private_key|(?:RSA|DSA)\.generate)$|^rsa\.newkeys$/.test(name)) return undefined;
  const place = name.endsWith('generate_private_key') ? -1 : 0;
  return whenUnset(named.get("key_size") ?? named.get("bits") ?? positional.at(place));
}

const key = setting("short-key", ["CWE-326"], /(?:^|\.)(?:generate\w*|newkeys)$/, (event) => {
  const bits = /(?:^|\.)generateKeyPair(?:Sync)?$/.test(event.name) && /^(?:rsa|dsa)/.test(known(event.arguments.positional[0] ?? nothing) ?? "") ? option(event, "modulusLength") : undefined;
  const size = event.unit.dialect.declaresByAssignment ? bitsOfPair(event) : undefined;
  if (size?.type === "number" && size.value < 2048 && size.value > 3) return `${size.value} bits`;
  return bits?.type === "number" && bits.value < 2048 ? `${bits.value} bits` : undefined;
});

/** What is shorter is ordinary input. */
const LEAST_VECTOR = 8;
const blocks = /(?:^|\.)AES\.new$/;

/** The vector with which one of Python's libraries begins; undefined where the call names none. */
function beginsWith({ name, arguments: { positional, named } }: CallEvent): Value | undefined {
  if (blocks.test(name)) return named.get("iv") ?? named.get("IV") ?? named.get("nonce") ?? positional[2];
  if (/(?:^|\.)modes\.(?:CBC|CTR|GCM|CFB8?|OFB)$/.test(name)) return positional[0] ?? named.get("initialization_vector") ?? named.get("nonce");
  return /(?:AES\w+|ChaCha20Poly1305)\(\)\.encrypt$/.test(name) ? (positional[0] ?? named.get("nonce")) : undefined;
}

function isCodeBook({ name, arguments: { positional, named } }: CallEvent): boolean {
  const mode = positional[1] ?? named.get("mode");
  if (!blocks.test(name) || mode === undefined) return false;
  return (mode.type === "number" && mode.value === 1) || ("name" in mode && mode.name.endsWith("MODE_ECB"));
}

/** A vector that is cut out of the key is the same as long as the key is. */
function isPartOf(whole: Value | undefined, piece: Value | undefined): boolean {
  if (whole?.type === "outside" && piece?.type === "outside") return piece.path.startsWith(`${whole.path}.`);
  return whole !== undefined && piece?.type === "unknown" && /\.(?:subarray|slice)$/.test(piece.made?.by ?? "") && piece.made?.from === whole;
}

const cipher = setting("weak-cipher", ["CWE-327", "CWE-326", "CWE-329", "CWE-1204"], /(?:^|\.)(?:new|createCipher\w*|createDecipher\w*|Cipher|Fernet|AESGCM|(?:en|de)crypt\w*|seal|open|update|finalize|generate\w*)$/, (event) => {
  if (/(?:DES3?|ARC4|ARC2|Blowfish|XOR)\.new$|crypto\.createCipher$|crypto\.createDecipher$/.test(event.name)) return event.name;
  if (isCodeBook(event)) return "ECB";
  if (event.unit.dialect.declaresByAssignment && isFixed(beginsWith(event)) && (known(beginsWith(event) ?? nothing)?.length ?? LEAST_VECTOR) >= LEAST_VECTOR) return "the same initialization vector each time";
  if (/create(?:Ci|Deci)pheriv$/.test(event.name) && /ecb|^des|rc4|^bf/i.test(known(event.arguments.positional[0] ?? nothing) ?? "")) return known(event.arguments.positional[0]!);
  if (event.name.endsWith("createCipheriv") && (isFixed(event.arguments.positional[2]) || isPartOf(event.arguments.positional[1], event.arguments.positional[2]))) return "the same initialization vector each time";
  return /modes\.ECB$|algorithms\.(?:ARC4|TripleDES|Blowfish|IDEA)$/.test(event.name) ? event.name : undefined;
});

const chance = setting("weak-randomness", ["CWE-330", "CWE-338", "CWE-335"], /(?:^|\.)(?:random\w*|choice\w*|token_\w+|rand(?:below|int|range|bits|bytes)|getrandbits|randomBytes|randomUUID|randomInt|getRandomValues|urandom|uuid4|v4|nanoid|sample|SystemRandom|bytes)$/, (event) => (/^(?:random\.(?:Random\(\)\.)?(?:random|randint|randrange|choice|choices|sample|getrandbits|uniform|shuffle|randbytes)|(?:numpy|np)\.random\.(?:\w+\(\)\.)?\w+|uuid\.uuid1|Math\.random)$/.test(event.name) || isAlwaysTheSame(event) ? event.name : undefined));

/** A generator that is asked for one value out of one. */
function isAlwaysTheSame({ name, arguments: { positional } }: CallEvent): boolean {
  const [first, second] = positional.map((value) => (value.type === "number" ? value.value : undefined));
  if (/^secrets\.(?:randbelow|randbits)$/.test(name)) return first !== undefined && first <= (name.endsWith("below") ? 1 : 0);
  if (/^(?:secrets\.token_(?:hex|bytes|urlsafe)|os\.urandom|crypto\.randomBytes)$/.test(name)) return first === 0;
  if (/(?:SystemRandom\(\)\.randint|crypto\.randomInt)$/.test(name)) return first !== undefined && (name.endsWith("randint") ? first === second : second === undefined ? first <= 1 : second - first <= 1);
  const [among] = positional;
  return /^secrets\.choice$/.test(name) && among !== undefined && ((among.type === "list" && !among.isOpen && among.items.length === 1) || known(among)?.length === 1);
}

const temporary = setting("predictable-file", ["CWE-377", "CWE-379"], /(?:^|\.)(?:mktemp|mkstemp|mkdtemp\w*|NamedTemporaryFile|TemporaryFile|TemporaryDirectory|open|writeFile\w*)$/, (event) => {
  if (/^(?:tempfile\.mktemp|os\.tempnam|os\.tmpnam)$/.test(event.name)) return event.name;
  const [path] = event.arguments.positional;
  if (path === undefined || !/^(?:io\.)?open$/.test(event.name) || purposeOfFileCall(event) !== "write" || /x/.test(known(event.arguments.positional[1] ?? event.arguments.named.get("mode") ?? nothing) ?? "")) return undefined;
  if (path.type === "unknown") return /^tempfile\.NamedTemporaryFile\(\)\.name$/.test(path.name) && !isOff(path.made?.arguments.named.get("delete")) ? "the name of a file that is gone" : undefined;
  return path.type === "text" && isForeseeable(path) ? `a name in ${shown(path).slice(0, 60)}` : undefined;
});

/** True for a path below a folder that everybody may write to, without a part that is made by chance. */
function isForeseeable({ parts }: Text): boolean {
  const [first] = parts;
  const isShared = typeof first === "string" ? /^\/(?:var\/)?tmp\/|^\/srv\/tempfile-gettempdir\b/.test(first) : first?.name === "tempfile.gettempdir()";
  return isShared && parts.every((part) => typeof part === "string" || /(?:getpid|getuid|getlogin|getuser|time|now|today|isoformat|strftime|gettempdir)\(\)/.test(part.name));
}

const permissions = setting("open-permissions", ["CWE-732", "CWE-276"], /(?:^|\.)(?:chmod\w*|open|mkdir\w*|umask)$/, (event) => {
  const [mask] = event.arguments.positional;
  // What the program makes from then on may be written by everybody.
  if (/^(?:os|process)\.umask$/.test(event.name)) return mask?.type === "number" && (mask.value & 0o002) === 0 ? `a umask of 0o${mask.value.toString(8)}` : undefined;
  if (!/(?:^|\.)f?l?chmod(?:Sync)?$/.test(event.name)) return undefined;
  const mode = event.arguments.positional[1] ?? event.arguments.named.get("mode");
  const bits = mode?.type === "number" ? mode.value : mode?.type === "text" ? Number.parseInt(known(mode) ?? "", 8) : Number.NaN;
  return Number.isInteger(bits) && (bits & 0o002) !== 0 ? `0o${bits.toString(8)}` : undefined;
});

const token = setting("unverified-token", ["CWE-347", "CWE-345"], /(?:^|\.)(?:jwt|jsonwebtoken|jose|pyjwt|PyJWT|JsonWebToken)\b.*(?:decode\w*|verify\w*|sign|encode)$|(?:^|\.)(?:jwtVerify|jwtDecrypt|compare_digest|timingSafeEqual|verify\w*|unsign)$|Serializer\(\)\.loads$|signing\.loads$/i, (event) => {
  if (!/(?:^|\.)(?:jwt|jsonwebtoken|jose|pyjwt)\.?.*(?:decode|verify)$/i.test(event.name)) return undefined;
  if (/^jsonwebtoken\.decode$|^jwt-decode/.test(event.name)) return "a token is read without being verified";
  if (isOff(event.arguments.named.get("verify"))) return "verify is off";
  const options = event.arguments.named.get("options");
  if (options?.type === "dict" && isOff(options.entries.get("verify_signature"))) return "verify_signature is off";
  const algorithms = option(event, "algorithms");
  if (algorithms?.type === "list" && algorithms.items.some((item) => "name" in item && item.name.includes("get_unverified_header"))) return "the token chooses how it is verified";
  return algorithms?.type === "list" && algorithms.items.some((item) => /^none$/i.test(known(item) ?? "")) ? "algorithm none" : undefined;
});

/** Reads whatever the text says into objects, also where its own class stands between. */
function buildsAnything(loader: Value | undefined): boolean {
  if (loader?.type === "class") return loader.bases.some(buildsAnything);
  return loader?.type === "reference" && /^yaml\.(?:\w+\.)*C?(?:Unsafe)?Loader$/.test(loader.name);
}

const loader = setting("loader-of-anything", ["CWE-502"], /(?:^|\.)(?:load|load_all|safe_load\w*|loads)$/, ({ name, arguments: { positional, named } }) => {
  if (/^yaml\.unsafe_load(?:_all)?$/.test(name)) return name;
  const given = named.get("Loader") ?? positional[1];
  return /^yaml\.load(?:_all)?$/.test(name) && buildsAnything(given) ? "a loader that builds any object" : undefined;
});

const plaintext = setting("plaintext-protocol", ["CWE-319"], /(?:^|\.)(?:FTP(?:_TLS)?|Telnet|SSHClient|SFTPClient|Transport|Connection)$/, ({ name }) => (/^(?:ftplib\.FTP|telnetlib\.Telnet)$/.test(name) ? name : undefined));

const messages = setting("open-message", ["CWE-346"], /(?:^|\.)postMessage$/, (event) => (event.name.endsWith("postMessage") && known(event.arguments.positional[1] ?? nothing) === "*" ? "a message to whatever page is there" : undefined));

/** Kinds that are judged without an attack. */
export const settings: readonly FlawKind[] = [hosts, transport, digest, key, cipher, chance, temporary, permissions, token, origins, loader, plaintext, messages, ...frameworkSettings];
