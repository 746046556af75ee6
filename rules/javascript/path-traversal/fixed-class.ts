// proof: Pictures.remove(req.params.name)
import * as fs from "node:fs";
import * as path from "node:path";
import type { Request, Response } from "express";

export class Pictures {
  remove(req: Request, res: Response): void {
    const name = path.basename(String(req.params.name));
    fs.unlinkSync(`${process.cwd()}/${name}`);
    res.json({ removed: true });
  }
}
