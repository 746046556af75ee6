// Boolean expressions over taint labels, as `requires` holds them.

/** Tests a set of labels. */
export type Requirement = (labels: ReadonlySet<string>) => boolean;

/** Parses `A and not (B or C)`; undefined where it is no such expression. */
export function parseRequires(text: string): Requirement | undefined {
  const tokens = text.match(/[A-Za-z_][A-Za-z0-9_]*|[()]|\S/g) ?? [];
  const reader = { tokens, at: 0 };
  const parsed = parseOr(reader, 0);
  return reader.at === tokens.length ? parsed : undefined;
}

interface Reader {
  readonly tokens: readonly string[];
  at: number;
}

const maxDepth = 100;

function parseOr(reader: Reader, depth: number): Requirement | undefined {
  let left = parseAnd(reader, depth);
  while (left !== undefined && reader.tokens[reader.at] === "or") {
    reader.at += 1;
    const first: Requirement = left;
    const second = parseAnd(reader, depth);
    left = second === undefined ? undefined : (labels) => first(labels) || second(labels);
  }
  return left;
}

function parseAnd(reader: Reader, depth: number): Requirement | undefined {
  let left = parseNot(reader, depth);
  while (left !== undefined && reader.tokens[reader.at] === "and") {
    reader.at += 1;
    const first: Requirement = left;
    const second = parseNot(reader, depth);
    left = second === undefined ? undefined : (labels) => first(labels) && second(labels);
  }
  return left;
}

function parseNot(reader: Reader, depth: number): Requirement | undefined {
  if (depth > maxDepth) return undefined;
  const token = reader.tokens[reader.at++];
  if (token === undefined) return undefined;
  if (token === "not") {
    const inner = parseNot(reader, depth + 1);
    return inner === undefined ? undefined : (labels) => !inner(labels);
  }
  if (token === "(") {
    const inner = parseOr(reader, depth + 1);
    if (reader.tokens[reader.at] !== ")") return undefined;
    reader.at += 1;
    return inner;
  }
  if (token === "True" || token === "true") return () => true;
  if (token === "False" || token === "false") return () => false;
  return /^\w+$/.test(token) ? (labels) => labels.has(token) : undefined;
}
