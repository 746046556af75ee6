// Repeatable randomness for tests: the same seed gives the same row of numbers and texts.

/** A whole number from 0 to below `below`. */
export type Random = (below: number) => number;

/** A repeatable row of numbers (mulberry32). */
export function numbers(seed: number): Random {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const alphabets = ["abcdefghij klmnop", "\n\t\"\\\u0001\u001b", "äöüéñß", "日本語テスト漢字", "😀🚀👩‍💻", "\u202e\u2066\ud800"];

/** Up to `longest` UTF-16 units of one script or several; quotes, control characters and halves of characters among them. */
export function randomText(random: Random, longest: number): string {
  const length = random(longest + 1);
  const alphabet = random(3) === 0 ? alphabets.join("") : alphabets[random(3) === 0 ? random(alphabets.length) : 0]!;
  let text = "";
  while (text.length < length) text += alphabet[random(alphabet.length)]!;
  return text;
}
