// Lets a module that is loaded hand out one of its names.

let wanted = { url: "", suffix: "" };

export function initialize(data) {
  wanted = data;
}

export async function load(url, context, nextLoad) {
  const loaded = await nextLoad(url, context);
  // What has no source here the loader of CommonJS reads by itself.
  if (url !== wanted.url || loaded.source == null) return loaded;
  return { ...loaded, shortCircuit: true, source: Buffer.from(loaded.source).toString("utf8") + wanted.suffix };
}
