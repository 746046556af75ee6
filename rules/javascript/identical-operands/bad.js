export const isBox = (a) => a.width && a.width; // expect: `a.width` stands on both sides of `&&`
export const isAny = (a, b) => a.x || b.x || a.x; // expect: `a.x` stands on both sides of `||`
export const range = (a) => a.end - a.end; // expect: stands on both sides of `-`
export const share = (total) => total / total; // expect: stands on both sides of `/`
