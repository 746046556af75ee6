const names = ["a", "b"];
delete names[0]; // expect: `delete` leaves a hole in `names`; `splice` takes the element out.
export function drop(text, index) {
  const parts = text.split(",");
  delete parts[index]; // expect: leaves a hole in `parts`
  return parts;
}
