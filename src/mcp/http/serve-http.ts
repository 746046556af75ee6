// Serves clients over HTTP.

import { AssayError } from "../../model/errors.ts";
import type { ServeOptions, ServeTransport } from "../../model/serve-options.ts";

export async function serveOverHttp(_options: ServeOptions, _transport: Extract<ServeTransport, { type: "http" }>): Promise<void> {
  throw new AssayError({ code: "not-available", message: "HTTP is not served yet.", nextStep: "Use standard input and output." });
}
