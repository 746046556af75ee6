export function sizeOf(value) {
  if (typeof value === "string") {
    return value.length;
  } else if (Array.isArray(value)) {
    return value.length * 2;
  } else {
    return Object.keys(value).length;
  }
}
