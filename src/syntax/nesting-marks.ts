// What each punctuation mark does to the nesting estimate.

import {
  addChain,
  addLight,
  addStatement,
  closeLevel,
  endHeaders,
  endStatement,
  openAngle,
  openLevel,
} from "./nesting-depth.ts";
import { type Scan, isOperandDue, pass, remember } from "./nesting-scan.ts";
import { commentEnd, regexEnd, regexIsDoubtful, templateTextEnd } from "./nesting-text.ts";
import {
  markBang,
  markCloseBrace,
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
  tokenBlockDue,
  tokenDoubleSign,
  tokenHeader,
  tokenOperand,
} from "./nesting-words.ts";

/** What stood before a bracket, kept as the tag of its level. */
const tagPlain = 0;
const tagCondition = 1;
const tagTemplateHole = 2;
const tagBlock = 3;

/** An opening bracket. */
export function open(scan: Scan, mark: number): void {
  let tag = tagPlain;
  if (mark === markOpenParenthesis && scan.previous === tokenHeader) tag = tagCondition;
  else if (mark === markOpenBrace && scan.previous === tokenBlockDue) tag = tagBlock;
  openLevel(scan.depth, tag);
  pass(scan, 1, mark);
}

/** A closing bracket. */
export function close(scan: Scan, mark: number): void {
  const tag = closeLevel(scan.depth);
  pass(scan, 1, tag === tagCondition ? tokenBlockDue : mark);
  if (tag === tagBlock && !goesOn(scan)) endHeaders(scan.depth);
  if (tag === tagTemplateHole && mark === markCloseBrace) templateText(scan);
}

/** A backquote that opens a template. */
export function template(scan: Scan): void {
  scan.at++;
  addLight(scan.depth);
  templateText(scan);
}

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
export function literal(scan: Scan, end: number): void {
  // Before the first JSX element tokens are told apart for certain.
  if (scan.elements === 0) {
    scan.at = end;
    return;
  }
  let opened = 0;
  for (let at = scan.at; at < end; at++) {
    const unit = scan.text.charCodeAt(at);
    if (unit === 40 || unit === 91 || unit === 123) opened++;
    else if ((unit === 41 || unit === 93 || unit === 125) && opened > 0) opened--;
  }
  for (; opened > 0; opened--) addStatement(scan.depth);
  scan.at = end;
}

/** A comment, a regular expression or a division. */
export function slash(scan: Scan): void {
  const next = scan.text.charCodeAt(scan.at + 1);
  if (next === markSlash || next === markStar) return literal(scan, commentEnd(scan.text, scan.at));
  if (scan.previous === markCloseBrace && regexIsDoubtful(scan.text, scan.at)) scan.isUnclear = true;
  if (!isOperandDue(scan)) {
    addLight(scan.depth);
    return pass(scan, 1, markSlash);
  }
  literal(scan, regexEnd(scan.text, scan.at));
  remember(scan, tokenOperand);
}

/** `+`, `-`, `!`, `~`: prefix operators nest, others do not; `++` and `--` count as one. */
export function sign(scan: Scan, mark: number): void {
  const isDouble = mark !== markBang && mark !== markTilde && scan.text.charCodeAt(scan.at + 1) === mark;
  if (isOperandDue(scan)) addChain(scan.depth);
  else addLight(scan.depth);
  pass(scan, isDouble ? 2 : 1, isDouble ? tokenDoubleSign : mark);
}

/** Assignments and arrows nest; comparisons do not. */
export function equals(scan: Scan): void {
  const next = scan.text.charCodeAt(scan.at + 1);
  const { previous } = scan;
  const isAfterMark = previous === markEquals || previous === markBang || previous === markLess || previous === markGreater;
  const isComparison = next === markEquals || isAfterMark;
  if (next === markGreater || !isComparison) addChain(scan.depth);
  else addLight(scan.depth);
  pass(scan, next === markGreater ? 2 : 1, markEquals);
}

/** A conditional, unless it marks something optional. */
export function question(scan: Scan): void {
  const next = scan.text.charCodeAt(scan.at + 1);
  if (next === markDot || next === markQuestion || next === markColon || scan.previous === markQuestion) {
    addLight(scan.depth);
  } else addChain(scan.depth);
  pass(scan, 1, markQuestion);
}

/** Only labels nest with a colon: `a: b: c:`. */
export function colon(scan: Scan): void {
  if (scan.beforePrevious === markColon) addStatement(scan.depth);
  pass(scan, 1, markColon);
}

/** A product or a power. */
export function star(scan: Scan): void {
  if (scan.previous === markStar) addChain(scan.depth);
  else addLight(scan.depth);
  pass(scan, 1, markStar);
}

/** A comparison, type arguments or a JSX element. */
export function lessThan(scan: Scan): void {
  const { text } = scan;
  const next = text.charCodeAt(scan.at + 1);
  if (next === markBang && text.startsWith("<!--", scan.at)) scan.isUnclear = true;
  if (next !== markEquals && next !== markLess && next !== markSlash) {
    scan.lessThans++;
    if (scan.hasJsx && isOperandDue(scan)) scan.elements++;
    openAngle(scan.depth);
  }
  addLight(scan.depth);
  pass(scan, 1, markLess);
}

/** The end of a statement, or a part of a loop's head. */
export function semicolon(scan: Scan, mark: number): void {
  endStatement(scan.depth);
  pass(scan, 1, mark);
  if (scan.depth.statements > 0 && !goesOn(scan)) endHeaders(scan.depth);
}

/** True where an `else` may follow: only then are the headers before it still open. */
function goesOn(scan: Scan): boolean {
  elseOrComment.lastIndex = scan.at;
  return elseOrComment.test(scan.text);
}

const elseOrComment = /\s*(?:else|\/|\\)/y;
