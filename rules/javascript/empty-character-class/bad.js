export const isWord = (text) => /^abc[]/.test(text); // expect: `[]` in this regular expression matches no character at all.
export const brackets = /a[]b/; // expect: matches no character
