// proof: Mail.preview(req.body.greeting)
import nunjucks from "nunjucks";
import type { Request, Response } from "express";

export class Mail {
  preview(req: Request, res: Response): void {
    const { greeting } = req.body;
    res.json({ text: nunjucks.renderString("Dear {{ greeting }},", { order: 7, greeting }) });
  }
}
