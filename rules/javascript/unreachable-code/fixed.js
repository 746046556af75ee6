export function find(items, wanted) {
  for (const item of items) {
    if (item === wanted) {
      log(item);
      return item;
    }
  }
  return undefined;
}
