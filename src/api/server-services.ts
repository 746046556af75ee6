// What a long-lived door holds: analysis thread, executor. Each is made at its first use.

import type { AnalysisService } from "./analysis-service.ts";
import type { ExecutionPolicyInput, Executor } from "./run-code.ts";

export interface ServerSettings {
  /** Absolute: the project that is served. */
  readonly root: string;
  /** The operator's execution policy; the project is an allowed working directory beside what it names. */
  readonly executionPolicy: unknown;
  readonly isReadOnly: boolean;
}

/** Held for the life of a server and handed to every verb. */
export class ServerServices {
  readonly settings: ServerSettings;
  readonly startedAt = new Date();
  #analysis: Promise<AnalysisService> | undefined;
  #executor: Promise<Executor> | undefined;

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

  /** Ends every run and analysis. */
  async close(): Promise<void> {
    (await this.#analysis)?.close();
    (await this.#executor?.catch(() => undefined))?.close();
  }
}
