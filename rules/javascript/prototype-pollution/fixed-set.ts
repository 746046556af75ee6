// proof: Preferences.set(req.body.path)
import type { Request, Response } from "express";

export class Preferences {
  set(req: Request, res: Response): void {
    const name = String(req.body.path).replaceAll(/[[\]]/g, "");
    const all = new Map([[name, "text"]]);
    res.json(Object.fromEntries(all));
  }
}
