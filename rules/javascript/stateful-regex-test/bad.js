const word = /\w+/g;
const sticky = /\d/y;
export const isWord = (text) => word.test(text); // expect: `word` has the flag `g` and is shared: `test` goes on where its last match ended.
export function isDigit(text) {
  return sticky.test(text); // expect: `sticky` has the flag `y`
}
