// Findings as the score sees them, in an order that depends on what they are alone.

import type { Finding } from "../model/finding.ts";
import { type ScoredItem, toScoredItem } from "./scales.ts";

/** What costs something. All that shares out, ranks or plans keeps this order among equals, so it is made once. */
export function toScoredItems(findings: Iterable<Finding>): ScoredItem[] {
  const items = [...findings].map(toScoredItem).filter((item) => item !== undefined);
  return items
    .map((item) => ({ item, lead: leadOf(item.finding.fingerprint) }))
    .sort((left, right) => left.lead - right.lead || compareIdentity(left.item, right.item))
    .map(({ item }) => item);
}

/** The first units of a text as a number that orders as they do: numbers are compared many times sooner than texts. */
function leadOf(text: string): number {
  let lead = 0;
  let isOpen = true;
  for (let at = 0; at < leadUnits; at++) {
    const unit: number = isOpen && at < text.length ? Math.min(text.charCodeAt(at), otherUnit) : 0;
    // Units beyond ASCII are not told apart, so what follows one does not count.
    isOpen &&= unit !== otherUnit;
    lead = lead * unitValues + unit;
  }
  return lead;
}

/** So many units make a whole number that is exact. */
const leadUnits = 7;
const otherUnit = 128;
const unitValues = otherUnit + 1;

/** Orders items by what they are, never by where they stood in the input. */
export function compareIdentity(a: ScoredItem, b: ScoredItem): number {
  return (
    compareText(a.finding.fingerprint, b.finding.fingerprint) ||
    compareText(a.finding.path, b.finding.path) ||
    a.finding.region.start - b.finding.region.start ||
    compareText(a.finding.ruleId, b.finding.ruleId)
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
