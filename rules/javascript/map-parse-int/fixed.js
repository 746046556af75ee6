export const sizes = "10 20 30".split(" ").map((text) => parseInt(text, 10));
export const more = Array.from(["1", "2"], (text) => Number.parseInt(text, 10));
