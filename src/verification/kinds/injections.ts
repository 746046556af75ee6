// Kinds of flaws in which outside text becomes a part of a command, a query, a program or a template.

import type { CallEvent } from "../../analyzers/symbolic/machine.ts";
import { type Value, MARK, dict, known, nothing, shown, text } from "../../analyzers/symbolic/values.ts";
import { argumentOf, breachOf, remains, type Breach, type FlawKind } from "./flaw-kind.ts";

const everyNumber = /(?:^|\.)(?:int|float|Number|parseInt|parseFloat|Decimal|UUID|bool|Boolean|ObjectId|len|ord|hash|sha\d+|hexdigest|uuid4|isoformat)$/;

const joined = (...patterns: readonly RegExp[]): RegExp => new RegExp(patterns.map((pattern) => `(?:${pattern.source})`).join("|"), "i");

const shellText = /^(?:os\.system|os\.popen\d?|popen2\.\w+|commands\.\w+|subprocess\.get(?:status)?output|child_process\.exec(?:Sync)?|asyncio\.create_subprocess_shell|shelljs\.exec|shell\.exec|execa\.shell(?:Sync)?|exec-sh|pty\.spawn|paramiko\..*exec_command)$|\.exec_command$|^(?:exec|execSync|execAsync|execPromise|util\.promisify\(\))$/;
const programStart = /^(?:subprocess\.(?:run|call|check_call|check_output|Popen)|child_process\.(?:spawn|spawnSync|execFile|execFileSync)|os\.(?:exec|spawn)\w*|execa(?:\.\w+)?|cross-spawn(?:\.\w+)?|asyncio\.create_subprocess_exec|(?:spawn|spawnSync|execFile|execFileSync))$/;
const shells = /(?:^|\/)(?:sh|bash|zsh|dash|ksh|cmd(?:\.exe)?|powershell(?:\.exe)?|pwsh)$/;

