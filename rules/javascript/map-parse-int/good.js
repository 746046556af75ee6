export const sizes = "10 20 30".split(" ").map(Number);
export const more = ["1", "2"].map((text) => parseInt(text, 10));
export const rates = ["1.5"].map(parseFloat);
export const own = (parseInt, texts) => texts.map(parseInt);
