// proof: Search.run(req.body.term)
import type { Request, Response } from "express";

function escapeRegExp(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

export class Search {
  run(req: Request, res: Response): void {
    const term: string = req.body.term;
    const parts = "some text here".match(new RegExp(`(${escapeRegExp(term)})`, "g"));
    res.json({ count: parts?.length ?? 0 });
  }
}
