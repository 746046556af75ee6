export function check(value) {
  if (value === null) throw "no value"; // expect: `"no value"` is thrown, which is no `Error` and has no stack.
  if (value < 0) throw "negative: " + value; // expect: is thrown, which is no `Error`
  if (value > 9) throw `large: ${value}`; // expect: is thrown
  if (value > 8) throw"eight"; // expect: `"eight"` is thrown
  throw 404; // expect: `404` is thrown
}
