// Bounds how deep a JavaScript or TypeScript text nests, before a parser that could overflow its stack sees it.

import {
  type Depth,
  addChain,
  addLight,
  addStatement,
  closeAngle,
  closeLevel,
  endHeaders,
  endExpression,
  endStatement,
  newDepth,
  openAngle,
  openLevel,
} from "./nesting-depth.ts";
import { commentEnd, regexEnd, regexIsDoubtful, stringEnd, templateTextEnd } from "./nesting-text.ts";
import {
  chainWord,
  headerWord,
  lightWord,
  markBang,
  markCloseBrace,
  markCloseBracket,
  markCloseParenthesis,
  markColon,
  markDot,
  markEquals,
  markGreater,
  markLess,
  markOpenBrace,
  markOpenParenthesis,
  markQuestion,
  markSlash,
  markStar,
  markTilde,
  modifierWord,
  tokenBlockDue,
  tokenDoubleSign,
  tokenHeader,
  tokenNone,
  tokenOperand,
  tokenOperator,
  unitClasses,
  wordClasses,
  wordLengths,
} from "./nesting-words.ts";

/** From this estimate on a file belongs in a process of its own: oxc kills a worker thread at about 1,500 levels. */
export const nestingLimit = 1000;

/** What stood before a bracket, kept as the tag of its level. */
const tagPlain = 0;
const tagCondition = 1;
const tagTemplateHole = 2;
const tagBlock = 3;

