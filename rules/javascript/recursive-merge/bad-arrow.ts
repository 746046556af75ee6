// proof: extend(more)
export const extend = (base, more) => {
  for (const key of Object.keys(more)) {
    const isBoth = typeof base[key] === "object" && typeof more[key] === "object";
    if (isBoth) extend(base[key], more[key]); // expect: changes all objects
    else base[key] = more[key];
  }
  return base;
};
