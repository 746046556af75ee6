// Kinds of flaws in which outside text chooses a file, a host, a page, or an object to build, or stands in a page.

import type { CallEvent } from "../../analyzers/symbolic/machine.ts";
import { normalizePath } from "../../analyzers/symbolic/dialects/text-tools.ts";
import { answersApart, callApart } from "../../analyzers/symbolic/library-objects.ts";
import { findMember } from "../../analyzers/symbolic/properties.ts";
import { type InstanceValue, type Value, MARK, carriedBy, known, nothing, shown, text } from "../../analyzers/symbolic/values.ts";
import { headerValue } from "./headers.ts";
import { argumentOf, breachOf, remains, type Breach, type FlawKind } from "./flaw-kind.ts";

const numbers = /(?:^|\.)(?:int|float|Number|parseInt|parseFloat|Decimal|UUID|bool|Boolean|ObjectId|len|hash|sha\d+|hexdigest|uuid4)$/;

const up = "../".repeat(12);
const opensPath = /^(?:open|io\.open|codecs\.open|os\.(?:open|remove|unlink|rmdir|listdir|scandir|mkdir|makedirs|rename|replace|chmod|stat|walk|removedirs)|shutil\.\w+|pathlib\.Path.*|flask\.send_file|send_file|fs(?:\.promises)?\.\w+|fs-extra\.\w+|res\.sendFile|res\.download|response\.sendFile|aiofiles\.open|tarfile\.open|zipfile\.ZipFile|FileResponse|.*FileResponse|.*\.send_file|reply\.sendFile|gzip\.open|numpy\.load|PIL\.Image\.open|Image\.open|static_file|bottle\.static_file|.*\.sendFile|createReadStream|createWriteStream|readFile|readFileSync|writeFile|writeFileSync|unlink|unlinkSync)$/;
const pathMethods = /\.(?:read_text|read_bytes|write_text|write_bytes|open|unlink|rmdir|iterdir|mkdir|save|extract)$/;
const pathRemedies = new RegExp(`${numbers.source}|secure_filename|basename|safe_join|send_from_directory|BytesIO|StringIO|sanitize-filename|sanitizeFilename|get_valid_filename`);

/** Ends the name of a folder that only begins like the one that the program compares with. */
const BESIDE = `-${MARK}`;

/** Paths into a folder whose name begins like the one that the program compares with. */
export function besideFolder(word: string): string[] {
  if (!/^\/.*[^/]$/.test(word)) return [];
  return [`../${word.slice(word.lastIndexOf("/") + 1)}${BESIDE}/${MARK}`, ...(word.startsWith("/srv") ? [`${word}${BESIDE}/${MARK}`] : [])];
}

/** True where a path leaves the folder that it was meant for. */
export function leavesFolder(whole: string): boolean {
  const normal = normalizePath(whole.replaceAll("\\", "/"));
  const beside = new RegExp(`^/(?:.*/)?([^/]+)${BESIDE}/${MARK}$`).exec(normal);
  if (beside !== null) return !normal.includes(`/${beside[1]!}/`);
  return new RegExp(`^(?:\\.\\./)*\\.\\./.*${MARK}|^/+${MARK}`).test(normal) && normal.includes(MARK);
}

/** Reading, writing or taking away: one is no other's remedy. */
export function purposeOfFileCall(event: CallEvent): string {
  const method = event.name.split(".").at(-1) ?? "";
  if (/^(?:open|fdopen)$/.test(method)) {
    const mode = known(event.arguments.named.get("mode") ?? event.arguments.positional.at(event.receiver === undefined ? 1 : 0) ?? nothing) ?? "";
    return /^[rbt+]*[wax]/.test(mode) ? "write" : "read";
  }
  if (/write|save|extract|unpack|mkdir|makedirs|rename|replace|copy|move|append|upload|touch/i.test(method)) return "write";
  return /remove|unlink|rmdir|rmtree|^rm$|delete/i.test(method) ? "remove" : "read";
}

/** What was sent as a file, or its stream: no name of one. */
function isOpenFile(source: string): boolean {
  return /(?:^|\.)(?:files|FILES)\.(?!.*name$)|\.(?:stream|rfile)$|wsgi\.input$/.test(source);
}

