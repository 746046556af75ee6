// proof: handler(event.body)
import fs from "node:fs";

export async function handler(event) {
  // Taking away the dots once leaves those that come together by it.
  const name = event.body.replaceAll("../", "");
  const text = await fs.promises.readFile("./" + name, "utf8"); // expect: comes from a request
  return { statusCode: 200, body: text };
}
