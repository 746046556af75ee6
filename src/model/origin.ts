// Where the code stood that a record speaks of.

/** What git said when the record was made; all absent outside of a work tree. */
export interface Origin {
  /** Address of the `origin` remote without credentials, else the folder's name. */
  readonly repository?: string;
  /** Absent where the head is detached. */
  readonly branch?: string;
  /** Full hash. */
  readonly commit?: string;
  /** True where the work tree differed from the commit, untracked files included. */
  readonly isDirty?: boolean;
}

/** Part of a list. A cursor is opaque: hand `nextCursor` back to go on; new records never shift what follows it. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextCursor?: string;
}

/** What every list takes. */
export interface PageRequest {
  /** 1 to 500; 50 where absent. */
  readonly limit?: number | undefined;
  readonly cursor?: string | undefined;
}
