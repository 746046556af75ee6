// Reads Cobertura's XML: `class` elements name a file, the `line` elements in them its runs. No entity is ever fetched.

import { type CoverageReport, addRuns } from "./runs.ts";

const tag = /<(\/?)([A-Za-z][\w:.-]*)((?:\s+[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(\/?)>/g;

/** Undefined for other XML. */
export function parseCobertura(text: string): CoverageReport | undefined {
  const plain = text.replaceAll(/<!--[^]*?-->|<!\[CDATA\[[^]*?\]\]>/g, "");
  const files = new Map<string, Map<number, number>>();
  const seen = new Set<string>();
  let isCobertura = false;
  let path: string | undefined;
  for (const [, closing, name, attributes = ""] of plain.matchAll(tag)) {
    if (name === "coverage") isCobertura = true;
    if (name === "class") {
      path = closing === "" ? attributeOf(attributes, "filename") : undefined;
      if (path !== undefined && !files.has(path)) files.set(path, new Map());
      seen.clear();
    }
    if (name !== "line" || path === undefined) continue;
    const [number, hits] = [attributeOf(attributes, "number"), attributeOf(attributes, "hits")];
    // A method's lines stand in the method and again in the class.
    if (number === undefined || hits === undefined || seen.has(number)) continue;
    seen.add(number);
    addRuns(files, path, Number(number), Math.max(0, Number(hits)));
  }
  if (!isCobertura) return undefined;
  return { files, folders: [...plain.matchAll(/<source>([^<]*)<\/source>/g)].map(([, folder]) => decode(folder!.trim())).filter((folder) => folder !== "") };
}

function attributeOf(attributes: string, name: string): string | undefined {
  const found = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(attributes);
  const value = found?.[1] ?? found?.[2];
  return value === undefined ? undefined : decode(value);
}

const entities: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };

function decode(text: string): string {
  return text.replaceAll(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex: string | undefined, decimal: string | undefined, name: string | undefined) => {
    if (name !== undefined) return entities[name] ?? whole;
    const code = hex === undefined ? Number(decimal) : parseInt(hex, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
