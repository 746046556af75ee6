// Attacks that reach the network or a socket of the host.

import { type Attack, MARKER } from "./attack.ts";

const CONNECT = `
import socket, sys
family = socket.AF_INET6 if ":" in sys.argv[1] else socket.AF_INET
s = socket.socket(family)
s.settimeout(2)
try:
    s.connect((sys.argv[1], int(sys.argv[2])))
    print("${MARKER}")
except OSError as error:
    print(error)`;

const UNIX = `
import socket, sys
name = sys.argv[1]
names = [name]
if name.startswith("@"):
    # Node 20 binds abstract names at their full length, later ones at their own.
    name = name.replace("@", chr(0), 1)
    names = [name, name.ljust(108, chr(0))]
for one in names:
    try:
        s = socket.socket(socket.AF_UNIX)
        s.connect(one)
        print("${MARKER}")
        break
    except OSError as error:
        print(error)`;

/** All of them. What reached the host's servers is checked after every attack. */
export const networkAttacks: readonly Attack[] = [
  { name: "the host's loopback", language: "python", code: CONNECT, arguments: (world) => ["127.0.0.1", String(world.tcpPort)], proves: ["unshare-net"] },
  { name: "the host's loopback over IPv6", language: "python", code: CONNECT, arguments: (world) => ["::1", String(world.tcpPort)], proves: ["unshare-net"] },
  { name: "an IPv4 address written as IPv6", language: "python", code: CONNECT, arguments: (world) => ["::ffff:127.0.0.1", String(world.tcpPort)] },
  { name: "the metadata address", language: "python", code: CONNECT, arguments: () => ["169.254.169.254", "80"], doubleArguments: (world) => ["127.0.0.1", String(world.tcpPort)] },
  { name: "any address outside", language: "python", code: CONNECT, arguments: () => ["192.0.2.1", "443"], doubleArguments: (world) => ["127.0.0.1", String(world.tcpPort)] },
  { name: "a datagram", language: "python", bareMachine: "runs-on", arguments: (world) => [String(world.udpPort)], proves: ["unshare-net"], code: `import socket, sys\nsocket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", ("127.0.0.1", int(sys.argv[1])))` },
  { name: "names", language: "python", arguments: () => ["registry.invalid"], doubleArguments: () => ["localhost"], code: `import socket, sys\ntry:\n    socket.getaddrinfo(sys.argv[1], 80)\n    print("${MARKER}")\nexcept OSError as error:\n    print(error)` },
  { name: "a Unix socket like a container engine's", language: "python", code: UNIX, arguments: (world) => [world.unixSocket] },
  { name: "a Unix socket, with system calls unfiltered", language: "python", code: UNIX, arguments: (world) => [world.unixSocket], removed: ["seccomp"], proves: ["mount-allow-list"] },
  { name: "an abstract socket", language: "python", code: UNIX, arguments: (world) => [`@${world.abstractName}`] },
  { name: "an abstract socket, with system calls unfiltered", language: "python", code: UNIX, arguments: (world) => [`@${world.abstractName}`], removed: ["seccomp"], proves: ["unshare-net"] },
  { name: "making Unix sockets at all", language: "python", code: `import socket\nsocket.socket(socket.AF_UNIX)\nprint("${MARKER}")`, proves: ["seccomp"] },
  { name: "raw, packet, vsock and crypto sockets", language: "python", bareMachine: "root-only", code: `
import socket
for family, kind in ((socket.AF_PACKET, socket.SOCK_RAW), (socket.AF_INET, socket.SOCK_RAW), (40, socket.SOCK_STREAM), (38, socket.SOCK_SEQPACKET)):
    try:
        socket.socket(family, kind, 1 if kind == socket.SOCK_RAW else 0)
        print("${MARKER}", family)
    except OSError as error:
        print(family, error)` },
  {
    name: "protocols whose modules the kernel would load", language: "python", proves: ["seccomp"], code: `
import socket
# SCTP, DCCP, UDP-Lite, L2TP, MPTCP: what the filter refuses, the kernel is not asked for.
for kind, protocol in ((1, 132), (5, 132), (6, 33), (2, 136), (2, 115), (1, 262)):
    try:
        socket.socket(socket.AF_INET, kind, protocol)
        print("${MARKER}", protocol)
    except OSError as error:
        print(protocol, error)`,
  },
  { name: "the kernel's messages to services", language: "python", proves: ["seccomp"], code: `
import socket
for protocol in (4, 9, 15, 16):
    try:
        socket.socket(16, socket.SOCK_RAW, protocol)
        print("${MARKER}", protocol)
    except OSError as error:
        print(protocol, error)` },
];
