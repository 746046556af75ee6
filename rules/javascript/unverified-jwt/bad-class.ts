// proof: Sessions.role(req.cookies.session)
import * as tokens from "jsonwebtoken";
import type { Request, Response } from "express";

export class Sessions {
  role(req: Request, res: Response): void {
    const claims = tokens.decode(req.cookies.session, { json: true }); // expect: anybody can write one
    res.json({ role: claims?.["role"] });
  }
}
