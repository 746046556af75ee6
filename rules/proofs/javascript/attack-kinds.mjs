// Kinds of attack: the values of each, and the canary by which it is known that one got through.

import { gzipSync } from "node:zlib";
import { watchFiles } from "./files.mjs";
import { FOLDER } from "./attack-surface.mjs";
import { attacks as pollutions, isChanged } from "./prototype.mjs";

const outer = "../".repeat(12);
const touched = new Set();

const ends = ["</script><script>canary", "</SCRIPT ><script>canary", "</script/x>canary"];
const image = "<img src=x onerror=canary>";
const markup = [...ends, image, `">${image}`];
/** Forms in which a text comes to what writes data. */
const held = (text) => [text, { text }, [text], { [text]: "text" }, new RegExp(`[${text}]`), { text: new RegExp(`[${text}]`) }, new Map([[text, text]]), new Set([text])];
const lineEnds = ["\r\n", "\n", "\r"];

const names = ["../canary", `${outer}tmp/canary`, "/tmp/canary", "text/../../canary", "./../canary", "....//canary", "..././canary", "..\\canary", "../given-folder-canary", "%2e%2e/canary", "..%2fcanary"];

/** Notes which files are asked for from now on. */
export function watch() {
  watchFiles((path) => {
    if (path.includes("canary") && !path.startsWith(FOLDER + "/")) touched.add(path);
  });
}

/** `payloads` are the variants of one exploit, the plainest first; `effect` tells what a call brought about, undefined for nothing. */
export const kinds = {
  "prototype-pollution": {
    payloads: () => pollutions,
    begin: () => isChanged(),
    effect: () => (isChanged() ? "changes the prototype that all objects share" : undefined),
  },
  "path-traversal": {
    isFor: ({ isFolder, hasFolder }) => !isFolder && hasFolder,
    payloads: () => [...names, ...names.flatMap((name) => [archiveOf(name), gzipSync(archiveOf(name))])],
    begin: () => touched.clear(),
    effect: () => (touched.size === 0 ? undefined : "opens a file outside the given folder"),
  },
  "markup-injection": {
    payloads: () => [...markup, ...ends.flatMap(held)],
    begin: () => undefined,
    effect: (value, payload) => {
      if (typeof value !== "string" || value === payload) return undefined;
      if (/<\/script/i.test(value) && !isWritten(payload, image)) return "gives a text that ends a script";
      return value.includes(image) && /<\w[^]*>/.test(value.replaceAll(image, "")) ? "gives a page with an element of the attacker's" : undefined;
    },
  },
  "line-injection": {
    payloads: (separators) => [...lineEnds, ...separators].map((separator) => `text${separator}canary=1`),
    begin: () => undefined,
    // A text that is given back as it came is composed of nothing.
    effect: (value, payload) => (typeof value === "string" && value !== payload && value.replaceAll(payload, "").length > 1 && value.includes(payload) ? "gives a text with a part of the attacker's" : undefined),
  },
};

function isWritten(payload, text) {
  return typeof payload === "string" && payload.includes(text);
}

/** What stands between the parts of a text that a function composes of several values. */
export function separatorsOf(texts) {
  return ["; ", "&"].filter((separator) => texts.some((text) => typeof text === "string" && new RegExp(`text${separator}[\\w-]+=`).test(text)));
}

/** A tar archive with one file. */
function archiveOf(name) {
  const head = Buffer.alloc(512);
  head.write(name, 0, 100);
  head.write("0000644\0", 100);
  head.write("00000000004\0", 124);
  head.write("00000000000\0        0", 136);
  head.write("ustar\u000000", 257);
  head.write(`${head.reduce((sum, byte) => sum + byte, 0).toString(8).padStart(6, "0")}\0 `, 148);
  const body = Buffer.alloc(512);
  body.write("text");
  return Buffer.concat([head, body, Buffer.alloc(1024)]);
}

export function shown(payload) {
  if (payload instanceof Uint8Array) return payload[0] === 0x1f ? "a packed archive with a file of such a name" : `an archive with a file named ${JSON.stringify(payload.subarray(0, 100).toString("latin1").replace(/\0[\s\S]*/, ""))}`;
  if (payload instanceof RegExp) return String(payload);
  const text = JSON.stringify(payload) ?? String(payload);
  return text.length <= 80 ? text : `${text.slice(0, 80)}…`;
}

