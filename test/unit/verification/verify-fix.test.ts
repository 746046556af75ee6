// Right fixes are accepted and wrong ones refused, for the reason that is theirs.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { verifyFix } from "../../../src/api/verify-fix.ts";
import type { RungName, Verdict } from "../../../src/model/verdict.ts";

type Files = Readonly<Record<string, string>>;

async function judge(files: Files, fixed: Readonly<Record<string, string | undefined>>, more: { rule?: string; tests?: string; level?: RungName } = {}): Promise<Verdict> {
  const root = mkdtempSync(join(tmpdir(), "assay-verify-"));
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    return await verifyFix({ cwd: root, replacements: new Map(Object.entries(fixed)), today: "2026-01-01", level: more.tests === undefined ? "finding-gone" : undefined, ...more });
  } finally {
    rmSync(root, { recursive: true });
  }
}

/** One change of a project: what is replaced by what, and what must be said of it. */
interface Case {
  readonly name: string;
  readonly path: string;
  readonly old: string;
  readonly by: string;
  readonly code: string;
}

function right(name: string, path: string, old: string, by: string): Case {
  return { name, path, old, by, code: "accepted" };
}

function wrong(code: string, name: string, path: string, old: string, by: string): Case {
  return { name, path, old, by, code };
}

const flask: Files = {
  "app.py": `import os, sqlite3, subprocess, pickle, html, re, shlex, json
from urllib.parse import urlparse
import requests
from flask import Flask, request, redirect, render_template_string, send_file
app = Flask(__name__)

@app.route("/ping")
def ping():
    host = request.args.get("host", "")
    return {"out": os.popen("ping -c 1 " + host).read()}

@app.route("/user")
def user():
    name = request.args["name"]
    cur = sqlite3.connect("x.db").cursor()
    cur.execute("SELECT * FROM users WHERE name = '%s'" % name)
    return str(cur.fetchall())

@app.route("/file")
def file():
    name = request.args.get("name")
    return send_file(os.path.join("/srv/files", name))

@app.route("/load", methods=["POST"])
def load():
    return {"n": len(pickle.loads(request.data))}

@app.route("/go")
def go():
    return redirect(request.args.get("next"))

@app.route("/fetch")
def fetch():
    url = request.args.get("url")
    return requests.get(url).text

@app.route("/hi")
def hi():
    return "<h1>Hi " + request.args.get("name", "") + "</h1>"

@app.route("/calc")
def calc():
    return {"result": eval(request.args["e"])}
`,
};
const ping = '    return {"out": os.popen("ping -c 1 " + host).read()}\n';
const query = "    cur.execute(\"SELECT * FROM users WHERE name = '%s'\" % name)\n";
const file = '    return send_file(os.path.join("/srv/files", name))\n';
const load = "pickle.loads(request.data)";
const go = '    return redirect(request.args.get("next"))\n';
const fetch = "    return requests.get(url).text\n";
const hi = '    return "<h1>Hi " + request.args.get("name", "") + "</h1>"\n';
const calc = 'eval(request.args["e"])';
const guarded = (guard: string, body: string): string => `${guard}${body}`;

