// What running a rule's proof on a project's own function says of a finding.

export interface ConfirmationAttempt {
  readonly ruleId: string;
  /** Relative to the project's root. */
  readonly file: string;
  /** A function or `Class.method`. */
  readonly callable: string;
  /** As the program reads it: `name`, `request.args.name`. */
  readonly parameter: string;
  readonly isExploited: boolean;
  /** What was sent and got through. */
  readonly attack?: string;
  /** Why nothing could be shown. */
  readonly problem?: string;
}

export interface Confirmation {
  readonly schemaVersion: 1;
  readonly toolVersion: string;
  /** `confirmed`: the attack worked. The others say nothing about the code: no way in was found or none worked; nothing could be run. */
  readonly outcome: "confirmed" | "not-reached" | "could-not-run";
  /** One or two sentences. */
  readonly reason: string;
  readonly finding: { readonly ruleId: string; readonly path: string; readonly line: number; readonly fingerprint: string };
  readonly attempts: readonly ConfirmationAttempt[];
}
