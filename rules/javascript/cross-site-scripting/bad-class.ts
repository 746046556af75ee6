// proof: Profile.show(req.body.motto)
import type { Request, Response } from "express";

export class Profile {
  show(req: Request, res: Response): void {
    const { motto } = req.body;
    res.send(`<blockquote>${motto}</blockquote>`); // expect: without escaping
  }
}
