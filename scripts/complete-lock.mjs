// Adds to package-lock.json the optional packages of other platforms that the registry at hand did not list: `npm ci`
// refuses a lock file that leaves any out, on every platform. Run after each `npm install` that changed the lock.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const file = process.argv[2] ?? fileURLToPath(new URL("../package-lock.json", import.meta.url));
const lock = JSON.parse(readFileSync(file, "utf8"));
const systems = ["android", "darwin", "freebsd", "linux", "netbsd", "openbsd", "openharmony", "sunos", "aix", "win32", "windows", "wasm32"];
const processors = ["arm64", "arm", "x64", "ia32", "ppc64", "riscv64", "s390x", "loong64", "mips64el"];
let added = 0;

for (const [path, entry] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries({ ...entry.optionalDependencies })) {
    if (find(path, name) !== undefined) continue;
    const words = name.split(/[-/]/);
    const os = systems.find((system) => words.includes(system));
    const cpu = processors.find((processor) => words.some((word) => word === processor));
    if (os === undefined) continue;
    const place = lock.packages[`node_modules/${name}`] === undefined ? `node_modules/${name}` : `${path}/node_modules/${name}`;
    lock.packages[place] = {
      // A range's lowest version satisfies it.
      version: version.replace(/^[\^~]/, ""),
      ...(cpu === undefined ? {} : { cpu: [cpu] }),
      dev: entry.dev,
      optional: true,
      ...(os === "wasm32" ? { cpu: ["wasm32"] } : { os: [os === "windows" ? "win32" : os] }),
    };
    added++;
  }
}

/** The entry that `name` resolves to from a package's place, when it has the wanted version. */
function find(path, name) {
  const wanted = lock.packages[path].optionalDependencies[name];
  for (let at = path; ; at = at.replace(/(^|\/)node_modules\/(?:@[^/]+\/)?[^/]+$/, "")) {
    const found = lock.packages[`${at === "" ? "" : `${at}/`}node_modules/${name}`];
    if (found !== undefined && (found.version === wanted || /[\^~>*<]/.test(wanted))) return found;
    if (at === "") return undefined;
  }
}

lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([left], [right]) => (left < right ? -1 : 1)));
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
process.stdout.write(`added ${added} optional packages\n`);
