// proof: Pictures.remove(req.params.name)
import * as fs from "node:fs";
import type { Request, Response } from "express";

export class Pictures {
  remove(req: Request, res: Response): void {
    const name = String(req.params.name);
    if (!name.startsWith("/")) fs.unlinkSync(`${process.cwd()}/${name}`); // expect: comes from a request
    res.json({ removed: true });
  }
}
