function merge(target, source) {
  for (const key in source) {
    if (key === '__proto__') continue;
    if (typeof source[key] === 'object') merge(target[key], source[key]);
    else target[key] = source[key];
  }
  return target;
}

function compare(left, right) {
  return Object.keys(left).every((key) => left[key] === right[key]);
}

function isDeepEqual(left, right) {
  for (const key of Object.keys(left)) {
    if (!isDeepEqual(left[key], right[key])) return false;
  }
  return true;
}

function keysOf(original, reference, found) {
  for (const key in reference) {
    let more = [];
    if (typeof reference[key] === 'object') more = keysOf(original[key], reference[key], found);
    found = found.concat(more);
  }
  return found;
}

function mergedCopy(target, source) {
  const copy = { ...target };
  for (const key of Object.keys(source)) {
    if (typeof source[key] === 'object') copy[key] = mergedCopy(target[key], source[key]);
    else copy[key] = source[key];
  }
  return copy;
}
