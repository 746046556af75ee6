// Splits stripped lines into Python tokens as far as radon's line counts need them: how many there are, and where colons stand.

/** One piece of a logical line between semicolons. */
export interface StatementPart {
  tokens: number;
  /** -1: there is no colon. */
  tokensAfterColon: number;
}

/** The state of one logical line while its lines are read. Mutable: one scan belongs to one reader. */
export interface TokenScan {
  depth: number;
  /** The quotes that will end the string that is open; "" where none is. */
  openQuote: string;
  /** The statement goes on in the next line. */
  isContinued: boolean;
  endsInBackslash: boolean;
  comments: number;
  tokens: number;
  startsWithString: boolean;
  part: StatementPart;
  readonly finished: StatementPart[];
}

export function startScan(): TokenScan {
  return {
    depth: 0,
    openQuote: "",
    isContinued: false,
    endsInBackslash: false,
    comments: 0,
    tokens: 0,
    startsWithString: false,
    part: { tokens: 0, tokensAfterColon: -1 },
    finished: [],
  };
}

const tokenPattern =
  /(?<blank>[ \f\t]+)|(?<comment>#.*)|(?<string>(?:[rR][bB]?|[bB][rR]?|[fF][rR]?|[rR][fF]|[uU])?(?:"""|'''|"|'))|(?<word>(?:\d(?:[\w.]|(?<=[eE])[+-])*|\.\d(?:\w|(?<=[eE])[+-])*)|[\p{L}\p{Nl}\p{M}\p{Nd}_\p{Pc}]+)|(?<operator>->|:=|\*\*=?|\/\/=?|>>=?|<<=?|\.\.\.|[=!<>+\-*/%&|^@]=|.)/gsuy;

/** Reads one more line of the same logical line. */
export function scanLine(scan: TokenScan, line: string): void {
  // An empty line ends a statement that a backslash continued, but what ends there is no whole text yet: the tokenizer asks for one more line.
  scan.isContinued = scan.endsInBackslash && line === "";
  scan.endsInBackslash = false;
  let at = 0;
  if (scan.openQuote !== "") {
    at = endOfString(scan, line, 0);
    if (at < 0) return;
  }
  while (at < line.length) {
    if (line[at] === "\\" && at === line.length - 1) {
      scan.isContinued = true;
      scan.endsInBackslash = true;
      return;
    }
    const plain = readPlain(scan, line, at);
    if (plain > at) {
      at = plain;
      continue;
    }
    tokenPattern.lastIndex = at;
    const match = tokenPattern.exec(line);
    if (match === null) return;
    at = tokenPattern.lastIndex;
    const { blank, comment, string, operator } = match.groups!;
    if (blank !== undefined) continue;
    if (comment !== undefined) {
      scan.comments++;
      return;
    }
    if (operator === ";") {
      scan.tokens++;
      scan.finished.push(scan.part);
      scan.part = { tokens: 0, tokensAfterColon: -1 };
      continue;
    }
    addToken(scan, string !== undefined, operator === ":");
    if (operator !== undefined) scan.depth = depthAfter(scan.depth, operator);
    if (string === undefined) continue;
    scan.openQuote = string.replace(/^\w+/, "");
    at = endOfString(scan, line, at);
    if (at < 0) return;
  }
}

/**
 * Reads on from `at` while that needs no pattern: white space, words and operators that can be nothing else. Answers where it
 * stopped; what stands there is for the pattern.
 */
function readPlain(scan: TokenScan, line: string, from: number): number {
  let at = from;
  for (;;) {
    const code = line.charCodeAt(at);
    if (code === space || code === tab || code === formFeed) at++;
    else if (isWordStart(code)) {
      const end = endOfWord(line, at);
      const next = line.charCodeAt(end);
      // A name may go on in other scripts, and a prefix belongs to its string.
      if (next > lastAscii || next === doubleQuote || next === singleQuote) return at;
      addToken(scan, false, false);
      at = end;
    } else if (isOpening(code) || isClosing(code) || code === comma || (code === dot && !isDotOrDigit(line.charCodeAt(at + 1)))) {
      addToken(scan, false, false);
      if (isOpening(code)) scan.depth++;
      else if (isClosing(code)) scan.depth = Math.max(0, scan.depth - 1);
      at++;
    } else return at;
  }
}

const [tab, formFeed, space, doubleQuote, singleQuote, comma, dot, lastAscii] = [9, 12, 32, 34, 39, 44, 46, 127];

function isWordStart(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95;
}

function endOfWord(line: string, from: number): number {
  let end = from + 1;
  for (let code = line.charCodeAt(end); isWordStart(code) || isDigit(code); code = line.charCodeAt(end)) end++;
  return end;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function isDotOrDigit(code: number): boolean {
  return code === dot || isDigit(code);
}

/** `(`, `[`, `{`. */
function isOpening(code: number): boolean {
  return code === 40 || code === 91 || code === 123;
}

/** `)`, `]`, `}`. */
function isClosing(code: number): boolean {
  return code === 41 || code === 93 || code === 125;
}

function addToken(scan: TokenScan, isString: boolean, isColon: boolean): void {
  if (scan.tokens === 0) scan.startsWithString = isString;
  scan.tokens++;
  scan.part.tokens++;
  if (isColon) scan.part.tokensAfterColon = 0;
  else if (scan.part.tokensAfterColon >= 0) scan.part.tokensAfterColon++;
}

function depthAfter(depth: number, operator: string): number {
  if (operator === "(" || operator === "[" || operator === "{") return depth + 1;
  return operator === ")" || operator === "]" || operator === "}" ? Math.max(0, depth - 1) : depth;
}

/** The offset behind the open string's end; -1 where the string goes on in the next line. */
function endOfString(scan: TokenScan, line: string, from: number): number {
  for (let at = from; at < line.length; at++) {
    if (line[at] === "\\") at++;
    else if (line.startsWith(scan.openQuote, at)) {
      const end = at + scan.openQuote.length;
      scan.openQuote = "";
      return end;
    }
  }
  return -1;
}
