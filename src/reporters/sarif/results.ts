// Writes a finding as a SARIF result: place, fingerprints, data path, fix and suppression.

import type { Finding, Fix, TraceStep } from "../../model/finding.ts";
import { sarifLimits } from "./limits.ts";
import { artifactLocation, escapeLinks, linkText, physicalLocation, toSarifRegion } from "./locations.ts";
import { endSentence, toLevel } from "./rule-descriptors.ts";

/** `ruleIndex` is the rule's place among the descriptors. */
export function toResult(finding: Finding, ruleIndex: number): object {
  const related = relatedLocations(finding).slice(0, sarifLimits.relatedLocations);
  return {
    ruleId: finding.ruleId,
    ruleIndex,
    level: toLevel(finding.severity),
    message: { text: toMessage(finding, related) },
    locations: [{ physicalLocation: physicalLocation(finding.path, finding.region, finding.excerpt) }],
    partialFingerprints: {
      primaryLocationLineHash: finding.lineHash,
      "assayFinding/v1": finding.fingerprint,
    },
    ...(finding.trace.length === 0 ? {} : { codeFlows: [toCodeFlow(finding.trace)] }),
    ...(related.length === 0 ? {} : { relatedLocations: related.map(toRelatedLocation) }),
    ...(finding.fix === undefined ? {} : { fixes: [toSarifFix(finding.fix, finding.path)] }),
    suppressions: toSuppressions(finding),
    properties: {
      category: finding.category,
      confidence: finding.confidence,
      remediationMinutes: finding.remediationMinutes,
      ...(finding.identity === undefined ? {} : { identity: finding.identity }),
      ...(finding.fix === undefined ? {} : { fixSafety: finding.fix.safety }),
      ...(finding.alsoFoundBy.length === 0 ? {} : { alsoFoundBy: finding.alsoFoundBy }),
    },
  };
}

interface Related {
  readonly location: object;
  readonly note: string;
}

/** Sources of the data path, then the other places that the finding names. */
function relatedLocations({ trace, related }: Finding): Related[] {
  return [
    ...trace.flatMap((step) => (step.kind === "source" ? [{ location: physicalLocation(step.path, step.region), note: step.note }] : [])),
    ...(related ?? []).map(({ path, startLine, endLine, note }) => ({ location: { artifactLocation: artifactLocation(path), region: { startLine, endLine } }, note })),
  ];
}

/** The message, and a link to each related location: only linked ones are shown on GitHub. */
function toMessage(finding: Finding, related: readonly Related[]): string {
  const message = endSentence(escapeLinks(finding.message));
  if (related.length === 0) return message;
  const links = related.slice(0, 5).map((place, index) => `[${linkText(place.note)}](${index + 1})`);
  return `${message} See ${links.join(", ")}.`;
}

function toRelatedLocation({ location, note }: Related, index: number): object {
  return {
    id: index + 1,
    physicalLocation: location,
    message: { text: endSentence(escapeLinks(note)) },
  };
}

/** Each step stands in its own file. Of an overlong path the middle is left out. */
function toCodeFlow(trace: readonly TraceStep[]): object {
  const half = sarifLimits.threadFlowLocations / 2;
  const steps = trace.length <= 2 * half ? trace : [...trace.slice(0, half), ...trace.slice(-half)];
  return {
    threadFlows: [
      {
        locations: steps.map((step) => ({
          kinds: [step.kind],
          location: {
            physicalLocation: physicalLocation(step.path, step.region, {
              firstLine: step.region.startLine,
              lines: [step.line],
            }),
            message: { text: endSentence(escapeLinks(step.note)) },
          },
        })),
      },
    ],
  };
}

function toSarifFix(fix: Fix, path: string): object {
  return {
    description: { text: endSentence(escapeLinks(fix.description)) },
    artifactChanges: [
      {
        artifactLocation: artifactLocation(path),
        replacements: fix.edits.map((edit) => ({
          deletedRegion: toSarifRegion(edit.region),
          ...(edit.replacement === "" ? {} : { insertedContent: { text: edit.replacement } }),
        })),
      },
    ],
  };
}

/** An empty list says that the result is known not to be suppressed. */
function toSuppressions({ suppression }: Finding): object[] {
  if (suppression === undefined) return [];
  const { kind, justification, owner, until } = suppression;
  const properties = { ...(owner === undefined ? {} : { owner }), ...(until === undefined ? {} : { until }) };
  return [{ kind, status: "accepted", justification, ...(Object.keys(properties).length === 0 ? {} : { properties }) }];
}
