// Refusals that the text of a change alone decides: tests edited, warnings silenced, nothing but names changed.

import { Kind } from "../syntax/kinds.ts";
import { Role } from "../syntax/roles.ts";
import { type SyntaxTree, nameOf } from "../syntax/tree.ts";

/** A reason to refuse a fix. `code` is stable. */
export interface Refusal {
  readonly code: string;
  readonly reason: string;
}

/** One changed file in both versions; undefined where it is not there. */
export interface ChangedFile {
  readonly path: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

const suppressions = /assay-ignore|\bnosec\b|\bnoqa\b|nosemgrep|eslint-disable|@ts-ignore|@ts-nocheck|@ts-expect-error|type:\s*ignore|pylint:\s*disable|NOSONAR|lgtm\[|codeql\[|biome-ignore|oxlint-disable|shellcheck disable/gi;
const scannerSettings = /(?:^|\/)(?:\.assay\.(?:ya?ml|json)|assay\.config\.\w+|\.assayignore|\.semgrepignore|\.bandit|bandit\.ya?ml|\.eslintrc[\w.]*|eslint\.config\.\w+|\.pylintrc|ruff\.toml|\.ruff\.toml|\.flake8|sonar-project\.properties|\.pre-commit-config\.yaml)$/;

/** Reasons that need no tree. */
export function checkTexts(files: readonly ChangedFile[], isTestPath: (path: string) => boolean): Refusal[] {
  const refusals: Refusal[] = [];
  for (const { path, before, after } of files) {
    if (isTestPath(path) && before !== undefined && before !== after) {
      refusals.push({ code: "edits-tests", reason: `It ${after === undefined ? "deletes" : "edits"} the test file ${path}; a fix must pass the tests as they are.` });
    }
    if (scannerSettings.test(path)) refusals.push({ code: "adds-suppression", reason: `It changes the scanner's settings in ${path} instead of the code.` });
    const added = count(after, suppressions) - count(before, suppressions);
    if (added > 0) refusals.push({ code: "adds-suppression", reason: `It adds ${added === 1 ? "a comment" : `${added} comments`} to ${path} that silence${added === 1 ? "s" : ""} the finding.` });
    if (after === undefined && before !== undefined && !isTestPath(path)) refusals.push({ code: "deletes-feature", reason: `It deletes ${path}.` });
    else if (after !== undefined && before !== undefined && before.trim() !== "" && after.trim() === "") refusals.push({ code: "deletes-feature", reason: `It empties ${path}.` });
  }
  return refusals;
}

function count(text: string | undefined, pattern: RegExp): number {
  return text?.match(pattern)?.length ?? 0;
}

/** How two trees differ. */
export type TreeDifference = "same" | "names-only" | "different";

/** Compares two versions of a file: identifiers count only by where they recur. */
export function compareTrees(before: SyntaxTree, after: SyntaxTree): TreeDifference {
  if (before.size !== after.size) return "different";
  const forth = new Map<string, string>();
  const back = new Map<string, string>();
  const ownBefore = ownNames(before);
  const ownAfter = ownNames(after);
  let isSame = true;
  for (let node = 0; node < before.size; node += 1) {
    if (before.kind[node] !== after.kind[node] || before.role[node] !== after.role[node] || before.subtreeEnd[node] !== after.subtreeEnd[node]) return "different";
    const left = nameOf(before, node);
    const right = nameOf(after, node);
    if (!renamable.has(before.kind[node]!)) {
      if (left !== right) return "different";
      continue;
    }
    // A property of another object's may be called as a variable is.
    if (left === right && before.role[node] === Role.Property) continue;
    isSame &&= left === right;
    if (left !== right && !(ownBefore.has(left) && ownAfter.has(right))) return "different";
    if ((forth.get(left) ?? right) !== right || (back.get(right) ?? left) !== left) return "different";
    forth.set(left, right);
    back.set(right, left);
  }
  return isSame ? "same" : "names-only";
}

/** Kinds that carry a name which a change may merely replace. */
const renamable: ReadonlySet<number> = new Set([Kind.Name, Kind.FunctionDeclaration, Kind.FunctionExpression, Kind.ClassDeclaration, Kind.ClassExpression, Kind.Parameter, Kind.Method, Kind.Field, Kind.PrivateName]);
const declaring: ReadonlySet<number> = new Set([Kind.FunctionDeclaration, Kind.FunctionExpression, Kind.ClassDeclaration, Kind.ClassExpression, Kind.Parameter, Kind.Method, Kind.Field, Kind.PrivateName]);

/** Names that a file makes itself: what it imports or finds is no name of its own. */
function ownNames(tree: SyntaxTree): Set<string> {
  const names = new Set<string>();
  for (let node = 0; node < tree.size; node += 1) {
    const isTarget = tree.kind[node] === Kind.Name && tree.role[node] === Role.Target;
    if (isTarget || declaring.has(tree.kind[node]!)) names.add(nameOf(tree, node));
  }
  return names;
}

const MINIMUM_SECRET_LENGTH = 6;

/** Whether a secret that the original held is still there, also in pieces put together or encoded. */
export function findSecretAgain(secrets: readonly string[], files: readonly ChangedFile[]): Refusal | undefined {
  for (const secret of secrets) {
    if (secret.length < MINIMUM_SECRET_LENGTH) continue;
    const forms = [secret, Buffer.from(secret).toString("base64").replace(/=+$/, ""), Buffer.from(secret).toString("hex"), [...secret].reverse().join("")];
    for (const { path, after } of files) {
      if (after === undefined) continue;
      const joined = after.replaceAll(/["'`]\s*(?:\+|\.\.?)?\s*\\?\s*["'`]/g, "");
      if (forms.some((form) => after.includes(form) || joined.includes(form))) {
        return { code: "moves-flaw", reason: `The secret itself still stands in ${path}.` };
      }
    }
  }
  return undefined;
}
