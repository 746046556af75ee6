import fs from "node:fs"; // expect: `fs` is imported and not used
import path, { join } from "node:path"; // expect: `path` is imported and not used
import { readFile, writeFile as write } from "node:fs/promises"; // expect: `write` is imported and not used
import type { Stats } from "node:fs"; // expect: `Stats` is imported and not used
import * as everything from "node:os"; // expect: `everything` is imported and not used

export const file = join("a", "b");
export const content = readFile(file);
