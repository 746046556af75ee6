// What patterns match and do not match: one row is a language, a pattern, a text and the matched parts of it.

import { describe, expect, it } from "vitest";
import { check, matchesOf, ruleFile } from "./engine.ts";

type Row = readonly [language: string, pattern: string, text: string, matched: readonly string[]];

const rows: readonly Row[] = [
  ["python", "foo($X)", "foo(1)\nfoo(1, 2)\nfoo(a=1)\n", ["foo(1)"]],
  ["python", "foo($X, ...)", "foo(1)\nfoo(1, 2)\nfoo()\n", ["foo(1)", "foo(1, 2)"]],
  ["python", "foo(..., k=$V)", "foo(k=1, j=2)\nfoo(k=1)\n", ["foo(k=1)"]],
  ["python", "$X == $X", "a == a\na == b\n", ["a == a"]],
  ["python", "os.system(...)", "from os import system as s\ns(1)\nt(1)\n", ["s(1)"]],
  ["python", "m.g(...)", "g(0)\nfrom m import *\ndef g(): pass\ng(1)\nh(g)\n", ["g(1)"]],
  ["python", "m.$G(...)", "from m import *\ng(1)\n", []],
  ["python", "$A // $B", "x = a // b * c\ny = (a // b) * c\nz = a - b // c\n", ["a // b * c", "(a // b)", "b // c"]],
  ["python", "$A / $B", "x = a * b.c(1) / (d)\ny = a + b / c - d\n", ["b.c(1) / (d)", "b / c"]],
  ["python", "$A // $B", "x = a // b * c\nmatch x:\n  case 1: pass\n", ["a // b"]],
  ["python", "for $X in $Y: $S", "for a in b:\n  c\n  d\nwhile a:\n  c\n", ["for a in b:\n  c\n  d"]],
  ["python", "async for $X in $Y: ...", "async def f():\n  async for a in b:\n    c\n  for d in e: pass\n", ["for a in b:\n    c"]],
  ["python", "a[$X]", "a[1:2, 3]\na[4, 5]\na[6]\n", ["a[1:2, 3", "a[4, 5]", "a[6]"]],
  ["python", "$A + $B", "((a + b))\nif ((c + d)): print((e + f))\n", ["((a + b))", "((c + d))", "(e + f)"]],
  ["javascript", "while ($C) { $S }", "while (a) { b; c; }\nwhile (d) { e; }\n", ["while (d) { e; }"]],
  ["python", "from . import $X", "from . import a\nfrom .b import c\nfrom .. import d\nfrom b import c\n", ["from . import a", "from .b import c"]],
  ["python", "from .. import $X", "from .b import c\nfrom ..a import d\nfrom ... import e\n", ["from ..a import d", "from ... import e"]],
  ["python", "f(\"...\")", "x = \"a\"\nf(x)\nf(y)\nf(b\"c\")\n", ["f(x)", "f(b\"c\")"]],
  ["python", "f(\"=~/^a/\")", "f(\"ab\")\nf(\"ba\")\n", ["f(\"ab\")"]],
  ["python", "a()\n...\nb()", "a()\nif c:\n  b()\n", ["a()\nif c:\n  b()"]],
  ["python", "def $F(...):\n  ...\n  return 1", "def f():\n  return 1\ndef g():\n  return 2\n", ["def f():\n  return 1"]],
  ["python", "@dec\ndef $F(): ...", "@dec\ndef f(): pass\n@other\ndef g(): pass\n", ["@dec\ndef f(): pass"]],
  ["python", "if <... x ...>: ...", "if a(b + x): c\nif a: c\n", ["if a(b + x): c"]],
  ["python", "{..., \"a\": $V, ...}", "x = {\"b\": 1, \"a\": 2}\ny = {\"b\": 1}\n", ["{\"b\": 1, \"a\": 2}"]],
  ["python", "$X = 1", "x, y = 1, 2\nz = 3\n", ["x, y = 1, 2"]],
  ["python", "$O. ... .c()", "a.b().c()\na.b()\n", ["a.b().c()"]],
  ["python", "def $F[$T]($X): ...", "def f[T](x): pass\ndef g[T, U](x): pass\ndef h(x): pass\n", ["def f[T](x): pass"]],
  ["python", "class $C[$T]: ...", "class A[T]: pass\nclass B: pass\n", ["class A[T]: pass"]],
  ["python", "type $X[$T] = $Y", "type A[T] = T\ntype B = int\n", ["A[T] = T"]],
  ["python", "try: ...\nexcept $E as $N: ...", "try:\n  a\nexcept (B, C) as e:\n  d\ntry:\n  a\nexcept (B, C):\n  d\n", ["try:\n  a\nexcept (B, C) as e:\n  d"]],
  ["python", "@$A.$B(...)\ndef $F(): ...", "@a.b\ndef f(): pass\n@c[0].d\ndef g(): pass\n", ["@a.b\ndef f(): pass"]],
  ["python", "$X in $Y", `${"f(a)\n".repeat(13)}b in c\nd not in e\ng in h in i\n`, ["b in c"]],
  ["python", "$F($X)", `${"a < b\n".repeat(13)}f(c)\nx = -d\ng(e)(f)\n`, ["f(c)", "g(e)", "g(e)(f)"]],
  ["python", "-$X", `${"f(a)\n".repeat(13)}x = -b\ny = b - c\n`, ["-b"]],
  ["python", "$X.$F()", `${"a + b\n".repeat(13)}c.d()\nc.e(1)\n`, ["c.d()"]],
  ["javascript", "typeof $X", `${"f(a);\n".repeat(13)}typeof b;\nvoid c;\n`, ["typeof b"]],
  ["python", "a()\n...\nb()", "class C:\n  def f(self):\n    if c:\n      a()\n      if d:\n        b()\n    a()\n  b()\n", ["a()\n      if d:\n        b()"]],
  ["python", "def $F(..., $P: $T, ...): ...", "def f(a, b: int, *c): pass\ndef g(a, *, b): pass\ndef h(c: str): pass\n", ["def f(a, b: int, *c): pass", "def h(c: str): pass"]],
  ["python", "@$A\n@$B\ndef $F(): ...", "@a\ndef f(): pass\n@a\n@b\ndef g(): pass\n", ["@a\n@b\ndef g(): pass"]],
  ["python", "f\"...{$X}...\"", "x = f\"a{b}c\"\ny = \"abc\"\n", ["f\"a{b}c\""]],
  ["python", "print($X)", "print a,\nprint (b)\nprint (c, d)\nprint >>f, e\nprint g, h\n", ["print a", "print (b)", "print (c, d)", "print >>f, e"]],
  ["python", "print(...)", "print >>f, a\nprint(b)\n", ["print(b)"]],
  ["python", "f(True)", "print a\nf(True)\n", []],
  ["python", "f(True)", "print(a)\nf(True)\n", ["f(True)"]],
  ["python", "f(k=$V)", "print a\nf(k=True)\n", ["f(k=True)"]],
  ["python", "f(True)", "print a\nasync def g(): f(True)\n", ["f(True)"]],
  ["python", "raise $E", "raise A, \"b\"\nraise C\n", ["raise A", "raise C"]],
  ["python", "exec(...)", "exec a in b\n", ["exec a"]],
  ["python", "$X = \"...\"", "\ufeffx = \"a\"\n", ["x = \"a"]],
  ["python", "g(f\"...\")", "g(f\"a{b!r}{c:>3}\")\ng(\"d\")\n", ["g(f\"a{b!r}{c:>3}\")"]],
  ["python", "\"...\"", "match a:\n  case \"b\": pass\n  case -1 | m.c: pass\n", ["\"b\"", "b"]],
  ["python", "$A.$B", "match a:\n  case m.c: m.d\n", ["m.d"]],
  ["python", "$A and $B", "0 < a < 9 and b\n(0 < c < 9) and d\n", ["< a < 9 and b", "(0 < c < 9) and d"]],
  ["python", "def $F($A, ...): ...", "def f(*, a): pass\ndef g(): pass\n", ["def f(*, a): pass"]],
  ["python", "try: ...\nexcept ...: pass", "try: a\nexcept: pass\ntry: b\nexcept C as d: pass\ntry: e\nexcept (F, G): pass\ntry: h\nexcept I: j\n", ["try: a\nexcept: pass", "try: b\nexcept C as d: pass", "try: e\nexcept (F, G): pass"]],
  ["bash", "curl ... | ... | bash", "curl http://f | tee x | bash\ncurl x | sh\n", ["curl http://f | tee x | bash"]],
  ["bash", "<... $(b) ...>", "a $(b)\na b\n", ["a $(b)", "$(b)"]],
  ["bash", "$V=\"http://...\"", "a=\"http://...\"\nb=\"http://$x\"\n", ["a=\"http://..."]],
  ["bash", "a=", "a=\na=b\n", ["a="]],
  ["bash", "function $F { ...; }", "f() { a; } > b\nc\n", ["f() { a; }"]],
  ["python", "from . import $X", "from .a import *\nfrom b import *\n", ["from .a import *"]],
  ["javascript", "<a>b {$X}</a>", "x = <a>b {c}</a>; y = <a>d {e}</a>;", ["<a>b {c}</a"]],
  ["bash", "if ...; then ...; fi", "if a; then\n  b\nelse\n  c\n  if d; then e; fi\nfi\n", ["if a; then\n  b\nelse\n  c\n  if d; then e; fi", "if d; then e"]],
  ["bash", "{ ...; }", "case a in\n  b) c\n    d > e ;;\nesac\n", ["c\n    d"]],
  ["bash", "echo $X", "echo $\"a\"\necho $\"b $c\" d\n", ["echo $\"a\""]],
  ["bash", "${#$X}", "a $b ${#c}\n", ["$b", "c"]],
  ["bash", "function $F { ... }\n", "function a { b; }\n", []],
  ["bash", "echo $X", "echo \"a\"; echo ${B}; echo a b\n", ["echo \"a\"", "echo ${B}"]],
  ["bash", "$V=$X", "A=\"b\" C=1\nexport D=\"$E\" F=${G:-h}\nexport I\n", ["A=\"b", "C=1", "D=\"$E\"", "F=${G"]],
  ["bash", "${$X[@]}", "echo $a \"${b[@]}\"\n", ["$a"]],
  ["bash", "rm", "rm -r a\nsudo rm b\nrmdir c\n", ["rm", "rm"]],
  ["bash", "echo $X | ...", "echo a | b | c\nls | echo a\n", ["echo a | b", "echo a | b | c"]],
  ["bash", "a | ... | d", "a | b | c | d\na | d\n", ["a | b | c | d"]],
  ["bash", "kubectl ...", "cat <<EOF | kubectl apply\nkubectl x\nEOF\n", ["kubectl apply"]],
  ["bash", "cat ... | sort && b", "cat <<EOF | sort && b\nx\nEOF\ncat | sort || b\n", ["cat <<EOF | sort && b"]],
  ["bash", "for ((i = 0; i < 3; i++)); do\n  a\ndone", "for ((j = 9; j; j--)); do\n  a\ndone\nfor x in 1; do b; done\n", ["for ((j = 9; j; j--)); do\n  a\ndone"]],
  ["bash", "select $O in ...; do\n  a\ndone", "select x in 1; do a; done\nselect x in 1; do b; done\n", ["select x in 1; do a; done"]],
  ["bash", "{ ...; }", "while a; do b; done > f\n{ c; } > g\nd\n", ["while a; do b; done", "{ c; }"]],
  ["bash", "until ...", "until a b; do\n  c\ndone\nwhile d; do e; done\n", ["until a b"]],
  ["bash", "do c", "until a; do c; done\nuntil b; do\n  c\ndone\n", ["do c"]],
  ["bash", "\"$@\"", "for x; do a; done\nb \"$@\" \"$x\"\n", ["do", "\"$@\""]],
  ["bash", "a[0]=$X", "a[1]=b\na=c\nd[0]=e\n", ["a[1]=b", "a=c"]],
  ["bash", "$V+=$X", "a+=\"b\"\nc=d\n", ["a+=\"b"]],
  ["bash", "${$X}", "a -$$ \"$b $c\" d\n", ["$$", "$b", " $c"]],
  ["bash", "${B:-}", "a \"$A $B\" \"$A ${B}\" \"$A $C\"\n", [" $B", "B"]],
  ["bash", "... > f", "a \"$(b)\" > f &\n", ["a", "a \"$(b)\"", "a \"$(b)\" > f &", "\"", "\"$(b)\"", "$(", "$(b)", "b", "&"]],
  ["bash", "! $C ...", "! a b > c\nd\n", ["! a b"]],
  ["bash", "$C ping ...", "until ping -c1 h; do sleep 1; done\n", ["until ping -c1 h"]],
  ["bash", "echo $(...)", "echo $((x + 1))\necho $(ls)\necho $x\n", ["echo $((x + 1))", "echo $(ls)"]],
  ["generic", "run: ...", "a:\n  - run: x\n  - run: |\n      y\nb: z\n", ["run: x\n  - run: |\n      y"]],
  ["generic", "server {\n  ...\n  listen 80;\n  ...\n}", "server {\n  a b;\n  listen 80;\n  c {\n    d;\n  }\n}\nserver { listen 80; }\nserver { a b; }\n", ["server {\n  a b;\n  listen 80;\n  c {\n    d;\n  }\n}", "server { listen 80; }"]],
  ["javascript", "foo($X)", "foo(1); foo(1, 2);", ["foo(1)"]],
  ["javascript", "$X = $V", "const a = 1; let b; x += 2;", ["a = 1", "x += 2"]],
  ["javascript", "{a: $V}", "x = {b: 1, a: 2}; y = {b: 1};", ["{b: 1, a: 2}"]],
  ["javascript", "m.f(...)", "const {f} = require('m'); f(1); g(1);", ["f(1)"]],
  ["javascript", "function $F(...) {...}", "function a() {} const b = () => {};", ["function a() {}"]],
  ["javascript", "($X) => {...}", "x(a => b); y((a, b) => c);", ["a => b"]],
  ["javascript", "$X.b", "a?.b; a.c;", ["a?.b"]],
  ["javascript", "<$E href={$X} />", "x = <a href={u} />; y = <a id={u} />;", ["<a href={u} />"]],
  ["javascript", "`...${$X}...`", "f(`a${b}`); f(`a`);", ["`a${b"]],
  ["typescript", "($X: Foo).bar()", "function f(a: Foo, b: Baz) { a.bar(); b.bar(); }", ["a.bar()"]],
  ["typescript", "($X: string)", "class A {\n  b: string;\n  m(c, d: string) { e(c.b, this.b, c.d, b, f); }\n}\ng(h.b);", ["c.b", "this.b", "c.d", "b"]],
  ["typescript", "function $F(..., @Body() $X: $T, ...) { ... }", "class A {\n  m(a, @Body() b: B) {}\n  n(@Query() b: B) {}\n}", ["m(a, @Body() b: B) {}"]],
  ["typescript", "function $F(..., $X?: number, ...) {...}", "function a(b: string, c?: number) {}\nfunction d(e?: string) {}", ["function a(b: string, c?: number) {}"]],
  ["typescript", "$X as $T", "x = y as string; z = y;", ["y as string"]],
  ["javascript", "<$T>{$X}</$T>", "a = <b>{c}{d}</b>; e = <b><c/>{d}</b>;", ["<b>{c}{d}</b"]],
  ["javascript", "<b>$X</b>", "a = <b>c</b>; d = <b>{e}</b>;", ["<b>c</b"]],
  ["javascript", "<b>c</b>", "a = <b>c</b>; d = <b>c {e}</b>;", ["<b>c</b"]],
  ["javascript", "`a${...}`", "f(`a${b}`); f(`a${b}c`); f(`a`);", ["`a${b"]],
  ["typescript", "type $T = (...) => void", "type A = (a: string) => void; type B = (a: string) => A;", ["type A = (a: string) => void;"]],
  ["typescript", "let $X: string[] = $V", "let a: readonly string[] = []; let b: number[] = [];", ["let a: readonly string[] = []"]],
  ["typescript", "declare function $F(...): $T", "function a(): string { return b; } function c() {}", ["function a(): string"]],
  ["typescript", "class $C implements $I, $J {...}", "class A implements B<C>, D {} class E implements D {}", ["class A implements B<C>, D {}"]],
  ["typescript", "abstract class $C { abstract $M(): string; }", "abstract class A { abstract m(): string; } abstract class B { abstract m(): number; }", ["abstract class A { abstract m(): string; }"]],
  ["typescript", "namespace $N {...}", "namespace A { b(); c(); }\nexport namespace D { e(); }\nnamespace G { h(); } i();", ["{ b(); c(); }"]],
  ["typescript", "export = $X", "f();", ["f();"]],
  ["typescript", "(...) => {...}", "x = <T,>(y: T) => { z(); };", ["(y: T) => { z(); }"]],
  ["javascript", "f({5: $V})", "f({5: 1}); f({6: 1}); x = 5.5;", ["f({5: 1})"]],
  ["javascript", "f({5: $V})", "f({5: 1});", []],
  ["javascript", "f({a: ...})", "f({a: 1}); f({a() {}}); f({a: () => 1}); f({b: 1});", ["f({a: 1})", "f({a() {}})", "f({a: () => 1})"]],
  ["javascript", "async $M(...) {...}", "class A { static b = async () => {}; c = () => {}; async d() {} }", ["static b = async () => {}", "async d() {}"]],
  ["javascript", "import x from \"m\"", "import x from \"m\" with { type: \"json\" };", ["import x from \"m\""]],
  ["javascript", "f(1);", "const { a = f(1) } = b; const { c } = f(1);", ["const { c } = f(1)"]],
  ["javascript", "yield", "function* f() { yield; yield 1; }", ["yield"]],
  ["javascript", "f(\"a1\")", "f(\"a\" + 1); f(1 + \"a\"); f(\"a\" + x);", ["f(\"a\" + 1)"]],
  ["javascript", "f(\"a\")", "const s = \"a\"; f(s ?? \"b\"); f(null ?? \"a\"); f(s || \"b\");", ["f(s ?? \"b\")", "f(null ?? \"a\")"]],
  ["typescript", "import $X = require(\"$M\")", "import a = require(\"m\");\nimport b = A.B;\n", ["import a = require(\"m\""]],
  ["javascript", "return $X", "f(function () { if (a) { g(1); } else { h(2) } }); f(() => { i(3); });", ["g(1)", "g(1);", "h(2)"]],
  ["javascript", "return $X", "f(function () { x.y = g(1); }); f(function () { for (;;) { g(2); } });", []],
  ["javascript", "f(\"...\")", "class A { s = 'a'; t = 'b'; m() { f(this.s); f(this.t); f(A.s); this.t = 'c'; } }", ["f(this.s)"]],
  ["javascript", "$X", "let a = b;", ["a", "a = b", "b"]],
  ["javascript", "<$E href={...} />", "x = <a href={u} />; y = <a id={u} />;", ["<a href={u} />"]],
  ["javascript", "@Component(...)", "@Component() class A {}", []],
  ["javascript", "for (const $X of $Y) ...", "for (const a of b) c(); for (const d in e) c();", ["for (const a of b) c();"]],
  ["typescript", "f($X)", "f<A>(1); await f<A>(2); x = y + f<A>(3); await f(4);", ["f<A>(1)", "f(4)"]],
  ["typescript", "f<string>($X)", "f<string>(1); f<number>(2); f(3);", ["f<string>(1)"]],
  ["typescript", "$X as $T", "x = y as Map<A, B>;", ["y as Map"]],
  ["typescript", "function $F({..., $V, ...}) {...}", "function f({ a }) {} function g({ a }: B) {}", ["function f({ a }) {}"]],
  ["python", "f($X)\ng($X)", "y = \"s\"\nf(y)\ng(\"s\")\nf(z)\ng(\"s\")\n", ["f(y)\ng(\"s\")"]],
  ["python", "f(\"a\\\\d\")", "f(\"a\\d\")\nf(r\"a\\d\")\n", ["f(\"a\\d\")"]],
  ["python", "a | b", "c | b | a\nc | b\n", ["c | b | a"]],
  ["javascript", "f(`$X`)", "f(`ab`); f(`a\\nb`);", ["f(`ab`)"]],
  ["javascript", "break $L", "a: for (;;) { break a; } for (;;) { break; }", ["break a;"]],
  ["javascript", "export * from $M", "export * from 'a'; export { b } from 'c';", ["export * from 'a'"]],
  ["typescript", "o.get<$T>(...)", "o.get<A>(1); o.get(2); o.set(3);", ["o.get<A>(1)", "o.get(2)"]],
  ["typescript", "($X: string)", "enum E { A = 'a' } f('b');", ["'b'"]],
  ["typescript", "class $C { ... override $M(...) {...} ... }", "class A { override m() {} } class B { m() {} }", ["class A { override m() {} }"]],
  ["typescript", "$F(..., @D() $X, ...) {...}", "class A { m(@D() a) {} n(@D() { b }) {} }", ["m(@D() a) {}"]],
  ["typescript", "f(...)", "return_(f(1) as A); f(2) as B;", ["f(1)", "f(2)"]],
  ["typescript", "($X: Bucket).go()", "const b = new s3.Bucket(); b.go(); const c = new s3.Other(); c.go();", ["b.go()"]],
  ["typescript", "public $M(...) {...}", "class A { public m() {} n() {} }", ["public m() {}"]],
  ["typescript", "f($X, $X)", "function g(a, b: { c: string }) { f(a, a); f(a, c); }", ["f(a, a)"]],
  ["javascript", "body", "const body = f(); let body; function body() {} ({ body });", ["body", "body"]],
  ["javascript", "if ($C) { $...B }", "if (a) b(); if (c) { d(); e(); }", ["if (c) { d(); e(); }"]],
  ["javascript", "for (...; ...; ...) { ... }", "for (let i = 0; i < 1; i++) {} for (;;) {} for (let a = 0, b = 1; a < b; a++) {}", ["for (let i = 0; i < 1; i++) {}"]],
  ["javascript", "$X = $Y", "function f({ a } = {}) {}", ["{ a } = {}"]],
  ["javascript", "$F($X);", "f(1).x = v; y = g(2);", ["y = g(2);"]],
  ["javascript", "f(...)", "a = /** @type {A} */ (/* b */ f(1)); c = (f(2) // d\n);", ["(/* b */ f(1))", "(f(2) // d\n)"]],
  ["typescript", "f(...)", "namespace a { f(1) }\nexport namespace b { f(2) }\ndeclare namespace c { const d = f(3) }", ["f(1)"]],
  ["javascript", "o. ... .c()", "o.a().b.c(); o['a'].c(); o[0].c(); o?.a.c(); o.c();", ["o.a().b.c()", "o.c()"]],
  ["typescript", "const $X = {...}", "const x = { a: 1 } as const; const y = { a: 1 } as T;", ["const x = { a: 1 }", "const y = { a: 1 } as T"]],
  ["typescript", "$A + $B", "x = a + b!.c; y = a + b.c!; z = a + b;", ["a + b", "a + b.c", "a + b"]],
  ["typescript", "($A + $B)!.c", "x = a + b!.c; y = a + b.c!;", ["a + b!.c"]],
  ["typescript", "(() => {...})()", "namespace A { b(); }\nmodule C { d(); }", ["{ b(); }"]],
  ["typescript", "$X = (...) => {...}", "declare global { const f: 1; } declare namespace A { const g: 1; }", ["global { const f: 1; }"]],
  ["typescript", "({...})", "const { a }: { a: string } = b; const { c } = d;", ["{ a }", "{ c }"]],
  ["typescript", "const $X: $T", "declare const a: string; declare function f(b: string): number; function g() {}", ["const a: string", "function f(b: string): number"]],
  ["typescript", "<... a.$X ...>", "f(a.b as unknown as C); d = e as F;", ["f(a.b as unknown as C)", "a.b", "a.b as unknown", "a.b as unknown as C"]],
  ["typescript", "return $X as $T", "return a as unknown as B; return c;", ["return a as unknown as B;"]],
  ["typescript", "null", "let a: string | null; let b: string;", ["null"]],
  ["typescript", "let $X: $T", "let a: unique symbol; const b: c;", ["let a: unique"]],
  ["typescript", "$F<$T>(...)", "f<A>(1); o.f<A>(2); f(3);", ["f<A>(1)"]],
  ["javascript", "class $C {...}", "class A { b() {} static { c(); } } class D { e() {} }", ["class A { b() {} static { c(); }", "class D { e() {} }"]],
  ["javascript", "do next(); while ($C)", "do next(); while (a); do { next(); } while (b);", ["do next(); while (a"]],
  ["javascript", "function $F($X)", "function f(a) { b(); } o = { g: (c) => { d(); } };", ["function f(a)", "g: (c) =>"]],
  ["javascript", "[$X, ...other] = $Y", "const [a, ...b] = c; const [d, e] = f;", ["const [a, ...b] = c"]],
  ["typescript", "catch ($E: unknown) {...}", "try { a(); } catch (e: unknown) {} try { b(); } catch (e) {}", ["catch (e: unknown) {}"]],
  ["typescript", "export { $X }", "@D()\nexport class A {}\nclass B {}", ["export class A"]],
  ["typescript", "f($X: string)", "class A { f() {} g() {} } function f(): string {} f(1);", ["f()", "function f(): string"]],
  ["typescript", "class $C { $M(): $T; }", "class A { b(): string; c = 1; }", ["class A { b(): string; c = 1; }"]],
  ["typescript", "interface $I { $X: $T }", "interface A { b(): string; } class C { d: string; }", ["interface A { b(): string; }"]],
  ["javascript", "class $C { $...B }", "class A { b; } class C {}", []],
  ["javascript", "return $X", "f(function () { try { a(); } catch (e) { b(); } c(); });", ["b()", "b();", "c()", "c();"]],
  ["javascript", "return $X", "f(function () { try { a(); } catch (e) { b(); } finally { d(); } });", ["d()", "d();"]],
  ["javascript", "return $X", "f(function () { try { throw a; } catch (e) { throw b; } c(); });", []],
  ["javascript", "<a>...<b>...</b>...</a>", "x = <a><c /><b>d</b>{e}</a>; y = <a><c /></a>;", ["<a><c /><b>d</b>{e}</a"]],
  ["javascript", "<>...</>", "x = <>\n<a />\n</>; y = <a />;", ["<>\n<a />"]],
  ["typescript", "css`...`", "x = css`a`; y = css<T>`b`; z = css<{ c: D }>`e`;", ["css`a"]],
  ["typescript", "$T`...`", "x = css`a`; y = css<T>`b`; z = css<{ c: D }>`e`;", ["css`a", "css<{ c: D }>`e"]],
  ["typescript", "$A > `...`", "x = css`a`; y = css<T>`b`;", ["css<T>`b"]],
  ["python", "f(...)", "a = ( # b\n  f(1)\n)\n", ["( # b\n  f(1)\n)"]],
  ["python", "a", "class C:\n    a: int = 1\n    b = 2\n", ["a"]],
  ["python", "self.$X = $Y", "self.a: dict[str, int] = {}\n", ["self.a: dict[str, int] = {}"]],
  ["python", "-$X", "f(1, -2, -x, 1.5)\n", ["1", "-2", "2", "-x"]],
  ["python", "f($X)\n...", "y = [f(n) for n in g(1)]\n", []],
  ["python", "async def $F(...): ...", "async def f(): pass\n", ["async def f(): pass"]],
  ["python", "$X[$Y]", "a[]\nb[1, 2]\n", ["a[]", "b[1, 2]"]],
  ["python", "async def $F(...): ...", "match a:\n    case 1: pass\nasync def f(): pass\n", []],
  ["bash", "curl ... | bash", "curl -s http://x | bash\ncurl http://x | cat\n", ["curl -s http://x | bash"]],
  ["bash", "eval $X", "eval \"$y\"\neval\n", ["eval \"$y\""]],
  ["generic", "listen $P;", "listen 80;\nlisten;\n", ["listen 80;"]],
];

