// Writes a service's log to standard error and never waits for whoever reads it: a terminal held by Ctrl-S, a pipe that nobody empties.

import { constants, openSync, realpathSync, writeSync } from "node:fs";

/** So much waits for a reader; what comes then is counted and left out. */
const mostWaitingBytes = 64 * 1024;
const retryMs = 250;

export class ServiceLog {
  #descriptor: number | undefined;
  #waiting: Buffer[] = [];
  #waitingBytes = 0;
  #leftOut = 0;
  #timer: NodeJS.Timeout | undefined;

  /** One line or several, each with its end. */
  write(text: string): void {
    const bytes = Buffer.from(text, "utf8");
    if (this.#waitingBytes + bytes.length > mostWaitingBytes) {
      this.#leftOut += 1;
      return;
    }
    this.#waiting.push(bytes);
    this.#waitingBytes += bytes.length;
    this.#flush();
  }

  #flush(): void {
    while (this.#waiting.length > 0) {
      const bytes = this.#waiting[0]!;
      const written = this.#tryToWrite(bytes);
      this.#waitingBytes -= written;
      if (written < bytes.length) {
        this.#waiting[0] = bytes.subarray(written);
        // What waits does not keep a service alive that is done.
        if (this.#timer === undefined) this.#timer = setTimeout(() => this.#tryAgain(), retryMs).unref();
        return;
      }
      this.#waiting.shift();
    }
    if (this.#leftOut === 0) return;
    const note = `${this.#leftOut} messages were left out while nobody read them\n`;
    this.#leftOut = 0;
    this.write(note);
  }

  #tryAgain(): void {
    this.#timer = undefined;
    this.#flush();
  }

  /** The bytes that are done with: all of them too where nobody can read any more, for no log is worth the service. */
  #tryToWrite(bytes: Buffer): number {
    try {
      return writeSync((this.#descriptor ??= openWithoutWaiting()), bytes);
    } catch (error) {
      return (error as NodeJS.ErrnoException).code === "EAGAIN" ? 0 : bytes.length;
    }
  }
}

/**
 * Node makes a pipe non-blocking when its stream is opened, but a terminal blocking. That is opened anew: the mode of the
 * descriptor at hand is that of every program at this terminal.
 */
function openWithoutWaiting(): number {
  if (process.stderr.isTTY !== true) return process.stderr.fd;
  for (const find of [() => realpathSync("/proc/self/fd/2"), () => "/dev/tty"]) {
    try {
      return openSync(find(), constants.O_WRONLY | constants.O_NONBLOCK | constants.O_NOCTTY);
    } catch {
      // The next name; without any, writing waits as it does for every program.
    }
  }
  return process.stderr.fd;
}
