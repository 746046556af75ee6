export const isWord = (text) => /^abc[a-z]/.test(text);
export const brackets = /a\[\]b/;