const path: FlawKind = {
  id: "path-traversal",
  isAsked: true,
  cwe: ["CWE-22", "CWE-23", "CWE-36", "CWE-73"],
  attackText: /[^\w.-]|\.\.|^\.?$/,
  namesFiles: true,
  payloads: [`${up}${MARK}/${MARK}`, `/${MARK}/${MARK}`, `///${MARK}/${MARK}`, `....//`.repeat(12) + `${MARK}/${MARK}`, `..././`.repeat(12) + `${MARK}/${MARK}`, `./${up}${MARK}/${MARK}`, `x/${up}../${MARK}/${MARK}`, `${up}${MARK}/${MARK}.png`, `${up}${MARK}/${MARK}.txt`],
  variants: (comparedWith) => [...comparedWith].filter((word) => word.startsWith("/") && word.length > 1).flatMap((word) => {
    const folder = word.replace(/\/$/, "");
    return [`${folder}/${up}${MARK}/${MARK}`, `${up}${MARK}${folder}/${MARK}`, ...besideFolder(word)];
  }).concat([...comparedWith].filter((word) => /^\.\w{1,8}$/.test(word)).flatMap((ending) => path.payloads.map((payload) => payload + ending))),
  purposeOf: purposeOfFileCall,
  remedies: pathRemedies,
  family: /(?:^|\.)(?:open|read\w*|write\w*|send\w*|sendFile|download|remove|unlink\w*|listdir|createReadStream|createWriteStream|stat\w*|exists\w*|FileResponse|static_file|save|rename\w*|copy\w*|access\w*|extract\w*|makedirs|mkdir\w*)$/,
  judge: (event) => {
    const receiver = pathMethods.test(event.name) ? event.receiver : undefined;
    const hasRoot = event.arguments.positional.some((value) => value.type === "dict" && value.entries.has("root")) || event.arguments.named.has("root");
    if (hasRoot) return undefined;
    const values = [...(receiver === undefined ? [] : [receiver]), ...(opensPath.test(event.name) ? [argumentOf(event, 0, "path", "file", "filename", "path_or_file", "src"), ...(/rename|copy|move/.test(event.name) ? [event.arguments.positional[1]] : [])] : /\.(?:save|extract)$/.test(event.name) ? [event.arguments.positional[0]] : [])];
    for (const value of values) {
      if (value?.type === "outside" && (!opensPath.test(event.name) || isOpenFile(value.path))) continue;
      const breach = breachOf(value, pathRemedies, leavesFolder);
      if (breach !== undefined) return breach;
    }
    return undefined;
  },
};

const pageRemedies = new RegExp(`${numbers.source}|(?<!un)escape\\w*$|(?:^|\\.)e$|bleach|DOMPurify|dompurify|sanitize-html|sanitizeHtml|xss|jsonify|json\\.dumps|JSON\\.stringify|encodeURI\\w*|format_html|conditional_escape|strip_tags|createTextNode|(?<!un)quote\\w*|render_template(?:_string)?$|ast\\.parse$|he\\.encode|nh3|^autoescape$`);
const writesPage = /^(?:res(?:ponse)?\.(?:send|write|end)|document\.write(?:ln)?|.*\.(?:innerHTML|outerHTML)=|.*\.insertAdjacentHTML|.*\.createContextualFragment|jsx\.dangerouslySetInnerHTML=|ctx\.body=|reply\.(?:send|type\(\)\.send)|(?:django\.http\.)?HttpResponse|(?:flask\.)?make_response|(?:.*\.)?Response|markupsafe\.Markup|flask\.Markup|Markup|django\.utils\.safestring\.mark_safe|mark_safe|.*\.send|.*HTMLResponse|HTMLResponse|\$\(\)\.(?:html|append|prepend|after|before)|jQuery\(\)\.(?:html|append)|self\.write|.*RequestHandler\(\)\.write|.*\.wfile\.write|.*\.bypassSecurityTrustHtml|render_template_string|flask\.render_template_string|(?:django\.utils\.html\.)?format_html(?:_join)?)$/;

