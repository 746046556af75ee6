// proof: Themes.pick(req.params.theme)
import { createRequire } from "node:module";
import type { Request, Response } from "express";

const themes: Record<string, () => Promise<{ default: { title: string } }>> = { report: () => import("./themes/report.js" as string) };

export class Themes {
  async pick(req: Request, res: Response): Promise<void> {
    const theme = String(req.params.theme);
    if (!Object.hasOwn(themes, theme)) {
      res.sendStatus(404);
      return;
    }
    const loaded = await themes[theme]!();
    res.json({ title: loaded.default.title, theme, maker: typeof createRequire });
  }
}
