// Reads suppression comments: our own, and those of other tools that people have in their code already.

/** A comment's text and place. */
export interface CommentText {
  /** Without the comment's marks. */
  readonly text: string;
  /** 0-based offset of `text` in the file. */
  readonly start: number;
}

/** What a comment asks for. */
export interface Directive {
  /** `assay`, or the tool whose comment it is: `semgrep`, `bandit`, `ruff`, `eslint`. */
  readonly tool: string;
  /** `line`: the comment's own line (or the next with code where it stands alone); `block`: from here to `end-block`. */
  readonly scope: "line" | "next-line" | "block" | "end-block";
  /** Rule ids of that tool; empty means all. */
  readonly rules: readonly string[];
  readonly reason: string;
  /** `YYYY-MM-DD`, the last day on which it holds. */
  readonly until?: string;
  /** Who answers for it. */
  readonly owner?: string;
  /** What `hashSuppressedCode` gave for the code that it was written for. */
  readonly code?: string;
  /** Why our own directive silences nothing; then `rules` is empty. */
  readonly fault?: string;
  /** 0-based offsets of the directive in the file, end exclusive. */
  readonly start: number;
  readonly end: number;
}

/** A cheap test on a whole file or one comment: false where no directive can stand. */
export function mayHoldSuppressions(text: string): boolean {
  return /assay-ignore|nosem|nosec|noqa|(?:eslint|oxlint)-(?:dis|en)able/i.test(text);
}

/** All directives of one comment, ours first. */
export function parseSuppressions(comment: CommentText): Directive[] {
  return [...parseOwn(comment), ...foreignForms.flatMap((form) => parseForeign(comment, form))];
}

/** Ours start the comment, or stand behind another tool's directive and a mark: prose may mention the word. */
const ownForm = /(?:^\s*|(?:#|\/\/|--)\s*)(assay-ignore[\w-]*)(.*)/;

function parseOwn(comment: CommentText): Directive[] {
  const directives: Directive[] = [];
  let lineStart = comment.start;
  for (const line of comment.text.split("\n")) {
    const found = ownForm.exec(line.replace(/^\s*\*/, (mark) => " ".repeat(mark.length)));
    if (found !== null) {
      const at = lineStart + found.index + found[0].indexOf("assay-ignore");
      directives.push(readOwn(found[1]!, found[2]!, at));
    }
    lineStart += line.length + 1;
  }
  return directives;
}

function readOwn(word: string, rest: string, start: number): Directive {
  const body = rest.trimEnd();
  const place = { tool: "assay", start, end: start + word.length + body.length };
  const scope = word === "assay-ignore-next-line" ? ("next-line" as const) : ("line" as const);
  const refuse = (fault: string): Directive => ({ ...place, scope, rules: [], reason: "", fault });
  if (word !== "assay-ignore" && word !== "assay-ignore-next-line") return refuse(`\`${word}\` is unknown; write \`assay-ignore\` or \`assay-ignore-next-line\`.`);
  const colon = /:(?:\s|$)/.exec(body) ?? /:/.exec(body);
  const head = colon === null ? body : body.slice(0, colon.index);
  const reason = colon === null ? "" : body.slice(colon.index + 1).trim();
  const words = head.split(/[\s,]+/).filter((part) => part !== "");
  const facts = new Map<string, string>();
  const rules: string[] = [];
  for (const part of words) {
    const fact = /^(until|owner|code)=(.*)$/.exec(part);
    if (fact === null) rules.push(part);
    else if (facts.has(fact[1]!)) return refuse(`It has \`${fact[1]}=\` twice.`);
    else facts.set(fact[1]!, fact[2]!);
  }
  if (rules.length === 0) return refuse("It names no rule.");
  const until = facts.get("until");
  const owner = facts.get("owner");
  const code = facts.get("code");
  if (until !== undefined && !isDate(until)) return refuse(`\`until=${until}\` is not a date as in \`until=2027-01-31\`.`);
  if (owner !== undefined && !/^[\w.@+/-]+$/.test(owner)) return refuse(`\`owner=${owner}\` is no name without spaces.`);
  if (code !== undefined && !/^[0-9a-f]{8}$/.test(code)) return refuse(`\`code=${code}\` is not what \`assay suppressions list\` tells.`);
  const strange = rules.find((rule) => !/^[\w.@-]+(?:\/[\w.@-]+)*$/.test(rule));
  if (strange !== undefined) return refuse(`\`${strange}\` cannot be a rule id.`);
  if (!/[\p{L}\p{N}]/u.test(reason)) return refuse("It gives no reason after a colon.");
  return { ...place, scope, rules: [...new Set(rules)], reason, ...(until === undefined ? {} : { until }), ...(owner === undefined ? {} : { owner }), ...(code === undefined ? {} : { code }) };
}

/** A day that the calendar has. */
function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/** How another tool writes its suppressions. */
interface ForeignForm {
  readonly tool: string;
  /** Groups: `word`, and where present `rules` and `reason`. */
  readonly pattern: RegExp;
  readonly scopeOf: (word: string) => Directive["scope"];
}

const onLine = (): Directive["scope"] => "line";

const foreignForms: readonly ForeignForm[] = [
  { tool: "semgrep", pattern: /(?<word>\bnosem(?:grep)?\b)(?:\s*:\s*(?<rules>[\w.\-/]+(?:\s*,\s*[\w.\-/]+)*))?/gi, scopeOf: onLine },
  { tool: "bandit", pattern: /(?:^|#)\s*(?<word>nosec)\b:?(?<rules>(?:[\s,]+[A-Z]\d{3}\b|[\s,]+[a-z]+(?:_[a-z0-9]+)+\b)*)/gi, scopeOf: onLine },
  { tool: "ruff", pattern: /(?:^|#)\s*(?<word>noqa)\b(?:\s*:\s*(?<rules>[A-Z]+[0-9]+(?:[\s,]+[A-Z]+[0-9]+)*))?(?!\s*:)/gi, scopeOf: onLine },
  {
    tool: "eslint",
    pattern: /^\s*(?<word>(?:eslint|oxlint)-(?:disable-next-line|disable-line|disable|enable))(?=\s|,|$)(?<rules>[^]*?)(?:\s-{2,}\s(?<reason>[^]*))?$/g,
    scopeOf: (word) => {
      if (word.endsWith("next-line")) return "next-line";
      if (word.endsWith("-line")) return "line";
      return word.endsWith("enable") ? "end-block" : "block";
    },
  },
];

function parseForeign(comment: CommentText, form: ForeignForm): Directive[] {
  return [...comment.text.matchAll(form.pattern)].map((found) => {
    const { word = "", rules = "", reason = "" } = found.groups ?? {};
    const start = comment.start + found.index + found[0].indexOf(word);
    return {
      tool: form.tool,
      scope: form.scopeOf(word.toLowerCase()),
      rules: rules.split(/[\s,]+/).filter((rule) => rule !== ""),
      reason: reason.trim(),
      start,
      end: comment.start + found.index + found[0].trimEnd().length,
    };
  });
}
