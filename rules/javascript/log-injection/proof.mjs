// Writes a line of its own into the log.
import { proveLog } from "../../proofs/javascript/log.mjs";

await proveLog();
