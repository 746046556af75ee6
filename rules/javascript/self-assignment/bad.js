export class Point {
  move(x, y) {
    this.x = this.x; // expect: `this.x` is assigned to itself.
    y = y; // expect: `y` is assigned to itself.
    [x, y] = [x, this.y]; // expect: `x` is assigned to itself.
    this.parts[x] = this.parts[x]; // expect: `this.parts[x]` is assigned to itself.
  }
}
