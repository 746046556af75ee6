// Serves one client over standard input and output, until it goes.

import { StdioServerTransport, serveStdio } from "@modelcontextprotocol/server/stdio";
import { Writable } from "node:stream";
import type { ServeOptions } from "../model/serve-options.ts";
import { boundMessages } from "./bounded-messages.ts";
import { openDoor } from "./door.ts";
import { createServer } from "./server.ts";

/** A larger message is answered with an error. */
const largestMessageBytes = 16 * 1024 * 1024;

/** Ends when the client closes standard input, or on a signal. */
export async function serveOverStdio(options: ServeOptions): Promise<void> {
  const door = openDoor(options);
  const output = claimStandardOutput(options.log);
  const input = process.stdin.pipe(boundMessages(largestMessageBytes, (line) => output.write(line)));
  // Twice, since a message may wait while another is read.
  const transport = new ClosingTransport(input, output, { maxBufferSize: 2 * largestMessageBytes });
  const gone = new Promise<void>((resolve) => {
    transport.onClosed = resolve;
    process.stdin.once("end", resolve);
    process.stdin.once("close", resolve);
    output.once("error", () => resolve());
    process.once("SIGINT", resolve);
    process.once("SIGTERM", resolve);
  });
  const handle = serveStdio(() => createServer(door, "stdio"), { transport, onerror: (error) => options.log(error.message.replace(/\s+/g, " ").slice(0, 500)) });
  await gone;
  process.stdin.unpipe(input).pause();
  await handle.close();
  await door.services.close();
}

/** Tells that it closed: it does so by itself when what waits is too large. */
class ClosingTransport extends StdioServerTransport {
  onClosed: () => void = () => undefined;

  override async close(): Promise<void> {
    await super.close();
    this.onClosed();
  }
}

/** Only the protocol may write to standard output: what any other code prints goes to the log. */
function claimStandardOutput(log: ServeOptions["log"]): Writable {
  const write = process.stdout.write.bind(process.stdout);
  const output = new Writable({
    decodeStrings: false,
    write: (chunk: string | Uint8Array, _, done) => void write(chunk, (error) => done(error)),
  });
  process.stdout.on("error", (error) => output.destroy(error));
  process.stdout.write = (chunk: string | Uint8Array, ...rest: unknown[]): boolean => {
    log((typeof chunk === "string" ? chunk : Buffer.from(chunk).toString("utf8")).trimEnd());
    const done = rest.at(-1);
    if (typeof done === "function") done();
    return true;
  };
  return output;
}
