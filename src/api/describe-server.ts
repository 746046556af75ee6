// What a server says about itself: version, project, what can be analysed and run here.

import { basename, relative } from "node:path";
import { AssayError } from "../model/errors.ts";
import { toolVersion } from "../model/version.ts";
import { describeRepository } from "../repository/describe-repository.ts";
import { findGitRoot } from "../source/find-root.ts";
import { listRules } from "./describe-rules.ts";
import type { ServerServices } from "./server-services.ts";
import { analysedLanguages } from "./snippet-names.ts";

export interface ServerDescription {
  readonly version: string;
  readonly project: { readonly name: string; readonly branch?: string; readonly commit?: string };
  readonly readOnly: boolean;
  readonly uptimeSeconds: number;
  readonly store: { readonly state: "recording" | "read-only" | "none" | "failed"; readonly path?: string; readonly problem?: string };
  readonly rules: number;
  readonly analysedLanguages: string[];
  readonly execution: {
    readonly isolation: "bubblewrap" | "none" | null;
    readonly memoryEnforcement: "cgroup" | "best-effort" | null;
    readonly languages: { readonly id: string; readonly available: boolean }[];
    readonly problems: { readonly message: string; readonly nextStep: string | null }[];
  };
}

/** Proves the isolation the first time it is asked. */
export async function describeServer(services: ServerServices): Promise<ServerDescription> {
  const { root, isReadOnly } = services.settings;
  const gitRoot = findGitRoot(root);
  const { branch, commit } = gitRoot === undefined ? {} : await describeRepository(gitRoot);
  const capabilities = await (await services.executor()).capabilities();
  return {
    version: toolVersion,
    project: { name: basename(root), ...(branch === undefined ? {} : { branch }), ...(commit === undefined ? {} : { commit }) },
    readOnly: isReadOnly,
    store: await describeStore(services),
    uptimeSeconds: Math.round((Date.now() - services.startedAt.getTime()) / 1000),
    rules: listRules().length,
    analysedLanguages: [...analysedLanguages],
    execution: {
      isolation: capabilities.isolation,
      memoryEnforcement: capabilities.memoryEnforcement,
      languages: capabilities.languages.map(({ id, isAvailable }) => ({ id, available: isAvailable })),
      problems: capabilities.problems.map(({ message, nextStep }) => ({ message, nextStep })),
    },
  };
}

/** Opens it: a store that cannot be used is seen here before work is lost. */
async function describeStore(services: ServerServices): Promise<ServerDescription["store"]> {
  if (!services.hasStore) return { state: "none" };
  try {
    const { path, isReadOnly } = await services.store();
    return { state: isReadOnly ? "read-only" : "recording", path: relative(services.settings.root, path) };
  } catch (error) {
    if (!(error instanceof AssayError)) throw error;
    return { state: "failed", problem: `${error.code}: ${error.message} ${error.nextStep ?? ""}`.trim() };
  }
}
