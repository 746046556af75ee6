// A run reaches the hosts that it was allowed and nothing else, whatever names resolve to.

import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Executor } from "../../../../src/executor/executor.ts";
import type { EgressRules } from "../../../../src/executor/egress/egress-proxy.ts";
import { isPublicAddress } from "../../../../src/executor/egress/public-address.ts";

describe("public addresses", () => {
  it.each(["1.1.1.1", "8.8.8.8", "93.184.216.34", "172.32.0.1", "2606:4700::1111", "2a00:1450::1"])("%s", (address) => expect(isPublicAddress(address)).toBe(true));
  it.each([
    "127.0.0.1", "127.9.9.9", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1", "255.255.255.255", "198.18.0.1",
    "::1", "::", "::ffff:127.0.0.1", "::ffff:169.254.169.254", "::ffff:7f00:1", "fe80::1", "fc00::1", "fd00:ec2::254", "ff02::1", "64:ff9b::7f00:1", "2002:7f00:1::", "2001:db8::1", "localhost", "", "127.1", "0x7f000001", "2130706433",
  ])("not %s", (address) => expect(isPublicAddress(address)).toBe(false));
});

describe("a run with allowed hosts", () => {
  let server: Server;
  let port = 0;
  const seen: string[] = [];
  beforeAll(async () => {
    server = createServer((request, response) => {
      seen.push(`${request.headers.host} ${request.url}`);
      response.end("hello from the host");
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    port = (server.address() as AddressInfo).port;
  });
  afterAll(() => void server.close());

  const names: Readonly<Record<string, readonly string[]>> = {
    "allowed.test": ["127.0.0.1"],
    "other.test": ["127.0.0.1"],
    "private.test": ["10.0.0.1"],
    "mixed.test": ["127.0.0.1", "169.254.169.254"],
  };
  /** Stands in for the internet: this machine's loopback is the one address that counts as public. */
  const rules = (): EgressRules => ({
    resolve: (host) => (host in names ? Promise.resolve(names[host] ?? []) : Promise.reject(new Error("unknown"))),
    isAllowedAddress: (address) => address === "127.0.0.1",
    ports: new Set([port]),
  });
  const fetchAll = (urls: readonly string[]): string => `
import urllib.request, urllib.error
for url in ${JSON.stringify(urls)}:
    try:
        print(urllib.request.urlopen(url, timeout=5).read().decode())
    except urllib.error.HTTPError as error:
        print(error.code, error.read().decode().strip())
    except OSError as error:
        print("no way:", error)`;
  const run = async (code: string, hosts: readonly string[]) => {
    const executor = new Executor({ policy: { networkHosts: ["allowed.test", "private.test", "mixed.test", "unknown.test"] }, egressRules: rules() });
    return (await executor.run({ language: "python", code, networkHosts: [...hosts] })).result;
  };

  it("reaches them by HTTP and through a tunnel", async () => {
    const tunnel = `
import socket
s = socket.create_connection(("127.0.0.1", 3128))
s.sendall(b"CONNECT allowed.test:${port} HTTP/1.1\\r\\n\\r\\n")
print(s.recv(1000).split(b"\\r\\n")[0].decode())
s.sendall(b"GET /tunnel HTTP/1.0\\r\\nHost: allowed.test\\r\\n\\r\\n")
print(s.makefile().read().endswith("hello from the host"))`;
    const result = await run(fetchAll([`http://allowed.test:${port}/plain?q=1`]) + tunnel, ["allowed.test"]);
    expect(result.stdout, result.stderr).toBe("hello from the host\nHTTP/1.1 200 Connection established\nTrue\n");
    expect(seen.splice(0)).toEqual([`allowed.test:${port} /plain?q=1`, "allowed.test /tunnel"]);
  });

  it("reaches no other host, port, address or private answer", async () => {
    const urls = [`http://other.test:${port}/`, "http://allowed.test:1/", `http://private.test:${port}/`, `http://mixed.test:${port}/`, `http://unknown.test:${port}/`, `http://127.0.0.2:${port}/`, "http://169.254.169.254/latest/"];
    const result = await run(`${fetchAll(urls)}
import socket
s = socket.socket(); s.settimeout(2)
try:
    s.connect(("127.0.0.1", ${port})); print("reached")
except OSError as error:
    print("direct:", error.strerror)`, ["allowed.test", "private.test", "mixed.test", "unknown.test"]);
    expect(result.stdout.trim().split("\n")).toEqual([
      "403 the host other.test is not allowed for this run", "403 port 1 is not allowed", "403 the host private.test has no address that is public",
      "403 the host mixed.test has no address that is public", "403 the host unknown.test is not known", expect.stringMatching(/127\.0\.0\.2/), "403 the host 169.254.169.254 is not allowed for this run",
      "direct: Connection refused",
    ]);
    expect(seen).toEqual([]);
  });

  it("has no proxy and no Unix sockets when it names none", async () => {
    const result = await run("import os, socket\nprint(os.environ.get('http_proxy'), os.path.exists('/assay-proxy'))\nsocket.socket(socket.AF_UNIX)", []);
    expect(result.stdout).toBe("None False\n");
    expect(result.exitCode).toBe(1);
  });
});
