// Writes into the prototype of all objects.
import { provePrototype } from "../../proofs/javascript/prototype.mjs";

await provePrototype({ text: "1" });
