// proof: Themes.pick(req.params.theme)
import { createRequire } from "node:module";
import type { Request, Response } from "express";

export class Themes {
  async pick(req: Request, res: Response): Promise<void> {
    // A dot at the front is not the only way out.
    const theme = String(req.params.theme).replace(/^\.+\//, "");
    const loaded = await import(process.cwd() + "/themes/" + req.params.theme + ".js"); // expect: whose name is built from
    res.json({ title: loaded.default.title, theme, maker: typeof createRequire });
  }
}
