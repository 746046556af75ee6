// The signature of a callback is settled by who calls it.
const decoded = text.replace(/(a)|(b)|(c)|(d)/g, (whole, a, b, c, d, offset) => a ?? b ?? c ?? d ?? offset);

(function (root, first, second, third, fourth) {
  root.all = [first, second, third, fourth];
})(globalThis, 1, 2, 3, 4);
