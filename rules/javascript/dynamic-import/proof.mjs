// Loads a module from outside the program's folders.
import { proveLoading } from "../../proofs/javascript/loading.mjs";

await proveLoading();
