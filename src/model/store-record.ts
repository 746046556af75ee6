// What else the store answers: events, search hits, policies, its own state.

/** Something that happened. Events are only ever added, and numbered without a step back. */
export interface StoreEvent {
  readonly sequence: number;
  /** For instance `task.updated`. */
  readonly type: string;
  readonly subjectId: string;
  /** ISO 8601 in UTC. */
  readonly at: string;
  readonly data: Readonly<Record<string, unknown>>;
}

export type SearchSubject = "execution" | "finding" | "task";

export interface SearchHit {
  readonly subject: SearchSubject;
  /** A finding's id is `ANALYSIS:FINGERPRINT`. */
  readonly id: string;
  readonly title: string;
  /** The best place in the text; the words found stand between « and ». */
  readonly excerpt: string;
  readonly at: string;
}

/** `tightening`: what a client set. `in-force`: the whole that runs were held to, which they name. */
export type PolicyKind = "tightening" | "in-force";

export interface StoredPolicy {
  readonly version: number;
  readonly kind: PolicyKind;
  readonly policy: Readonly<Record<string, unknown>>;
  readonly createdAt: string;
  readonly reason?: string;
}

/** What is thrown away, oldest first: whatever is beyond any of them. */
export interface Retention {
  readonly maxAgeMs?: number | undefined;
  /** Executions and, apart from them, analyses that are kept. */
  readonly maxCount?: number | undefined;
  readonly maxSizeBytes?: number | undefined;
}

export interface StoreCheck {
  readonly path: string;
  readonly isSound: boolean;
  /** One sentence each. */
  readonly problems: readonly string[];
  readonly schemaVersion: number;
  readonly sizeBytes: number;
  readonly counts: Readonly<Record<string, number>>;
}
