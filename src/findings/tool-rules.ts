// The rules that speak of the scan itself, not of the code: they can be switched off per path like any other.

import type { DocumentedRule } from "../model/rule.ts";

function toolRule(id: string, title: string, severity: DocumentedRule["severity"], description: string, documentation: string): DocumentedRule {
  return {
    id,
    title,
    description,
    languages: [],
    category: "tool",
    severity,
    confidence: "high",
    cwe: [],
    remediationMinutes: 5,
    documentation,
  };
}

/** Every rule of the tool itself, sorted by id. */
export const toolRules: readonly DocumentedRule[] = [
  toolRule(
    "assay/expired-suppression",
    "A suppression is past its date",
    "warning",
    "The comment was to hold until a date that has passed, so its finding counts again.",
    "An `assay-ignore RULE until=YYYY-MM-DD: reason` comment holds up to and including its date. Mend the finding, or decide anew and write a later date.\n",
  ),
  toolRule(
    "assay/malformed-suppression",
    "A suppression cannot be read",
    "warning",
    "The comment silences nothing, though its author meant it to.",
    "The form is `assay-ignore RULE[, RULE] [until=YYYY-MM-DD]: reason`, or the same with `assay-ignore-next-line`. The rules must exist and the reason must not be empty.\n",
  ),
  toolRule(
    "assay/parse-error",
    "A part of the file cannot be parsed",
    "error",
    "What cannot be parsed is not analysed, so findings in it stay unseen.",
    "Mend the syntax. For files that are broken on purpose, switch this rule off for their paths in the settings' `overrides`.\n",
  ),
  toolRule(
    "assay/unused-suppression",
    "A suppression silences nothing",
    "warning",
    "The finding is gone or stands elsewhere; the comment would hide the next one.",
    "Delete the comment. For rules that look at the whole project it is told only where everything is scanned. `reportUnusedSuppressions: false` in the settings switches this report off.\n",
  ),
  toolRule(
    "assay/void-suppression",
    "A suppression was given for other code",
    "warning",
    "The comment names the code that somebody judged, and that code has changed since: its finding counts again.",
    "An `assay-ignore RULE code=1a2b3c4d: reason` comment holds for the very code it was written for, layout and comments aside. Judge the new code; mend it, or write the `code=` that the message tells.\n",
  ),
];
