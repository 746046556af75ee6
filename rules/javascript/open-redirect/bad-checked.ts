// proof: leave(req.body.to)
import type { Request, Response } from "express";

export function leave(req: Request, res: Response): void {
  const to: string = req.body.to;
  // Two slashes begin a host as well.
  res.redirect(to.startsWith("/") ? req.body.to : "/"); // expect: it can lead to any site
}
