// The filter's bytes, run by a small BPF machine of the test's own: which calls pass, fail or kill.

import { describe, expect, it } from "vitest";
import { assembleSeccompFilter } from "../../../../src/executor/sandbox/seccomp-filter.ts";
import { ARCHITECTURES, DENIED_CALLS, UNKNOWN_CALLS } from "../../../../src/executor/sandbox/system-calls.ts";

/** Interprets classic BPF over a struct seccomp_data; only the instructions that the filter uses. */
function decide(filter: Buffer, call: { number: number; architecture: number; arguments?: readonly number[] }): string {
  const data = Buffer.alloc(64);
  data.writeUInt32LE(call.number >>> 0, 0);
  data.writeUInt32LE(call.architecture >>> 0, 4);
  (call.arguments ?? []).forEach((value, index) => data.writeUInt32LE(value >>> 0, 16 + 8 * index));
  let accumulator = 0;
  for (let at = 0; at * 8 < filter.length; at += 1) {
    const code = filter.readUInt16LE(at * 8);
    const jump = (isTrue: boolean): number => filter.readUInt8(at * 8 + (isTrue ? 2 : 3));
    const value = filter.readUInt32LE(at * 8 + 4);
    if (code === 0x20) accumulator = data.readUInt32LE(value);
    else if (code === 0x15) at += jump(accumulator === value);
    else if (code === 0x35) at += jump(accumulator >= value);
    else if (code === 0x45) at += jump((accumulator & value) !== 0);
    else if (code === 0x06) return value === 0x7fff0000 ? "allow" : value === 0x80000000 ? "kill" : `errno ${value & 0xffff}`;
    else throw new Error(`instruction ${code}`);
  }
  throw new Error("the filter ends without an answer");
}

const architectures = [...ARCHITECTURES].map(([name, architecture]) => ({ name, architecture, filter: assembleSeccompFilter(name) }));

describe.each(architectures)("on $name", ({ architecture, filter }) => {
  const ask = (name: string, callArguments?: readonly number[]): string =>
    decide(filter, { number: architecture.numbers[name] ?? -1, architecture: architecture.auditValue, arguments: callArguments });

  it.each(DENIED_CALLS.filter((name) => name in architecture.numbers))("%s is refused", (name) => expect(ask(name)).toBe("errno 1"));
  it.each(UNKNOWN_CALLS)("%s looks unknown", (name) => expect(ask(name)).toBe("errno 38"));

  const socket = { unix: [1, 1, 0], inet: [2, 1, 0], inet6: [10, 2, 0], route: [16, 3, 0], audit: [16, 3, 9], sctp: [2, 1, 132], mptcp: [10, 1, 262], tcp: [2, 1, 6], datagram: [10, 2, 17], packet: [17, 3, 0], vsock: [40, 1, 0], alg: [38, 5, 0] };
  it.each([["inet", "allow"], ["inet6", "allow"], ["route", "allow"], ["tcp", "allow"], ["datagram", "allow"], ["sctp", "errno 93"], ["mptcp", "errno 93"], ["unix", "errno 97"], ["audit", "errno 97"], ["packet", "errno 97"], ["vsock", "errno 97"], ["alg", "errno 97"]] as const)("socket %s: %s", (family, answer) => {
    expect(ask("socket", socket[family])).toBe(answer);
  });

  it.each([[0x11, "allow"], [0x3d0f00, "allow"], [0x10000011, "errno 1"], [0x20000000, "errno 1"], [0x40000000, "errno 1"], [0x00020000, "errno 1"], [0x02000000, "errno 1"], [0x04000000, "errno 1"], [0x08000000, "errno 1"]])("clone with flags %i: %s", (flags, answer) => {
    expect(ask("clone", [flags])).toBe(answer);
  });

  it.each([[0x5412, "errno 1"], [0x541c, "errno 1"], [0x5401, "allow"], [0x5413, "allow"]])("ioctl %i: %s", (request, answer) => {
    expect(ask("ioctl", [0, request])).toBe(answer);
  });

  it.each([[0, "allow"], [0xffffffff, "allow"], [0x40000, "errno 1"]])("personality %i: %s", (value, answer) => {
    expect(ask("personality", [value])).toBe(answer);
  });

  it("another architecture is killed", () => expect(decide(filter, { number: 1, architecture: 0x40000003 })).toBe("kill"));
  it("an ordinary call passes", () => expect(decide(filter, { number: 63, architecture: architecture.auditValue })).toBe("allow"));
});

it("the x32 interface is killed on x86-64", () => {
  expect(decide(assembleSeccompFilter("x64"), { number: 0x40000000 + 39, architecture: 0xc000003e })).toBe("kill");
});

it("Unix sockets open only where a way out is given", () => {
  const call = { number: 41, architecture: 0xc000003e, arguments: [1, 1, 0] };
  expect(decide(assembleSeccompFilter("x64", { allowUnixSockets: true }), call)).toBe("allow");
});

it("an architecture that is not served is refused", () => {
  expect(() => assembleSeccompFilter("mips")).toThrow(expect.objectContaining({ code: "isolation-unavailable" }));
});
