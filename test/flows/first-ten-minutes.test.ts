// Runs docs/first-ten-minutes.md: a published package's files as the repository, each command in a shell, each output compared.

import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, it } from "vitest";
import { makeSandbox, projectRoot } from "../support/command-line.ts";

const flawed = 'import { exec } from "node:child_process";\n\n/** Lists a folder whose name a user gave. */\nexport function list(request, done) {\n  exec("ls " + request.query.folder, done);\n}\n';
const mended = 'import { execFile } from "node:child_process";\n\n/** Lists a folder whose name a user gave. */\nexport function list(request, done) {\n  execFile("ls", ["--", request.query.folder], done);\n}\n';
const wiring = 'import { list } from "../lib/listing.js";\n\nlist({ query: { folder: "." } }, console.log);\n';

interface Step {
  readonly command: string;
  readonly expected: string;
}

function readTranscript(): Step[] {
  const page = readFileSync(join(projectRoot, "docs", "first-ten-minutes.md"), "utf8");
  return [...page.matchAll(/```console\n([^]*?)```/g)].flatMap(([, block]) =>
    block!.split(/^\$ /m).slice(1).map((part) => ({ command: part.slice(0, part.indexOf("\n")), expected: part.slice(part.indexOf("\n") + 1) })),
  );
}

/** `…` on a line of its own is any number of lines, elsewhere any text of the line. */
function toPattern(expected: string): RegExp {
  const escaped = expected.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`^${escaped.replaceAll(/^…\n/gm, "(?:.*\\n)*?").replaceAll("…", ".*")}$`);
}

it("goes as it is written", () => {
  const box = makeSandbox();
  const bin = join(dirname(box.folder), "bin");
  mkdirSync(bin);
  writeFileSync(join(bin, "assay"), `#!/bin/sh\nexec "${process.execPath}" "${join(projectRoot, "dist", "assay.js")}" "$@"\n`);
  chmodSync(join(bin, "assay"), 0o755);
  cpSync(join(projectRoot, "node_modules", "commander"), box.folder, { recursive: true });
  box.write("test/listing.test.js", wiring);
  writeFileSync(join(dirname(box.folder), "listing-flawed.js"), flawed);
  writeFileSync(join(dirname(box.folder), "listing-mended.js"), mended);
  box.write("lib/listing.js", "export function list() {}\n");
  box.git("init", "-q", "-b", "main");
  box.git("add", "-A");
  box.git("commit", "-q", "-m", "Import commander");
  const steps = readTranscript();
  expect(steps.length).toBeGreaterThan(12);
  for (const { command, expected } of steps) {
    const { status, stdout } = spawnSync("sh", ["-c", `{ ${command}\n} 2>&1`], {
      cwd: box.folder,
      encoding: "utf8",
      env: { PATH: `${bin}:${process.env["PATH"]}`, HOME: dirname(box.folder), LANG: "C.UTF-8", GIT_AUTHOR_NAME: "t", GIT_AUTHOR_EMAIL: "t@example.com", GIT_COMMITTER_NAME: "t", GIT_COMMITTER_EMAIL: "t@example.com" },
    });
    const printed = stdout + (status === 0 ? "" : `[exit code ${status}]\n`);
    expect(printed, command).toMatch(toPattern(expected.replace(/\n+$/, "\n")));
  }
  box.remove();
}, 120_000);
