export const isWord = (text) => /^abc[a-z]/.test(text);
export const any = /a[^]b/;
export const brackets = /\[]/;
export const inside = /[[]]/;
export const escaped = /[\]]/;
