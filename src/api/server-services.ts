// What a long-lived door holds: analysis thread, executor, store. Each is made at its first use.

import { AssayError } from "../model/errors.ts";
import type { Retention } from "../model/store-record.ts";
import type { AnalysisService } from "./analysis-service.ts";
import type { ProjectStore } from "./project-store.ts";
import type { ExecutionPolicyInput, Executor } from "./run-code.ts";

export interface ServerSettings {
  /** Absolute: the project that is served. */
  readonly root: string;
  /** The operator's execution policy; the project is an allowed working directory beside what it names. */
  readonly executionPolicy: unknown;
  /** Nothing is recorded. */
  readonly isReadOnly: boolean;
  /** A file, `false` for none, undefined for the project's own place. */
  readonly store: string | false | undefined;
  /** What the store throws away by itself. */
  readonly retention: Retention;
}

/** How long after its opening, and then how often, the store is trimmed. */
const firstTrimMs = 5_000;
const trimEveryMs = 3_600_000;
/** What is being recorded at the end is waited for so long. */
const longestEndMs = 5_000;

/** Held for the life of a server and handed to every verb. */
export class ServerServices {
  readonly settings: ServerSettings;
  readonly startedAt = new Date();
  readonly #recordings = new Set<Promise<unknown>>();
  readonly #timers: NodeJS.Timeout[] = [];
  #analysis: Promise<AnalysisService> | undefined;
  #executor: Promise<Executor> | undefined;
  #store: Promise<ProjectStore> | undefined;

  constructor(settings: ServerSettings) {
    this.settings = settings;
  }

  analysis(): Promise<AnalysisService> {
    this.#analysis ??= import("./analysis-service.ts").then((module) => new module.AnalysisService());
    return this.#analysis;
  }

  executor(): Promise<Executor> {
    this.#executor ??= import("./run-code.ts").then(({ Executor, readExecutionPolicy }) => {
      const policy = readExecutionPolicy(this.settings.executionPolicy ?? {});
      const input: ExecutionPolicyInput = { ...policy, allowedRoots: [this.settings.root, ...policy.allowedRoots] };
      return new Executor({ policy: input });
    });
    return this.#executor;
  }

  /** True where the operator wants tasks and history to be kept. */
  get hasStore(): boolean {
    return this.settings.store !== false;
  }

  /** True where runs and analyses are to be recorded. */
  get isRecording(): boolean {
    return this.hasStore && !this.settings.isReadOnly;
  }

  /** Throws `not-available` where the operator keeps none, typed errors for a file that cannot be used; the next call tries again. */
  store(): Promise<ProjectStore> {
    this.#store ??= this.#openStore().catch((error: unknown) => {
      this.#store = undefined;
      throw error;
    });
    return this.#store;
  }

  async #openStore(): Promise<ProjectStore> {
    const { root, store: path, isReadOnly } = this.settings;
    if (path === false) {
      throw new AssayError({ code: "not-available", message: "This server keeps no tasks and no history: it was started with --no-store.", nextStep: "Have the operator start it without --no-store." });
    }
    const { openStore } = await import("./project-store.ts");
    const store = await openStore({ cwd: root, path, isReadOnly });
    if (!store.isReadOnly) this.#keepTrimmed(store);
    return store;
  }

  /** A trim that fails (a full disk, another process) is tried again; every change reports such trouble itself. */
  #keepTrimmed(store: ProjectStore): void {
    const { retention } = this.settings;
    const trim = (): void => void store.call("trim", retention).catch(() => undefined);
    this.#timers.push(setTimeout(trim, firstTrimMs).unref(), setInterval(trim, trimEveryMs).unref());
  }

  /** Lets `close` wait for what is being recorded. */
  whileOpen<Answer>(work: Promise<Answer>): Promise<Answer> {
    this.#recordings.add(work);
    const forget = (): void => void this.#recordings.delete(work);
    work.then(forget, forget);
    return work;
  }

  /** Ends every run and analysis, and records how they ended. */
  async close(): Promise<void> {
    for (const timer of this.#timers) clearTimeout(timer);
    (await this.#analysis)?.close();
    (await this.#executor?.catch(() => undefined))?.close();
    const tooLong = new Promise<void>((resolve) => setTimeout(resolve, longestEndMs).unref());
    await Promise.race([Promise.allSettled(this.#recordings), tooLong]);
    await (await this.#store?.catch(() => undefined))?.close();
  }
}
