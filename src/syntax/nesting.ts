// Bounds how deep a JavaScript or TypeScript text nests, before a parser that could overflow its stack sees it.

import {
  addChain,
  addLight,
  addStatement,
  closeAngle,
  endExpression,
  endStatement,
  newDepth,
} from "./nesting-depth.ts";
import {
  close,
  colon,
  equals,
  lessThan,
  literal,
  open,
  question,
  semicolon,
  sign,
  slash,
  star,
  template,
} from "./nesting-marks.ts";
import { type Scan, pass, remember } from "./nesting-scan.ts";
import { stringEnd } from "./nesting-text.ts";
import {
  chainWord,
  headerWord,
  lightWord,
  markBackquote,
  markBang,
  markCloseBrace,
  markCloseBracket,
  markCloseParenthesis,
  markColon,
  markComma,
  markDot,
  markDoubleQuote,
  markEquals,
  markGreater,
  markLess,
  markMinus,
  markOpenBrace,
  markOpenBracket,
  markOpenParenthesis,
  markPlus,
  markQuestion,
  markQuote,
  markSemicolon,
  markSlash,
  markStar,
  markTilde,
  modifierWord,
  tokenBlockDue,
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

/** At the start of a line each of these begins a statement, whatever stood before. */
const statementStart = /\s*(?:(?:const|var|export|import|type|interface) [\w${*]|let [\w$])/y;
/** Below so many open chains a line break is not worth a look. */
const chainsWorthEnding = 30;

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
    hasJsx,
    isUnclear: false,
  };
  while (scan.at < text.length && !scan.isUnclear) step(scan);
  if (scan.isUnclear) return openingMarks(text);
  return Math.max(scan.depth.peak, scan.elements > 0 ? scan.lessThans : 0);
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

/** A switch rather than a table of functions: V8 inlines what it calls. */
function punctuation(scan: Scan, mark: number): void {
  switch (mark) {
    case markOpenParenthesis:
    case markOpenBracket:
    case markOpenBrace:
      return open(scan, mark);
    case markCloseParenthesis:
    case markCloseBracket:
    case markCloseBrace:
      return close(scan, mark);
    case markDot:
      addLight(scan.depth);
      return pass(scan, 1, mark);
    case markComma:
      endExpression(scan.depth);
      return pass(scan, 1, mark);
    case markSemicolon:
      return semicolon(scan, mark);
    case markColon:
      return colon(scan);
    case markEquals:
      return equals(scan);
    case markDoubleQuote:
    case markQuote:
      literal(scan, stringEnd(scan.text, scan.at));
      return remember(scan, tokenOperand);
    case markBackquote:
      return template(scan);
    case markSlash:
      return slash(scan);
    case markLess:
      return lessThan(scan);
    case markGreater:
      closeAngle(scan.depth);
      return pass(scan, 1, mark);
    case markPlus:
    case markMinus:
    case markBang:
    case markTilde:
      return sign(scan, mark);
    case markQuestion:
      return question(scan);
    case markStar:
      return star(scan);
    default:
      addLight(scan.depth);
      return pass(scan, 1, mark);
  }
}
