import { createHash } from "node:crypto";
import * as crypto from "crypto";

export function fingerprint(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

export function chosen(text: string, algorithm: string): string {
  return crypto.createHash(algorithm).update(text).digest("hex");
}

class Store {
  createHash(name: string): string {
    return name;
  }
}
export const own = new Store().createHash("md5");

// Names of cached files and tags of answers prove nothing.
export function tagOf(body: string): string {
  return createHash("sha1").update(body).digest("base64");
}
