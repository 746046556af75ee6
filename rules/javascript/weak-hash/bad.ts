import { createHash } from "node:crypto";
import * as crypto from "crypto";

export function hashOf(password: string): string {
  return createHash("md5").update(password).digest("hex"); // expect: uses MD5
}

const algorithm = "sha1";
export const seal = (token: string): Buffer => crypto.createHash(algorithm).update(token).digest(); // expect: uses SHA1

export function sign(text: string): string {
  const signature = crypto.createHash("MD5").update(text).digest("base64"); // expect: `crypto.createHash` uses MD5
  return signature;
}
