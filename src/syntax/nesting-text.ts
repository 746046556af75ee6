// Finds where comments, strings, template text and regular expressions end, for the nesting estimate.

function lineEnd(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === 10 || unit === 13 || unit === 0x2028 || unit === 0x2029) return at;
  }
  return text.length;
}

/** The offset behind the comment that starts at `at`. */
export function commentEnd(text: string, at: number): number {
  if (text[at + 1] === "/") return lineEnd(text, at);
  const end = text.indexOf("*/", at + 2);
  return end === -1 ? text.length : end + 2;
}

/** The offset behind the string that starts at `at`; an unfinished one ends with its line. */
export function stringEnd(text: string, at: number): number {
  const quote = text.charCodeAt(at);
  for (let next = at + 1; next < text.length; next++) {
    const unit = text.charCodeAt(next);
    if (unit === quote) return next + 1;
    if (unit === 92) next += text.charCodeAt(next + 1) === 13 && text.charCodeAt(next + 2) === 10 ? 2 : 1;
    else if (unit === 10 || unit === 13) return next;
  }
  return text.length;
}

/** From inside a template: the offset behind the next backquote or behind the `${` of the next hole. */
export function templateTextEnd(text: string, at: number): number {
  for (let next = at; next < text.length; next++) {
    const unit = text.charCodeAt(next);
    if (unit === 96) return next + 1;
    if (unit === 92) next++;
    else if (unit === 36 && text.charCodeAt(next + 1) === 123) return next + 2;
  }
  return text.length;
}

/** The offset behind the regular expression that starts at `at`, its flags not included. */
export function regexEnd(text: string, at: number): number {
  let isInClass = false;
  for (let next = at + 1; next < text.length; next++) {
    const unit = text.charCodeAt(next);
    if (unit === 92) next++;
    else if (unit === 10 || unit === 13) return next;
    else if (unit === 91) isInClass = true;
    else if (unit === 93) isInClass = false;
    else if (unit === 47 && !isInClass) return next + 1;
  }
  return text.length;
}

/** True where it matters whether the slash at `at` divides or starts a regular expression: quotes would be read differently. */
export function regexIsDoubtful(text: string, at: number): boolean {
  const end = regexEnd(text, at);
  return text[end - 1] === "/" && end - 1 > at && /["'`]|\/\*|[()[\]{}]/.test(text.slice(at + 1, end - 1));
}
