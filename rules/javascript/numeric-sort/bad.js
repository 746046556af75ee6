const sizes = [10, 9, 1];
sizes.sort(); // expect: `sizes` holds numbers, and `sort()` compares them as texts
export const read = (text) => text.split(" ").map(Number).sort(); // expect: compares them as texts: 10 comes before 9.
