// proof: Sessions.role(req.cookies.session)
import jwt from "jsonwebtoken";
import type { Request, Response } from "express";

export class Sessions {
  role(req: Request, res: Response): void {
    const claims = jwt.verify(req.cookies.session, process.env["JWT_KEY"]!, { algorithms: ["HS256"] }) as { role: string };
    res.json({ role: claims.role });
  }
}
