// The service as it is built, in a process of its own, while runs flood their output: prints its highest resident size in bytes.

import { Executor } from "../dist/index.js";

const executor = new Executor();
const code = "import sys\nwhile True:\n    sys.stdout.write('x' * 100000)";
let peak = 0;
const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 5);
for (let round = 0; round < 3; round += 1) {
  await Promise.all(Array.from({ length: 4 }, () => executor.run({ language: "python", code })));
}
clearInterval(watch);
process.stdout.write(`${peak}\n`);
