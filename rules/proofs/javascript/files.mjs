// Tells which files a program touches: Node's file functions are watched before the program is loaded.

import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { normalize, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const touching = /^(?:open|openSync|openAsBlob|readFile|createReadStream|createWriteStream|writeFile|appendFile|unlink|rm|rmdir|rename|readdir|opendir|mkdir|copyFile|cp|truncate)(?:Sync)?$/;

/** Calls back with each absolute path that is read, listed, written, moved or taken away. */
export function watchFiles(notice) {
  for (const owner of [fs, fs.promises]) {
    for (const [name, original] of Object.entries(owner)) {
      if (typeof original !== "function" || !touching.test(name)) continue;
      owner[name] = function watched(...given) {
        for (const path of given.slice(0, 2)) noticePath(path, notice);
        return Reflect.apply(original, this, given);
      };
    }
  }
  syncBuiltinESMExports();
}

function noticePath(path, notice) {
  const text = path instanceof URL ? fileURLToPath(path) : path instanceof Uint8Array ? Buffer.from(path).toString() : path;
  if (typeof text === "string" && text.length < 4096) notice(normalize(resolve(text.split("\0")[0])));
}