const flaskCases: readonly Case[] = [
  right("a list of arguments", "app.py", ping, '    return {"out": subprocess.run(["ping", "-c", "1", "--", host], capture_output=True, text=True).stdout}\n'),
  right("a quoted argument", "app.py", ping, ping.replace("+ host", "+ shlex.quote(host)")),
  right("a pattern that the whole text must match", "app.py", ping, guarded('    if not re.fullmatch(r"[a-z0-9.-]+", host):\n        return {"error": "bad"}, 400\n', ping)),
  right("a pattern that raises", "app.py", ping, guarded('    if re.match(r"^[\\w.-]+$", host) is None:\n        raise ValueError("bad host")\n', ping)),
  right("a validated helper", "app.py", ping, ping.replace("+ host", "+ checked(host)") + '\ndef checked(value):\n    if not re.fullmatch(r"[a-z0-9.-]+", value):\n        raise ValueError(value)\n    return value\n'),
  wrong("still-exploitable", "characters taken out", "app.py", ping, ping.replace("+ host", '+ host.replace(";", "").replace("|", "")')),
  wrong("still-exploitable", "some characters refused", "app.py", ping, guarded('    if ";" in host or "&" in host:\n        return {"error": "bad"}, 400\n', ping)),
  wrong("still-exploitable", "the remedy of another kind", "app.py", ping, ping.replace("+ host", "+ html.escape(host)")),
  wrong("still-exploitable", "quotes around it", "app.py", ping, ping.replace('"ping -c 1 " + host', `"ping -c 1 '" + host + "'"`)),
  wrong("moves-flaw", "another call with a shell", "app.py", ping, '    return {"out": subprocess.run(f"ping -c 1 {host}", shell=True, capture_output=True, text=True).stdout}\n'),
  wrong("deletes-feature", "nothing is run any more", "app.py", ping, '    return {"out": ""}\n'),
  wrong("adds-suppression", "a comment", "app.py", ping, ping.replace("\n", "  # nosec\n")),
  wrong("still-exploitable", "a helper that does the same", "app.py", ping, ping.replace('os.popen("ping -c 1 " + host).read()', "run(host)") + '\ndef run(what):\n    return os.popen("ping -c 1 " + what).read()\n'),
  right("parameters", "app.py", query, '    cur.execute("SELECT * FROM users WHERE name = ?", (name,))\n'),
  right("parameters by name", "app.py", query, '    sql = "SELECT * FROM users WHERE name = :name"\n    cur.execute(sql, {"name": name})\n'),
  wrong("still-exploitable", "another way to put it together", "app.py", query, "    cur.execute(f\"SELECT * FROM users WHERE name = '{name}'\")\n"),
  wrong("still-exploitable", "quotes taken out", "app.py", query, guarded("    name = name.replace(\"'\", \"\")\n", query)),
  wrong("still-exploitable", "escaped for HTML", "app.py", query, query.replace("% name", "% html.escape(name)")),
  wrong("swallows-input", "a fixed name", "app.py", query, '    cur.execute("SELECT * FROM users WHERE name = \'admin\'")\n'),
  right("the last part of the path", "app.py", file, file.replace("name)", "os.path.basename(name))")),
  right("the real path below the folder", "app.py", file, '    base = os.path.realpath("/srv/files")\n    full = os.path.realpath(os.path.join(base, name))\n    if not full.startswith(base + os.sep):\n        return "no", 403\n    return send_file(full)\n'),
  wrong("still-exploitable", "dots taken out once", "app.py", file, file.replace("name)", 'name.replace("../", ""))')),
  wrong("still-exploitable", "a prefix of the joined path", "app.py", file, '    full = os.path.join("/srv/files", name)\n    if not full.startswith("/srv/files"):\n        return "no", 403\n    return send_file(full)\n'),
  right("a format without objects", "app.py", load, "json.loads(request.data)"),
  wrong("still-exploitable", "errors caught", "app.py", '    return {"n": len(pickle.loads(request.data))}\n', '    try:\n        return {"n": len(pickle.loads(request.data))}\n    except ValueError:\n        return {"n": 0}\n'),
  right("pages of a list", "app.py", go, '    target = request.args.get("next")\n    if target not in ("/home", "/profile"):\n        target = "/home"\n    return redirect(target)\n'),
  right("a path of this site", "app.py", go, '    target = request.args.get("next")\n    parsed = urlparse(target)\n    if parsed.netloc or parsed.scheme or not target.startswith("/") or target.startswith("//") or "\\\\" in target:\n        return "no", 400\n    return redirect(target)\n'),
  wrong("still-exploitable", "begins with a slash", "app.py", go, '    target = request.args.get("next")\n    if not target.startswith("/"):\n        return "no", 400\n    return redirect(target)\n'),
  right("a host of a list", "app.py", fetch, guarded('    if urlparse(url).hostname not in {"api.example.com"}:\n        return "no", 400\n', fetch)),
  wrong("still-exploitable", "begins with a host's name", "app.py", fetch, guarded('    if not url.startswith("https://api.example.com"):\n        return "no", 400\n', fetch)),
  wrong("still-exploitable", "one address refused", "app.py", fetch, guarded('    if "127.0.0.1" in url or "localhost" in url:\n        return "no", 400\n', fetch)),
  right("escaped for HTML", "app.py", hi, hi.replace('request.args.get("name", "")', 'html.escape(request.args.get("name", ""))')),
  wrong("still-exploitable", "one tag taken out", "app.py", hi, hi.replace('request.args.get("name", "")', 'request.args.get("name", "").replace("<script>", "")')),
  right("literals alone", "app.py", calc, '__import__("ast").literal_eval(request.args["e"])'),
  wrong("still-exploitable", "builtins taken away", "app.py", calc, 'eval(request.args["e"], {"__builtins__": {}})'),
];

