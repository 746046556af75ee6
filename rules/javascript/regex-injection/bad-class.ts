// proof: Search.run(req.body.term)
import type { Request, Response } from "express";

export class Search {
  run(req: Request, res: Response): void {
    const term: string = req.body.term;
    const parts = "some text here".match(new RegExp(`(${term})`, "g")); // expect: take for ever
    res.json({ count: parts?.length ?? 0 });
  }
}
