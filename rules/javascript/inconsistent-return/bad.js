export function sizeOf(value) {
  if (typeof value === "string") {
    return value.length;
  } else if (Array.isArray(value)) {
    return value.length * 2;
  } else {
    value = Object.keys(value).length; // expect: The other branches return a value, and nothing is returned behind this one.
  }
}

export const nameOf = (kind, names) => {
  switch (kind) {
    case 1:
      return "one";
    case 2:
      names.two += 1; // expect: nothing is returned behind this one
      break;
    case 3:
      return names.three;
    default:
      return "many";
  }
};
