interface Database {
  query(text: string, values?: unknown[]): Promise<unknown>;
  all(text: string): unknown[];
  raw(text: string): unknown;
}

export async function findUser(db: Database, name: string): Promise<unknown> {
  return db.query("SELECT * FROM users WHERE name = '" + name + "'"); // expect: is built from `name`
}

export function findOrders(db: Database, customer: { id: string }): unknown[] {
  const query = `select id, total from orders where customer = ${customer.id}`;
  return db.all(query); // expect: is built from `customer.id`
}

export function remove(db: Database, id: string): unknown {
  let text = "DELETE FROM orders";
  text += ` WHERE id = ${id}`;
  return db.raw(text); // expect: is built from `id`
}

export function update(db: Database, values: string[]): unknown {
  return db.raw("UPDATE stock SET amount = 0 WHERE id IN (1, ".concat(values.join(","), ")")); // expect: is built from
}

class Files {
  byTag(@Param("tag") tag: string, @Query("q") q: string) {
    const sql = 'SELECT * FROM file WHERE tag = "' + tag + '"';
    this.files.query(sql); // expect: built from `tag`
    return this.files.createQueryBuilder("file").where(`file.name LIKE '%${q}%'`).getMany(); // expect: built from `q`
  }
}
