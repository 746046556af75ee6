import { describe, expect, it } from "vitest";
import { patternRules } from "../../../rules/registry.generated.ts";
import { parsers } from "../../../src/api/parsers.ts";
import { isOpen } from "../../../src/rule-kit/gate.ts";

async function gateOn(rule: string, language: string, code: string): Promise<boolean> {
  const parse = await parsers(language);
  return isOpen(patternRules.find(({ meta }) => meta.id === rule)!.gate, parse(code, "file"));
}

describe("the gate of a rule in Semgrep's syntax", () => {
  it.each([
    ["javascript/recursive-merge", "javascript", "function m(a, b) { for (const k in b) m(a[k], b[k]); }", true],
    ["javascript/recursive-merge", "typescript", "const m = (a, b) => { m(a[k] as any, b[k]); };", true],
    ["javascript/recursive-merge", "javascript", "c.m = function (a, b) { m(a['x'], b[X]); }", true],
    ["javascript/recursive-merge", "javascript", "class C { m(a, b) { this.m(a[k], b[k]); } }", true],
    ["javascript/recursive-merge", "javascript", "function f(a, b) { for (const k in b) m(a[k], b[k]); }", false],
    ["javascript/recursive-merge", "javascript", "m(a[k], b[i]); m(a[k]); m(x, b[k]); m()", false],
    ["javascript/prototype-pollution", "javascript", "merge(a, this.req.body)", true],
    ["javascript/prototype-pollution", "javascript", "merge(a, other.body)", false],
    ["javascript/prototype-pollution", "javascript", "function f({ body }) { merge(a, body); }", true],
    ["javascript/weak-randomness", "javascript", "const resetToken = Math.random();", true],
    ["javascript/weak-randomness", "javascript", "this.SECRET = Math.random();", true],
    ["javascript/weak-randomness", "javascript", "const tokens = Math.random();", false],
    ["javascript/weak-randomness", "javascript", "const token = random();", false],
    ["javascript/open-cors", "javascript", "r.set('Access-Control-Allow-Origin', req.headers.origin)", true],
    ["javascript/open-cors", "javascript", "r.set({ 'Access-Control-Allow-Origin': req.headers.origin })", true],
    ["javascript/open-cors", "javascript", "map.set('a', origin)", false],
    ["python/csrf-protection-off", "python", "from django.views.decorators.csrf import csrf_exempt as free\n@free\ndef f(r): pass\n", true],
    ["python/csrf-protection-off", "python", "@cached\ndef f(r): pass\n", false],
    ["python/open-cors", "python", "r['Access-Control-Allow-Origin'] = q.META['HTTP_ORIGIN']\n", true],
    ["python/open-cors", "python", "a[b] = c\n", false],
    ["python/insecure-cookie", "python", "CSRF_COOKIE_SECURE = False\n", true],
  ])("of %s for %s on %s is open: %s", async (rule, language, code, expected) => {
    expect(await gateOn(rule, language, code)).toBe(expected);
  });

  it("is open for no rule on code without names", async () => {
    const parse = await parsers("python");
    const open = patternRules.filter(({ meta, gate }) => meta.languages.includes("python") && isOpen(gate, parse("", "file")));
    expect(open.map(({ meta }) => meta.id)).toEqual([]);
  });
});