/** True where a browser would take outside characters for its own. */
function breaksPage(whole: string): boolean {
  const left = remains(whole);
  if (/<[^>]*$|<\w|<\//.test(left)) return true;
  // Inside a tag a quote ends the attribute.
  const before = whole.slice(0, whole.indexOf(MARK));
  const isInTag = before.lastIndexOf("<") > before.lastIndexOf(">");
  const quote = isInTag ? openQuote(before.slice(before.lastIndexOf("<"))) : "";
  // Without quotes a space ends it.
  const isBare = isInTag && quote === "" && /=\s*[^\s"'>]*$/.test(before);
  return isInTag && (quote === "" ? /["']/.test(left) || (isBare && /\s/.test(left)) : left.includes(quote));
}

/** The quote that a tag's text has left open; empty for none. */
function openQuote(tag: string): string {
  let open = "";
  for (const character of tag) {
    if (open === "" ? character === '"' || character === "'" : character === open) open = open === "" ? character : "";
  }
  return open;
}

function judgePage(event: CallEvent, isRoute: boolean): Breach | undefined {
  const isReturn = event.name === "return" && isRoute;
  // `element[key] = …` where the key is known is the same as its property.
  const isNamed = event.name.endsWith("[]=") && /^(?:inner|outer)HTML$/.test(known(event.arguments.positional[0] ?? nothing) ?? "");
  if (!writesPage.test(event.name) && !isReturn && !isNamed) return undefined;
  const judge = (value: Value | undefined): Breach | undefined => {
    if (value?.type === "outside") return isReturn ? undefined : { shown: value.path, through: [] };
    if (value?.type === "list" && isReturn) return judge(value.items[0]);
    if (value?.type === "dict") {
      const html = value.entries.get("__html");
      return html === undefined ? undefined : judge(html);
    }
    return breachOf(value, pageRemedies, breaksPage);
  };
  for (const shownAsIs of marksSafe(event)) {
    const breach = judge(shownAsIs);
    if (breach !== undefined) return breach;
  }
  // What a maker of markup takes for its text, and not for a value.
  if (/(?:^|\.)format_html(?:_join)?$/.test(event.name)) return breachOf(event.arguments.positional[event.name.endsWith("_join") ? 1 : 0], pageRemedies, breaksPage);
  const value = isNamed || event.name.endsWith("insertAdjacentHTML") ? event.arguments.positional[1] : argumentOf(event, 0, "content", "response", "body", "text");
  return isOtherThanPage(event) ? undefined : judge(value);
}

/** Values that a template's own text shows without escaping them. */
function marksSafe({ name, arguments: { positional, named } }: CallEvent): Value[] {
  const source = known(positional[0] ?? nothing);
  if (source === undefined || !/(?:^|\.)render_template_string$/.test(name)) return [];
  const isOff = /\{%-?\s*autoescape\s+false/.test(source);
  return [...named].flatMap(([key, value]) => (new RegExp(`\\{\\{[^}]*\\b${key}\\b${isOff ? "" : "[^}]*\\|\\s*safe\\b"}`).test(source) ? [value] : []));
}

/** What a route returns as a text, a status and headers. */
function typeInAnswer({ arguments: { positional, named } }: CallEvent): string | undefined {
  const tables = [...positional.flatMap((value) => (value.type === "list" ? value.items : [value])), named.get("headers")].flatMap((value) => (value?.type === "dict" ? [...value.entries] : []));
  return tables.flatMap(([name, value]) => (name.toLowerCase() === "content-type" ? (known(value) ?? []) : []))[0];
}

/** True for an answer that says itself that it is no page. */
function isOtherThanPage(event: CallEvent): boolean {
  const said = ["content_type", "mimetype", "media_type"].map((name) => known(event.arguments.named.get(name) ?? nothing)).find((value) => value !== undefined) ?? typeInAnswer(event) ?? event.answerType;
  return said === undefined ? isJson(event.arguments.positional[0]) : !/html|xml|svg/i.test(said);
}

/** A whole document in JSON, of which nobody said that it is a page. */
function isJson(value: Value | undefined): boolean {
  return value?.type === "text" && /^[[{].*[\]}]\s*$/s.test(shown(value));
}

const page: FlawKind = {
  id: "cross-site-scripting",
  isStored: true,
  isServedByAnswer: true,
  cwe: ["CWE-79", "CWE-80", "CWE-116"],
  attackText: /[^\w .,:;!?@+-]/,
  payloads: [`<script>${MARK}(${MARK})</script ${MARK}>`, `<img src=x onerror=${MARK} ${MARK}>`, `${MARK}" onmouseover="${MARK}`, `${MARK}' onmouseover='${MARK}`, `<ScRiPt>${MARK}(${MARK})</sCrIpT ${MARK}>`, `<scr<script>ipt>${MARK}</scr</script>ipt ${MARK}>`, `<svg/onload=${MARK}//${MARK}>`, `${MARK}<img src=x onerror=${MARK}(${MARK}) x=${MARK}`, `<iframe srcdoc='${MARK}${MARK}'>`],
  remedies: pageRemedies,
  family: /(?:^|\.)(?:send|write\w*|end|json|render\w*|innerHTML=|textContent=|innerText=|append\w*|HttpResponse|make_response|Response|Markup|mark_safe|html|text|createTextNode|jsx\.\w+=|setHTML|replaceChildren|body=|format_html|jsonify|return)$|^return$|textContent=$|innerHTML=$/,
  judge: judgePage,
};

const away = /^(?:flask\.redirect|redirect|django\.shortcuts\.redirect|(?:django\.http\.)?HttpResponseRedirect|.*\.redirect|(?:aiohttp\.web\.|web\.)?HTTP(?:Found|SeeOther|MovedPermanently|TemporaryRedirect|PermanentRedirect)|.*RedirectResponse|RedirectResponse|(?:window\.|document\.)?location(?:\.href)?=|(?:window\.)?location\.(?:assign|replace)|self\.redirect|window\.open)$/;

const redirect: FlawKind = {
  id: "open-redirect",
  isServedByAnswer: true,
  cwe: ["CWE-601"],
  // Only what stays on the site is ordinary; an empty query at the end says nothing.
  attackText: /^(?!\/(?![/\\]))|[^\x21-\x7e]|[\\@:%]|[?#]$/,
  isText: true,
  payloads: [`https://${MARK}.evil.test/${MARK}`, `//${MARK}.evil.test/${MARK}`, `//${MARK}.evil.test/${MARK}/`, `////${MARK}.evil.test/${MARK}/`, `/\\${MARK}.evil.test/${MARK}`, `http://${MARK}.evil.test/${MARK}`, `///${MARK}.evil.test/${MARK}`, `\\\\${MARK}.evil.test/${MARK}`, `https:/\\${MARK}.evil.test/${MARK}`],
  variants: (comparedWith) => hostVariants(comparedWith),
  remedies: new RegExp(`${numbers.source}|url_has_allowed_host_and_scheme|is_safe_url|url_for|reverse|resolve_url`),
  family: /(?:^|\.)(?:redirect\w*|HTTP(?:Found|SeeOther|MovedPermanently|TemporaryRedirect|PermanentRedirect)|HttpResponseRedirect|RedirectResponse|assign|replace|set|header|setHeader|append|writeHead|location=|href=|send|end|render\w*)$|location\.href=$|^return$/,
  judge: (event) => {
    const inHeader = headerValue(event, /^location$/i);
    if (!away.test(event.name) && inHeader === undefined) return undefined;
    const values = event.arguments.positional;
    const value = inHeader ?? (event.name.endsWith("res.redirect") || values.length > 1 ? (values[0]?.type === "number" ? values[1] : values[0]) : argumentOf(event, 0, "location", "url"));
    return breachOf(value, redirect.remedies, (whole) => new RegExp(`^\\s*(?:https?:)?[/\\\\]{2,}[^/]*${MARK}|^\\s*https?:.*${MARK}\\.evil|^\\s*[/\\\\][/\\\\]`, "i").test(whole));
  },
};

function hostVariants(comparedWith: ReadonlySet<string>): string[] {
  return [...comparedWith].flatMap((word) => {
    if (word === "" || word === "/" || word.length > 100) return [];
    const host = word.replace(/^https?:\/\//, "").replace(/\/.*$/, "");
    if (!/^[\w.-]+$/.test(host)) return [];
    const isAddress = /^https?:\/\//.test(word);
    const scheme = isAddress ? "" : "https://";
    const isWhole = isAddress && word.replace(/^https?:\/\//, "").includes("/");
    return [
      ...(isWhole ? [] : [`${scheme}${word}.${MARK}.evil.test/${MARK}`, `${scheme}${word}@${MARK}.evil.test/${MARK}`]),
      // A name and a password in front of the host are no host.
      ...(isWhole ? [] : [`${scheme}${word}:${MARK}@${MARK}.evil.test/${MARK}`]),
      `https://${MARK}.evil.test/${word}${MARK}`,
      `https://${MARK}.evil.test/?${host}${MARK}`,
      `https://${MARK}.evil.test/?${MARK}=${word}`,
      // Below a dot stand only names of the same owner.
      ...(host.startsWith(".") ? [] : [`https://${MARK}${host}/${MARK}`]),
    ];
  });
}

const fetches = /^(?:requests\.(?:get|post|put|patch|delete|head|options|request)|requests\.Session\(\)\.\w+|urllib\.request\.(?:urlopen|urlretrieve|Request)|urllib2?\.(?:urlopen|Request)|urlopen|httpx\.(?:get|post|put|request|stream)|httpx\.(?:Async)?Client\(\)\.\w+|aiohttp\.ClientSession\(\)\.(?:get|post|request)|session\.(?:get|post)|axios(?:\.\w+)?|(?:(?:\w+\.)?(?:options|opts|config|deps|dependencies|settings)\.)?fetch|node-fetch|got(?:\.\w+)?|request(?:\.\w+)?|request-promise|needle(?:\.\w+)?|superagent\.\w+|https?\.(?:get|request)|undici\.(?:fetch|request)|new (?:Request|WebSocket|EventSource)|pycurl.*|http\.client\.HTTPS?Connection|socket\.create_connection|phin|bent)$/;

const request: FlawKind = {
  id: "server-side-request-forgery",
  isAsked: true,
  cwe: ["CWE-918"],
  attackText: /\W/,
  isText: true,
  payloads: [`http://${MARK}.evil.test/${MARK}`, `http://169.254.169.254/${MARK}/${MARK}`, `http://127.0.0.1/${MARK}/${MARK}`, `https://${MARK}.evil.test/${MARK}`, `http://[::1]/${MARK}/${MARK}`, `file:///${MARK}/${MARK}`, `http://0x7f000001/${MARK}/${MARK}`, `http://2130706433/${MARK}/${MARK}`, `HTTP://LOCALHOST/${MARK}/${MARK}`, `${MARK}.evil.test`, `${MARK}.evil.test/${MARK}?`],
  variants: (comparedWith) => hostVariants(comparedWith),
  remedies: numbers,
  family: /(?:^|\.)(?:get|post|put|patch|delete|head|request|urlopen|fetch|axios|got|open|stream|send)$|^(?:fetch|axios|got|request)/,
  judge: (event) => {
    if (!fetches.test(event.name) || /^request\.(?:args|form|get_json|json|files)/.test(event.name)) return undefined;
    const first = argumentOf(event, event.name.endsWith('.request') && event.unit.dialect.declaresByAssignment ? 1 : 0, "url", "uri");
    const value = first?.type === "dict" ? (first.entries.get("href") ?? first.entries.get("url") ?? first.entries.get("uri") ?? first.entries.get("host") ?? first.entries.get("hostname")) : first;
    return breachOf(value, request.remedies, (whole) => new RegExp(`^\\s*(?:\\w+:)?//[^/?#]*(?:${MARK}(?!\\.evil\\.test\\.)|127\\.0|169\\.254|::1|0x7f|2130706433|localhost)|^\\s*file:|^${MARK}`, "i").test(whole) || new RegExp(`^\\w+://[^/]*\\{?[^/]*${MARK}(?!\\.evil\\.test\\.)`).test(whole));
  },
};

const loads = /^(?:c?[Pp]ickle\.loads?|_pickle\.loads?|dill\.loads?|cloudpickle\.loads?|marshal\.loads?|shelve\.open|jsonpickle\.(?:decode|loads)|yaml\.(?:load|load_all|unsafe_load|full_load|unsafe_load_all)|joblib\.load|torch\.load|pandas\.read_pickle|node-serialize\.unserialize|serialize-javascript\.deserialize|unserialize|funcster\.deepDeserialize|js-yaml\.unsafeLoad|numpy\.load|pickle\.Unpickler\(\)\.load|cryo\.parse)$/;

/** Names by which a pickle runs code; the last stands for whatever else can be imported. */
const runners = [["builtins", "eval"], ["builtins", "exec"], ["builtins", "__import__"], ["builtins", "getattr"], ["os", "system"], ["posix", "system"], ["subprocess", "Popen"], ["importlib", "import_module"], ["runpy", "run_path"], ["pty", "spawn"], [`${MARK}.${MARK}`, MARK]] as const;

/** Whether the program's own `find_class` turns all of those away. */
function buildsOnlyWhatItKnows(reader: InstanceValue): boolean {
  const own = findMember(reader.of, "find_class");
  if (own?.type !== "function") return false;
  const builds = (names: readonly string[]): boolean => (callApart({ ...own, self: reader }, names.map(text)) ?? nothing).type !== "nothing";
  // A module that only begins as one that is let in is another one, and brings all that it has imported.
  const { comparedWith } = answersApart({ ...own, self: reader }, [text(`${MARK}.${MARK}`), text(MARK)]);
  const begun = [...comparedWith].flatMap((word) => [`${word}${MARK}`, `${word}.${MARK}`].map((module) => [module, MARK]));
  return ![...runners, ...begun].some(builds);
}

/** A reader of plain data, by its own name or by what it extends; what its own tags do is judged where that is done. */
function isSafeLoader(loader: Value): boolean {
  if (loader.type === "reference") return /Safe|Base/.test(loader.name);
  return loader.type === "class" && loader.bases.some(isSafeLoader) && !loader.bases.some((base) => base.type === "reference" && /Unsafe|Full/.test(base.name));
}

const earlierYaml = /^(?:safe(?:Load|LoadAll|Dump)|DEFAULT_(?:SAFE|FULL)_SCHEMA)$/;

/** `load` of a js-yaml that has a safe one beside it, with no schema of plain data. */
function buildsFunctions({ name, arguments: { positional }, unit }: CallEvent): boolean {
  if (!/^js-yaml\.load(?:All)?$/.test(name) || !unit.tree.names.some((one) => earlierYaml.test(one))) return false;
  const schema = positional.map((value) => (value.type === "dict" ? value.entries.get("schema") : undefined)).find((value) => value !== undefined);
  return schema === undefined || (schema.type === "reference" && schema.name.endsWith("DEFAULT_FULL_SCHEMA"));
}

const writesYaml = /^(?:safe_?)?dump(?:_?all)?$|^stringify$/i;

const objects: FlawKind = {
  id: "unsafe-deserialization",
  isAsked: true,
  isServedByAnswer: true,
  cwe: ["CWE-502"],
  attackText: /[!&*%@`|>\\]/,
  isOfForm: true,
  // Who writes YAML reads it again: hardly any of it is another format as well.
  purposeOf: ({ name, unit }) => (/yaml/i.test(name) && unit.tree.names.some((one) => writesYaml.test(one)) ? "yaml" : ""),
  payloads: [`${MARK} ${MARK}`, `${MARK}.${MARK} ${MARK}`],
  remedies: new RegExp(`${numbers.source}|compare_digest|(?:^|\\.)(?:unsign|verify\\w*|loads_signed)$`),
  family: /(?:^|\.)(?:(?:\w+_)?loads?|load_?[aA]ll\w*|(?:full|safe)_?[lL]oad\w*|parse\w*|decode|unserialize|deserialize|model_validate\w*|from_json)$/,
  judge: (event) => {
    if (!loads.test(event.name) && !buildsFunctions(event)) return undefined;
    const loader = event.arguments.named.get("Loader") ?? event.arguments.positional[1];
    if (loader !== undefined && isSafeLoader(loader)) return undefined;
    const allows = event.arguments.named.get("allow_pickle");
    if (event.name === "numpy.load" && !(allows?.type === "boolean" && allows.value)) return undefined;
    const value = event.arguments.positional[0] ?? event.receiver;
    if (value === undefined || (value.type === "instance" && buildsOnlyWhatItKnows(value))) return undefined;
    const { isPlain, isWhole, trails } = carriedBy(value);
    if (!isPlain && !isWhole && !trails.some((trail) => !trail.some((call) => objects.remedies.test(call)))) return undefined;
    return { shown: "name" in value ? value.name : "data from outside", through: trails[0] ?? [] };
  },
};

const logs = /(?:^|\.)(?:log|info|warn|warning|error|debug|critical|exception|trace)$/;

/** What a program writes for whoever runs it. */
const writesLine = /^(?:process|sys)\.std(?:out|err)\.write$/;

/** What a log shows as it is: `%r` shows a text as its source has it. */
function shownByLog({ arguments: { positional } }: CallEvent): readonly Value[] {
  const [format, ...values] = positional;
  const holes = [...(known(format ?? nothing) ?? "").matchAll(/%(?:%|[-#0 +\d.]*([a-zA-Z]))/g)].flatMap(([, letter]) => letter ?? []);
  return [...(format === undefined ? [] : [format]), ...values.filter((_, place) => !/^[ra]$/.test(holes[place] ?? "s"))];
}

/** Line breaks from outside in a log. */
const log: FlawKind = {
  id: "log-injection",
  isServedByAnswer: true,
  cwe: ["CWE-117"],
  attackText: /[\0-\x1f\x7f-\x9f\u2028\u2029]/,
  isPrinted: true,
  isText: true,
  // More than one of each, for a fix that takes only the first one away.
  payloads: [`${MARK}\nadmin logged in\n${MARK}`, `${MARK}\r\nadmin logged in\r\n${MARK}`, `${MARK}\radmin logged in\r${MARK}`],
  remedies: new RegExp(`${numbers.source}|repr|JSON\\.stringify|json\\.dumps|encodeURI\\w*|(?<!un)escape\\w*|(?<!un)quote\\w*`),
  family: new RegExp(`${logs.source}|${writesLine.source}`),
  judge: (event) => {
    const isLog = logs.test(event.name) && /^(?:console|logger|logging|log|app\.logger|current_app\.logger|self\.logger|this\.logger|winston|pino|.*logger.*)\./i.test(event.name);
    if (!isLog && !writesLine.test(event.name)) return undefined;
    for (const value of shownByLog(event)) {
      const breach = value.type === "outside" ? undefined : breachOf(value, log.remedies, (whole) => /[\r\n]/.test(remains(whole)));
      if (breach !== undefined) return breach;
    }
    return undefined;
  },
};

/** Line breaks from outside in a header. */
const header: FlawKind = {
  id: "header-injection",
  isServedByAnswer: true,
  cwe: ["CWE-113", "CWE-93"],
  attackText: /[^\x20-\x7e]|%/,
  payloads: [`${MARK}\r\nSet-Cookie: ${MARK}`, `${MARK}\nSet-Cookie: ${MARK}`],
  remedies: new RegExp(`${numbers.source}|encodeURI\\w*|(?<!un)quote\\w*|(?<!un)escape\\w*`),
  family: /(?:^|\.)(?:setHeader|set|header|writeHead|add_header|set_cookie|cookie|headers\[\]=)$|\[\]=$/,
  judge: (event) => {
    if (!/(?:^|\.)(?:setHeader|writeHead|add_header|appendHeader)$|headers\[\]=$/.test(event.name)) return undefined;
    const value = event.arguments.positional[1];
    return value?.type === "text" && known(value) !== undefined ? breachOf(value, header.remedies, (whole) => /[\r\n]/.test(remains(whole))) : undefined;
  },
};

/** Kinds in which outside text chooses where something goes or comes from. */
export const destinations: readonly FlawKind[] = [path, page, redirect, request, objects, log, header];
