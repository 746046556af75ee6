// proof: leave(req.body.to)
import type { Request, Response } from "express";

const PAGES: Readonly<Record<string, string>> = { account: "/account", "/account?tab=1": "/account?tab=1" };

export function leave(req: Request, res: Response): void {
  res.redirect(PAGES[req.body.to] ?? "/");
}
