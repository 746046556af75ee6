// Texts that take far more than their share of time: one part repeated, before it what leads to the slow pattern, after it what fails.

import { bounded } from "./bounded.mjs";

const LENGTH = 10_000;
const SHORT_LENGTH = 300;
const SLOW_MS = 60;
const ENDLESS_MS = 800;
/** Twice the text takes about four times as long where the time grows with its square. */
const LEAST_GROWTH = 2.6;
const pumps = ["1", " ", "a", "A", "-", ".", "/", ",", ";", "\t", "\n", "<", "(", "[", "{", "\"", "'", "\\", "=", "&", "%", "#", ":", "@", "*", "_", "a ", "a.", "a-", "1,", "<a", "a=", "; ", "${", "!["];
const endings = ["", "!", "\n", "x\u0000"];

/** The first that is slow, in words; undefined where none is. */
export function slowText(call, texts, isLate) {
  const leads = ["", "a", ...new Set(texts.slice(0, 6))];
  for (const pump of [...pumps, ...texts.slice(0, 6)]) {
    for (const lead of leads) {
      for (const ending of endings) {
        if (isLate()) return undefined;
        const text = (length) => lead + pump.repeat(Math.ceil(length / pump.length)) + ending;
        if (isSlow(call, text)) return `${JSON.stringify(lead)}, ${JSON.stringify(pump)} thousands of times and ${JSON.stringify(ending)}`;
      }
    }
  }
  return undefined;
}

/** Slow each time, not by chance. */
function isSlow(call, text) {
  for (let again = 0; again < 2; again += 1) {
    const whole = timeOf(call, text(LENGTH));
    if (whole < SLOW_MS || whole / timeOf(call, text(LENGTH / 2)) < LEAST_GROWTH) return isEndless(call, text);
  }
  return true;
}

/** So slow that half of the text takes all the time that there is, too: a short one tells. */
function isEndless(call, text) {
  return timeOf(call, text(LENGTH / 2)) >= ENDLESS_MS && timeOf(call, text(SHORT_LENGTH)) >= SLOW_MS;
}

/** Of the processor: others that work at the same time do not count. */
function timeOf(call, text) {
  const begin = process.cpuUsage();
  try {
    bounded(() => call(text));
  } catch {
    // A refusal takes its time, too.
  }
  const { user, system } = process.cpuUsage(begin);
  return Math.max((user + system) / 1000, 0.01);
}
