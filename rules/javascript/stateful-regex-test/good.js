const word = /\w+/;
const all = /\w+/g;
const minded = /\w/g;
export const isWord = (text) => word.test(text);
export const clean = (text) => text.replace(all, "");
export function isLetter(text) {
  minded.lastIndex = 0;
  return minded.test(text);
}
export function isOwn(text) {
  const own = /\w/g;
  while (all.test(text)) log(all);
  return own.test(text) || /a/g.test(text);
}
export function strip(text) {
  if (all.test(text)) return text.replace(all, "");
  return text;
}
