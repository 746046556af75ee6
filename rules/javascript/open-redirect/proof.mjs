// Sends the visitor to another site.
import { proveRedirect } from "../../proofs/javascript/redirect.mjs";

await proveRedirect();
