// bash/missing-pipefail: a failing download or dump goes unnoticed in a pipe.

import { Kind, Role, childrenOf, defineRule, hasErrExit, nameOf, shellDialect } from "../../../src/rule-kit/index.ts";

const producers: ReadonlySet<string> = new Set(["curl", "wget", "pg_dump", "pg_dumpall", "mysqldump", "mongodump", "tar", "openssl", "gpg", "aws", "gsutil", "kubectl", "ssh", "docker"]);
/** What keeps, runs or unpacks whatever it gets. */
const takers: ReadonlySet<string> = new Set(["gzip", "bzip2", "xz", "zstd", "pigz", "tar", "bash", "sh", "python3", "python", "psql", "mysql", "tee", "gpg", "openssl", "apt-key", "dd", "ssh", "docker", "kubectl", "sudo", "cat", "base64", "jq"]);

export const rule = defineRule({
  meta: {
    id: "bash/missing-pipefail",
    title: "A failing download or dump goes unnoticed in a pipe",
    description: "The status of a pipeline is the one of its last command: set -e does not see that the first one failed.",
    languages: ["bash"],
    category: "reliability",
    severity: "warning",
    confidence: "medium",
    cwe: ["CWE-252"],
    remediationMinutes: 2,
    precision: { sampled: 0, true: 0, on: "181 scripts of Debian's /usr/bin, /usr/sbin, /etc and git" },
  },
  words: [["curl", "wget", "pg_dump", "pg_dumpall", "mysqldump", "mongodump", "tar", "openssl", "gpg", "aws", "gsutil", "kubectl", "ssh", "docker"]],
  kinds: [Kind.Pipeline],
  check(file, node) {
    const { tree } = file;
    if (file.hostLanguage !== undefined || !hasErrExit(tree) || shellDialect(tree) !== "bash" || /^[ \t]*set\b[^#\n]*\bpipefail\b/m.test(tree.text)) return;
    const [first] = childrenOf(tree, node, Role.Element);
    const last = childrenOf(tree, node, Role.Element).at(-1);
    if (first === undefined || last === undefined || tree.kind[first] !== Kind.Command || tree.kind[last] !== Kind.Command) return;
    const role = tree.role[node];
    if (!producers.has(nameOf(tree, first)) || !takers.has(nameOf(tree, last)) || role === Role.Test || tree.kind[tree.parent[node]!] === Kind.Logical) return;
    file.report({ at: first, message: `If \`${nameOf(tree, first)}\` fails, \`${nameOf(tree, last)}\` goes on with what there is and the script, too; add \`set -o pipefail\`.` });
  },
});
