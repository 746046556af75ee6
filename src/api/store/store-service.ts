// Speaks to the writer thread: a door never waits for a lock, only for its own answer.

import { Worker } from "node:worker_threads";
import { AssayError, type ErrorCode } from "../../model/errors.ts";
import type { OpenRequest, StoreConnection } from "../../store/open-database.ts";
import { buildEntry } from "../build-files.ts";
import type { OperationAnswer, OperationInput, StoreOperation } from "./operations.ts";

/** What goes to the thread. */
export interface StoreRequest {
  readonly id: number;
  readonly name: StoreOperation | "close";
  readonly input: unknown;
}

/** What comes back; id 0 speaks of opening. */
export interface StoreReply {
  readonly id: number;
  readonly answer?: unknown;
  readonly refused?: { readonly code: ErrorCode; readonly message: string; readonly nextStep: string | undefined };
  readonly failed?: string;
}

/** How operations are handed on. */
export interface StoreService {
  readonly path: string;
  readonly isReadOnly: boolean;
  readonly call: <Name extends StoreOperation>(name: Name, ...input: OperationInput<Name> extends undefined ? [] : [OperationInput<Name>]) => Promise<OperationAnswer<Name>>;
  readonly close: () => Promise<void>;
}

/** Operations that may wait; a door that asks for more is refused. */
const mostWaiting = 10_000;

/** Opens the store in its own thread, or in this one where the sources run without a build. */
export async function startStoreService(request: OpenRequest): Promise<StoreService> {
  const entry = buildEntry("store-worker");
  if (entry === undefined) return serveHere(request);
  const thread = new StoreThread(new Worker(entry, { workerData: { path: request.path, isReadOnly: request.isReadOnly ?? false } }));
  // The thread's first answer is what openDatabase gave.
  const { path, isReadOnly } = (await thread.opened) as { path: string; isReadOnly: boolean };
  return {
    path,
    isReadOnly,
    // The answer's type follows the name: `operations.ts` ties them.
    call: (name, ...input) => thread.ask(name, input[0]) as Promise<OperationAnswer<typeof name>>,
    close: () => thread.close(),
  };
}

/** One operation after the other here too, so that both ways behave alike. */
async function serveHere(request: OpenRequest): Promise<StoreService> {
  const [{ openDatabase }, { performOperation }] = await Promise.all([import("../../store/open-database.ts"), import("./operations.ts")]);
  const store: StoreConnection = await openDatabase(request);
  let line: Promise<unknown> = Promise.resolve();
  return {
    path: store.path,
    isReadOnly: store.isReadOnly,
    call: (name, ...input) => {
      const answer = line.then(() => performOperation(store, name, input[0])) as Promise<OperationAnswer<typeof name>>;
      line = answer.catch(() => undefined);
      return answer;
    },
    close: async () => {
      await line;
      await store.close();
    },
  };
}

interface Waiting {
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: unknown) => void;
}

class StoreThread {
  readonly opened: Promise<unknown>;
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #lastId = 0;
  #isClosed = false;

  constructor(worker: Worker) {
    this.#worker = worker;
    this.opened = new Promise((resolve, reject) => this.#waiting.set(0, { resolve, reject }));
    worker.on("message", (reply: StoreReply) => this.#receive(reply));
    worker.on("error", (error) => this.#lose(error));
    worker.on("exit", () => this.#lose(new Error("The store's thread ended")));
  }

  ask(name: StoreRequest["name"], input: unknown): Promise<unknown> {
    if (this.#isClosed || this.#waiting.size >= mostWaiting) {
      throw new AssayError({ code: "limit-exceeded", message: this.#isClosed ? "The store is closed." : "Too many requests wait for the store.", nextStep: "Wait for answers before asking for more." });
    }
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      // What waits for an answer keeps the process alive; an idle store does not.
      this.#worker.ref();
      this.#worker.postMessage({ id, name, input });
    });
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    const done = this.ask("close", undefined);
    this.#isClosed = true;
    await done.finally(() => this.#worker.terminate());
  }

  #receive({ id, answer, refused, failed }: StoreReply): void {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (this.#waiting.size === 0) this.#worker.unref();
    if (refused !== undefined) waiting?.reject(new AssayError({ code: refused.code, message: refused.message, ...(refused.nextStep === undefined ? {} : { nextStep: refused.nextStep }) }));
    else if (failed !== undefined) waiting?.reject(new Error(failed));
    else waiting?.resolve(answer);
    if (id === 0 && answer === undefined) void this.#worker.terminate();
  }

  #lose(error: unknown): void {
    this.#isClosed = true;
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}