/** At the start of a line each of these begins a statement, whatever stood before. */
const statementStart = /\s*(?:(?:const|var|export|import|type|interface) [\w${*]|let [\w$])/y;
/** Below so many open chains a line break is not worth a look. */
const chainsWorthEnding = 10;

interface Scan {
  readonly text: string;
  readonly depth: Depth;
  at: number;
  /** The last two tokens: a token class or the code of a punctuation mark. */
  previous: number;
  beforePrevious: number;
  /** The last token where it was a modifier, else "". */
  modifier: string;
  /** `<` signs where an operand is due (a JSX element or an angle assertion), and all of them. */
  elements: number;
  lessThans: number;
  /** True where the tokens cannot be told apart without parsing. */
  isUnclear: boolean;
}

/**
 * An upper bound, close for ordinary code, of the depth at which a recursive parser stands: brackets, template holes,
 * and chains that nest without brackets (conditionals, else-ifs, prefix operators, arrows, assignments, type
 * arguments, JSX). One pass; where tokens cannot be told apart, the answer errs on the deep side.
 * `hasJsx` says whether `<` may start an element.
 */
export function estimateNesting(text: string, { hasJsx }: { hasJsx: boolean }): number {
  if (text.length < nestingLimit) return text.length;
  const scan: Scan = {
    text,
    depth: newDepth(),
    at: 0,
    previous: tokenNone,
    beforePrevious: tokenNone,
    modifier: "",
    elements: 0,
    lessThans: 0,
    isUnclear: false,
  };
  while (scan.at < text.length && !scan.isUnclear) step(scan);
  if (scan.isUnclear) return openingMarks(text);
  return Math.max(scan.depth.peak, hasJsx && scan.elements > 0 ? scan.lessThans : 0);
}

/** Every character that could open something: no reading of the text nests deeper than this and its words. */
function openingMarks(text: string): number {
  return text.match(/[([{`<?!~=+\-*:@]|\b(?:else|for|while|if|do|with|typeof|void|delete|await|new|yield)\b/g)?.length ?? 0;
}

function step(scan: Scan): void {
  const unit = scan.text.charCodeAt(scan.at);
  const unitClass = unit < 128 ? unitClasses[unit]! : 1;
  if (unitClass === 2) whiteSpace(scan, unit);
  else if (unitClass === 1) word(scan, unit);
  else punctuation(scan, unit);
}

function whiteSpace(scan: Scan, unit: number): void {
  const { text, depth } = scan;
  if (unit === 10 && depth.chain + depth.angles + depth.light >= chainsWorthEnding) {
    statementStart.lastIndex = scan.at;
    if (statementStart.test(text)) endStatement(depth);
  }
  scan.at++;
  while (text.charCodeAt(scan.at) === 32) scan.at++;
}

function word(scan: Scan, first: number): void {
  const { text } = scan;
  const start = scan.at;
  let end = start + 1;
  for (; end < text.length; end++) {
    const unit = text.charCodeAt(end);
    if (unit < 128 && unitClasses[unit] !== 1) break;
  }
  scan.at = end;
  const isKnownLength = first < 128 && end - start < 32 && ((wordLengths[first]! >> (end - start)) & 1) === 1;
  if (isKnownLength && scan.previous !== markDot) keyword(scan, text.slice(start, end));
  else remember(scan, tokenOperand);
}

function keyword(scan: Scan, found: string): void {
  const modifier = scan.modifier;
  const wordClass = wordClasses.get(found);
  if (wordClass === chainWord || found === modifier) addChain(scan.depth);
  else if (wordClass === headerWord) addStatement(scan.depth);
  else if (wordClass === lightWord) addLight(scan.depth);
  if (wordClass === undefined || wordClass === modifierWord) remember(scan, tokenOperand);
  else if (wordClass !== headerWord) remember(scan, tokenOperator);
  else remember(scan, found === "else" || found === "do" ? tokenBlockDue : tokenHeader);
  if (wordClass === modifierWord) scan.modifier = found;
}

function remember(scan: Scan, token: number): void {
  scan.beforePrevious = scan.previous;
  scan.previous = token;
  scan.modifier = "";
}

/** True where an operand must follow: at the start, behind an operator, an opening bracket or a keyword. */
function isOperandDue({ previous }: Scan): boolean {
  switch (previous) {
    case tokenOperand:
    case tokenDoubleSign:
    case markCloseParenthesis:
    case markCloseBracket:
    case markCloseBrace:
      return false;
    default:
      return true;
  }
}

function punctuation(scan: Scan, mark: number): void {
  const handle = handlers[mark];
  if (handle !== undefined) handle(scan, mark);
  else {
    addLight(scan.depth);
    pass(scan, 1, mark);
  }
}

function pass(scan: Scan, length: number, token: number): void {
  scan.at += length;
  remember(scan, token);
}

type Handler = (scan: Scan, mark: number) => void;

const open: Handler = (scan, mark) => {
  let tag = tagPlain;
  if (mark === markOpenParenthesis && scan.previous === tokenHeader) tag = tagCondition;
  else if (mark === markOpenBrace && scan.previous === tokenBlockDue) tag = tagBlock;
  openLevel(scan.depth, tag);
  pass(scan, 1, mark);
};

const close: Handler = (scan, mark) => {
  const tag = closeLevel(scan.depth);
  pass(scan, 1, tag === tagCondition ? tokenBlockDue : mark);
  if (tag === tagBlock && !goesOn(scan)) endHeaders(scan.depth);
  if (tag === tagTemplateHole && mark === markCloseBrace) templateText(scan);
};

const quoted: Handler = (scan) => {
  literal(scan, stringEnd(scan.text, scan.at));
  remember(scan, tokenOperand);
};

const template: Handler = (scan) => {
  scan.at++;
  addLight(scan.depth);
  templateText(scan);
};

/** From behind a backquote or the end of a hole to the next hole or backquote. */
function templateText(scan: Scan): void {
  const end = templateTextEnd(scan.text, scan.at);
  const isHole = end - 2 >= scan.at && scan.text.charCodeAt(end - 1) === 123 && scan.text.charCodeAt(end - 2) === 36;
  literal(scan, isHole ? end - 2 : end);
  scan.at = end;
  if (isHole) openLevel(scan.depth, tagTemplateHole);
  remember(scan, isHole ? markOpenBrace : tokenOperand);
}

/**
 * Passes over text that holds no code. Should that be wrong (an apostrophe in JSX text looks like a string), brackets
 * that it opens still count, and those that it closes do not.
 */
function literal(scan: Scan, end: number): void {
  let opened = 0;
  for (let at = scan.at; at < end; at++) {
    const unit = scan.text.charCodeAt(at);
    if (unit === 40 || unit === 91 || unit === 123) opened++;
    else if ((unit === 41 || unit === 93 || unit === 125) && opened > 0) opened--;
  }
  for (; opened > 0; opened--) addStatement(scan.depth);
  scan.at = end;
}

const slash: Handler = (scan) => {
  const next = scan.text.charCodeAt(scan.at + 1);
  if (next === markSlash || next === markStar) return literal(scan, commentEnd(scan.text, scan.at));
  if (scan.previous === markCloseBrace && regexIsDoubtful(scan.text, scan.at)) scan.isUnclear = true;
  if (!isOperandDue(scan)) {
    addLight(scan.depth);
    return pass(scan, 1, markSlash);
  }
  literal(scan, regexEnd(scan.text, scan.at));
  remember(scan, tokenOperand);
};

/** `+`, `-`, `!`, `~`: prefix operators nest, others do not; `++` and `--` count as one. */
const sign: Handler = (scan, mark) => {
  const isDouble = mark !== markBang && mark !== markTilde && scan.text.charCodeAt(scan.at + 1) === mark;
  if (isOperandDue(scan)) addChain(scan.depth);
  else addLight(scan.depth);
  pass(scan, isDouble ? 2 : 1, isDouble ? tokenDoubleSign : mark);
};

/** Assignments and arrows nest; comparisons do not. */
const equals: Handler = (scan) => {
  const next = scan.text.charCodeAt(scan.at + 1);
  const { previous } = scan;
  const isComparison = next === markEquals || [markEquals, markBang, markLess, markGreater].includes(previous);
  if (next === markGreater || !isComparison) addChain(scan.depth);
  else addLight(scan.depth);
  pass(scan, next === markGreater ? 2 : 1, markEquals);
};

const question: Handler = (scan) => {
  const next = scan.text.charCodeAt(scan.at + 1);
  if (next === markDot || next === markQuestion || next === markColon || scan.previous === markQuestion) {
    addLight(scan.depth);
  } else addChain(scan.depth);
  pass(scan, 1, markQuestion);
};

/** Only labels nest with a colon: `a: b: c:`. */
const colon: Handler = (scan) => {
  if (scan.beforePrevious === markColon) addStatement(scan.depth);
  pass(scan, 1, markColon);
};

const star: Handler = (scan) => {
  if (scan.previous === markStar) addChain(scan.depth);
  else addLight(scan.depth);
  pass(scan, 1, markStar);
};

const lessThan: Handler = (scan) => {
  const { text } = scan;
  const next = text.charCodeAt(scan.at + 1);
  if (next === markBang && text.startsWith("<!--", scan.at)) scan.isUnclear = true;
  if (next !== markEquals && next !== markLess && next !== markSlash) {
    scan.lessThans++;
    if (isOperandDue(scan)) scan.elements++;
    openAngle(scan.depth);
  }
  addLight(scan.depth);
  pass(scan, 1, markLess);
};

const greaterThan: Handler = (scan) => {
  closeAngle(scan.depth);
  pass(scan, 1, markGreater);
};

const comma: Handler = (scan, mark) => {
  endExpression(scan.depth);
  pass(scan, 1, mark);
};

const semicolon: Handler = (scan, mark) => {
  endStatement(scan.depth);
  pass(scan, 1, mark);
  if (scan.depth.statements > 0 && !goesOn(scan)) endHeaders(scan.depth);
};

/** True where an `else` may follow: only then are the headers before it still open. */
function goesOn(scan: Scan): boolean {
  elseOrComment.lastIndex = scan.at;
  return elseOrComment.test(scan.text);
}

const elseOrComment = /\s*(?:else|\/|\\)/y;

/** By character code. */
const handlers: readonly (Handler | undefined)[] = (() => {
  const table = new Array<Handler | undefined>(128).fill(undefined);
  const set = (marks: string, handler: Handler): void => {
    for (const mark of marks) table[mark.charCodeAt(0)] = handler;
  };
  set("([{", open);
  set(")]}", close);
  set("\"'", quoted);
  set("+-!~", sign);
  set("`", template);
  set("/", slash);
  set("=", equals);
  set("?", question);
  set(":", colon);
  set("*", star);
  set("<", lessThan);
  set(">", greaterThan);
  set(",", comma);
  set(";", semicolon);
  return table;
})();
