// Requests are checked at the door: wrong ones get a typed error that says what to change, right ones their limits.

import { describe, expect, it } from "vitest";
import { readExecutionPolicy } from "../../../src/executor/policy.ts";
import { readRunRequest } from "../../../src/executor/request.ts";
import { AssayError, type ErrorCode } from "../../../src/model/errors.ts";

const policy = readExecutionPolicy({ timeoutMs: { standard: 1000, ceiling: 5000 }, networkHosts: ["example.test"], codeBytes: 1000 });
const right = { language: "python", code: "print(1)" };

function codeOf(run: () => unknown): ErrorCode | "none" {
  try {
    run();
    return "none";
  } catch (error) {
    if (!(error instanceof AssayError)) throw error;
    expect(error.message).not.toBe("");
    expect(error.nextStep).toBeTruthy();
    return error.code;
  }
}

describe("a request", () => {
  const cases: readonly (readonly [string, unknown, ErrorCode | "none"])[] = [
    ["right", right, "none"],
    ["no object", 5, "usage"],
    ["neither code nor command", {}, "usage"],
    ["code without a language", { code: "x" }, "usage"],
    ["code and a command", { ...right, command: ["ls"] }, "usage"],
    ["a command", { command: ["ls", "-l"] }, "none"],
    ["an empty command", { command: [] }, "usage"],
    ["an unknown field", { ...right, unsafe: true }, "usage"],
    ["code with NUL", { ...right, code: "a\0b" }, "usage"],
    ["code that is half a character", { ...right, code: "\ud800" }, "usage"],
    ["code with a whole character of two halves", { ...right, code: "'🎉'" }, "none"],
    ["code that is no text", { ...right, code: Buffer.from("x") }, "usage"],
    ["too much code", { ...right, code: "x".repeat(1001) }, "limit-exceeded"],
    ["a negative timeout", { ...right, timeoutMs: -1 }, "usage"],
    ["no time at all", { ...right, timeoutMs: 0 }, "usage"],
    ["an endless timeout", { ...right, timeoutMs: Number.POSITIVE_INFINITY }, "usage"],
    ["a timeout that is no number", { ...right, timeoutMs: Number.NaN }, "usage"],
    ["a timeout above the ceiling", { ...right, timeoutMs: 5001 }, "execution-refused"],
    ["a timeout at the ceiling", { ...right, timeoutMs: 5000 }, "none"],
    ["too little memory for anything", { ...right, memoryBytes: 1000 }, "usage"],
    ["more memory than the ceiling", { ...right, memoryBytes: 1e12 }, "execution-refused"],
    ["an environment name with =", { ...right, environment: { "A=B": "c" } }, "usage"],
    ["an environment name with NUL", { ...right, environment: { "A\0": "c" } }, "usage"],
    ["an environment value with NUL", { ...right, environment: { A: "c\0" } }, "usage"],
    ["an environment name with a blank", { ...right, environment: { "A B": "c" } }, "usage"],
    ["an environment entry", { ...right, environment: { _A1: "c=d\n" } }, "none"],
    ["an argument with NUL", { ...right, arguments: ["\0"] }, "usage"],
    ["a host that is not allowed", { ...right, networkHosts: ["other.test"] }, "execution-refused"],
    ["a host that is allowed", { ...right, networkHosts: ["example.test"] }, "none"],
  ];
  it.each(cases)("%s", (_name, input, code) => {
    expect(codeOf(() => readRunRequest(input, policy))).toBe(code);
  });

  it.each(["../x", "/etc/x", "a/../b", "./a", "a//b", "", "~/x", "a\nb", "a\0b", "x".repeat(2000), "a/"])("a file placed at %j", (path) => {
    expect(codeOf(() => readRunRequest({ ...right, files: [{ path, content: "" }] }, policy))).toBe("usage");
  });

  it.each(["a", "a/b.txt", "..a", "a b/ü", ".env", "-x"])("a file placed at %j is fine", (path) => {
    expect(codeOf(() => readRunRequest({ ...right, files: [{ path, content: "" }] }, policy))).toBe("none");
  });

  it("takes the policy's standard limits where it is silent", () => {
    expect(readRunRequest(right, policy)).toMatchObject({ timeoutMs: 1000, memoryBytes: 512 * 1024 ** 2, outputBytes: 10 * 1024 ** 2 });
    expect(readRunRequest({ ...right, timeoutMs: 7 }, policy).timeoutMs).toBe(7);
  });
});

describe("a policy", () => {
  it.each([{ timeoutMs: { standard: 10, ceiling: 5 } }, { surprise: 1 }, { concurrentRuns: 0 }, { allowedRoots: [""] }, "text"])("%j is refused", (input) => {
    expect(codeOf(() => readExecutionPolicy(input))).toBe("config-invalid");
  });

  it("has the documented defaults", () => {
    const standard = readExecutionPolicy();
    expect([standard.timeoutMs.standard, standard.memoryBytes.standard, standard.outputBytes.standard]).toEqual([30_000, 512 * 1024 ** 2, 10 * 1024 ** 2]);
    expect(standard.networkHosts).toEqual([]);
  });
});
