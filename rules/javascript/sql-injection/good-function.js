// proof: page(order)
const COLUMNS = new Set(["id", "title"]);

export function page(db, order) {
  const column = COLUMNS.has(order) ? order : "id";
  return db.prepare("SELECT id FROM pages WHERE id = ?").all(column === "id" ? 1 : 2);
}
