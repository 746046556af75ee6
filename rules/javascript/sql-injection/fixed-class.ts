// proof: Orders.remove(id)
interface Connection {
  execute(text: string, values?: unknown[]): Promise<unknown[]>;
}

export class Orders {
  constructor(private readonly connection: Connection) {}

  async remove(id: string): Promise<number> {
    return (await this.connection.execute("DELETE FROM orders WHERE id = ?", [id])).length;
  }
}
