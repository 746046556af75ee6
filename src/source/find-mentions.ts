// Looks for words in the files of a project that are not analysed: templates, manifests, settings, pages.

import { readdirSync } from "node:fs";
import { join, sep } from "node:path";
import { type ReplacedTexts, readText } from "./read-manifests.ts";

/** Files in which code is named by people: not documents, which name what is gone as well. */
const mentioningFile =
  /(?:\.(?:html?|xhtml|vue|svelte|astro|mdx|j2|jinja2?|tmpl|tpl|hbs|ejs|pug|njk|liquid|ya?ml|toml|cfg|ini|conf|json|json5|jsonc|xml|qml|ui|kv|txt|in|sh|bash|zsh|ps1|bat|cmd|mk|cmake|gradle|properties|env|service|ipynb|pyx|pxd|c|cc|cpp|h|rs|go|java|kt|swift|rb|php|cs|lua|graphql|proto|sql|rst)|(?:^|\/)(?:Makefile|Dockerfile[^/]*|Procfile|Jenkinsfile|Vagrantfile|justfile|BUILD|Pipfile|tox|MANIFEST\.in))$/i;
const lockFile = /(?:^|\/)(?:package-lock\.json|npm-shrinkwrap\.json|pnpm-lock\.yaml|composer\.lock|poetry\.lock|[^/]*\.map)$/i;
const leftOut: ReadonlySet<string> = new Set(["node_modules", ".git", ".hg", ".svn", "__pycache__", ".venv", "venv", ".tox", ".mypy_cache", ".cache"]);

const mostFolders = 5_000;
const mostFiles = 3_000;
const largestFileBytes = 512 * 1024;
const mostBytes = 32 * 1024 * 1024;

/**
 * Which of the words occur; `also` are absolute paths of further files to look at. Where there is too much to read, those not found
 * so far count as mentioned: nobody knows.
 */
export function findMentions(root: string, words: ReadonlySet<string>, replaced: ReplacedTexts = new Map(), also: readonly string[] = []): ReadonlySet<string> {
  const found = new Set<string>();
  let files = 0;
  let bytes = 0;
  for (const text of mentioningTexts(root, replaced, also)) {
    if (text === null || ++files > mostFiles || bytes > mostBytes) return words;
    // A baseline names the very places of what is found: that is no use of it.
    if (text === undefined || text.startsWith('{\n"assayBaseline"')) continue;
    bytes += text.length;
    for (const [word] of text.matchAll(/[A-Za-z_$][\w$-]*/g)) {
      if (words.has(word)) found.add(word);
      // `my-file.js` names the file `my-file`; in a list of options it is three words.
      else if (word.includes("-")) for (const part of word.split("-")) if (words.has(part)) found.add(part);
    }
    if (found.size === words.size) return found;
  }
  return found;
}

/** Undefined for what cannot be read, null where there are too many folders. */
function* mentioningTexts(root: string, replaced: ReplacedTexts, also: readonly string[]): Generator<string | undefined | null> {
  for (const path of also) yield readText(path, mostBytes);
  for (const [path, text] of replaced) if (isMentioning(path)) yield text;
  for (const path of listMentioningFiles(root)) {
    if (path === undefined) yield null;
    else if (!replaced.has(path.slice(root.length + 1).split(sep).join("/"))) yield readText(path, largestFileBytes);
  }
}

function isMentioning(name: string): boolean {
  return mentioningFile.test(name) && !lockFile.test(name);
}

/** Undefined where there are too many folders. */
function* listMentioningFiles(root: string): Generator<string | undefined> {
  const pending = [root];
  let folders = 0;
  for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
    if (++folders > mostFolders) yield undefined;
    for (const entry of entriesOf(folder)) {
      if (entry.isDirectory() && !leftOut.has(entry.name)) pending.push(join(folder, entry.name));
      else if (entry.isFile() && isMentioning(entry.name)) yield join(folder, entry.name);
    }
  }
}

function entriesOf(folder: string): ReturnType<typeof readFolder> {
  try {
    return readFolder(folder);
  } catch {
    return [];
  }
}

function readFolder(folder: string) {
  return readdirSync(folder, { withFileTypes: true }).sort((left, right) => (left.name < right.name ? -1 : 1));
}
