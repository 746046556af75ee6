const names = ["a", "b"];
names.splice(0, 1);
export function drop(text, index) {
  return text.split(",").toSpliced(index, 1);
}
