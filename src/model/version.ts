// The version of this build.

declare const __ASSAY_VERSION__: string | undefined;

/** As in package.json; `0.0.0-source` where the sources run without a build. */
export const toolVersion: string = typeof __ASSAY_VERSION__ === "string" ? __ASSAY_VERSION__ : "0.0.0-source";
