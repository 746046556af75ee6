// The analyzers of `metavariable-analysis`: strings that look random, and regular expressions that can take forever.

/** True where a string looks like a secret: many different characters for its length. */
export function analyseEntropy(text: string, analyzer: "entropy" | "entropy_v2", mode: "lax" | "default" | "strict"): boolean {
  const bits = entropyOf(text) * text.length;
  if (analyzer === "entropy") return bits >= secretBits;
  // The second version asks for far more, and less only in its lax mode.
  return mode === "lax" && bits >= secretBits;
}

/** So many bits a string of common words does not reach before it is as long as a sentence. */
const secretBits = 76;

/** Shannon's entropy in bits a character. */
function entropyOf(text: string): number {
  const counts = new Map<string, number>();
  for (const char of text) counts.set(char, (counts.get(char) ?? 0) + 1);
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / total) * Math.log2(count / total);
  return bits;
}

/** True where a repeated group can match the same text in several ways: `(a+)+`, `(a|a)*`. */
export function isRedos(pattern: string): boolean {
  const open: number[] = [];
  for (let at = 0; at < pattern.length; at++) {
    const char = pattern[at]!;
    if (char === "\\") at++;
    else if (char === "[") at = endOfClass(pattern, at);
    else if (char === "(") open.push(at);
    else if (char === ")") {
      const start = open.pop();
      const isRepeated = /^(?:[*+]|\{\d+,\})/.test(pattern.slice(at + 1));
      if (start !== undefined && isRepeated && isAmbiguous(pattern.slice(start + 1, at))) return true;
    }
  }
  return false;
}

function endOfClass(pattern: string, start: number): number {
  for (let at = start + 1; at < pattern.length; at++) {
    if (pattern[at] === "\\") at++;
    else if (pattern[at] === "]" && at > start + 1) return at;
  }
  return pattern.length;
}

function isAmbiguous(body: string): boolean {
  const plain = body.replace(/^\?(?::|<\w+>)/, "").replace(/\\./g, "x").replace(/\[(?:[^\]\\]|\\.)*\]/g, "x");
  if (/[^(|][*+]|\{\d+,\}/.test(plain)) return true;
  const alternatives = plain.split("|");
  return alternatives.length > 1 && new Set(alternatives).size < alternatives.length;
}
