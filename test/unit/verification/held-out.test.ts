// Fixes of the held-out batches that were misjudged once are judged rightly now.

import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, it } from "vitest";
import { verifyFix } from "../../../src/api/verify-fix.ts";
import { heldOutProjects } from "../../support/held-out-fixes.ts";

const folder = new URL("../../held-out/verify/", import.meta.url);
const projects = readdirSync(folder)
  .filter((name) => name.endsWith(".txt"))
  .sort()
  .flatMap((name) => heldOutProjects(readFileSync(new URL(name, folder), "utf8")));

/** Each stands for a cause: the rest is judged by `scripts/judge-fixes.ts`. */
const once: readonly string[] = [
  "express-sequelize-login login-find-one",
  "express-sequelize-login search-escape",
  "node-goat-handlers threshold-parsed",
  "node-goat-handlers threshold-quotes",
  "node-goat-handlers eval-strict",
  "dvna-app-handler ping-ip-only",
  "files-express-ts welcome-escaped",
  "merge-and-paths-library merge-skip-keys",
  "merge-and-paths-library merge-proto-only-top",
  "merge-and-paths-library parse-last-key-only",
  "tokens-node secret-fallback",
  "django-shop-raw raw-to-orm",
  "aiohttp-students redirect-local",
  "aiohttp-students greet-plain-text",
  "flask-fetch-redirect redirect-contains-host",
  "tokens-and-hashes token-seeded",
  "ping-cli-django archive-match-not-anchored",
  "pg-promise-shop login-local",
  "pg-promise-shop search-in-route",
  "next-notes export-file",
  "next-notes export-formats-loose",
  "next-notes go-same-origin",
  "next-notes go-new-url",
  "next-notes preview-prefix-no-separator",
  "nest-crystals file-controller-dots",
  "dynamic-dashboard-ts find-includes",
  "django-training-labs fetch-host-in-url",
  "django-training-labs search-escaped-then-unescaped",
  "flask-paste-service import-quoted",
  "flask-paste-service import-more-characters",
  "flask-paste-service upload-swallowed",
  "flask-paste-service raw-unquoted-again",
  "flask-fetch-redirect proxy-fixed-host",
  "xml-tar-tools zip-nothing-written",
  "tokens-node read-verify",
  "shop-routes placeholders-and-columns",
  "text-tools exec-file",
  "comment-widget insert-adjacent-helper",
  "catalog-views django-url-check",
];

it.each(once)("%s", async (wanted) => {
  const project = projects.find(({ name, fixes }) => fixes.some((fix) => `${name} ${fix.name}` === wanted));
  const fix = project?.fixes.find(({ name }) => wanted.endsWith(` ${name}`));
  expect(fix, wanted).toBeDefined();
  const root = mkdtempSync(join(tmpdir(), "assay-held-out-"));
  try {
    for (const [path, text] of project!.files) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    const { verdict, reason } = await verifyFix({ cwd: root, replacements: fix!.files, rule: fix!.rule, today: "2026-01-01", level: "finding-gone" });
    expect(verdict, reason).toBe(fix!.isRight ? "accepted" : "refused");
  } finally {
    rmSync(root, { recursive: true });
  }
});
