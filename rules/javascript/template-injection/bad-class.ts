// proof: Mail.preview(req.body.greeting)
import nunjucks from "nunjucks";
import type { Request, Response } from "express";

export class Mail {
  preview(req: Request, res: Response): void {
    const greeting = `Dear ${req.body.greeting},`;
    res.json({ text: nunjucks.renderString(greeting, { order: 7 }) }); // expect: the source of a template
  }
}
