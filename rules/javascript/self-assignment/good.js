export class Point {
  move(x, y) {
    this.x = x;
    [x, y] = [y, x];
    this.parts[x] = this.parts[y];
    this.parts[x++] = this.parts[x++];
    location.href = location.href;
    /** @type {number} */
    this.z = this.z;
    const { w = w } = this;
    x += x;
    return { x: x };
  }
}
