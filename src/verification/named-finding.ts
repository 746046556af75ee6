// Findings that a request names by the first digits of their fingerprint.

import { AssayError } from "../model/errors.ts";
import type { Finding } from "../model/finding.ts";

const SHORTEST_FINGERPRINT = 4;

/** Throws `usage` where so few digits could mean anything. */
export function checkFingerprint(digits: string): void {
  if (digits.length >= SHORTEST_FINGERPRINT) return;
  throw new AssayError({ code: "usage", message: `${JSON.stringify(digits)} is too short for a finding's fingerprint.`, nextStep: `Give at least ${SHORTEST_FINGERPRINT} digits.` });
}

/** The one finding that the digits begin. Throws `usage`: with `missing` where there is none, and where there are several. */
export function pickNamed(findings: readonly Finding[], digits: string, missing: string): Finding {
  const meant = findings.filter(({ fingerprint }) => fingerprint.startsWith(digits));
  const [first] = meant;
  if (first === undefined) throw new AssayError({ code: "usage", message: missing, nextStep: "`assay scan --format json` lists the findings with their fingerprints." });
  if (meant.length > 1) throw new AssayError({ code: "usage", message: `${JSON.stringify(digits)} is the beginning of ${meant.length} fingerprints.`, nextStep: "Give more digits." });
  return first;
}