const express: Files = {
  "src/server.js": `const express = require('express');
const { exec } = require('child_process');
const path = require('path');
const fs = require('fs');
const db = require('./db');
const app = express();
app.get('/ping', (req, res) => {
  exec(\`ping -c 1 \${req.query.host}\`, (err, stdout) => res.json({ out: stdout }));
});
app.get('/file', async (req, res) => {
  const name = req.query.name;
  const data = fs.readFileSync(path.join(__dirname, 'public', name));
  res.send(data);
});
app.get('/hello', (req, res) => {
  res.send('<h1>Hello ' + req.query.name + '</h1>');
});
app.get('/user/:id', async (req, res) => {
  const rows = await db.find(req.params.id);
  res.json(rows);
});
app.get('/go', (req, res) => { res.redirect(req.query.url); });
app.listen(3000);
`,
  "src/db.js": `const mysql = require('mysql');
const pool = mysql.createPool({});
function find(id) {
  return new Promise((resolve, reject) => {
    pool.query("SELECT * FROM users WHERE id = '" + id + "'", (err, rows) => (err ? reject(err) : resolve(rows)));
  });
}
module.exports = { find };
`,
};
const server = "src/server.js";
const exec = "  exec(`ping -c 1 ${req.query.host}`, (err, stdout) => res.json({ out: stdout }));\n";
const read = "  const data = fs.readFileSync(path.join(__dirname, 'public', name));\n";
const greet = "'<h1>Hello ' + req.query.name + '</h1>'";
const away = "res.redirect(req.query.url);";
const find = `"SELECT * FROM users WHERE id = '" + id + "'", (err`;
const checkHost = (test: string): string => `  const host = req.query.host;\n  if (!${test}) return res.status(400).send('bad');\n${exec.replace("req.query.host", "host")}`;

