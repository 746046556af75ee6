// Has the engine work out an expression of the sender's.
import { proveTemplate } from "../../proofs/javascript/template.mjs";

await proveTemplate();
