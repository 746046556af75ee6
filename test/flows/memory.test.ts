// What a scan of a few files takes of memory: no more than its parsers and trees need.

import { afterEach, describe, expect, it } from "vitest";
import { type Sandbox, makeSandbox } from "../support/command-line.ts";

let sandbox: Sandbox;
afterEach(() => sandbox.remove());

/** Prints the largest resident size, in KiB, as the process ends. */
const tellPeak = 'process.on("exit", () => process.stderr.write(`peak ${process.resourceUsage().maxRSS}\\n`));';
const mostKib = 300 * 1024;

describe("a scan of one file", () => {
  it.each([
    ["python", "app.py", "def add(left, right):\n    return left + right\n".repeat(3_000)],
    ["bash", "run.sh", 'for name in "$@"; do\n  echo "$name"\ndone\n'.repeat(3_000)],
  ])("in %s does not optimise the parser beside its work", (_language, path, code) => {
    sandbox = makeSandbox({ [path]: code });
    const { err } = sandbox.assay(["scan", path], { environment: { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(tellPeak)}` } });
    expect(Number(/peak (\d+)/.exec(err)?.[1])).toBeLessThan(mostKib);
  });
});