describe("patterns", () => {
  it.each(rows)("%s: %s", (language, pattern, text, matched) => {
    expect(matchesOf(language, pattern, text)).toEqual(matched);
  });
});

describe("patterns that are refused", () => {
  it.each(["const $X: [string, ...] = $V", "type $T = { name: string; ... }", "private $X: $T = $V", "static $X = $V", "#items = $X", "$X?: $T", "try {...} catch (...) {...}", "<T>{...}", "f(<T>$X)", "<a><... b ...></a>", "abstract $F(): $T;"])("%s", (pattern) => {
    expect(check("typescript", ruleFile("typescript", `pattern: ${JSON.stringify(pattern)}`), "f();").error).toBeDefined();
  });
  it("reads what only looks like them", () => {
    expect(matchesOf("javascript", "f().catch(...)", "f().catch(a);")).toEqual(["f().catch(a)"]);
    expect(matchesOf("javascript", "<a>{<... b ...>}</a>", "c = <a>{d(b)}</a>;")).toEqual(["<a>{d(b)}</a"]);
    expect(matchesOf("typescript", "<T>($X: T) => $Y", "c = <U>(d: T) => e;")).toEqual(["(d: T) => e"]);
  });
  it("reads methods and whole classes with such fields", () => {
    expect(matchesOf("typescript", "static $F() {...}", "class A { static f() {} g() {} }")).toEqual(["static f() {}"]);
    expect(matchesOf("typescript", "class $C { private $X = $V; }", "class A { private b = 1; } class C { d = 1; }")).toEqual(["class A { private b = 1; }"]);
  });
});

