// Code of one language inside another: what is found, what its text is, and where it came from.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { describe, expect, it } from "vitest";
import { faultsOfEmbedded } from "../../../scripts/fuzz-mutations.ts";
import { languages } from "../../../src/languages/registry.generated.ts";
import type { EmbeddedCode } from "../../../src/syntax/embedded.ts";

const root = new URL("../../../", import.meta.url);

async function findIn(id: string, text: string): Promise<readonly EmbeddedCode[]> {
  const language = languages.find((candidate) => candidate.id === id)!;
  const grammar = language.grammarFile === undefined ? undefined : readFileSync(new URL(`src/languages/${id}/grammar/${language.grammarFile}`, root));
  const runtime = language.runtimeFile === undefined ? undefined : readFileSync(createRequire(import.meta.url).resolve(language.runtimeFile));
  const tree = (await language.load(grammar, runtime))(text, `x${language.extensions[0]!}`);
  const found = (await language.loadEmbedded!())(tree);
  expect(faultsOfEmbedded(tree, found)).toEqual([]);
  return found;
}

const show = (pieces: readonly EmbeddedCode[]): string[] => pieces.map(({ language, text }) => `${language}: ${text.replaceAll("\uFFFC", "¤")}`);

describe("strings", () => {
  it.each<[string, string, string[]]>([
    ["python", `c.execute("select 1 from t where a = %s", x)`, ["sql: select 1 from t where a = %s"]],
    ["python", `c.execute(f"select {{}} {a!r} from t")`, ["sql: select {} ¤ from t"]],
    ["python", `q = "SELECT a" " FROM t" + where + 'x'`, ["sql: SELECT a FROM t¤x"]],
    ["python", `q = "SELECT {} FROM {t}".format(a, t=b)`, ["sql: SELECT ¤ FROM ¤"]],
    ["python", `q = "SELECT '\\x41\\n' FROM t WHERE a = %s" % x`, ["sql: SELECT 'A\n' FROM t WHERE a = %s"]],
    ["python", `q = r"SELECT '\\n' FROM t"`, ["sql: SELECT '\\n' FROM t"]],
    ["python", `print("Select a file from the list")`, []],
    ["python", `c.execute("Select a file from the list")`, []],
    ["python", `def f():\n    """SELECT a FROM t"""`, []],
    ["python", `log("select nothing from this")`, []],
    ["python", `os.system("cd " + d + " && ls")`, ["bash: cd x && ls"]],
    ["python", `subprocess.run(f"rm {d}", shell=True)`, ["bash: rm x"]],
    ["python", `subprocess.run(["rm", d])`, []],
    ["python", `subprocess.run("rm", shell=False)`, []],
    ["javascript", "db.query(`select ${a} from t`)", ["sql: select ¤ from t"]],
    ["javascript", "sql`update t set a = ${1} where b`", ["sql: update t set a = ¤ where b"]],
    ["javascript", `const q = "SELECT 'it\\u0041' " + "FROM t"`, ["sql: SELECT 'itA' FROM t"]],
    ["javascript", `import { exec } from "child_process"; exec("ls " + x); re.exec("SELECT")`, ["bash: ls x"]],
    ["javascript", `import { spawn } from "child_process"; spawn("ls | wc", { shell: true }); spawn("ls | wc")`, ["bash: ls | wc"]],
    ["bash", `psql -U x -c "SELECT * FROM t WHERE a = $1"`, ["sql: SELECT * FROM t WHERE a = ¤"]],
    ["bash", `sudo -u p psql db <<EOF\nSELECT 1;\nEOF\n`, ["sql: SELECT 1;\n"]],
    ["bash", `bash -c 'cd /x; ls'`, ["bash: cd /x; ls"]],
    ["bash", `grep -c "SELECT 1 FROM t" f`, []],
    ["sql", "CREATE FUNCTION f() RETURNS int AS $$ SELECT 1 $$ LANGUAGE sql; SELECT $$ SELECT 2 $$", ["sql:  SELECT 1 "]],
    ["sql", "CREATE FUNCTION f() RETURNS int AS $x$ return 1 $x$ LANGUAGE plpython3u", []],
  ])("%s %s", async (id, text, expected) => {
    expect(show(await findIn(id, text))).toEqual(expected);
  });
});

describe("pages and components", () => {
  it.each<[string, string, string[]]>([
    ["html", `<script>a</script><script type="module">b</script><script type="application/json">{}</script><script type="importmap">{}</script>`, ["javascript: a", "javascript: b"]],
    ["html", `<!-- <script>a</script> --><SCRIPT src="x"></SCRIPT><script\n type='text/typescript' data-x=">">let b: 1</script>`, ["typescript: let b: 1"]],
    ["html", `<script>var a = {{ b|c }}; {% if x %}f(){% endif %}</script>`, ["javascript: var a = _; \u00a0f()\u00a0"]],
    ["html", `<textarea><script>a</script></textarea><script>b`, ["javascript: b"]],
    ["vue", `<template><a/></template>\n<script>a</script>\n<script lang="ts" setup>b</script><script lang="coffee">c</script>`, ["javascript: a", "typescript: b"]],
    ["vue", `<template><my-b :x="c"/></template><script setup>import MyB, { c, d } from "x"\n</script>`, [`javascript: import MyB, { c, d } from "x"\n\n;[MyB, c];`]],
  ])("%s %s", async (id, text, expected) => {
    expect(show(await findIn(id, text))).toEqual(expected);
  });
});

const notebook = (language: string, ...cells: (string | string[])[]): string =>
  JSON.stringify({ cells: cells.map((source) => ({ cell_type: "code", source })), metadata: { kernelspec: { language } } });

describe("notebooks", () => {
  it.each<[string, string, string[]]>([
    ["magics", notebook("python", ["%time f()\n", "!ls\n", "x = !ls\n", "y = 1\n", "y?"]), ["python: pass\npass\nx = None\ny = 1\npass\n"]],
    ["the value that a cell shows", notebook("python", "a = 1\na == 1", "f(\n  1)", "b = 2;"), ["python: a = 1\n_ = a == 1\nf(\n  1)\nb = 2;\n"]],
    ["cells of other languages", notebook("python", "%%bash\nls", "%%time\nx = 1", "%%latex\n$x$"), ["python: x = 1\n", "bash: ls\n"]],
    ["another kernel", notebook("R", "x <- 1"), []],
    ["escapes", notebook("python", 's = "\u00e9\\t"'), ['python: s = "\u00e9\\t"\n']],
  ])("%s", async (_title, text, expected) => {
    expect(show(await findIn("jupyter", text))).toEqual(expected);
  });

  it("says which cell and line a place is", async () => {
    const [code] = await findIn("jupyter", JSON.stringify({ cells: [{ cell_type: "markdown", source: [] }, { cell_type: "code", source: ["a\n", "b"] }], metadata: {} }));
    expect(code!.placeOf!(code!.text.indexOf("b"))).toBe("Cell 2, line 2");
  });
});
