// Reaches a file outside the folder that the name belongs to.
import { provePath } from "../../proofs/javascript/path.mjs";

await provePath();
