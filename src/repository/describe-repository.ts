// Tells where a work tree stands: its commit, its branch and its remote without credentials.

import { runGit } from "./run-git.ts";

export interface RepositoryDescription {
  /** Full hash of the checked-out commit; absent in a repository without one. */
  readonly commit?: string;
  /** Absent where the head is detached. */
  readonly branch?: string;
  /** Address of the `origin` remote, user names and passwords left out. */
  readonly remote?: string;
}

/** Answers what is known; what git cannot tell is absent. */
export async function describeRepository(root: string): Promise<RepositoryDescription> {
  const [commit, branch, remote] = await Promise.all([
    ask(root, ["rev-parse", "--verify", "--quiet", "HEAD^{commit}"]),
    ask(root, ["symbolic-ref", "--quiet", "--short", "HEAD"]),
    ask(root, ["config", "--get", "remote.origin.url"]),
  ]);
  return {
    ...(commit === undefined ? {} : { commit }),
    ...(branch === undefined ? {} : { branch }),
    ...(remote === undefined ? {} : { remote: withoutCredentials(remote) }),
  };
}

/** Takes user names, passwords, queries and fragments out of a remote's address; a path stays as it is. */
export function withoutCredentials(remote: string): string {
  const parts = /^([a-z][a-z0-9+.-]*:\/\/)([^/?#]*)([^?#]*)/i.exec(remote);
  if (parts === null) return remote.replace(/^[^/@\s]*:[^/@\s]*@/, "");
  // The last @ ends the credentials, for a password may hold one.
  return `${parts[1]}${parts[2]!.slice(parts[2]!.lastIndexOf("@") + 1)}${parts[3]}`;
}

async function ask(root: string, question: readonly string[]): Promise<string | undefined> {
  const answer = await runGit({ root, arguments: question });
  const text = answer.ok ? answer.output.toString("utf8").replace(/\r?\n$/, "") : "";
  return text === "" ? undefined : text;
}
