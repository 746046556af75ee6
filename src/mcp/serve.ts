// The server's entry: one of the two transports, loaded when it is wanted.

import type { ServeOptions } from "../model/serve-options.ts";

/** Serves until it is told to end. Throws an AssayError for options that cannot be served. */
export async function serve(options: ServeOptions): Promise<void> {
  if (options.transport.type === "http") return (await import("./http/serve-http.ts")).serveOverHttp(options, options.transport);
  return (await import("./serve-stdio.ts")).serveOverStdio(options);
}
