// Writes into the prototype of all objects; the library is of a version that still follows such keys.
import { provePrototype } from "../../proofs/javascript/prototype.mjs";

await provePrototype({ text: "1" });
