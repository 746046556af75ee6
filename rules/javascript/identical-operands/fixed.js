export const isBox = (a) => a.width && a.height;
export const isAny = (a, b) => a.x || b.x || a.y;
export const range = (a) => a.end - a.start;
export const share = (part, total) => part / total;
