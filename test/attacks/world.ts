// The canaries that attacks reach for: files, sockets, a secret in the environment. Made for one run, then removed.

import { randomBytes } from "node:crypto";
import { chmodSync, existsSync, linkSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, readlinkSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createSocket, type Socket } from "node:dgram";
import { createServer, type AddressInfo, type Server } from "node:net";
import { join } from "node:path";

/** Where everything is that an attack may go for. */
export interface World {
  readonly folder: string;
  /** A readable file outside every allowed folder, and what it holds. */
  readonly canaryFile: string;
  readonly secret: string;
  /** A folder like a home folder, with keys in it. */
  readonly home: string;
  /** An allowed working directory with traps in it. */
  readonly project: string;
  /** A file like npm's settings below /usr, which holds the secret; it is there only when root made the world. */
  readonly localSetting: string;
  readonly tcpPort: number;
  readonly udpPort: number;
  readonly unixSocket: string;
  readonly abstractName: string;
  readonly servicePid: number;
  /** Part of a command line by which left-over processes are found. */
  readonly processMark: string;
  /** What reached the servers since the last call. */
  readonly takeContacts: () => string[];
  readonly namespaceOf: (name: string) => string;
  readonly close: () => void;
}

/** The name of the environment entry that holds the secret. */
export const SECRET_VARIABLE = "ASSAY_ATTACK_CANARY";

/** What an attacking program prints when it has succeeded. */
export const MARKER = "ATTACK-SUCCEEDED";

/** Makes the canaries. */
export async function makeWorld(): Promise<World> {
  // Not below /tmp, which a sandbox covers with its own whatever else it shows of the host.
  const folder = mkdtempSync("/var/tmp/assay-attack-");
  chmodSync(folder, 0o755);
  const secret = randomBytes(12).toString("hex");
  const contacts: string[] = [];
  const canaryFile = join(folder, "canary.txt");
  writeFileSync(canaryFile, secret, { mode: 0o644 });
  writeFileSync(join(folder, "start-up.sh"), `echo ${MARKER}\n`, { mode: 0o644 });
  const home = join(folder, "home");
  for (const path of [".ssh/id_ed25519", ".aws/credentials", ".npmrc", ".config/assay/store.db"]) {
    mkdirSync(join(home, path, ".."), { recursive: true });
    writeFileSync(join(home, path), secret, { mode: 0o644 });
  }
  const localSetting = plantLocalSetting(secret);
  const project = join(folder, "project");
  mkdirSync(join(project, ".git/hooks"), { recursive: true });
  writeFileSync(join(project, ".git/config"), secret);
  writeFileSync(join(project, "readme.txt"), "readme\n");
  symlinkSync(canaryFile, join(project, "link-to-file"));
  symlinkSync(folder, join(project, "link-to-folder"));
  linkSync(join(project, "readme.txt"), join(project, "hard-link.txt"));
  const tcp = await listen((server) => server.listen(0, "::"), contacts, "tcp");
  const unixSocket = join(folder, "docker.sock");
  const unix = await listen((server) => server.listen(unixSocket), contacts, "unix");
  chmodSync(unixSocket, 0o777);
  const abstractName = `assay-${secret}`;
  const abstract = await listen((server) => server.listen(`\0${abstractName}`), contacts, "abstract");
  const udp = await bindUdp(contacts);
  process.env[SECRET_VARIABLE] = secret;
  return {
    folder,
    canaryFile,
    secret,
    home,
    project,
    localSetting,
    tcpPort: (tcp.address() as AddressInfo).port,
    udpPort: udp.address().port,
    unixSocket,
    abstractName,
    servicePid: process.pid,
    processMark: `31${randomBytes(3).readUIntBE(0, 3)}`,
    takeContacts: () => contacts.splice(0),
    namespaceOf: (name) => readlinkSync(`/proc/self/ns/${name}`),
    close: () => {
      for (const server of [tcp, unix, abstract]) server.close();
      udp.close();
      delete process.env[SECRET_VARIABLE];
      rmSync(folder, { recursive: true, force: true });
      rmSync(localSetting, { force: true });
    },
  };
}

function plantLocalSetting(secret: string): string {
  const path = `/usr/local/etc/assay-attack-${secret.slice(0, 8)}`;
  if (process.getuid?.() === 0 && existsSync("/usr/local/etc")) writeFileSync(path, secret, { mode: 0o644 });
  return path;
}

function listen(start: (server: Server) => void, contacts: string[], name: string): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => {
      contacts.push(name);
      socket.on("error", () => {});
      socket.end("reached\n");
    });
    server.once("error", reject);
    server.once("listening", () => resolve(server));
    start(server);
  });
}

function bindUdp(contacts: string[]): Promise<Socket> {
  return new Promise((resolve) => {
    const socket = createSocket("udp4", () => contacts.push("udp"));
    socket.bind(0, "127.0.0.1", () => resolve(socket));
  });
}

/** Processes of this machine whose command line holds the text. */
export function findProcesses(text: string): number[] {
  return readdirSync("/proc")
    .map(Number)
    .filter((pid) => pid > 0 && pid !== process.pid && commandLineOf(pid).includes(text));
}

function commandLineOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8");
  } catch {
    return "";
  }
}

/** What changed about the canaries; nothing when they are as they were made. */
export function describeDamage(world: World): string | undefined {
  if (!existsSync(world.canaryFile) || readFileSync(world.canaryFile, "utf8") !== world.secret) return "the canary file was changed";
  const expected = ["canary.txt", "docker.sock", "home", "project", "start-up.sh"];
  const unexpected = readdirSync(world.folder).filter((name) => !expected.includes(name));
  if (unexpected.length > 0) return `files appeared on the host: ${unexpected.join(", ")}`;
  const inProject = readdirSync(world.project).length;
  if (inProject !== 5) return `the project has ${inProject} entries and not 5`;
  if (readdirSync(join(world.project, ".git/hooks")).length > 0) return "a git hook was planted";
  return undefined;
}
