// The shape in which the rules' proofs are carried: texts, placed into a sandbox as files when one is to be run.

/** One rule's proof. */
export interface ProofProgram {
  /** `proof.py`. */
  readonly file: string;
  readonly text: string;
}

/** A file that proofs of a language share. */
export interface ProofSupport {
  readonly language: string;
  /** Relative to the folder in which the proofs are laid out. */
  readonly path: string;
  readonly text: string;
}
