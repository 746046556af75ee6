interface Database {
  query(text: string, values?: unknown[]): Promise<unknown>;
}

export async function findUser(db: Database, name: string): Promise<unknown> {
  return db.query("SELECT * FROM users WHERE name = $1", [name]);
}
