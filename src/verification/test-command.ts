// Finds the command that runs a project's tests.

/** How to run tests. */
export interface TestCommand {
  /** As a shell reads it, from the project's root. */
  readonly command: string;
  readonly packages: readonly string[];
  /** What it was found by. */
  readonly why: string;
}

/** Looks at manifests first, then at files that look like tests; undefined where there are none. */
export function findTestCommand(paths: readonly string[], read: (path: string) => string | undefined): TestCommand | undefined {
  return fromPackageJson(read("package.json")) ?? fromMakefile(read("Makefile") ?? read("makefile")) ?? fromPython(paths, read) ?? fromNodeTests(paths, read) ?? fromBats(paths);
}

function fromPackageJson(text: string | undefined): TestCommand | undefined {
  try {
    const parsed: unknown = text === undefined ? undefined : JSON.parse(text);
    const scripts = typeof parsed === "object" && parsed !== null && "scripts" in parsed ? parsed.scripts : undefined;
    const test: unknown = typeof scripts === "object" && scripts !== null && "test" in scripts ? scripts.test : undefined;
    if (typeof test !== "string" || /no test specified/.test(test)) return undefined;
    return { command: "npm test --silent", packages: [], why: "package.json" };
  } catch {
    // A broken manifest names no tests.
    return undefined;
  }
}

function fromMakefile(text: string | undefined): TestCommand | undefined {
  return text !== undefined && /^test:/m.test(text) ? { command: "make test", packages: [], why: "Makefile" } : undefined;
}

function fromPython(paths: readonly string[], read: (path: string) => string | undefined): TestCommand | undefined {
  const tests = paths.filter((path) => /(?:^|\/)(?:test_[^/]*|[^/]*_test|tests)\.py$/.test(path));
  if (tests.length === 0) return undefined;
  const texts = tests.slice(0, 20).map((path) => read(path) ?? "");
  const isUnittest = texts.every((text) => /\bunittest\b/.test(text) && !/\bpytest\b/.test(text));
  const needed = requirements(read("requirements.txt"));
  if (isUnittest) return { command: discovering(tests, new Set(paths)), packages: needed, why: "unittest" };
  return { command: "python3 -m pytest -q -x", packages: ["pytest", ...needed], why: "pytest" };
}

/** unittest goes down only into packages: tests in any other folder are looked for from there. */
function discovering(tests: readonly string[], paths: ReadonlySet<string>): string {
  const isPackage = (folder: string): boolean => paths.has(`${folder}/__init__.py`);
  const startOf = (path: string): string => {
    const folders = path.split("/").slice(0, -1).map((_, index, names) => names.slice(0, index + 1).join("/"));
    return folders.findLast((folder) => !isPackage(folder)) ?? "";
  };
  const starts = [...new Set(tests.map(startOf))].sort();
  return starts.map((folder) => (folder === "" ? "python3 -m unittest discover -q" : `python3 -m unittest discover -q -s '${folder.replaceAll("'", `'\\''`)}'`)).join(" && ");
}

const MAXIMUM_REQUIREMENTS = 40;

/** Names of a requirements file, with the version where it is an exact one. */
function requirements(text: string | undefined): string[] {
  const lines = (text ?? "").split("\n").map((line) => /^([A-Za-z0-9][\w.-]*)(?:\[[\w,-]*\])?\s*(==\s*[\w.]+)?/.exec(line.trim()));
  return lines.flatMap((line) => (line?.[1] === undefined || line[1].toLowerCase() === "pytest" ? [] : [line[1] + (line[2] ?? "").replaceAll(" ", "")])).slice(0, MAXIMUM_REQUIREMENTS);
}

function fromNodeTests(paths: readonly string[], read: (path: string) => string | undefined): TestCommand | undefined {
  const tests = paths.filter((path) => /(?:^|\/)[^/]*[.-]test\.[cm]?js$/.test(path) || /(?:^|\/)tests?\/[^/]*\.[cm]?js$/.test(path));
  const isNodeTest = tests.some((path) => /["']node:test["']/.test(read(path) ?? ""));
  return isNodeTest ? { command: "node --test", packages: [], why: "node:test" } : undefined;
}

function fromBats(paths: readonly string[]): TestCommand | undefined {
  const test = paths.find((path) => path.endsWith(".bats"));
  return test === undefined ? undefined : { command: `bats ${test.includes("/") ? test.slice(0, test.lastIndexOf("/")) : "."}`, packages: [], why: "bats" };
}
