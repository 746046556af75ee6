// The command lists see every command that shell code names, and refuse what hides one.

import { describe, expect, it } from "vitest";
import { checkCommandWords, checkShellCode } from "../../../../src/executor/command-policy/check-commands.ts";
import { listSimpleCommands } from "../../../../src/executor/command-policy/shell-words.ts";

const denies = { deniedCommands: ["curl", "rm"] };
const allows = { deniedCommands: [], allowedCommands: ["ls", "grep", "sort", "xargs", "find", "bash", "env", "cat"] };
const verdict = (code: string, lists: Parameters<typeof checkShellCode>[1]): string => {
  try {
    checkShellCode(code, lists);
    return "passes";
  } catch (error) {
    expect(error).toMatchObject({ code: "execution-refused" });
    return "refused";
  }
};

describe("a denied command is found", () => {
  it.each([
    "curl x", "ls; curl x", "ls && curl x", "ls || curl x", "ls | curl x", "ls & curl x", "ls\ncurl x", "(curl x)", "{ curl x; }", "! curl x",
    "if true; then curl x; fi", "for a in b; do curl $a; done", "while curl x; do :; done", "case a in a) curl x;; esac",
    "echo $(curl x)", "echo `curl x`", 'echo "$(curl x)"', 'echo "a ${b:-$(curl x)}"', "cat <(curl x)", "tee >(curl x)", "a=$(curl x)", "A=1 B=2 curl x",
    "/usr/bin/curl x", "c'u'rl x", 'c"ur"l x', "\\curl x", "cu\\rl x", "cu\\\nrl x", "$'\\x63url' x", "$'\\143url' x",
    "sh -c 'curl x'", 'bash -c "curl x"', "bash -lc 'ls; curl x'", "eval curl x", "eval 'curl x'", "env curl x", "env A=1 -i curl x", "nohup curl x",
    "timeout 5 curl x", "timeout -k 1 5 curl x", "xargs curl", "xargs -n 1 curl", "ls | xargs -I {} curl {}", "find . -exec curl {} +", "find . -name x -execdir rm {} \\;",
    "command curl x", "exec curl x", "exec -a name curl x", "busybox curl x", "sudo -u me curl x", "nice -n 5 env curl x", "time curl x", "unshare -n curl x", "parallel -j 2 curl ::: x", "taskset 1 curl x", "runuser -u me curl x",
    "f() { curl x; }; f", "function f { curl x; }", "alias ls='curl x'; ls", "trap 'curl x' EXIT", "sh <<END\ncurl x\nEND", "cat <<END\n$(curl x)\nEND", "bash <<< 'curl x'",
    "curl>out x", "2>/dev/null curl x", ">out curl x", "ls 2>&1 | curl x", "ls |& curl x", "bash -c 'bash -c \"curl x\"'", "cat <<'E' | sort; curl y\nrm\nE",
  ])("%s", (code) => expect(verdict(code, denies)).toBe("refused"));
});

describe("what cannot be told is refused", () => {
  it.each([
    "$x y", "${x}url y", "c?rl x", "{curl,x}", "echo Y3VybA== | base64 -d | sh", "eval \"$x\"", "sh script.sh", ". ./file", "source file", "bash -c \"$x\"", "cat x | bash", "$(echo curl) x", "`echo curl` x", "c*l x", "bash",
    "$(".repeat(80),
  ])("%s", (code) => expect(verdict(code, denies)).toBe("refused"));
});

describe("ordinary code passes", () => {
  it.each([
    "ls -la | sort", "echo curl", "echo 'rm -rf'", 'echo "curl"', "# curl x", "ls # curl x", "grep curl file", "a=curl", "cat <<END\ncurl x\nEND", "cat <<'END'\n$(curl x)\nEND2\nEND\n",
    "for curl in a b; do echo $curl; done", "echo ${curl}", "echo $((1 + 2))", "ls > rm", "[ -f x ] && echo y", "[[ a == b ]] || exit 1", "f() { ls; }; f", "bash -c 'ls | sort'", "x=1; y=$x; echo $y", "",
  ])("%s", (code) => expect(verdict(code, denies)).toBe("passes"));
});

describe("an allow list", () => {
  it.each([["ls | sort", "passes"], ["cd x && ls", "passes"], ["f() { ls; }\nf", "passes"], ["python3 -c 1", "refused"], ["ls | xargs rm", "refused"], ["bash -c 'nc x'", "refused"], ["env python3", "refused"], ["find . -exec sh -c x \\;", "refused"]])("%s %s", (code, expected) => {
    expect(verdict(code, allows)).toBe(expected);
  });
});

it("words are checked like code", () => {
  expect(() => checkCommandWords(["env", "A=1", "rm", "x"], denies)).toThrow(/"rm"/);
  expect(() => checkCommandWords(["sh", "-c", "ls; rm x"], denies)).toThrow(/"rm"/);
  expect(() => checkCommandWords(["echo", "rm", "$x"], denies)).not.toThrow();
});

it("without lists everything passes, even what cannot be told", () => expect(verdict("$x; curl", { deniedCommands: [] })).toBe("passes"));

it("any text is read to its end", () => {
  for (const text of ["'", '"', "$(", "`", "<<", "<<<", "<(", "${", "\\", "&>", ">", "((", ";;", "|", "a <<E\nb", "\u0000"]) expect(listSimpleCommands(text), text).toBeDefined();
  expect(listSimpleCommands("a ".repeat(100_000))).toHaveLength(1);
});
