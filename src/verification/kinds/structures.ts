// Kinds of flaws in which outside data chooses a key or an entry's name: a shared prototype, a file of an archive.

import type { CallEvent } from "../../analyzers/symbolic/machine.ts";
import { runApart } from "../../analyzers/symbolic/library-objects.ts";
import { ARCHIVE_ENTRY, RENAMED } from "../../analyzers/symbolic/outside-names.ts";
import { SHARED_PROTOTYPE } from "../../analyzers/symbolic/properties.ts";
import { type Value, MARK, known, list, text } from "../../analyzers/symbolic/values.ts";
import { besideFolder, leavesFolder, purposeOfFileCall } from "./destinations.ts";
import type { Breach, FlawKind } from "./flaw-kind.ts";

const LONGEST_SEPARATOR = 3;
const walksSteps = ["split", "reduce", "shift", "pop"];
const stepsOf = (...steps: readonly string[]): Value[] => steps.map((step) => text(step));
const pollutingSteps = [["__proto__"], ["constructor", "prototype"]];
const behindSlash = [["", "constructor", "prototype"], ["", MARK, "__proto__"]];
const pollutingPaths: readonly Value[] = pollutingSteps.flatMap((steps) => [list([...stepsOf(...steps), text(MARK)]), list([...stepsOf(...steps).map((step) => list([step])), text(MARK)])]).concat([list([text(""), list([text("__proto__")]), text(MARK)])]);

/** A property set on the prototype that all objects share. */
const prototype: FlawKind = {
  id: "prototype-pollution",
  isWhole: true,
  isServedByAnswer: true,
  cwe: ["CWE-1321", "CWE-915", "CWE-400"],
  attackText: /__proto__|constructor|prototype/,
  payloads: ["__proto__", "constructor", `__proto__.${MARK}`, `constructor.prototype.${MARK}`, `__proto__[${MARK}]`, `/__proto__/${MARK}`, `${MARK}.__proto__.${MARK}`],
  variants: (comparedWith) => [...comparedWith].filter((word) => word.length <= LONGEST_SEPARATOR).flatMap((separator) => [...pollutingSteps, ...(separator === "/" ? behindSlash : [])].map((steps) => [...steps, MARK].join(separator))),
  // A path may be sent as the list of its steps; a step that is a list itself is no text until it is used as a key.
  objects: (names) => (walksSteps.some((name) => names.has(name)) ? pollutingPaths : []),
  // The one names the key, the other the key below it.
  pairs: [{ payload: "constructor", ordinary: "prototype" }],
  remedies: /(?!)/,
  // Setting an item is the work itself, whatever it is set on.
  family: /=$|assign|merge|set|define\w*|^return$/i,
  judge: (event): Breach | undefined => {
    if (!/\[\]=$|\.\w+=$/.test(event.name)) return undefined;
    const { receiver } = event;
    return receiver?.type === "reference" && receiver.name === SHARED_PROTOTYPE ? { shown: `${SHARED_PROTOTYPE}[…] = …`, through: [] } : undefined;
  },
};

const up = "../".repeat(12);
const extracts = /(?:tar|zip)\w*\..*\.extract(?:all)?$/i;

/** Whether a filter of tarfile's leaves names out that lead elsewhere. */
function isFiltered(filter: Value | undefined): boolean {
  if (filter === undefined || known(filter) === "fully_trusted" || (filter.type === "reference" && filter.name.endsWith("fully_trusted_filter"))) return false;
  if (filter.type !== "function") return true;
  const sources = [ARCHIVE_ENTRY, `${ARCHIVE_ENTRY}.name`];
  const isKept = (focus: string, payload: string, answer: boolean): boolean => {
    const { result, assigned } = runApart(filter, [anEntry, text("/srv/folder")], { answer, focus, payload });
    return isEntry(result) && !isRenamed(assigned.get(`${ARCHIVE_ENTRY}.name`));
  };
  return !sources.some((focus) => archive.payloads.some((payload) => [true, false].some((answer) => isKept(focus, payload, answer))));
}

const anEntry: Value = { type: "outside", path: ARCHIVE_ENTRY };

/** True where what was sent as an entry's name has become one that stays in the folder. */
function isRenamed(name: Value | undefined): boolean {
  const whole = name === undefined ? undefined : known(name);
  return whole?.includes(MARK) === true && !leavesFolder(whole);
}

function isEntry(value: Value | undefined): boolean {
  return value?.type === "outside" && value.path === ARCHIVE_ENTRY;
}

/** False where the entry at hand is not among those that are written. */
function isWritten({ name, arguments: { positional, named } }: CallEvent): boolean {
  const members = name.endsWith(".extract") ? positional[0] : (named.get("members") ?? positional[1]);
  return members?.type !== "list" || members.items.some(isEntry);
}

/** An archive's entry that is written outside of the folder. */
const archive: FlawKind = {
  id: "archive-traversal",
  cwe: ["CWE-22", "CWE-23", "CWE-29"],
  payloads: [`${up}${MARK}/${MARK}`, `/${MARK}/${MARK}`, `x/${up}${MARK}/${MARK}`],
  comesFrom: ARCHIVE_ENTRY,
  variants: (comparedWith) => [...comparedWith].flatMap(besideFolder),
  remedies: /(?!)/,
  family: /(?:^|\.)(?:extract\w*|unpack\w*|write\w*|copyfileobj|open|createWriteStream)$/,
  purposeOf: purposeOfFileCall,
  judge: (event: CallEvent): Breach | undefined => {
    if (!extracts.test(event.name) || !/tarfile/.test(event.name) || !isWritten(event) || isRenamed(event.arguments.named.get(RENAMED)) || isFiltered(event.arguments.named.get("filter"))) return undefined;
    return { shown: "what the archive holds", through: [] };
  },
};

/** Kinds of structures that outside data steers. */
export const structures: readonly FlawKind[] = [prototype, archive];
