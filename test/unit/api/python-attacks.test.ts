// Attacks on functions of Python that are really called: which exploits show in what is flawed, and none in what is mended.

import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect, it } from "vitest";
import { type AttackAnswer, attackAnswerSchema } from "../../../src/api/attacks/attack-driver.ts";
import { pythonAttacks } from "../../../src/api/attacks/python.ts";

const save = (check: string): string => `import os, urllib.parse, urllib.request\n\ndef save(url, folder):\n    name = urllib.parse.unquote(url.split("/")[-1])\n${check}    with open(os.path.join(folder, name), "wb") as file:\n        file.write(urllib.request.urlopen(url).read())\n    return name\n`;
const clone = (before: string, command: string): string => `import subprocess\n\ndef fetch(address, branch=None):\n    tool, _, address = address.partition("+")\n    if tool not in ("git", "hg"):\n        raise ValueError(tool)\n${before}    if branch is not None:\n        subprocess.check_output(${command})\n    return address\n`;
const match = (pattern: string): string => `import re\nimport absent_package\n\nPATTERN = re.compile(r"${pattern}")\n\nclass Reader:\n    def __init__(self, text="text"):\n        self.text = text\n\n    @absent_package.noted\n    def read(self, line):\n        return PATTERN.search(line) is not None\n`;
const tests = 'from program import fetch\n\ndef test_fetch():\n    for address in ("git+https://example.test/a", "hg+https://example.test/a"):\n        fetch(address, "main")\n';

it.each([
  ["a name out of an address leaves the folder", "path", save(""), ["save url"]],
  ["two dots alone are replaced", "path", save('    name = name.replace("..", ".")\n'), ["save url"]],
  ["one slash in front is cut", "path", save('    name = name.replace("..", ".")\n    name = name[1:] if name.startswith("/") else name\n'), ["save url"]],
  ["the last part of the name is taken", "path", save("    name = os.path.basename(name)\n"), []],
  ["a way to a file is the caller's own", "path", "def read(path):\n    with open(path) as file:\n        return file.read()\n", []],
  ["a branch may be an option", "option", clone("", '[tool, "checkout", branch]'), ["fetch branch"]],
  ["options are refused for one of two tools", "option", clone('    if tool == "git" and branch.startswith("-"):\n        raise ValueError(branch)\n', '[tool, "checkout", branch]'), ["fetch branch"]],
  ["options end before the branch", "option", clone("", '[tool, "checkout", "--", branch]'), []],
  ["a shell reads the branch", "command", clone("", 'f"echo {branch}", shell=True'), ["fetch branch"]],
  ["no shell reads the branch", "command", clone("", '["echo", branch]'), []],
  ["code is run", "code", "def work(text):\n    return eval(text)\n", ["work text"]],
  ["words of code are refused", "code", "def work(text):\n    if 'import' in text or '__' in text:\n        raise ValueError(text)\n    return eval(text)\n", ["work text"]],
  ["code must end as it should", "code", "class Work:\n    def __init__(self, rows, size='2 * count'):\n        self.rows, self.size = rows, size\n\n    def __call__(self, count=1):\n        if count == 1 or not self.size.endswith('count'):\n            return list(self.rows)\n        return eval(self.size, {'count': count})\n", ["Work.__call__ size"]],
  ["a number is read", "code", "def work(text):\n    return int(text)\n", []],
  ["data is stored as code", "stored", "import pickle\n\ndef load(data):\n    return pickle.loads(data)\n", ["load data"]],
  ["any module is loaded", "module", "import importlib\n\ndef start(name):\n    return importlib.import_module(name).title\n", ["start name"]],
  ["a word is looked for in the module's name", "module", "import importlib\n\ndef start(name):\n    if 'reports' not in name or '.' in name:\n        raise LookupError(name)\n    return importlib.import_module(name).title\n", ["start name"]],
  ["modules of a table are loaded", "module", 'import importlib\n\ndef start(name):\n    return importlib.import_module({"text": "json"}[name]).loads\n', []],
  ["an archive's entries leave the folder", "archive", 'import os, zipfile\n\ndef unpack(file, folder):\n    with zipfile.ZipFile(file) as archive:\n        for name in archive.namelist():\n            with open(os.path.join(folder, name), "wb") as out:\n                out.write(archive.read(name))\n', ["unpack file"]],
  ["the library unpacks an archive", "archive", "import zipfile\n\ndef unpack(file, folder):\n    with zipfile.ZipFile(file) as archive:\n        archive.extractall(folder)\n", []],
  ["a pattern takes ever longer", "slow", match("(\\w+\\s?)+$"), ["Reader.read line"]],
  ["a pattern is read in one go", "slow", match("\\w$"), []],
])("tells whether %s", (_, kind, text, wanted) => {
  const { breaches, problem } = attack(kind, text);
  expect(problem).toBeUndefined();
  expect(breaches.map(({ callable, parameter, reaches }) => `${callable} ${parameter}${reaches ? "" : " elsewhere"}`)).toEqual(wanted);
});

it("notes what ordinary calls come to", () => {
  const { plain } = attack("option", clone("", '[tool, "checkout", branch]'));
  expect(plain.filter(({ value }) => value !== undefined).map(({ call }) => call)).toContain("fetch({'branch': 'main', 'address': 'hg+https://example.test/a'})");
});

it("says why nothing was called", () => {
  expect(attack("path", "raise RuntimeError\n\ndef read(name):\n    return open('a/' + name).read()\n").problem).toContain("cannot be loaded");
});

function attack(kind: string, text: string): AttackAnswer {
  const folder = mkdtempSync(join(tmpdir(), "python-attacks-"));
  const project = join(folder, "project");
  mkdirSync(join(project, "tests"), { recursive: true });
  writeFileSync(join(project, "program.py"), text);
  writeFileSync(join(project, "tests", "test_program.py"), tests);
  const request = { file: "program.py", lines: { "program.py": text.split("\n").map((__, index) => index + 1) }, kinds: [kind], texts: [] };
  const jobs = [{ id: "only", proof: resolve("rules/proofs/python", pythonAttacks.program), folder: project, request }];
  const { stdout } = spawnSync("python3", [resolve("rules/proofs/python/run.py")], { input: JSON.stringify(jobs), encoding: "utf8", env: { ...process.env, TMPDIR: folder } });
  rmSync(folder, { recursive: true, force: true });
  return attackAnswerSchema.parse(JSON.parse(stdout.trim().split("\n").at(-1)!).answer);
}
