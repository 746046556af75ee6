// Runs code of the sender's.
import { proveCode } from "../../proofs/javascript/code.mjs";

await proveCode();
