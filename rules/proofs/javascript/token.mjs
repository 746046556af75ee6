// A token that must not be believed: it is signed with another key, or not at all.

import { createHmac } from "node:crypto";
import { prove } from "./frame.mjs";

const KEY = "a-key-that-is-long-enough-for-any-check-of-its-length-0123456789";
const CLAIMS = { sub: "ordinary", user: "ordinary", name: "ordinary", id: "ordinary", role: "ordinary" };
const FORGED = Object.fromEntries(Object.keys(CLAIMS).map((name) => [name, "canary"]));
const encode = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");

function sign(claims, key, algorithm) {
  const text = `${encode({ alg: algorithm, typ: "JWT" })}.${encode(claims)}`;
  return `${text}.${algorithm === "HS256" ? createHmac("sha256", key).update(text).digest("base64url") : ""}`;
}

const attacks = [sign(FORGED, "another key", "HS256"), sign(FORGED, "", "none"), sign(FORGED, "", "None"), sign(FORGED, "", "HS256"), sign(FORGED, KEY, "HS256").replace(/\.[^.]+$/, ".")];

export function proveToken() {
  process.env["JWT_SECRET"] = process.env["JWT_KEY"] = KEY;
  const doubles = [[/key|secret/i, () => KEY]];
  return prove({ benign: sign(CLAIMS, KEY, "HS256"), attacks, doubles, isExploited: (outcome) => outcome.error === undefined && outcome.text().includes("canary") });
}
