// Has the search take for ever.
import { proveExpression } from "../../proofs/javascript/expression.mjs";

await proveExpression();
