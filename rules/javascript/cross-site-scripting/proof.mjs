// Has a script stand in the page.
import { provePage } from "../../proofs/javascript/page.mjs";

await provePage();
