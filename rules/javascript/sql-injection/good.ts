interface Database {
  query(text: string, values?: unknown[]): Promise<unknown>;
  get(key: string): unknown;
}

const columns = "id, name";

export async function findUser(db: Database, name: string): Promise<unknown> {
  await db.query(`SELECT ${columns} FROM users WHERE name = $1`, [name]);
  return db.query("SELECT " + columns + " FROM users " + "WHERE name = $1", [name]);
}

export function prose(db: Database, name: string): unknown {
  db.get(`user:${name}`);
  db.get("Select " + name + " to go on");
  return db.get("update of " + name);
}

export function tagged(sql: (parts: TemplateStringsArray, ...values: unknown[]) => string, db: Database, id: string): unknown {
  return db.query(sql`SELECT * FROM users WHERE id = ${id}`);
}

class Files {
  byTag(tag: string, q: string, column: string) {
    this.files.query("SELECT * FROM file WHERE tag = $1", [tag]);
    this.selection.where(`the part ${column}`);
    return this.files.createQueryBuilder("file").where("file.name LIKE :q", { q: `%${q}%` }).getMany();
  }
}

import { ROLES, Status } from "./roles";

export function ofTheCode(db: Database): unknown {
  db.query(`SELECT id FROM users WHERE role IN (${ROLES.map((role) => `'${role}'`).join(",")})`);
  db.query(`SELECT id FROM users WHERE role IN (${Object.values(ROLES).join(",")})`);
  return db.query(`SELECT id FROM users WHERE status = ${Status.OPEN}`);
}

export function returning(db: Database, columns: string[]): unknown {
  return db.query(`UPDATE users SET seen = now() WHERE id = $1 RETURNING ${columns.join(", ")}`, [1]);
}

export function below(builder: Builder, subquery: Builder): unknown {
  return builder.where(`user.id IN (${subquery.getQuery()})`);
}
