// Reads, or takes away, a row that is not the sender's.
import { proveSql } from "../../proofs/javascript/sql.mjs";

await proveSql();
