// Right remedies of other shapes than the plainest, and wrong ones beside them.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, it } from "vitest";
import { verifyFix } from "../../../src/api/verify-fix.ts";
import type { RungName, Verdict } from "../../../src/model/verdict.ts";

async function judge(path: string, before: string, after: string, level: RungName): Promise<Verdict> {
  const root = mkdtempSync(join(tmpdir(), "assay-remedies-"));
  try {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), before);
    return await verifyFix({ cwd: root, replacements: new Map([[path, after]]), today: "2026-01-01", level });
  } finally {
    rmSync(root, { recursive: true });
  }
}

const query = `module.exports = (app, pool) => {
  app.get("/sorted", async (req, res) => {
    const order = req.query.by || "name";
    res.json(await pool.query("SELECT id, name FROM products ORDER BY " + order));
  });
};
`;
const orders = 'const ORDERS = new Map([["name", "name"], ["newest", "id DESC"]]);\n';
const pack = `const { exec, execFile } = require("node:child_process");
const fs = require("node:fs");

exports.pack = function pack(name, done) {
  exec("gzip -c " + name, done);
};
`;
const page = `export function greet(box) {
  box.innerHTML = "Hello " + location.hash;
}
`;

const redirect = `import re

from django.http import HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme

LOCAL = re.compile(r"/(?:[a-z0-9]+/?)*")


def after_login(request):
    wanted = request.GET.get("next", "/")
    return HttpResponseRedirect(wanted)
`;
const checked = (check: string): string => redirect.replace("    return", `    if not ${check}:\n        wanted = "/"\n    return`);

it.each([
  ["a compiled pattern that must fit as a whole", "accepted", checked("LOCAL.fullmatch(wanted)")],
  ["a compiled pattern that must fit at the start", "refused", checked("LOCAL.match(wanted)")],
  ["a compiled pattern that is looked for", "refused", checked("LOCAL.search(wanted)")],
  ["Django's own check of an address", "accepted", checked("url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()})")],
  ["a look at the first character", "refused", checked('wanted.startswith("/")')],
])("judges %s: %s", async (_, verdict, after) => {
  const said = await judge("views.py", redirect, after, "finding-gone");
  expect([said.verdict, said.reason]).toEqual([verdict, expect.anything()]);
});

it.each([
  ["a map of the program's own", "accepted", query, orders + query.replace('req.query.by || "name"', 'ORDERS.get(req.query.by) ?? "name"')],
  ["a map that is asked and not heeded", "refused", query, orders + query.replace('req.query.by || "name"', 'ORDERS.has(req.query.by) ? req.query.by : req.query.by')],
  ["reading the file that the command read", "accepted", pack, pack.replace('exec("gzip -c " + name, done)', "fs.readFile(name, done)")],
  ["a list of arguments", "accepted", pack, pack.replace('exec("gzip -c " + name, done)', 'execFile("gzip", ["-c", "--", name], done)')],
  ["the text of an element", "accepted", page, page.replace("innerHTML", "textContent")],
  ["the same property by its name in a variable", "refused", page, page.replace("box.innerHTML", 'const key = "innerHTML";\n  box[key]')],
])("judges %s: %s", async (_, verdict, before, after) => {
  const said = await judge("app.js", before, after, "finding-gone");
  expect([said.verdict, said.reason]).toEqual([verdict, expect.anything()]);
});

it("lets a fix change the form in which data is kept", async () => {
  const before = "import pickle\n\n\ndef freeze(settings):\n    return pickle.dumps(settings)\n\n\ndef thaw(data):\n    return pickle.loads(data)\n";
  const { rungs } = await judge("store.py", before, before.replaceAll("pickle", "json"), "behaviour-kept");
  expect(rungs.find(({ name }) => name === "behaviour-kept")).toMatchObject({ status: "not-run" });
});

const fetcher = `export async function preview(req, res) {
  const url = req.query.url ?? "";
  const response = await fetch(url);
  res.json({ text: await response.text() });
}
`;
const guarded = (check: string): string => fetcher.replace("  const response", `  if (!(${check})) {\n    res.status(400).end();\n    return;\n  }\n  const response`);

it.each([
  ["the end of a host's name", "refused", guarded('new URL(url).hostname.endsWith("example.org")')],
  ["a part of a host's name", "refused", guarded('new URL(url).hostname.includes("example.org")')],
  ["the whole name", "accepted", guarded('new URL(url).hostname === "www.example.org"')],
  ["one of several names", "accepted", guarded('["www.example.org", "static.example.org"].includes(new URL(url).hostname)')],
  ["a pattern without an end", "refused", guarded("/^https:\\/\\/(images|static|www)\\.example\\.org/.test(url)")],
])("asks of an address %s: %s", async (_what, verdict, after) => {
  expect(await judge("src/preview.js", fetcher, after, "finding-gone")).toMatchObject({ verdict });
});

const card = `import requests
from flask import Flask, request

app = Flask(__name__)


@app.get("/card")
def card():
    url = request.args.get("url", "")
    return requests.get(url, timeout=5, allow_redirects=False).text[:100]
`;

it.each([
  ["the ends of hosts' names", "refused", '(urlsplit(url).hostname or "").endswith(("example.org", "example.net"))'],
  ["the ends of hosts' names with their dots", "accepted", '(urlsplit(url).hostname or "").endswith((".example.org", ".example.net"))'],
])("asks in Python of an address %s: %s", async (_what, verdict, check) => {
  const after = card.replace("import requests\n", "from urllib.parse import urlsplit\n\nimport requests\n").replace("    return requests", `    if not ${check}:\n        return "no"\n    return requests`);
  expect(await judge("app.py", card, after, "finding-gone")).toMatchObject({ verdict });
});