const expressCases: readonly Case[] = [
  right("a program with arguments", server, exec, "  require('child_process').execFile('ping', ['-c', '1', req.query.host], (err, stdout) => res.json({ out: stdout }));\n"),
  right("a pattern with both ends", server, exec, checkHost("/^[\\w.-]+$/.test(host)")),
  wrong("still-exploitable", "a pattern without ends", server, exec, checkHost("/[\\w.-]+/.test(host)")),
  wrong("still-exploitable", "encoded for an address", server, exec, exec.replace("req.query.host", "encodeURI(req.query.host)")),
  wrong("moves-flaw", "a shell by name", server, exec, "  require('child_process').spawn('sh', ['-c', 'ping -c 1 ' + req.query.host]).stdout.pipe(res);\n"),
  right("the last part of the path", server, read, read.replace("name)", "path.basename(name))")),
  right("the resolved path below the folder", server, read, "  const base = path.resolve(__dirname, 'public');\n  const full = path.resolve(base, name);\n  if (!full.startsWith(base + path.sep)) return res.status(403).end();\n  const data = fs.readFileSync(full);\n"),
  wrong("still-exploitable", "dots taken out once", server, read, read.replace("name)", "name.replace('../', ''))")),
  wrong("still-exploitable", "a check that all paths pass", server, read, "  const full = path.join(__dirname, 'public', name);\n  if (!full.startsWith('/')) return res.status(403).end();\n  const data = fs.readFileSync(full);\n"),
  right("escaped by hand", server, greet, "'<h1>Hello ' + String(req.query.name).replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/\"/g, '&quot;').replace(/'/g, '&#39;') + '</h1>'"),
  right("as JSON", server, `res.send(${greet})`, "res.json({ hello: req.query.name })"),
  wrong("still-exploitable", "one tag taken out", server, greet, "'<h1>Hello ' + req.query.name.replace(/<script>/g, '') + '</h1>'"),
  right("pages of a list", server, away, "if (!['/home', '/profile'].includes(req.query.url)) return res.status(400).end(); res.redirect(req.query.url);"),
  wrong("still-exploitable", "begins with a slash", server, away, "if (!req.query.url.startsWith('/')) return res.status(400).end(); res.redirect(req.query.url);"),
  right("parameters, in another file", "src/db.js", find, '"SELECT * FROM users WHERE id = ?", [id], (err'),
  right("escaped by the driver", "src/db.js", find, '"SELECT * FROM users WHERE id = " + mysql.escape(id), (err'),
  right("a number", "src/db.js", find, '"SELECT * FROM users WHERE id = " + Number(id), (err'),
  wrong("still-exploitable", "quotes taken out", "src/db.js", find, `"SELECT * FROM users WHERE id = '" + id.replace(/'/g, '') + "'", (err`),
  wrong("still-exploitable", "a template", "src/db.js", find, "`SELECT * FROM users WHERE id = '${id}'`, (err"),
];

describe.each([
  ["flask", flask, flaskCases],
  ["express", express, expressCases],
] as const)("%s", (_title, project, cases) => {
  it.each(cases)("$code: $name ($old)", async ({ path, old, by, code }) => {
    const original = project[path] ?? "";
    expect(original).toContain(old);
    const verdict = await judge(project, { [path]: original.replace(old, () => by) });
    expect(verdict.code, verdict.reason).toBe(code);
    expect(verdict.verdict).toBe(code === "accepted" ? "accepted" : "refused");
  });
});

