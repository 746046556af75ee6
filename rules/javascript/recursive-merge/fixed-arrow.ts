// proof: extend(more)
export const extend = (base, more) => {
  for (const key of Object.keys(more)) {
    if (key === "__proto__" || !Object.hasOwn(more, key) || key === "constructor") continue;
    const isBoth = typeof base[key] === "object" && typeof more[key] === "object";
    if (isBoth) extend(base[key], more[key]);
    else base[key] = more[key];
  }
  return base;
};
