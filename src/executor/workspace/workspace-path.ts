// Decides at which path programs see their working directory.

/** Where a run without a working directory of the host works. */
export const DEFAULT_WORKSPACE_PATH = "/workspace";

// Paths that the sandbox fills itself; a workspace may not cover them or lie in what is a link or read-only there.
const SANDBOX_PATHS = ["/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32", "/etc", "/proc", "/dev", "/sys", "/var/tmp", "/assay"];

/**
 * The same path as on the host, so that absolute paths in configuration and output stay true; the standard one where
 * that path is the sandbox's own.
 */
export function chooseWorkspacePath(hostPath: string | undefined): string {
  if (hostPath === undefined || hostPath === "/" || hostPath === "/tmp" || hostPath === "/var") return DEFAULT_WORKSPACE_PATH;
  const isTaken = SANDBOX_PATHS.some((path) => hostPath === path || hostPath.startsWith(`${path}/`));
  return isTaken ? DEFAULT_WORKSPACE_PATH : hostPath;
}
