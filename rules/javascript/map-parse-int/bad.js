export const sizes = "10 20 30".split(" ").map(parseInt); // expect: `parseInt` takes the index that `map` hands it for the base.
export const more = Array.from(["1", "2"], Number.parseInt); // expect: `Number.parseInt` takes the index
