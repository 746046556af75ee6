import { writeFile } from "node:fs/promises";
import { fetch as ownFetch } from "./own.js";

export async function save(name, text, cy) {
  await fetch("/saved/" + name);
  void fetch("/saved");
  fetch("/saved").then((answer) => console.log(answer.status)).catch(console.error);
  fetch("/saved").then(
    () => {},
    (error) => console.error(error),
  );
  const written = writeFile(name, text);
  ownFetch(name);
  cy.get("a").then(() => {});
  // Loaded for its effect.
  import("./late.js");
  new Promise((resolve) => setTimeout(resolve, 10));
  Promise.resolve().then(() => console.log("later"));
  Promise.allSettled([written]);
  return fetch("/saved");
}

export function start(fetch) {
  fetch("/own");
}
