// Refuses fixes that write a page in a template's own file, where that shows a value as it is.

import type { ChangedFile, Refusal } from "./static-checks.ts";

/** What a template's syntax shows as it is, and what it shows escaped for text between tags; each expression is the first group. */
interface Syntax {
  readonly path: RegExp;
  readonly raw: RegExp;
  readonly escaped: RegExp;
}

const braces: Omit<Syntax, "path"> = { raw: /\{\{-?((?:(?!\}\}).)*\|\s*safe\b(?:(?!\}\}).)*?)-?\}\}/gs, escaped: /\{\{-?(?!-)((?:(?!\}\}).)*?)-?\}\}/gs };

const syntaxes: readonly Syntax[] = [
  { path: /\.ejs$/i, raw: /<%-(?!-)(.*?)[-_]?%>/gs, escaped: /<%=(.*?)[-_]?%>/gs },
  { path: /\.(?:hbs|handlebars|mustache)$/i, raw: /\{\{\{(.*?)\}\}\}|\{\{&(.*?)\}\}/gs, escaped: /\{\{(?![{#/>!&^~]|else\b)(.*?)\}\}(?!\})/gs },
  { path: /\.mako$/i, raw: /\$\{(?![^}|]*\|[^}]*\bh\b)([^}]*)\}/gs, escaped: /\$\{([^}]*\|[^}]*\bh\b[^}]*)\}/gs },
  { path: /\.(?:html?|njk|nunjucks|jinja2?|j2|xhtml|twig|svg)$/i, ...braces },
];

/** Parts of the page that are made elsewhere, markup that is cleaned, and data in a form that ends no script. */
const isMeant = /^\s*(?:await\s+)?(?:include|partial|body|yield|content|super|caller|block|self\.\w+|next\.\w+|\w*(?:sanitiz|purif|clean)\w*|csrf\w*|form\.csrf_token|\w*[eE]scape\w*)\b|\b(?:tojson|escapejs|escape|sanitize|striptags|json_script|forceescape|bleach|url_for|static)\b|\\\\?u003c/i;

/** True behind the `=` of an attribute without quotes: a space ends what is shown there. */
function isBare(page: string, at: number): boolean {
  const before = page.slice(0, at).replaceAll(/<%.*?%>|\{[{%].*?[%}]\}/gs, "x");
  const tag = before.slice(Math.max(0, before.lastIndexOf("<")));
  return /^<\w[^>]*=\s*$/.test(tag) && tag.split('"').length % 2 === 1 && tag.split("'").length % 2 === 1;
}

/** What a template shows in a form in which it may be more than text. */
function shownUnsafely(path: string, page: string): string[] {
  const syntax = syntaxes.find((one) => one.path.test(path));
  if (syntax === undefined) return [];
  const found = (pattern: RegExp): { readonly code: string; readonly inner: string; readonly at: number }[] => [...page.matchAll(pattern)].map((match) => ({ code: match[0], inner: (match[1] ?? match[2] ?? "").trim(), at: match.index }));
  const isOff = /\{%-?\s*autoescape\s+false|<%page[^>]*expression_filter="n"/.test(page);
  const raw = found(syntax.raw).filter(({ inner }) => !isMeant.test(inner));
  const escaped = found(syntax.escaped).filter(({ inner, at }) => !isMeant.test(inner) && (isOff || isBare(page, at)));
  return [...new Set([...raw, ...escaped].map(({ code }) => code))];
}

/** CWEs of what is shown on a page. */
const ofPages = /^CWE-(?:79|80|116)$/;

/** A value that a changed template shows as it is and its earlier version did not; the fix is for weaknesses of pages. */
export function checkTemplates(files: readonly ChangedFile[], cwe: readonly string[]): Refusal[] {
  if (!cwe.some((one) => ofPages.test(one))) return [];
  return files.flatMap(({ path, before, after }): Refusal[] => {
    const known = new Set(before === undefined ? [] : shownUnsafely(path, before));
    const [fresh] = after === undefined ? [] : shownUnsafely(path, after).filter((code) => !known.has(code));
    return fresh === undefined ? [] : [{ code: "moves-flaw", reason: `It moves the flaw: the template ${path} shows \`${fresh}\` without what escapes it there.` }];
  });
}
