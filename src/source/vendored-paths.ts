// Tells copies of other projects' libraries from a project's own code, by where they lie and what they are called.

import type { Notice, SkippedFile } from "../model/report.ts";
import type { Target } from "./find-root.ts";
import type { IgnoreFiles } from "./ignore-files.ts";

/**
 * Folders that linguist, Semgrep and SonarQube take for other people's code. `lib`, `ext`, `external`, `dist` and
 * `components` are not among them: they hold a project's own code too often.
 */
const folder = /(?:^|\/)(?:_?vendor|_?vendored|third[-_]?party|3rd[-_]?party|bower_components|jspm_packages)\//i;

/** Of what a web server hands out, the scripts in `lib/` and `vendors/` are libraries. */
const webFolder = /(?:^|\/)(?:statics?|assets|public|www|wwwroot|htdocs)\/(?:[^/]+\/){0,3}(?:libs?|vendors?)\/(?=.*\.[cm]?js$)/i;

/** A script that is named as a release, a compressed or a bundled one, or as a library that projects copy. */
const script = new RegExp(
  `(?:^|/)(?:${[
    // app.min.js, main.bundle.js, highlight.pack.js
    String.raw`[^/]+[.-](?:min|bundle|pack)`,
    "bundle",
    // jquery-3.7.1.js, jquery.form-4.3.0.slim.js
    String.raw`[^/]+[.-]v?\d+\.\d+(?:\.\d+)*(?:[.-](?:slim|full|all|core|custom|umd|debug))*`,
    String.raw`jquery(?:[-.](?:ui|effects|migrate|slim|cookie|form|validate|easing|hotkeys|mousewheel|datatables)[^/]*)?`,
    String.raw`bootstrap[-.](?:datepicker|datetimepicker|select|table|tagsinput|toggle|switch|typeahead)[^/]*`,
    String.raw`(?:modernizr|html5shiv|underscore|backbone|handlebars|mootools|raphael|swfobject|codemirror|ckeditor|tinymce|select2|datatables|fullcalendar|dropzone)(?:[-.](?:full|all|core|runtime|custom|src))?`,
  ].join("|")})\\.[cm]?js$`,
  "i",
);

/** The folder that is a copy, with a slash at its end, or the file itself; undefined for the project's own code. Paths have forward slashes. */
export function findVendoredPart(path: string): string | undefined {
  const found = folder.exec(path) ?? webFolder.exec(path);
  if (found !== null) return path.slice(0, found.index + found[0].length);
  return script.test(path) ? path : undefined;
}

/** True for a copy of a library that lies below what the user named, is not itself what was named, and was not taken back. */
export function isVendored(path: string, targets: readonly Pick<Target, "path">[], { isTakenBack }: Pick<IgnoreFiles, "isTakenBack">): boolean {
  if (findVendoredPart(path) === undefined || isTakenBack(path)) return false;
  return !targets.some((target) => target.path === path || (path.startsWith(`${target.path}/`) && findVendoredPart(path.slice(target.path.length + 1)) === undefined));
}

/** The entry of a copy that was left out. */
export function vendoredFile(path: string): SkippedFile {
  return { path, reason: "vendored", detail: "a copy of a library, by its place or name" };
}

/** How many places are named. */
const mostNamed = 4;

/** One notice for all copies that were left out: nothing vanishes without a word. */
export function tellVendored(skipped: readonly SkippedFile[]): Notice[] {
  const counts = new Map<string, number>();
  for (const { path, reason } of skipped) {
    if (reason !== "vendored") continue;
    const part = findVendoredPart(path) ?? path;
    counts.set(part, (counts.get(part) ?? 0) + 1);
  }
  if (counts.size === 0) return [];
  const files = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const places = [...counts].sort(([left, most], [right, other]) => other - most || (left < right ? -1 : 1));
  const named = places.slice(0, mostNamed).map(([part, count]) => (count === 1 ? part : `${part} (${count})`));
  const rest = places.length > mostNamed ? ` and ${places.length - mostNamed} more` : "";
  const what = files === 1 ? "1 file is a copy of a library" : `${files} files are copies of libraries`;
  return [
    {
      level: "info",
      code: "vendored",
      message: `${what}, by place, name or banner, and ${files === 1 ? "was" : "were"} left out: ${named.join(", ")}${rest}. Name the place, or take it back in .assayignore (\`!vendor/\`), to have it analysed.`,
    },
  ];
}
