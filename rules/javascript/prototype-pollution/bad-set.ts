// proof: Preferences.set(req.body.path)
import _ from "lodash";
import type { Request, Response } from "express";

export class Preferences {
  set(req: Request, res: Response): void {
    const all = {};
    _.set(all, req.body.path, "text"); // expect: changes every object
    res.json(all);
  }
}
