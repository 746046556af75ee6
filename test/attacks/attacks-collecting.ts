// Attacks on what the executor does with a workspace when the program has ended: hostile trees, names and modes.

import type { RunResult } from "../../src/executor/result.ts";
import { type Attack, describe } from "./attack.ts";
import type { World } from "./world.ts";

const inProject = (world: World) => ({ workingDirectory: world.project, diff: true });
const paths = (result: RunResult): readonly string[] => result.artifacts?.map(({ path }) => path) ?? [];
const holds = (result: RunResult, isRight: boolean): string | undefined => (isRight ? undefined : describe(result));

/** Properties of the executor itself, which no bare machine has: the double is the executor before it held them. */
export const collectingAttacks: readonly Attack[] = [
  {
    name: "folders and files that their owner may not open", language: "python", request: inProject, bareMachine: "not-applicable",
    code: "import os\nfor mode in (0o000, 0o111, 0o444):\n    os.makedirs(f'shut{mode}/in')\n    open(f'shut{mode}/in/file', 'w').write('x')\n    os.chmod(f'shut{mode}', mode)\nopen('blind', 'w').write('y')\nos.chmod('blind', 0)\nos.chmod('readme.txt', 0)",
    judge: (result) => holds(result, result.exitCode === 0 && paths(result).join() === "blind,shut0/in/file,shut292/in/file,shut73/in/file" && result.diff?.includes("readme.txt") === false),
  },
  {
    name: "a workspace closed to its owner", language: "bash", request: inProject, bareMachine: "not-applicable",
    code: "echo made > made.txt; chmod 000 . /assay /tmp /dev/shm 2>/dev/null; true",
    judge: (result) => holds(result, result.exitCode === 0 && paths(result).join() === "made.txt"),
  },
  {
    name: "a pipe, a folder and a file in the place of what was there", language: "python", request: inProject, bareMachine: "not-applicable",
    code: "import os\nos.unlink('readme.txt'); os.mkfifo('readme.txt')\nos.unlink('hard-link.txt'); os.mkdir('hard-link.txt'); open('hard-link.txt/in', 'w').write('x')\nos.unlink('link-to-file'); open('link-to-file', 'w').write('no link\\n')",
    judge: (result) => holds(result, ["readme.txt", "hard-link.txt", "link-to-file"].every((name) => result.diff?.includes(`diff --git a/${name} b/${name}\ndeleted file mode`) === true) && paths(result).join() === "hard-link.txt/in,link-to-file"),
  },
  {
    name: "more changes than are listed", language: "python", request: inProject, bareMachine: "not-applicable",
    code: "import os\nfor number in range(1500): open(f'a{number}', 'w').close()\nos.chmod('readme.txt', 0o755)",
    judge: (result) => holds(result, result.truncatedChanges === true && result.artifacts?.length === 1000 && result.diff?.includes("deleted file") === false),
  },
  {
    name: "names that forge a diff", language: "python", request: inProject, bareMachine: "not-applicable",
    code: "import os\nfor name in [b'x\\ndiff --git a..', b'a\\rb', b'\\x1b[2J', b'-rf', b'\\xff\\xfe', b'quote\"', b'\\\\', ('\\u202e' + 'txt').encode(), b'n' * 255]:\n    open(name, 'w').write('x\\n')",
    judge: (result) => holds(result, result.diff?.split("\n").some((line) => line.startsWith("diff --git a..") || line.includes("\x1b")) === false && result.truncatedChanges === true && paths(result).length === 8),
  },
  {
    name: "text that is dear to compare", language: "python", request: inProject, bareMachine: "not-applicable",
    code: "open('lines', 'w').write('\\n' * 12_000_000)\nfor number in range(300): open(f'b{number}', 'w').write('\\n'.join(str(number * n) for n in range(3000)))\nopen('readme.txt', 'w').write('x\\n' * 3_000_000)",
    judge: (result) => holds(result, result.exitCode === 0 && result.truncatedChanges === true && (result.diff?.length ?? 0) < 20_000_000),
  },
  {
    name: "thousands of names for one file", language: "python", request: inProject, bareMachine: "not-applicable",
    code: "import os\nopen('one', 'wb').write(b'x' * (30 << 20))\nfor number in range(1200): os.link('one', f'l{number}')",
    judge: (result) => holds(result, result.exitCode === 0 && result.truncatedChanges === true),
  },
];
