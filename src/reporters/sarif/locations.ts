// Writes paths, regions and messages as SARIF wants them: percent-encoded, 1-based, in UTF-16 units.

import type { Excerpt, Region } from "../../model/finding.ts";

/** The base that all paths are relative to. */
export const sourceRoot = "%SRCROOT%";

export interface SarifRegion {
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly snippet?: { readonly text: string };
}

/** Percent-encodes each segment of a relative path; slashes stay. */
export function encodePath(path: string): string {
  return path
    .replaceAll(/\p{Surrogate}/gu, "\uFFFD")
    .split("/")
    .map((segment) => encodeURIComponent(segment))
    .join("/");
}

export function artifactLocation(path: string): { readonly uri: string; readonly uriBaseId: string } {
  return { uri: encodePath(path), uriBaseId: sourceRoot };
}

/** SARIF counts as we do (`columnKind` says UTF-16), so nothing is converted; the snippet is added where it is known. */
export function toSarifRegion(region: Region, excerpt?: Excerpt): SarifRegion {
  const { startLine, startColumn, endLine, endColumn } = region;
  const text = excerpt === undefined ? undefined : snippetOf(region, excerpt);
  return { startLine, startColumn, endLine, endColumn, ...(text === undefined ? {} : { snippet: { text } }) };
}

export function physicalLocation(path: string, region: Region, excerpt?: Excerpt): object {
  return { artifactLocation: artifactLocation(path), region: toSarifRegion(region, excerpt) };
}

/** The text of the region, where all its lines are in the excerpt and none was cut. */
function snippetOf(region: Region, excerpt: Excerpt): string | undefined {
  const first = region.startLine - excerpt.firstLine;
  const last = region.endLine - excerpt.firstLine;
  if (first < 0 || last >= excerpt.lines.length) return undefined;
  const lines = excerpt.lines.slice(first, last + 1);
  if (region.endColumn - 1 > lines.at(-1)!.length) return undefined;
  // The last line before the first is cut: on one line, columns count from its beginning.
  lines[lines.length - 1] = lines.at(-1)!.slice(0, region.endColumn - 1);
  lines[0] = lines[0]!.slice(region.startColumn - 1);
  const text = lines.join("\n");
  return text.length === region.end - region.start && text !== "" ? text : undefined;
}

/** Keeps code such as `a[0](1)` from being read as a link to a related location. */
export function escapeLinks(text: string): string {
  return text.replaceAll(/\[([^[\]]*)\](?=\()/g, "\\[$1\\]");
}

/** The text of a link; brackets would end it. */
export function linkText(text: string): string {
  return text.replaceAll("[", "(").replaceAll("]", ")");
}
