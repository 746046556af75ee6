// Runs one command of a package installation outside the sandbox, with the operator's registry settings and no more.
import { spawn } from "node:child_process";
import { AssayError } from "../../model/errors.ts";
import type { InstallStep } from "./package-support.ts";

const INSTALL_TIMEOUT_MS = 5 * 60_000;
const MAXIMUM_MESSAGE_BYTES = 64 * 1024;
const SHOWN_MESSAGE_CHARACTERS = 600;

/** Index, proxy and certificate settings of the operator, which only this step sees. */
const PASSED_ENVIRONMENT = /^(?:PATH|HOME|LANG|XDG_CONFIG_HOME|XDG_CACHE_HOME|PIP_\w+|npm_config_\w+|NPM_CONFIG_\w+|(?:https?|no|all)_proxy|(?:HTTPS?|NO|ALL)_PROXY|SSL_CERT_\w+|REQUESTS_CA_BUNDLE|CURL_CA_BUNDLE|NODE_EXTRA_CA_CERTS)$/;

/** Runs a step in a folder. Throws `package-install-failed` or `not-available`. */
export async function runInstallStep(step: InstallStep, folder: string, signal: AbortSignal | undefined): Promise<void> {
  const [program = "", ...programArguments] = step.command;
  const { exitCode, message } = await runToEnd(program, programArguments, folder, signal);
  if (exitCode === 0) return;
  if (/No module named pip|ENOENT/.test(message)) {
    throw new AssayError({
      code: "not-available",
      message: `Installing packages needs ${program.endsWith("npm") ? "npm" : "pip"}, which is not here.`,
      nextStep: "Install it: `apt-get install python3-pip` for Python, Node.js with npm for JavaScript.",
    });
  }
  // A registry's address may carry the operator's password.
  const lines = message.replaceAll(/\/\/[^/\s@]*@/g, "//").trim().split("\n");
  const telling = lines.filter((line) => /error|not find|no matching|E404|ETARGET/i.test(line) && !/complete log/i.test(line));
  throw new AssayError({
    code: "package-install-failed",
    message: `The packages could not be installed: ${(telling.length > 0 ? telling : lines).join(" ").slice(0, SHOWN_MESSAGE_CHARACTERS)}`,
    nextStep: "Check names and versions. Python packages need a wheel for this machine, since nothing is built from source.",
  });
}

function runToEnd(program: string, programArguments: readonly string[], folder: string, signal: AbortSignal | undefined): Promise<{ exitCode: number | null; message: string }> {
  const environment = Object.fromEntries(Object.entries(process.env).filter(([name]) => PASSED_ENVIRONMENT.test(name)));
  // The sandbox's user must be able to read what is installed, whatever the service's own mask.
  const mask = process.umask(0o022);
  const child = spawn(program, programArguments, { cwd: folder, env: environment, detached: true, stdio: ["ignore", "ignore", "pipe"] });
  process.umask(mask);
  return new Promise((resolve) => {
    let message = "";
    const end = (exitCode: number | null): void => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", stop);
      resolve({ exitCode, message });
    };
    const stop = (): void => {
      message += "\nerror: ended before it was done";
      // Detached, so the whole group goes.
      if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
    };
    const timer = setTimeout(stop, INSTALL_TIMEOUT_MS);
    signal?.addEventListener("abort", stop, { once: true });
    child.stderr.on("data", (chunk: Buffer) => {
      if (message.length < MAXIMUM_MESSAGE_BYTES) message += chunk.toString("utf8");
    });
    child.once("error", (error) => {
      message += `\n${error.message}`;
      end(null);
    });
    child.once("close", end);
  });
}
