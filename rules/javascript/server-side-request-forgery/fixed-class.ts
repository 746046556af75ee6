// proof: Hooks.call(req.body.target)
import type { Request, Response } from "express";

const TARGETS: Record<string, string> = { "http://example.com/data": "http://example.com/data" };

export class Hooks {
  async call(req: Request, res: Response): Promise<void> {
    const target = Object.hasOwn(TARGETS, req.body.target) ? TARGETS[req.body.target] : undefined;
    if (target === undefined) {
      res.sendStatus(400);
      return;
    }
    const answer = await fetch(target);
    res.json({ status: answer.status });
  }
}
