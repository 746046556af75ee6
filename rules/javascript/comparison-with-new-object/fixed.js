export function isEmpty(list, table) {
  return list.length === 0 && Object.keys(table).length === 0;
}
