// Assembles the system-call filter of the sandbox as classic BPF, the bytes that bubblewrap's --seccomp reads.
import { AssayError } from "../../model/errors.ts";
import { ARCHITECTURES, DENIED_CALLS, UNKNOWN_CALLS, type Architecture } from "./system-calls.ts";

// Instruction codes of linux/filter.h.
const LOAD_WORD = 0x20;
const JUMP_IF_EQUAL = 0x15;
const JUMP_IF_AT_LEAST = 0x35;
const JUMP_IF_BITS_SET = 0x45;
const RETURN = 0x06;

// Offsets into struct seccomp_data; the low half of an argument comes first on little-endian machines.
const OFFSET_NUMBER = 0;
const OFFSET_ARCHITECTURE = 4;
const offsetOfArgument = (index: number): number => 16 + 8 * index;

const ALLOW = 0x7fff0000;
const KILL_PROCESS = 0x80000000;
const failWith = (errno: number): number => 0x00050000 | errno;

const EPERM = 1;
const ENOSYS = 38;
const EPROTONOSUPPORT = 93;
const EAFNOSUPPORT = 97;

const FAMILY_UNIX = 1;
const FAMILY_INET = 2;
const FAMILY_INET6 = 10;
const FAMILY_NETLINK = 16;
const NETLINK_ROUTE = 0;
// The family's own, ICMP, TCP, UDP, ICMPv6. Asking for another would have the kernel load its module.
const INTERNET_PROTOCOLS = [0, 1, 6, 17, 58];

// Every CLONE_NEW* flag: time, mount, cgroup, uts, ipc, user, pid, net.
const NAMESPACE_FLAGS = 0x80 | 0x20000 | 0x2000000 | 0x4000000 | 0x8000000 | 0x10000000 | 0x20000000 | 0x40000000;

const IOCTL_PUSH_INPUT = 0x5412; // TIOCSTI
const IOCTL_CONSOLE = 0x541c; // TIOCLINUX

type Instruction = readonly [code: number, jumpTrue: number, jumpFalse: number, value: number];

/** What the filter leaves open beyond the ordinary. */
export interface FilterOptions {
  /** Lets programs open Unix sockets, which the way out to an allow-listed network needs. */
  readonly allowUnixSockets?: boolean;
}

/** The filter's bytes for this machine's architecture (`process.arch`). Throws `isolation-unavailable` elsewhere. */
export function assembleSeccompFilter(architectureName: string, options: FilterOptions = {}): Buffer {
  const architecture = ARCHITECTURES.get(architectureName);
  if (architecture === undefined) {
    throw new AssayError({
      code: "isolation-unavailable",
      message: `The system-call filter is not made for the processor architecture ${architectureName}.`,
      nextStep: `Run on one of: ${[...ARCHITECTURES.keys()].join(", ")}.`,
    });
  }
  return encode([
    ...checkArchitecture(architecture),
    ...DENIED_CALLS.flatMap((name) => whenCall(architecture, name, [ret(failWith(EPERM))])),
    ...UNKNOWN_CALLS.flatMap((name) => whenCall(architecture, name, [ret(failWith(ENOSYS))])),
    ...whenCall(architecture, "clone", [
      [LOAD_WORD, 0, 0, offsetOfArgument(0)],
      [JUMP_IF_BITS_SET, 0, 1, NAMESPACE_FLAGS],
      ret(failWith(EPERM)),
      ret(ALLOW),
    ]),
    ...whenCall(architecture, "socket", socketRule(options.allowUnixSockets ?? false)),
    ...whenCall(architecture, "ioctl", [
      [LOAD_WORD, 0, 0, offsetOfArgument(1)],
      [JUMP_IF_EQUAL, 1, 0, IOCTL_PUSH_INPUT],
      [JUMP_IF_EQUAL, 0, 1, IOCTL_CONSOLE],
      ret(failWith(EPERM)),
      ret(ALLOW),
    ]),
    // Only the ordinary personality, and asking for the present one: others switch off address randomisation.
    ...whenCall(architecture, "personality", [
      [LOAD_WORD, 0, 0, offsetOfArgument(0)],
      [JUMP_IF_EQUAL, 2, 0, 0],
      [JUMP_IF_EQUAL, 1, 0, 0xffffffff],
      ret(failWith(EPERM)),
      ret(ALLOW),
    ]),
    ret(ALLOW),
  ]);
}

function checkArchitecture(architecture: Architecture): Instruction[] {
  const foreign: Instruction[] =
    architecture.foreignInterfaceBit === undefined
      ? []
      : [[JUMP_IF_AT_LEAST, 0, 1, architecture.foreignInterfaceBit], ret(KILL_PROCESS)];
  return [
    [LOAD_WORD, 0, 0, OFFSET_ARCHITECTURE],
    [JUMP_IF_EQUAL, 1, 0, architecture.auditValue],
    ret(KILL_PROCESS),
    [LOAD_WORD, 0, 0, OFFSET_NUMBER],
    ...foreign,
  ];
}

/** IPv4, IPv6 and route queries (which name look-up makes) reach only the sandbox's own empty network. */
function socketRule(allowUnixSockets: boolean): Instruction[] {
  const internet: Instruction[] = [
    [LOAD_WORD, 0, 0, offsetOfArgument(2)],
    ...INTERNET_PROTOCOLS.flatMap((protocol): Instruction[] => [[JUMP_IF_EQUAL, 0, 1, protocol], ret(ALLOW)]),
    ret(failWith(EPROTONOSUPPORT)),
  ];
  return [
    [LOAD_WORD, 0, 0, offsetOfArgument(0)],
    ...(allowUnixSockets ? ([[JUMP_IF_EQUAL, 0, 1, FAMILY_UNIX], ret(ALLOW)] as const) : []),
    [JUMP_IF_EQUAL, 1, 0, FAMILY_INET],
    [JUMP_IF_EQUAL, 0, internet.length, FAMILY_INET6],
    ...internet,
    [JUMP_IF_EQUAL, 0, 3, FAMILY_NETLINK],
    [LOAD_WORD, 0, 0, offsetOfArgument(2)],
    [JUMP_IF_EQUAL, 0, 1, NETLINK_ROUTE],
    ret(ALLOW),
    ret(failWith(EAFNOSUPPORT)),
  ];
}

/** Runs `body`, which must return on every path, when the call number in the accumulator is the named one. */
function whenCall(architecture: Architecture, name: string, body: readonly Instruction[]): Instruction[] {
  const number = architecture.numbers[name];
  return number === undefined ? [] : [[JUMP_IF_EQUAL, 0, body.length, number], ...body];
}

function ret(value: number): Instruction {
  return [RETURN, 0, 0, value];
}

function encode(program: readonly Instruction[]): Buffer {
  const bytes = Buffer.alloc(program.length * 8);
  program.forEach(([code, jumpTrue, jumpFalse, value], index) => {
    bytes.writeUInt16LE(code, index * 8);
    bytes.writeUInt8(jumpTrue, index * 8 + 2);
    bytes.writeUInt8(jumpFalse, index * 8 + 3);
    bytes.writeUInt32LE(value >>> 0, index * 8 + 4);
  });
  return bytes;
}
