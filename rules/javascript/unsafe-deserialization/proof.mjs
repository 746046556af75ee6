// Has a function come back with the data.
import { proveStored } from "../../proofs/javascript/stored.mjs";

await proveStored();
