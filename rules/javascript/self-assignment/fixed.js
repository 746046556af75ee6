export class Point {
  move(x, y) {
    this.x = x;
    this.y = y;
  }
}
