// proof: merge(source)
function merge(target, source) {
  for (const key in source) {
    if (typeof source[key] === "object" && source[key] !== null) {
      target[key] ??= {};
      merge(target[key], source[key]); // expect: changes all objects
    } else {
      target[key] = source[key];
    }
  }
  return target;
}

module.exports = { merge };
