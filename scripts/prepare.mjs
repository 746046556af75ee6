// Builds after an install. An install from git as a global package, which pre-commit does, brings no development
// dependencies: then what the build needs is installed first, exactly as the lock file says, without running its scripts.
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

if (!isInstalled("rolldown")) {
  // npm hands its own options on to the scripts it runs: this install is of this folder, whatever the outer one was of.
  const environment = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_config_(global|location|prefix|dry_run|omit|include|production|package_lock_only)$/i.test(name)));
  const words = ["ci", "--global=false", "--include=dev", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  const installed = spawnSync("npm", words, { cwd: root, env: environment, stdio: ["ignore", "ignore", "inherit"], shell: process.platform === "win32" });
  if (installed.status !== 0) {
    console.error("assay: what the build needs could not be installed; run `npm ci` in the clone to see why.");
    process.exit(installed.status ?? 1);
  }
}
await import("./build.mjs");

function isInstalled(name) {
  try {
    createRequire(import.meta.url).resolve(name);
    return true;
  } catch {
    return false;
  }
}
