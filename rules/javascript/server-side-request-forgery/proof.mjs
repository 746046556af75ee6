// Has the server call an address inside.
import { proveCallback } from "../../proofs/javascript/callback.mjs";

await proveCallback();
