// Shows a token that nobody signed, or somebody else.
import { proveToken } from "../../proofs/javascript/token.mjs";

await proveToken();
