// Tells which JavaScript and TypeScript files are reached other than by an import: manifests, scripts, tests, conventions.

import type { ModuleFacts, PlacedProject, Reach } from "../../syntax/module-facts.ts";
import { folderOf, joinPath, leaves, parseJson } from "./manifests.ts";
import { findFile, withSources } from "./resolve-imports.ts";

const entryFiles =
  /(?:^|\/)(?:\.[^/]+|[^/]*rc\.[cm]?[jt]s|[^/]*[.-](?:test|tests|spec|specs|stories|story|bench|benchmark|e2e|cy|config|conf|setup|worker|fixture|d)\.[cm]?[jt]sx?|(?:Gruntfile|Gulpfile|Jakefile|webpack[^/]*|rollup[^/]*|vite[^/]*|karma[^/]*|jest[^/]*|test|tests|sw|service-worker|setupTests|middleware|instrumentation|next-env|polyfills?|environment[^/]*)\.[cm]?[jt]sx?)$/i;
const entryFolders =
  /(?:^|\/)(?:tests?|__tests__|__mocks__|__fixtures__|fixtures|specs?|e2e|cypress|playwright|benchmarks?|bench|perf|examples?|samples?|demos?|docs?|site|website|scripts?|tools?|tooling|tasks|build-tools|bin|stories|\.storybook|playground|public|static|assets|vendor|locales?|i18n|migrations?|seeds?|functions|types|typings|@types)\//i;
/** A package of its own may stand in such a folder; it is still read, not used. */
const shownFolders = /(?:^|\/)(?:[\w.]+-)?(?:examples?|samples?|demos?|docs?|fixtures|__fixtures__|playground)\//i;
/** Folders whose files a framework serves by their place, where the package depends on it. */
const routedFolders: Readonly<Record<string, RegExp>> = {
  next: /(?:^|\/)(?:pages|app)\//,
  nuxt: /(?:^|\/)(?:pages|layouts|plugins|middleware|server|composables|components)\//,
  gatsby: /(?:^|\/)(?:pages|templates|api)\//,
  astro: /(?:^|\/)(?:pages|content)\//,
  "@sveltejs/kit": /(?:^|\/)(?:routes|hooks\.[^/]+|params)(?:\/|$)/,
  "@remix-run/react": /(?:^|\/)(?:routes|root\.[^/]+|entry\.[^/]+)(?:\/|$)/,
  "@angular/core": /(?:^|\/)main[^/]*\.ts$/,
  "expo-router": /(?:^|\/)app\//,
};
/** Where no manifest says where a package begins. */
const usualEntry = /^(?:src\/|lib\/|app\/|source\/)?(?:index|main|server|app|cli|bundle)\.[cm]?[jt]sx?$/i;

interface PackageReach {
  /** With a slash at its end; "" for the root. */
  readonly folder: string;
  readonly entries: ReadonlySet<string>;
  readonly patterns: readonly RegExp[];
  readonly routed: readonly RegExp[];
  /** True where only what the manifest exports can be imported from outside. */
  readonly isClosed: boolean;
}

/** Without a package.json above it a file may be loaded by anything. */
export function createReachJudge(files: PlacedProject): (path: string, facts: ModuleFacts) => Reach {
  const packages = [...files.manifests].flatMap(([path, text]) => (path.endsWith("package.json") ? (readPackage(path, text, files) ?? []) : []));
  packages.sort((left, right) => right.folder.length - left.folder.length);
  return (path, facts) => {
    const owner = packages.find(({ folder }) => path.startsWith(folder));
    if (owner === undefined) return "published";
    const inside = path.slice(owner.folder.length);
    if (facts.isProgram || owner.entries.has(path) || entryFiles.test(inside) || entryFolders.test(inside) || shownFolders.test(path)) return "entry";
    if (usualEntry.test(inside) || owner.routed.some((routed) => routed.test(inside)) || owner.patterns.some((pattern) => pattern.test(path))) return "entry";
    return owner.isClosed ? "internal" : "published";
  };
}

/** True where packages around this one may import its files by their paths. */
export function isPartOfProject({ manifestNamesAbove }: PlacedProject): boolean {
  return manifestNamesAbove.has("package.json");
}

const entryFields = ["main", "module", "types", "typings", "browser", "bin", "exports", "imports", "source", "style", "sass", "unpkg", "jsdelivr", "react-native", "svelte", "esnext", "es2015", "sideEffects", "jest", "ava", "mocha", "nyc", "c8", "tsup", "typesVersions", "prisma", "eslintConfig", "babel", "directories", "workspaces", "electron", "build", "knip", "config"];

function readPackage(path: string, text: string, files: PlacedProject): PackageReach | undefined {
  const manifest = parseJson(text);
  if (manifest === undefined) return undefined;
  const folder = folderOf(path) === "" ? "" : `${folderOf(path)}/`;
  const named = entryFields.flatMap((field) => leaves(manifest[field]));
  const entries = new Set<string>();
  for (const target of [...named, ...wordsOfScripts(manifest.scripts)]) {
    for (const candidate of withSources(joinPath(folder, target))) {
      const found = findFile(files.paths, candidate);
      if (found !== undefined) entries.add(found);
    }
  }
  const dependencies = new Set(["dependencies", "devDependencies", "peerDependencies"].flatMap((field) => Object.keys(Object(manifest[field]))));
  return {
    folder,
    entries,
    patterns: named.filter((target) => target.includes("*")).flatMap((target) => withSources(joinPath(folder, target)).map(toPattern)),
    routed: Object.entries(routedFolders).flatMap(([name, pattern]) => (dependencies.has(name) ? [pattern] : [])),
    // Not published is not out of reach of the other packages of a workspace.
    isClosed: manifest.exports !== undefined || (manifest.private === true && !isPartOfProject(files)),
  };
}

/** `node scripts/build.mjs && tsx ./a.ts`: the words that may be paths. */
function wordsOfScripts(scripts: unknown): string[] {
  return leaves(scripts).flatMap((script) => script.split(/[\s"'=;&|()]+/).filter((word) => /[./]/.test(word)));
}

function toPattern(path: string): RegExp {
  const body = path.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&")).join(".*");
  // A built ending stands for the source's.
  return new RegExp(`^${body.replace(/\\\.(?:d\\\.)?[cm]?[jt]sx?$/, "\\.(?:d\\.)?[cm]?[jt]sx?")}`);
}