describe("without the help of a simulation", () => {
  const settings: Files = {
    "client.py": 'import hashlib, requests, random\n\ndef digest(text):\n    return hashlib.md5(text.encode()).hexdigest()\n\ndef load(url):\n    return requests.get("https://example.com/x", verify=False).text\n',
    "conf.py": 'PASSWORD = "hunter2-very-secret"\n\ndef connect(db):\n    return db.open(PASSWORD)\n',
    "tests/test_client.py": "def test_nothing():\n    assert True\n",
  };
  const md5 = "hashlib.md5(text.encode()).hexdigest()";
  const cases: readonly Case[] = [
    right("a strong hash", "client.py", md5, "hashlib.sha256(text.encode()).hexdigest()"),
    wrong("still-exploitable", "another weak hash", "client.py", md5, "hashlib.sha1(text.encode()).hexdigest()"),
    wrong("still-exploitable", "the same hash by its name", "client.py", md5, 'hashlib.new("md" + "5", text.encode()).hexdigest()'),
    wrong("deletes-feature", "no hash", "client.py", md5, "text"),
    right("verified", "client.py", ", verify=False", ""),
    wrong("still-exploitable", "off by another word", "client.py", "verify=False", "verify=0"),
    right("a secret of the environment", "conf.py", '"hunter2-very-secret"', '__import__("os").environ["PASSWORD"]'),
    wrong("moves-flaw", "the secret in two pieces", "conf.py", '"hunter2-very-secret"', '"hunter2-" + "very-secret"'),
    wrong("moves-flaw", "the secret as a default", "conf.py", '"hunter2-very-secret"', '__import__("os").environ.get("PASSWORD", "hunter2-very-secret")'),
  ];
  it.each(cases)("$code: $name", async ({ path, old, by, code }) => {
    const original = settings[path] ?? "";
    const verdict = await judge(settings, { [path]: original.replace(old, () => by) });
    const expected = code === "still-exploitable" ? ["still-exploitable", "finding-remains", "moves-flaw"] : [code];
    expect(expected, verdict.reason).toContain(verdict.code);
  });

  it("refuses a change of names alone, and one that edits the tests", async () => {
    const original = settings["client.py"] ?? "";
    expect((await judge(settings, { "client.py": original.replaceAll("text", "words").replaceAll(".words", ".text") })).code).toBe("only-renames");
    const good = original.replace("hashlib.md5", "hashlib.sha256");
    expect((await judge(settings, { "client.py": good, "tests/test_client.py": "def test_nothing():\n    pass\n" })).code).toBe("edits-tests");
  });

  it("says which file does not parse", async () => {
    const verdict = await judge(settings, { "client.py": "def broken(:\n    pass\n" });
    expect(verdict).toMatchObject({ verdict: "refused", code: "does-not-parse", level: "none" });
  });

  it("is undecided where nothing is wrong to begin with", async () => {
    const verdict = await judge({ "a.py": "def add(a, b):\n    return a + b\n" }, { "a.py": "def add(a, b):\n    return b + a\n" });
    expect(verdict.verdict).toBe("undecided");
  });
});

describe("tests", () => {
  const project: Files = {
    "hash.js": "const crypto = require('crypto');\nexports.digest = (text) => crypto.createHash('md5').update(text).digest('hex');\n",
    "hash.test.js": "const test = require('node:test');\nconst assert = require('node:assert');\nconst { digest } = require('./hash.js');\ntest('hex', () => assert.match(digest('x'), /^[0-9a-f]+$/));\n",
  };
  const fixed = (project["hash.js"] ?? "").replace("'md5'", "'sha256'");

  it("are found, run before and after, and decide", async () => {
    const verdict = await judge(project, { "hash.js": fixed }, { tests: "node --test" });
    expect(verdict).toMatchObject({ verdict: "accepted", level: "tests-pass" });
    const broken = await judge(project, { "hash.js": fixed.replace("'hex'", "'base64'") }, { tests: "node --test" });
    expect(broken).toMatchObject({ verdict: "refused", code: "tests-pass" });
  });

  it("that a project does not have are named, and keep no higher rung from being reached", async () => {
    const shell: Files = { "size.py": "import subprocess\n\n\ndef size(folder):\n    return subprocess.check_output(f\"echo {folder}\", shell=True, text=True)\n" };
    const mended = 'import subprocess\n\n\ndef size(folder):\n    return subprocess.check_output(["echo", folder], text=True)\n';
    const verdict = await judge(shell, { "size.py": mended }, { level: "proof-flips" });
    expect(verdict).toMatchObject({ verdict: "accepted", level: "proof-flips" });
    expect(verdict.rungs[2]).toMatchObject({ status: "not-run", isAbsent: true });
    expect((await judge(shell, { "size.py": mended }, { level: "tests-pass" })).verdict).toBe("undecided");
    expect((await judge(shell, { "size.py": mended }, { level: "proof-flips", tests: "exit 1" })).verdict).toBe("undecided");
  });

  it("that fail before the fix prove nothing", async () => {
    const verdict = await judge(project, { "hash.js": fixed }, { tests: "exit 1" });
    expect(verdict.rungs[2]).toMatchObject({ status: "not-run", evidence: [expect.stringContaining("baseline-broken")] });
  });
});