describe("options", () => {
  const code = "f({ a: () => 1, b() {}, c: function () {} });";
  it.each([
    ["", []],
    ["flddef_assign: true", ["a: () => 1", "b() {}", "c: function () {}"]],
    ["flddef_assign: true, arrow_is_function: false", ["a: () => 1"]],
  ])("%s", (options, matched) => {
    const found = check("javascript", ruleFile("javascript", `pattern: $F = (...) => {...}\noptions: {${options}}`), code).matches;
    expect(found.map(({ start, end }) => code.slice(start, end))).toEqual(matched);
  });
  it("shows a template whole that ends with a line, and a statement with and without its semicolon", () => {
    const messages = (pattern: string, text: string): string[] => check("javascript", ruleFile("javascript", `pattern: ${JSON.stringify(pattern)}`, "$X"), text).matches.map(({ message }) => message);
    expect(messages("f($X)", "f(`a\n`); f(`b`);")).toEqual(["`a\n", "`b"]);
    expect(messages("f(`$X`)", "f(`a\n`);")).toEqual(["a\n"]);
    expect(messages("if (a) $X;", "if (a) b(); if (c) d();")).toEqual(["b()", "b();"]);
    expect(messages("if (a) { $X }", "if (a) b();")).toEqual(["b();"]);
  });
  it("shows the types of a tag with both of their brackets", () => {
    const found = check("typescript", ruleFile("typescript", "pattern: $T`...`", "$T"), "x = css<{ a: B }>`c`; y = css`d`;").matches;
    expect(found.map(({ message }) => message)).toEqual(["css<{ a: B }>", "css"]);
  });
  it("shows values of names, and text for what is computed on the spot or not known for sure", () => {
    const text = "const a = 'x'; f(a); f(a + 'y'); let b; if (c) b = 'p'; else b = 'q'; f(b);";
    const found = check("javascript", ruleFile("javascript", "pattern: f($X)", "value($X)"), text).matches;
    expect(found.map(({ message }) => message)).toEqual(["'x'", "a + 'y'", "b"]);
  });
});
