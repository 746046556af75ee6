// The language ids that rule files may name, and which of them mean the same language.

const groups: readonly (readonly string[])[] = [
  ["python", "py"],
  ["python2"],
  ["python3"],
  ["javascript", "js"],
  ["typescript", "ts"],
  ["bash", "sh"],
  ["regex", "none"],
  ["generic"],
];

/** Known to rule files, but without a front end here: such rules load and never run. */
const others: readonly string[] = [
  "apex", "c", "c#", "c++", "cairo", "circom", "clojure", "cpp", "csharp", "dart", "docker", "dockerfile", "elixir",
  "ex", "fga", "go", "golang", "gosu", "hack", "hcl", "html", "java", "json", "jsonnet", "julia", "kotlin", "kt", "lisp",
  "lua", "move_on_aptos", "move_on_sui", "objc", "objective-c", "objectivec", "ocaml", "openfga", "php", "powershell",
  "promql", "proto", "proto3", "protobuf", "r", "ruby", "rust", "scala", "scheme", "sol", "solidity", "swift", "terraform",
  "tf", "vue", "xml", "yaml",
];

const canonical: ReadonlyMap<string, string> = new Map([
  ...groups.flatMap((group) => group.map((id) => [id, group[0]!] as const)),
  ["python2", "python"],
  ["python3", "python"],
]);

/** Every id that a rule file may name. */
export function knownLanguageIds(): readonly string[] {
  return [...canonical.keys(), ...others];
}

/** True for an id that a rule file may name. */
export function isKnownLanguage(id: string): boolean {
  return canonical.has(id) || others.includes(id);
}

/** The language a rule's id runs on here (`js` → `javascript`), or undefined where there is no front end. */
export function canonicalLanguage(id: string): string | undefined {
  return canonical.get(id.toLowerCase());
}
