// The rung behaviour-kept: both versions of a function get the same generated input in the sandbox, at the command line and over MCP.

import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { makeSandbox } from "../support/command-line.ts";
import { type WireClient, startServer } from "../support/mcp-wire.ts";

const python = `import os


def greet(name, times=1):
    return os.popen("greeting -n 1 " + name).read() * times
`;
const javascript = `const { execFileSync, execSync } = require("node:child_process");

exports.greet = function greet(name, times) {
  return execSync("greeting -n 1 " + name).toString().repeat(times);
};
`;
const typescript = `import { execFileSync, execSync } from "node:child_process";

interface Settings {
  readonly times: number;
}

export function greet(name: string, times: number): string {
  const settings: Settings = { times };
  return execSync("greeting -n 1 " + name).toString().repeat(settings.times);
}
`;
const pythonFix = (...words: string[]): string => python.replace("import os", "import subprocess").replace('os.popen("greeting -n 1 " + name).read()', `subprocess.run([${words.join(", ")}], capture_output=True, text=True).stdout`);
const scriptFix = (text: string, ...words: string[]): string => text.replace('execSync("greeting -n 1 " + name)', `execFileSync("greeting", [${words.join(", ")}])`);

/** Each asks for several sandboxes. */
const RUN_LIMIT_MS = 180_000;

vi.setConfig({ testTimeout: RUN_LIMIT_MS });

const accounts = `import subprocess


def account_of(name):
    return subprocess.getstatusoutput("getent passwd " + name)[1]
`;

const sandbox = makeSandbox({ "accounts.py": accounts, "page.py": "from accounts import account_of\n\n\ndef page(name):\n    return account_of(name).split()\n", "greet.py": python, "greet.js": javascript, "greet.ts": typescript, "clock.py": python.replace("return ", "import time\n    return str(time.time_ns()) + ") });
let client: WireClient;

beforeAll(async () => {
  sandbox.git("init", "-q");
  client = await startServer(sandbox.folder);
});
afterAll(async () => {
  await client.close();
  sandbox.remove();
});

interface Judged {
  readonly verdict: string;
  readonly level: string;
  readonly code: string;
  readonly reason: string;
  readonly rungs: readonly { readonly name: string; readonly status: string; readonly evidence: readonly string[] }[];
}

function verify(path: string, content: string, ...words: string[]): { judged: Judged; text: string } {
  sandbox.write("../fixed", content);
  const { out } = sandbox.assay(["verify", "--with", `${path}=../fixed`, "--format", "json", ...words]);
  return { judged: JSON.parse(out) as Judged, text: out };
}

function kept({ rungs }: Judged): Judged["rungs"][number] {
  return rungs.find(({ name }) => name === "behaviour-kept")!;
}

describe.each([
  ["greet.py", pythonFix('"greeting"', '"-n"', '"1"', "name"), pythonFix('"greeting"', '"-n"', "name")],
  ["greet.js", scriptFix(javascript, '"-n"', '"1"', "name"), scriptFix(javascript, '"-n"', "name")],
  ["greet.ts", scriptFix(typescript, '"-n"', '"1"', "name"), scriptFix(typescript, '"-n"', "name")],
])("behaviour-kept of %s", (path, right, wrong) => {
  it("passes where ordinary input comes to the same, and tells how much of it came through the change", () => {
    const { judged } = verify(path, right);
    expect([judged.verdict, judged.level]).toEqual(["accepted", "behaviour-kept"]);
    const [, made, , usable, reaching] = /^((\d+) inputs were generated) for `greet` of greet\.\w+, and \d+ left out that belong to an attack; (\d+) are usable, (\d+) of them come through changed lines\.$/.exec(kept(judged).evidence[0]!)!;
    expect(made).toContain("120");
    expect(Number(usable)).toBeGreaterThan(60);
    expect(Number(reaching)).toBeGreaterThan(Number(usable) / 2);
  });

  it("fails where it comes to something else, names the first difference, and says the same each time and over MCP", async () => {
    const { judged, text } = verify(path, wrong);
    expect([judged.verdict, judged.code, kept(judged).status]).toEqual(["refused", "changes-behaviour", "failed"]);
    expect(judged.reason).toMatch(/does something else with ordinary input: `\w+` = .* came to ".*["…] and comes to ".*["…]\./);
    expect(verify(path, wrong).text).toBe(text);
    const { structuredContent } = await client.call("verify_fix", { files: [{ path, content: wrong }] });
    expect(`${JSON.stringify(structuredContent, null, 2)}\n`).toBe(text);
  });

  it("is not run where a lower level is asked for", () => {
    expect(kept(verify(path, wrong, "--level", "proof-flips").judged).status).toBe("not-run");
  });
});

describe("behaviour-kept", () => {
  it("tells how many inputs a check of the fix turns away", () => {
    const checked = pythonFix('"greeting"', '"-n"', '"1"', "name").replace("    return", "    if not name.isalpha():\n        raise ValueError(name)\n    return");
    const { judged } = verify("greet.py", checked);
    expect([judged.verdict, kept(judged).evidence[0]]).toEqual(["accepted", expect.stringMatching(/the fix turns \d+ of them away, such as/)]);
  });

  it("fails where a check turns everything away", () => {
    const closed = pythonFix('"greeting"', '"-n"', '"1"', "name").replace("    return", "    if len(name) < 5000:\n        raise ValueError(name)\n    return");
    expect(kept(verify("greet.py", closed).judged)).toMatchObject({ status: "failed", evidence: [expect.stringContaining("turns away all"), expect.anything()] });
  });

  it.each([
    ["passes", "passed", '["getent", "passwd", name]'],
    ["fails where other words are handed on", "failed", '["getent", "group", name]'],
  ])("%s whatever the started program would say on this machine", (_, status, words) => {
    const fixed = accounts.replace('subprocess.getstatusoutput("getent passwd " + name)[1]', `subprocess.run(${words}, capture_output=True, text=True).stdout.rstrip()`);
    expect(kept(verify("accounts.py", fixed).judged).status).toBe(status);
  });

  it("is not run where fewer than ten inputs say something", () => {
    const fixed = pythonFix('"greeting"', '"-n"', '"1"', "name").replace("return ", "import time\n    return str(time.time_ns()) + ");
    expect(kept(verify("clock.py", fixed).judged)).toMatchObject({ status: "not-run", evidence: [expect.stringContaining("0 are usable")] });
  });
});
