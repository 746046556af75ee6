// Analyses for a door that lives long, in a warm thread of its own: what is cancelled or hangs ends that thread, not the door.

import { Worker } from "node:worker_threads";
import { AssayError, type ErrorCode } from "../model/errors.ts";
import { buildEntry } from "./build-files.ts";
import { type AnalysisAnswers, type AnalysisRequest, performAnalysis } from "./perform-analysis.ts";

/** What goes to the thread. */
export interface ServiceMessage {
  readonly id: number;
  readonly request: AnalysisRequest;
  readonly wantsProgress: boolean;
}

/** Asks the thread to end what it runs for a request. */
export interface ServiceCancel {
  readonly id: number;
  readonly isCancelled: true;
}

/** What comes back. */
export type ServiceReply =
  | { readonly id: number; readonly type: "progress"; readonly finished: number; readonly total: number }
  | { readonly id: number; readonly type: "answer"; readonly answer: AnalysisAnswers[AnalysisRequest["type"]] }
  | { readonly id: number; readonly type: "refused"; readonly code: ErrorCode; readonly message: string; readonly nextStep: string | undefined }
  | { readonly id: number; readonly type: "failed"; readonly message: string };

export interface AnalysisOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((finished: number, total: number) => void) | undefined;
}

interface Waiting {
  readonly message: ServiceMessage;
  readonly options: AnalysisOptions;
  readonly resolve: (answer: AnalysisAnswers[AnalysisRequest["type"]]) => void;
  readonly reject: (error: unknown) => void;
  readonly onAbort: () => void;
}

/** A run in the sandbox is ended by the thread itself; what does not heed is ended with the thread. */
const cancelGraceMs = 1_000;
const longestAnalysisMs = 5 * 60_000;
const mostWaiting = 1_000;
const workerHeapMb = 1_024;

/** A line of requests before one thread. */
export class AnalysisService {
  readonly #waiting: Waiting[] = [];
  #worker: Worker | undefined;
  #running: Waiting | undefined;
  #timer: NodeJS.Timeout | undefined;
  #lastId = 0;
  #isClosed = false;

  /**
   * The answer to one request. Throws the analysis's own AssayError, `limit-exceeded` where the line or the time is too
   * long, and the signal's reason where it is cancelled.
   */
  run<Type extends AnalysisRequest["type"]>(
    request: Extract<AnalysisRequest, { type: Type }>,
    options: AnalysisOptions = {},
  ): Promise<AnalysisAnswers[Type]> {
    options.signal?.throwIfAborted();
    if (buildEntry("analysis-service-worker") === undefined) {
      // Sources without a build have no worker entries. The answer's type follows the request's.
      return performAnalysis(request, options) as Promise<AnalysisAnswers[Type]>;
    }
    if (this.#isClosed || this.#waiting.length >= mostWaiting) throw tooMany(this.#waiting.length);
    return new Promise<AnalysisAnswers[AnalysisRequest["type"]]>((resolve, reject) => {
      const message = { id: ++this.#lastId, request, wantsProgress: options.onProgress !== undefined };
      const onAbort = (): void => this.#cancel(message.id);
      options.signal?.addEventListener("abort", onAbort, { once: true });
      this.#waiting.push({ message, options, resolve, reject, onAbort });
      this.#advance();
    }) as Promise<AnalysisAnswers[Type]>;
  }

  /** Ends the thread and refuses what waits. */
  close(): void {
    this.#isClosed = true;
    for (const entry of this.#waiting.splice(0)) this.#settle(entry, () => entry.reject(tooMany(0)));
    this.#endRunning(tooMany(0));
    void this.#worker?.terminate();
    this.#worker = undefined;
  }

  #advance(): void {
    if (this.#running !== undefined) return;
    const next = this.#waiting.shift();
    if (next === undefined) return void this.#worker?.unref();
    this.#running = next;
    this.#worker ??= this.#start();
    this.#worker.ref();
    this.#timer = setTimeout(() => this.#replace(tooLong()), longestAnalysisMs);
    this.#worker.postMessage(next.message);
  }

  #start(): Worker {
    const worker = new Worker(buildEntry("analysis-service-worker")!, { resourceLimits: { maxOldGenerationSizeMb: workerHeapMb }, stdout: true });
    worker.on("message", (reply: ServiceReply) => this.#receive(reply));
    worker.on("error", (error: unknown) => this.#lose(worker, error));
    worker.on("exit", () => this.#lose(worker, new Error("The analysis thread ended")));
    return worker;
  }

  #receive(reply: ServiceReply): void {
    const entry = this.#running;
    if (entry === undefined || entry.message.id !== reply.id) return;
    if (reply.type === "progress") return entry.options.onProgress?.(reply.finished, reply.total);
    if (reply.type === "answer") this.#settle(entry, () => entry.resolve(reply.answer));
    else this.#settle(entry, () => entry.reject(errorOf(reply)));
    this.#running = undefined;
    clearTimeout(this.#timer);
    this.#advance();
  }

  #cancel(id: number): void {
    const index = this.#waiting.findIndex((entry) => entry.message.id === id);
    const [entry] = index === -1 ? [] : this.#waiting.splice(index, 1);
    if (entry !== undefined) this.#settle(entry, () => entry.reject(entry.options.signal?.reason));
    else if (this.#running?.message.id === id) this.#cancelRunning(this.#running);
  }

  #cancelRunning(entry: Waiting): void {
    const end = (): void => {
      if (this.#running === entry) this.#replace(entry.options.signal?.reason);
    };
    // What runs programs ends them first.
    if (entry.message.request.type !== "verify" && entry.message.request.type !== "confirm") return end();
    const cancel: ServiceCancel = { id: entry.message.id, isCancelled: true };
    this.#worker?.postMessage(cancel);
    setTimeout(end, cancelGraceMs);
  }

  /** The thread cannot be interrupted, only ended; the next request starts another. */
  #replace(reason: unknown): void {
    const worker = this.#worker;
    this.#worker = undefined;
    void worker?.terminate();
    this.#endRunning(reason);
    this.#advance();
  }

  #lose(worker: Worker, cause: unknown): void {
    if (this.#worker !== worker) return;
    this.#worker = undefined;
    this.#endRunning(cause);
    this.#advance();
  }

  #endRunning(reason: unknown): void {
    const entry = this.#running;
    this.#running = undefined;
    clearTimeout(this.#timer);
    if (entry !== undefined) this.#settle(entry, () => entry.reject(reason));
  }

  #settle(entry: Waiting, answer: () => void): void {
    entry.options.signal?.removeEventListener("abort", entry.onAbort);
    answer();
  }
}

function errorOf(reply: Extract<ServiceReply, { type: "refused" | "failed" }>): Error {
  if (reply.type === "failed") return new Error(reply.message);
  const { code, message, nextStep } = reply;
  return new AssayError({ code, message, ...(nextStep === undefined ? {} : { nextStep }) });
}

function tooMany(count: number): AssayError {
  return new AssayError({ code: "limit-exceeded", message: `The server takes no further analyses: ${count} are waiting.`, nextStep: "Try again later." });
}

function tooLong(): AssayError {
  return new AssayError({
    code: "limit-exceeded",
    message: `The analysis took longer than ${longestAnalysisMs / 1000} s and was ended.`,
    nextStep: "Name fewer paths.",
  });
}
