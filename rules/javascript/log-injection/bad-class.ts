// proof: Search.run(req.query.q)
import type { Request, Response } from "express";

export class Search {
  run(req: Request, res: Response): void {
    const term = req.query.q;
    console.error(`no result for ${term}`); // expect: forges entries
    res.json([]);
  }
}
