// The words and marks that the nesting estimate tells apart.

/** Token classes beside the punctuation marks, which stand for themselves by their character code. */
export const tokenNone = 0;
export const tokenOperand = 1;
export const tokenOperator = 2;
export const tokenHeader = 3;
export const tokenDoubleSign = 4;
/** The end of `if (…)` and the words `else` and `do`: a brace behind them opens a block. */
export const tokenBlockDue = 5;

const prefixWords = ["typeof", "void", "delete", "await", "new", "yield", "extends", "keyof", "unique", "infer"];
const headerWords = ["for", "while", "if", "do", "with", "else"];
const operatorWords = ["in", "of", "instanceof", "as", "satisfies", "is"];
const otherOperatorWords = ["return", "case", "throw", "default"];
/** These nest where they are repeated. */
const modifierWords = ["readonly", "declare", "abstract", "static", "export", "async"];

export const chainWord = 1;
export const headerWord = 2;
export const lightWord = 3;
export const plainWord = 4;
export const modifierWord = 5;
export const wordClasses: ReadonlyMap<string, number> = new Map([
  ...prefixWords.map((word) => [word, chainWord] as const),
  ...headerWords.map((word) => [word, headerWord] as const),
  ...operatorWords.map((word) => [word, lightWord] as const),
  ...otherOperatorWords.map((word) => [word, plainWord] as const),
  ...modifierWords.map((word) => [word, modifierWord] as const),
]);
/** For each first letter one bit for each length that a word of the table has: most words need no look-up. */
export const wordLengths: Int32Array = (() => {
  const lengths = new Int32Array(128);
  for (const word of wordClasses.keys()) lengths[word.charCodeAt(0)]! |= 1 << word.length;
  return lengths;
})();
/** What a character starts: 0 punctuation, 1 a word, 2 white space. */
export const unitClasses: Uint8Array = (() => {
  const classes = new Uint8Array(128);
  for (let unit = 0; unit < 128; unit++) {
    if (unit <= 32) classes[unit] = 2;
    else if (/[\w$\\]/.test(String.fromCharCode(unit))) classes[unit] = 1;
  }
  return classes;
})();

/** Character codes of the marks with a meaning of their own. */
export const markDot = 46;
export const markCloseParenthesis = 41;
export const markCloseBracket = 93;
export const markCloseBrace = 125;
export const markColon = 58;
export const markStar = 42;
export const markGreater = 62;
export const markQuestion = 63;
export const markEquals = 61;
export const markLess = 60;
export const markBang = 33;
export const markTilde = 126;
export const markSlash = 47;
export const markOpenParenthesis = 40;
export const markOpenBrace = 123;
export const markSemicolon = 59;
export const markComma = 44;
export const markOpenBracket = 91;
export const markDoubleQuote = 34;
export const markQuote = 39;
export const markBackquote = 96;
export const markPlus = 43;
export const markMinus = 45;
