// proof: Accounts.find(req.query.email)
import type { Request, Response } from "express";

interface Collection {
  find(query: object): { toArray(): Promise<unknown[]> };
}

export class Accounts {
  constructor(private readonly collection: Collection) {}

  async find(req: Request, res: Response): Promise<void> {
    const { email } = req.query;
    const found = await this.collection.find({ email }).toArray(); // expect: of the query language
    res.json({ count: found.length });
  }
}
