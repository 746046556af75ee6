// Runs a second command beside the one that is meant.
import { proveCommand } from "../../proofs/javascript/command.mjs";

await proveCommand();
