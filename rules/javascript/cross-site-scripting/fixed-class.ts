// proof: Profile.show(req.body.motto)
import type { Request, Response } from "express";

function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;").replaceAll("'", "&#39;");
}

export class Profile {
  show(req: Request, res: Response): void {
    const { motto } = req.body;
    res.send(`<blockquote>${escapeHtml(motto)}</blockquote>`);
  }
}
