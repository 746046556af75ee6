// proof: Orders.remove(id)
interface Connection {
  execute(text: string, values?: unknown[]): Promise<unknown[]>;
}

export class Orders {
  constructor(private readonly connection: Connection) {}

  async remove(id: string): Promise<number> {
    // Doubled quotes are no help where there are none around it.
    const text = `DELETE FROM orders WHERE id = ${id.replaceAll("'", "''")}`;
    return (await this.connection.execute(text)).length; // expect: is built from `id
  }
}
