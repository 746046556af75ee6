// Finds a document that is not the sender's.
import { proveDocument } from "../../proofs/javascript/document.mjs";

await proveDocument();
