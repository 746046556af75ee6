import { join } from "node:path";
import { readFile } from "node:fs/promises";

export const file = join("a", "b");
export const content = readFile(file);
