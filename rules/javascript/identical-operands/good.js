export const isBox = (a) => a.width && a.height;
export const isAny = (a, b) => a.x || b.x || a.y;
export const range = (a) => a.end - a.start + a.end;
export const square = (a) => a * a + a;
export const pair = (next) => next() || next();
export const zero = 1 - 1;
export const step = (state) => state.done || advance(state) || state.done;
export const root = (self) => typeof self == "object" && self && self.Object === Object && self;
