// Stands before the transport, which ends at a message that is too long: such a message is answered with an error instead.

import { Transform } from "node:stream";

const newline = 0x0a;
const edgeBytes = 1024;
const invalidRequest = -32_600;

/** Lets through what is at most `largestBytes` long, line by line; `answer` is given the reply to what is longer. */
export function boundMessages(largestBytes: number, answer: (line: string) => void): Transform {
  let held: Buffer[] = [];
  let length = 0;
  let head = "";
  let tail = "";
  const take = (part: Buffer): void => {
    length += part.length;
    if (head.length < edgeBytes) head += part.toString("latin1", 0, edgeBytes);
    tail = (tail + part.toString("latin1", Math.max(0, part.length - edgeBytes))).slice(-edgeBytes);
    if (length <= largestBytes) held.push(part);
    else held = [];
  };
  const takeLine = (into: Transform): void => {
    if (length > largestBytes) answer(refusal(idOf(head, tail), largestBytes));
    else into.push(Buffer.concat(held));
    held = [];
    length = 0;
    head = "";
    tail = "";
  };
  return new Transform({
    transform(chunk: Buffer, _, done) {
      let start = 0;
      for (let end = chunk.indexOf(newline); end !== -1; end = chunk.indexOf(newline, start)) {
        take(chunk.subarray(start, end + 1));
        takeLine(this);
        start = end + 1;
      }
      if (start < chunk.length) take(chunk.subarray(start));
      done();
    },
  });
}

/** Clients write the id before the parameters or at the very end; elsewhere it is not looked for. */
function idOf(head: string, tail: string): unknown {
  const before = /^\s*\{(?:\s*"(?:jsonrpc|method)"\s*:\s*"[^"\\]*"\s*,)*\s*"id"\s*:\s*(\d+|"[^"\\]*")\s*,/.exec(head);
  const behind = /,\s*"id"\s*:\s*(\d+|"[^"\\]*")\s*(?:,\s*"jsonrpc"\s*:\s*"2\.0"\s*)?\}\s*$/.exec(tail);
  const text = before?.[1] ?? behind?.[1];
  return text === undefined ? null : JSON.parse(Buffer.from(text, "latin1").toString("utf8"));
}

function refusal(id: unknown, largestBytes: number): string {
  const message = `The message is longer than ${largestBytes} bytes and was not read.`;
  const data = { code: "limit-exceeded", nextStep: "Send less; place large input as files of the project and name their folder." };
  return `${JSON.stringify({ jsonrpc: "2.0", id, error: { code: invalidRequest, message, data } })}\n`;
}
