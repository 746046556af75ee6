const word = /\w+/;
export const isWord = (text) => word.test(text);
