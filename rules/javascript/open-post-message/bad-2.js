export class Bridge {
  send(data) {
    window.parent.postMessage(data, '*'); // expect: goes to any origin
  }
}
