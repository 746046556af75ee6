// A run reaches the hosts that it was allowed and nothing else, whatever names resolve to.

import { createServer, type Server } from "node:http";
import { connect, createServer as createNetServer, type AddressInfo, type Server as NetServer } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Executor } from "../../../../src/executor/executor.ts";
import { createEgressProxy, type EgressRules } from "../../../../src/executor/egress/egress-proxy.ts";
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

/** What a hostile program writes to the proxy, and what a hostile server answers. */
describe("a hostile exchange ends alone, and the service goes on", () => {
  let server: NetServer;
  let port = 0;
  let answer = "";
  const received: string[] = [];
  beforeAll(async () => {
    server = createNetServer((socket) => {
      socket.on("error", () => {});
      socket.once("data", (chunk: Buffer) => {
        received.push(chunk.toString("latin1"));
        socket.end(answer, "latin1");
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    port = (server.address() as AddressInfo).port;
  });
  afterAll(() => void server.close());

  /** Sends bytes to a proxy of its own and gives what comes back. */
  async function exchange(request: string, serverAnswer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"): Promise<string> {
    answer = serverAnswer;
    const proxy = createEgressProxy(["allowed.test"], { resolve: () => Promise.resolve(["127.0.0.1"]), isAllowedAddress: () => true, ports: new Set([port]) });
    await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
    const client = connect((proxy.address() as AddressInfo).port, "127.0.0.1");
    let text = "";
    try {
      await new Promise<void>((resolve) => {
        client.on("data", (chunk: Buffer) => (text += chunk.toString("latin1")));
        client.once("close", () => resolve()).on("error", () => {});
        client.write(request.replaceAll("HOST", `allowed.test:${port}`), "latin1");
      });
    } finally {
      client.destroy();
      proxy.closeAllConnections();
      proxy.close();
    }
    return text;
  }
  const get = (headers: string): string => `GET http://HOST/ HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n${headers}\r\n`;

  it("passes an ordinary exchange on", async () => {
    expect(await exchange(get(""))).toMatch(/^HTTP\/1.1 200 OK\r\n[^]*\r\n\r\nok$/);
    expect(received.splice(0)).toEqual([expect.stringMatching(/^GET \/ HTTP\/1.1\r\nhost: allowed.test:\d+\r\nConnection: close\r\n\r\n$/i)]);
  });

  it.each([
    ["a trailer announced and none possible", get("Trailer: x\r\n")],
    ["headers that are about the connection", get("TE: trailers\r\nUpgrade: websocket\r\nProxy-Authorization: secret\r\nX-Inner: y\r\nConnection: x-inner\r\n")],
    ["a body that GET does not have", `GET http://HOST/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n25\r\nGET /smuggled HTTP/1.1\r\nHost: x\r\n\r\nabc\r\n0\r\n\r\n`],
    ["a length that Connection would take away", `GET http://HOST/ HTTP/1.1\r\nHost: x\r\nConnection: close, content-length\r\nContent-Length: 5\r\n\r\nGET /`],
  ])("sends on only what one message may say: %s", async (_name, request) => {
    await exchange(request);
    const [sent = ""] = received.splice(0);
    const [head = "", body = ""] = sent.split("\r\n\r\n", 2);
    expect(head).not.toMatch(/^(?:trailer|te|upgrade|proxy-authorization|x-inner):/im);
    expect(body === "" || /^(?:transfer-encoding: chunked|content-length: 5)$/im.test(head)).toBe(true);
  });

  it.each([
    ["two ways to tell the body's end", `POST http://HOST/ HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`],
    ["a line that is folded", get("X: a\r\n b\r\n").replace("GET", "GE T")],
    ["an address with another host behind it", "GET http://allowed.test@10.0.0.1/ HTTP/1.1\r\nHost: allowed.test\r\nConnection: close\r\n\r\n"],
    ["an address as a number", "GET http://2130706433/ HTTP/1.1\r\nHost: allowed.test\r\nConnection: close\r\n\r\n"],
    ["no address at all", "GET / HTTP/1.1\r\nHost: allowed.test\r\nConnection: close\r\n\r\n"],
    ["another scheme", "GET ftp://allowed.test/ HTTP/1.1\r\nHost: allowed.test\r\nConnection: close\r\n\r\n"],
    ["a tunnel to an address", "CONNECT 127.0.0.1:443 HTTP/1.1\r\nHost: allowed.test\r\n\r\n"],
    ["a tunnel to an address of version 6", "CONNECT [::1]:443 HTTP/1.1\r\nHost: allowed.test\r\n\r\n"],
    ["a tunnel to another port", "CONNECT allowed.test:22 HTTP/1.1\r\nHost: allowed.test\r\n\r\n"],
    ["a tunnel to a name with a dot behind", "CONNECT allowed.test.:443 HTTP/1.1\r\nHost: allowed.test\r\n\r\n"],
    ["a tunnel to nothing", "CONNECT allowed.test HTTP/1.1\r\nHost: allowed.test\r\n\r\n"],
  ])("is not sent on: %s", async (_name, request) => {
    expect(await exchange(request)).toMatch(/^(?:HTTP\/1.1 4\d\d |$)/);
    expect(received.splice(0)).toEqual([]);
  });

  it.each([
    ["a status that is none", "HTTP/1.1 000 Nothing\r\n\r\n"],
    ["a trailer announced and none possible", "HTTP/1.1 200 OK\r\nTrailer: x\r\nContent-Length: 2\r\n\r\nok"],
    ["a change of protocol", "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\nraw"],
    ["two lengths", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nok!"],
    ["less than it promised", "HTTP/1.1 200 OK\r\nContent-Length: 200\r\n\r\nok"],
    ["no protocol", "SSH-2.0-x\r\n"],
    ["nothing", ""],
    ["another answer behind its own", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nokHTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\npoison"],
  ])("from the server: %s", async (_name, serverAnswer) => {
    expect(await exchange(get(""), serverAnswer)).not.toContain("poison");
    received.splice(0);
    expect(await exchange(get(""))).toMatch(/\r\n\r\nok$/);
    received.splice(0);
  });
});
