// Opens HTML reports from the disk in the real Chromium, and hears of everything that goes wrong in them.

import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, type Page, chromium } from "playwright-core";
import type { Report } from "../../../src/model/report.ts";
import { htmlReporter } from "../../../src/reporters/html.ts";
import { defaultReporterOptions } from "../../../src/reporters/reporter.ts";

const programs = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"] as const;

export interface OpenPage {
  readonly page: Page;
  /** Errors of scripts, refusals of the security policy, requests to anywhere. */
  readonly complaints: readonly string[];
}

export interface Reader {
  readonly open: (report: Report, options?: { readonly dark?: boolean; readonly narrow?: boolean; readonly hash?: string }) => Promise<OpenPage>;
  readonly close: () => Promise<void>;
}

export async function startReader(): Promise<Reader> {
  const executablePath = programs.find((program) => existsSync(program));
  if (executablePath === undefined) throw new Error("There is no Chromium: run scripts/setup-tests.sh.");
  const folder = mkdtempSync(join(tmpdir(), "assay-html-"));
  const browser: Browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"] });
  let count = 0;
  return {
    open: async (report, { dark = false, narrow = false, hash = "" } = {}) => {
      const file = join(folder, `${count++}.html`);
      writeFileSync(file, htmlReporter.render(report, defaultReporterOptions));
      // The test's own look into the page is code from outside as well, which the page's policy would refuse.
      const page = await browser.newPage({ viewport: narrow ? { width: 420, height: 800 } : { width: 1280, height: 800 }, colorScheme: dark ? "dark" : "light" });
      const complaints: string[] = [];
      page.on("pageerror", (error) => complaints.push(error.message));
      page.on("console", (message) => complaints.push(message.text()));
      page.on("dialog", (dialog) => {
        complaints.push(`dialog: ${dialog.message()}`);
        void dialog.dismiss();
      });
      page.on("request", (request) => {
        if (request.url() !== `file://${file}${hash}` && request.url() !== `file://${file}`) complaints.push(`request: ${request.url()}`);
      });
      await page.goto(`file://${file}${hash}`);
      await page.waitForSelector("body.live");
      return { page, complaints };
    },
    close: async () => {
      await browser.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
