// Keeps the sandbox's memory-backed folders reachable after its processes are gone, without any mount on the host.
import { closeSync, constants, openSync, statfsSync } from "node:fs";
import { AssayError } from "../../model/errors.ts";
import { CONTROL_FOLDER } from "./sandbox-arguments.ts";

/** How full the sandbox's folders are together. */
export interface FolderUsage {
  readonly bytes: number;
  readonly files: number;
}

/**
 * Descriptors of folders inside a sandbox, opened through its first process. They pin the file systems, which die
 * with the last descriptor: also when the service itself dies, so that nothing is left on the host.
 */
export class SandboxFolders {
  readonly workspace: number;
  readonly control: number;
  readonly #others: readonly number[];

  constructor(firstProcess: number, workspacePath: string) {
    const opened: number[] = [];
    const open = (path: string): number => {
      const descriptor = openSync(`/proc/${firstProcess}/root${path}`, constants.O_RDONLY | constants.O_DIRECTORY);
      opened.push(descriptor);
      return descriptor;
    };
    try {
      this.workspace = open(workspacePath);
      this.control = open(CONTROL_FOLDER);
      this.#others = [open("/tmp"), open("/dev/shm")];
    } catch (error) {
      for (const descriptor of opened) closeSync(descriptor);
      throw new AssayError({
        code: "isolation-unavailable",
        message: "The sandbox's folders cannot be reached through /proc.",
        nextStep: "Run where /proc shows this user's own processes (mounted without hidepid).",
        cause: error,
      });
    }
  }

  /** What all folders hold together; a look-up of a few microseconds however many files there are. */
  usage(): FolderUsage {
    let bytes = 0;
    let files = 0;
    for (const descriptor of [this.workspace, this.control, ...this.#others]) {
      const status = statfsSync(`/proc/self/fd/${descriptor}`);
      bytes += (status.blocks - status.bfree) * status.bsize;
      files += status.files - status.ffree;
    }
    return { bytes, files };
  }

  /** Lets the folders go, and with them all that the run wrote. */
  close(): void {
    for (const descriptor of [this.workspace, this.control, ...this.#others]) closeSync(descriptor);
  }
}
