// What a resource is answered with.

export interface Body {
  readonly mimeType: string;
  readonly text: string;
  /** Where a text that was asked for by pieces goes on. */
  readonly _meta?: { readonly [name: string]: unknown };
}

export function markdown(text: string): Body {
  return { mimeType: "text/markdown", text };
}

export function json(value: unknown): Body {
  return { mimeType: "application/json", text: JSON.stringify(value) };
}
