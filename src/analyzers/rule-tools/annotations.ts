// Reads the comments by which a rule's test file says what is to be found: ruleid, ok, todoruleid, todook.

export type AnnotationKind = "ruleid" | "ok" | "todoruleid" | "todook";

/** One expectation. `line` is the line that it speaks of, 1-based. */
export interface Annotation {
  readonly kind: AnnotationKind;
  readonly ruleId: string;
  readonly line: number;
  /** Where the comment itself stands. */
  readonly commentLine: number;
}

const opening = String.raw`(?:#|//|/\*+|\{/\*+|<!--|<%--|\(\*|--|;|%|\*)`;
const annotation = new RegExp(String.raw`${opening}\s?(ruleid|ok|todoruleid|todook):\s*(.*)$`);
/** Annotations for the commercial program: `ruleid: deepok: x` names x. */
const commercialPrefix = /^(?:deepok|prook|deepruleid|proruleid)\s*:\s*/;
const closing = /\s*(?:\*+\/\s*\}?|-->|--%>|\*\))\s*$/;

/**
 * Every annotation of a text. One speaks of the line below it; several below one another speak of the first line that
 * is none.
 */
export function readAnnotations(text: string): Annotation[] {
  const lines = text.split(/\r\n|\r|\n/);
  const found: Annotation[] = [];
  lines.forEach((content, index) => {
    const match = annotation.exec(content);
    if (match === null) return;
    let next = index + 1;
    while (next < lines.length && isOnlyAnnotation(lines[next]!)) next++;
    for (const ruleId of idsIn(match[2]!)) {
      // The pattern's first group holds exactly the members of the type.
      found.push({ kind: match[1] as AnnotationKind, ruleId, line: next + 1, commentLine: index + 1 });
    }
  });
  return found;
}

function isOnlyAnnotation(line: string): boolean {
  const match = annotation.exec(line);
  return match !== null && line.slice(0, match.index).trim() === "";
}

function idsIn(text: string): string[] {
  const ids = text.replace(closing, "").replace(commercialPrefix, "").split(",");
  return [...new Set(ids.map((id) => id.replace(closing, "").trim()).filter((id) => id !== ""))];
}