/** True where a shell would read outside characters as its own: outside single quotes, or expansions within double ones. */
function isShellBroken(whole: string): boolean {
  let quote = "";
  const first = whole.indexOf(MARK);
  const last = whole.lastIndexOf(MARK) + MARK.length;
  for (let at = 0; at < whole.length; at += 1) {
    const character = whole[at]!;
    const isOutside = at >= first && at < last;
    if (quote === "'") {
      if (character === "'") quote = "";
      continue;
    }
    if (character === "\\") {
      at += 1;
      continue;
    }
    if (quote === '"') {
      if (character === '"') quote = "";
      else if (isOutside && (character === "`" || (character === "$" && whole[at + 1] === "("))) return true;
      continue;
    }
    if (isOutside && /[;&|<>$`\n(){}*?~#!]/.test(character)) return true;
    if (isOutside && /\s/.test(character)) return true;
    if (character === "'" || character === '"') quote = character;
  }
  // An end that an outside quote left open.
  return quote !== "" && remains(whole).includes(quote);
}

function isTrue(value: Value | undefined): boolean {
  return value !== undefined && ((value.type === "boolean" && value.value) || (value.type === "text" && known(value) !== ""));
}

function option(event: CallEvent, name: string): Value | undefined {
  const named = event.arguments.named.get(name);
  if (named !== undefined) return named;
  for (const value of event.arguments.positional) if (value.type === "dict" && value.entries.has(name)) return value.entries.get(name);
  return undefined;
}

const commandRemedies = joined(everyNumber, /(?:^|\.)(?:shlex\.)?quote$|shellescape|shell-quote|escapeshellarg|shellQuote/);

/** An option behind a space: it begins an argument only where the text around it is split. */
const OPTION = `--${MARK}=`;
/** Programs that start others, or write where they are told, by an option alone. */
const obeys = /(?:^|\/)(?:tar|zip|find|rsync|ssh|scp|sftp|git|hg|svn|curl|wget|sed|g?awk|env|xargs|man|less|ffmpeg|convert|magick|openssl|sort|docker|kubectl|make|npm|npx|pip3?|python3?|node|perl|ruby|php)$/;

/** The same as a whole argument. */
const WHOLE_OPTION = `${OPTION}${MARK}`;
/** Programs that take options behind what they work on, and that run or overwrite something by one of them. */
const obeysAnywhere = /(?:^|\/)(?:git|hg|ssh|scp|sftp|rsync|tar|curl|wget)$/;
/** Options of those that take the argument behind them as their value, whatever it begins with. */
const takesValue = /^(?:-\w*[nCcmboLSGFtujfHXdeil]|--(?:contains|branch|format|pretty|author|since|until|after|before|max-count|message|depth|output|work-tree|git-dir|points-at|grep|file|directory|url|data|header|user|request))$/;

/** An argument that is nothing but what was sent, where the program still looks for options. */
function isOptionOfItsOwn(given: readonly string[]): boolean {
  const end = given.findIndex((word) => word === "--" || word === "--end-of-options");
  const place = given.indexOf(WHOLE_OPTION);
  return place !== -1 && (end === -1 || place < end) && !takesValue.test(given[place - 1] ?? "");
}

function judgeCommand(event: CallEvent): Breach | undefined {
  const judgeText = (value: Value | undefined): Breach | undefined => breachOf(value, commandRemedies, isShellBroken);
  const first = argumentOf(event, 0, "args", "cmd", "command");
  if (shellText.test(event.name)) return judgeText(first);
  if (!programStart.test(event.name)) return undefined;
  const words = first?.type === "list" ? first.items : [first, ...(event.arguments.positional[1]?.type === "list" ? event.arguments.positional[1].items : [])];
  if (isTrue(option(event, "shell"))) {
    for (const word of words) {
      const breach = judgeText(word);
      if (breach !== undefined) return breach;
    }
    return undefined;
  }
  const program = words[0];
  // The program itself is chosen from outside.
  const chosen = breachOf(program, commandRemedies, (whole) => whole.startsWith(MARK) || whole.trim().startsWith(MARK));
  if (chosen !== undefined) return { ...chosen, isChoice: true };
  // A text that was split into words lets whoever wrote it add options of their own.
  const name = known(program ?? nothing) ?? "";
  const given = words.slice(1).map((word) => (word?.type === "text" ? shown(word) : ""));
  const added = obeys.test(name) ? given.find((word) => word.startsWith(OPTION) && word !== WHOLE_OPTION) : undefined;
  if (added !== undefined) return { shown: added, through: [] };
  if (obeysAnywhere.test(name) && isOptionOfItsOwn(given)) return { shown: WHOLE_OPTION, through: [] };
  const isShell = program?.type === "text" && shells.test(known(program) ?? "");
  return isShell ? readByShell(words.slice(1)).map(judgeText).find((breach) => breach !== undefined) : undefined;
}

/** Behind the script of `-c` stand its parameters, which the shell does not read as its own. */
function readByShell(words: readonly (Value | undefined)[]): readonly (Value | undefined)[] {
  const script = words.findIndex((word) => /^-\w*c$/.test(known(word ?? nothing) ?? ""));
  return script === -1 ? words : words.slice(0, script + 2);
}

/** Outside text as a part of a shell command. */
const command: FlawKind = {
  id: "command-injection",
  isAsked: true,
  isServedBySearch: true,
  isArgument: true,
  cwe: ["CWE-78", "CWE-77", "CWE-88"],
  attackText: /[^\w.,:=+@%/-]|^-|^$/,
  // Who runs any command reads and writes any file.
  includes: ["path-traversal"],
  payloads: [`${MARK}; id #${MARK}`, `${MARK}$(id)${MARK}`, `${MARK}\`id\`${MARK}`, `${MARK}|id ${MARK}`, `${MARK}&&id&&${MARK}`, `${MARK}\nid\n${MARK}`, `${MARK}' ; id ; '${MARK}`, `${MARK}" ; id ; "${MARK}`, `${MARK} & id & ${MARK}`, `${MARK} > ${MARK}`, `${MARK} ${OPTION}${MARK}`, WHOLE_OPTION],
  remedies: commandRemedies,
  family: /(?:^|\.)(?:system|popen|run|call|check_call|check_output|Popen|exec\w*|spawn\w*|getoutput|getstatusoutput|create_subprocess_\w+|execa|ping\w*|gethostby\w+|getaddrinfo|resolve\w*|lookup|connect\w*)$|^(?:requests|httpx|urllib\.request|axios|fetch|got|undici)\b/,
  judge: judgeCommand,
};

const codeRun = /^(?:eval|exec|compile|execfile|builtins\.(?:eval|exec|compile)|__builtin__\.eval|new Function|Function|vm\.(?:runIn\w+|compileFunction)|new vm\.Script|vm2\..*|.*\.runInNewContext|.*\.runInThisContext|.*\.runInContext|new vm2\.VM\(\)\.run|new vm2\.NodeVM\(\)\.run|setTimeout|setInterval|numexpr\.evaluate|pandas\.eval|.*\.safeEval|safe-eval|mathjs\.eval|asteval.*|code\.interact|runpy\.\w+|importlib\.import_module|__import__|pydoc\.locate)$/;
const codeRemedies = joined(everyNumber, /literal_eval|JSON\.parse/);

/** Outside text that is run as a program. */
const code: FlawKind = {
  id: "code-injection",
  isServedByAnswer: true,
  isServedByLookUp: true,
  cwe: ["CWE-94", "CWE-95", "CWE-96"],
  // A number that begins with a nought is none in most languages.
  attackText: /__|\w\s*[([.]|[;`$\\]|\b0\d/,
  payloads: [`__import__('os').system('${MARK}') or '${MARK}'`, `process.exit('${MARK}')||'${MARK}'`, `().__class__.__bases__[0]("${MARK}${MARK}")`, `${MARK}[${MARK}]`, `1+${MARK}(${MARK})`],
  remedies: codeRemedies,
  family: /(?:^|\.)(?:eval\w*|exec|compile|literal_eval|parse\w*|Number|loads?|Function|run\w*|evaluate|get|dispatch|apply|call)$/,
  judge: (event) => {
    if (!codeRun.test(event.name)) return undefined;
    const place = event.name.endsWith('Function') ? event.arguments.positional.length - 1 : 0;
    const value = event.arguments.positional[place];
    // A function given to setTimeout is no text.
    if (value === undefined || value.type === "function") return undefined;
    return breachOf(value, codeRemedies, (whole) => /\W/.test(remains(whole)));
  },
};

const runsQuery = /(?:^|\.)(?:execute\w*|exec_driver_sql|raw|query|queryRaw\w*|\$queryRawUnsafe|\$executeRawUnsafe|read_sql\w*|all|get|run|each|exec|prepare|literal|text|whereRaw|orderByRaw|havingRaw|joinRaw|selectRaw|extra|RawSQL|mogrify|fetch\w*|select|selectAll|many|one|none|any|oneOrNone|manyOrNone|filter|where|order_by|raw_query)$/;
/** Calls whose text is put into a query as it is. */
const takesParts = /^(?:sqlalchemy\.(?:\w+\.)*(?:text|literal_column)|(?:.*\.)?RawSQL)$|\.(?:where|orderBy|having)Raw$/;
const looksLikeQuery = /\b(?:select|insert|update|delete|replace|create|drop|alter|where|from|values|order\s+by|limit|union|join|like|exec)\b/i;
const looksUp = /^(?:os\.|.*\b(?:environ|config|settings|headers|cookies|session|cache|redis|registry|params|args|form|GET|POST|META)\b.*)\.?get$/;
const queryRemedies = joined(everyNumber, /(?:^|\.)(?:escape|escapeId|escapeLiteral|escapeIdentifier|quote_ident|quote_name|quote_literal|literal|mogrify|Identifier|Literal|real_escape_string|escape_string|sqlstring\.\w+|mysql\w*\.(?:escape|format)|pg-format|format\.(?:ident|literal))$/);

/** Outside text as a part of a query. */
const query: FlawKind = {
  id: "sql-injection",
  isAsked: true,
  cwe: ["CWE-89", "CWE-564", "CWE-943"],
  attackText: /['"`;\\%()]|--|\/\*|^(?:null|true|false|default|rowid|oid|_rowid_|current_\w+)$/i,
  isAttackedByWords: true,
  payloads: [`${MARK}' OR '${MARK}'='${MARK}`, `1 OR ${MARK}=${MARK}`, `${MARK}" OR "${MARK}"="${MARK}`, `${MARK}'/**/oR/**/1=1/**/${MARK}`, `${MARK}\\' UNUNIONION SESELECTLECT 1 --${MARK}`, `${MARK}; DROP TABLE t; -- ${MARK}`, `${MARK} DESC, (SELECT ${MARK})`, `${MARK}) OR (1=1 ${MARK}`, `${MARK}%' oR 1 LiKe 1 ${MARK}`, `${MARK}(SELECT(1)FROM(${MARK}))`],
  remedies: queryRemedies,
  family: /(?:^|\.)(?:execute\w*|exec_driver_sql|raw|query\w*|\$query\w*|\$execute\w*|read_sql\w*|all|get|run|each|exec|prepare|filter\w*|find\w*|where\w*|select\w*|insert\w*|update\w*|delete\w*|create|save|fetch\w*|one|many|any|first|count|literal|text|sql``|order_by)$|``$/,
  judge: (event) => {
    if (!runsQuery.test(event.name)) return undefined;
    const parts = event.name.endsWith(".extra") ? [...event.arguments.named.values()].flatMap((value) => (value.type === "list" ? value.items : value.type === "dict" ? [...value.entries.values()] : [])) : [];
    for (const part of parts) {
      const breach = breachOf(part, queryRemedies, (whole) => /[^\w.]/.test(remains(whole)));
      if (breach !== undefined) return breach;
    }
    const first = argumentOf(event, 0, "sql", "query", "text", "statement", "operation");
    const value = first?.type === "dict" ? (first.entries.get("sql") ?? first.entries.get("text") ?? first.entries.get("query")) : first;
    if (value === undefined || (value.type === "outside" && !/query|execute|raw|exec/i.test(event.name))) return undefined;
    // What is looked up by a name of which nothing is known is no query.
    if (value.type === "unknown" && looksUp.test(event.name)) return undefined;
    if (value.type === "text" && !takesParts.test(event.name) && !value.parts.some((part) => typeof part === "string" && looksLikeQuery.test(part.replaceAll(/QZ.*QZ/gs, "")))) return undefined;
    return breachOf(value, queryRemedies, (whole) => /[^\w.]/.test(remains(whole)));
  },
};

const runsFilter = /(?:^|\.)(?:find|findOne|findOneAnd\w+|countDocuments|count|aggregate|updateOne|updateMany|update|deleteOne|deleteMany|remove|where|\$where|distinct|exists|find_one|update_one|update_many|delete_one|delete_many)$/;

const MAXIMUM_DEPTH = 4;

/** Where a filter has an operator that was sent; what stands behind `$eq` is compared as it is. */
function operatorIn(filter: Value, depth: number): string | undefined {
  if (depth > MAXIMUM_DEPTH) return undefined;
  if (filter.type === "list") return filter.items.map((item) => operatorIn(item, depth + 1)).find((found) => found !== undefined);
  if (filter.type !== "dict") return undefined;
  for (const [key, value] of filter.entries) {
    if (key === "$eq") continue;
    if (key.startsWith("$") && known(value) === MARK) return `{"${key}": …}`;
    const inner = operatorIn(value, depth + 1);
    if (inner !== undefined) return key.startsWith("$") ? inner : `${key}: ${inner}`;
  }
  return undefined;
}

const alwaysText = /\b(?:request|req)\.(?:query|args|form|values|cookies|headers|match_info|path_params|query_params|GET|POST|arguments)\.\w/;

/** An object of a client as a part of a filter, where it can hold operators. */
const filter: FlawKind = {
  id: "nosql-injection",
  isAsked: true,
  isServedByAnswer: true,
  cwe: ["CWE-943"],
  attackText: /['"`$;{}|=()\\]/,
  payloads: [`${MARK}'||'${MARK}'=='${MARK}`],
  objects: () => ["$ne", "$regex", "$exists"].map((operator) => dict([[operator, text(MARK)]])),
  remedies: joined(everyNumber, /(?:^|\.)(?:String|str|toString|sanitize\w*|escape\w*|ObjectId|\$eq)$|mongo-sanitize|mongoSanitize/),
  family: runsFilter,
  judge: (event) => {
    if (!runsFilter.test(event.name) || /create(?:Hash|Hmac|Cipher\w*|Decipher\w*|Sign|Verify)|hashlib|hasher/i.test(event.name)) return undefined;
    const [first] = event.arguments.positional;
    // What stands in an address or a form is text in Python's frameworks, and text is no filter.
    if (first?.type === "outside") return event.unit.dialect.declaresByAssignment && alwaysText.test(first.path) ? undefined : { shown: first.path, through: [] };
    if (first?.type !== "dict") return undefined;
    const where = first.entries.get("$where");
    const inCode = breachOf(where, everyNumber, (whole) => /\W/.test(remains(whole)));
    if (inCode !== undefined) return inCode;
    const operator = operatorIn(first, 0);
    if (operator !== undefined) return { shown: operator, through: [] };
    if (!event.unit.dialect.declaresByAssignment) return undefined;
    // An object's own field may be an object with operators; text that was made of it is none.
    const holdsObjects = /\bjson\b|\bget_json\(\)/;
    const isChecked = (path: string): boolean => event.checkedTypes.has(path) || event.checkedTypes.has(`${path.replace(/\.[^.]*$/, "")}[]`);
    const whole = [...first.entries].find(([, value]) => value.type === "outside" && holdsObjects.test(value.path) && !isChecked(value.path));
    return whole === undefined ? undefined : { shown: `${whole[0]}: ${(whole[1] as { path: string }).path}`, through: [] };
  },
};

const rendersText = /(?:^|\.)(?:render_template_string|from_string|renderString|compile|render|template)$|^(?:jinja2\.Template|Template|new Template|mako\.template\.Template|tornado\.template\.Template|django\.template\.Template|ejs\.render|pug\.(?:render|compile)|handlebars\.compile|Handlebars\.compile|lodash\.template|_\.template|nunjucks\.\w+|mustache\.render|dot\.template|swig\.\w+)$/;
const namesTemplate = /^(?:res\.render|flask\.render_template|render|django\.shortcuts\.render|reply\.view|self\.render)$/;

/** A template of an environment that keeps from objects' own names and from what changes them. */
function isSandboxed({ name, receiver }: CallEvent): boolean {
  const made = receiver?.type === "unknown" ? receiver.made?.by : receiver?.type === "reference" ? receiver.name : name;
  return made !== undefined && /(?:^|\.)(?:Immutable)?SandboxedEnvironment(?:\(\))?(?:\.|$)/.test(made);
}

/** Outside text as a part of a template's source. */
const template: FlawKind = {
  id: "template-injection",
  isServedByAnswer: true,
  cwe: ["CWE-1336", "CWE-94"],
  attackText: /[{}<>%#$&"'@]/,
  payloads: [`{{${MARK}.${MARK}}}`, `\${${MARK}.${MARK}}`, `<%= ${MARK} ${MARK} %>`, `#{${MARK} ${MARK}}`, `{%${MARK} ${MARK}%}`],
  remedies: joined(everyNumber, /escape\w*$/),
  family: /(?:^|\.)(?:render\w*|from_string|compile|Template|template|send|end|write|json|view)$/,
  judge: (event) => {
    if (!rendersText.test(event.name) || namesTemplate.test(event.name) || event.name === "re.compile") return undefined;
    if (isSandboxed(event)) return undefined;
    const value = argumentOf(event, 0, "source", "template");
    return breachOf(value, everyNumber, (whole) => /[{<#$%]/.test(whole.slice(Math.max(0, whole.indexOf(MARK) - 4), whole.lastIndexOf(MARK) + 6)));
  },
};

/** Outside text as a part of an LDAP or XPath query. */
const directory: FlawKind = {
  id: "directory-injection",
  isServedByAnswer: true,
  isServedByLookUp: true,
  cwe: ["CWE-90", "CWE-643", "CWE-91"],
  attackText: /[^\w -]/,
  payloads: [`${MARK}*)(uid=*${MARK}`, `${MARK}' or '1'='1${MARK}`, `${MARK}" or "1"="1${MARK}`, `${MARK}'or'1'='1${MARK}`, `${MARK}"or"1"="1${MARK}`, `${MARK}']/..//*['${MARK}`, `${MARK}"]/..//*["${MARK}`],
  remedies: joined(everyNumber, /escape_filter_chars|ldapEscape|ldap-escape|quoteattr/),
  family: /(?:^|\.)(?:search\w*|xpath|E?T?XPath|find\w*|select\w*|evaluate|bind\w*)$/,
  judge: (event) => {
    const isSearch = /(?:^|\.)(?:search|search_s|search_st|search_ext|search_ext_s|xpath|evaluate)$|^xpath\.(?:select\w*|parse)$|^lxml\.etree\.(?:ETXPath|XPath)$|\bXPathEvaluator\(\)(?:\(\))?$/.test(event.name);
    if (!isSearch || event.name === "re.search") return undefined;
    const isDangerous = /xpath|evaluate/i.test(event.name) ? /['"]/ : /[*()]/;
    for (const value of [...event.arguments.positional, ...event.arguments.named.values()]) {
      const inner = value.type === "dict" ? value.entries.get("filter") : value;
      const breach = inner?.type === "outside" ? undefined : breachOf(inner, directory.remedies, (whole) => isDangerous.test(remains(whole)));
      if (breach !== undefined) return breach;
    }
    return undefined;
  },
};

/** Outside text as a pattern that may take for ever. */
const pattern: FlawKind = {
  id: "regex-injection",
  isServedByAnswer: true,
  cwe: ["CWE-1333", "CWE-400", "CWE-730"],
  attackText: /[\\^$.*+?()[\]{}|-]/,
  payloads: [`(${MARK}+)+${MARK}`, `${MARK}(${MARK}*)*${MARK}`],
  isServedByLookUp: true,
  remedies: joined(everyNumber, /escape\w*$|escapeRegExp/),
  family: /(?:^|\.)(?:RegExp|compile|match|search|fullmatch|findall|test|includes|indexOf|startsWith|filter|find)$|new RegExp$/,
  judge: (event) => {
    if (!/^(?:new RegExp|RegExp|re\.(?:compile|match|search|fullmatch|findall|finditer|sub|split))$/.test(event.name)) return undefined;
    return breachOf(event.arguments.positional[0], pattern.remedies, (whole) => /[+*(]/.test(remains(whole.replaceAll(/\\[^A-Za-z\d]/g, ""))));
  },
};

/** Kinds in which text becomes a part of something that is interpreted. */
export const injections: readonly FlawKind[] = [command, code, query, filter, template, directory, pattern];
