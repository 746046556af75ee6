const none = [];
export function isEmpty(list, table) {
  if (list === none || list.length === 0) return true;
  return list == [] || Object.keys(table).length === 0;
}
