import { createHash } from "node:crypto";
import * as crypto from "crypto";

export function fingerprint(text: string): string {
  return createHash("md5").update(text).digest("hex"); // expect: uses MD5
}

const algorithm = "sha1";
export const seal = (text: string): Buffer => crypto.createHash(algorithm).update(text).digest(); // expect: uses SHA1

export function sign(text: string, key: string): string {
  return crypto.createHmac("MD5", key).update(text).digest("base64"); // expect: `crypto.createHmac` uses MD5
}
