// Recording for a server's clients: what was done is answered even where it cannot be kept, and the answer says so.

import { AssayError } from "../model/errors.ts";
import type { ProjectStore } from "./project-store.ts";
import type { ServerServices } from "./server-services.ts";
import { getTask } from "./tasks.ts";

/** One of both, or neither where nothing is to be recorded. */
export interface Recorded {
  readonly id?: string;
  /** Why it was not kept. */
  readonly problem?: string;
}

/** Runs `record` where the server records. A store that cannot take it costs the record, not the answer. */
export async function recordFor(services: ServerServices, record: (store: ProjectStore) => Promise<{ readonly id: string }>): Promise<Recorded> {
  if (!services.isRecording) return {};
  try {
    return { id: (await record(await services.store())).id };
  } catch (error) {
    if (!(error instanceof AssayError)) throw error;
    return { problem: `${error.code}: ${error.message} ${error.nextStep ?? ""}`.trim() };
  }
}

/** Throws `not-found` before any work is done for a task that does not exist. */
export async function requireTask(services: ServerServices, taskId: string | undefined): Promise<void> {
  if (taskId !== undefined) await getTask(await services.store(), taskId);
}
