import { writeFile } from "node:fs/promises";
import fs from "node:fs";

export function save(name, text) {
  fetch("/saved/" + name); // expect: The promise of `fetch` is dropped: nothing waits for it or sees its errors.
  fetch("/saved").then((answer) => console.log(answer.status)); // expect: The promise of `fetch` is dropped
  writeFile(name, text); // expect: The promise of `writeFile` is dropped
  fs.promises.unlink(name).finally(() => console.log("gone")); // expect: The promise of `fs.promises.unlink` is dropped
  Promise.all([fetch("/a"), fetch("/b")]); // expect: The promise of `Promise.all` is dropped
  import("./late.js").then((late) => late.start()); // expect: is dropped
  new Promise((resolve, reject) => setTimeout(reject, 10)); // expect: is dropped
}
