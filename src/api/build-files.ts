// Where the parts of the built program lie: worker entries and grammars. Running from sources there are none.

declare const __ASSAY_BUILD__: string | undefined;

/** A hash of everything this build was made from; results of another build are of no use. Undefined without a build. */
export const buildId: string | undefined = typeof __ASSAY_BUILD__ === "string" ? __ASSAY_BUILD__ : undefined;

/** The `dist/` folder, or undefined where the sources run without a build. */
export function buildFolder(): URL | undefined {
  const here = import.meta.url;
  if (!here.endsWith(".cjs")) return undefined;
  return new URL(here.includes("/chunks/") ? "../../" : "../", here);
}

/** The entry of a worker or child process, by its name in the build. */
export function buildEntry(name: "analysis-worker" | "disposable-analysis" | "analysis-service-worker" | "store-worker"): URL | undefined {
  const folder = buildFolder();
  return folder === undefined ? undefined : new URL(`${name}.js`, folder);
}

/** Where a language's grammar file lies. */
export function grammarFile(language: string, name: string): URL {
  const folder = buildFolder();
  return folder === undefined
    ? new URL(`../languages/${language}/grammar/${name}`, import.meta.url)
    : new URL(`grammars/${language}/${name}`, folder);
}

/** Where a parser runtime's `.wasm` lies; `specifier` is `package/file` as a language names it. */
export function runtimeFile(specifier: string): URL {
  const folder = buildFolder();
  return folder === undefined
    ? new URL(`../../node_modules/${specifier}`, import.meta.url)
    : new URL(`grammars/${specifier.split("/").at(-1)}`, folder);
}
