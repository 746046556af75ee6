// Lets at most N runs go at once; the others wait, and waiting callers take turns whoever asked most.
import { AssayError } from "../model/errors.ts";

/** How many may run and wait. */
export interface QueueLimits {
  readonly concurrentRuns: number;
  readonly waitingRuns: number;
}

interface Waiting {
  readonly client: string;
  readonly start: () => void;
}

/** A fair queue of runs. */
export class RunQueue {
  readonly #limits: QueueLimits;
  // One line for each client; the map's order is the order of turns.
  readonly #lines = new Map<string, Waiting[]>();
  #running = 0;
  #waiting = 0;

  constructor(limits: QueueLimits) {
    this.#limits = limits;
  }

  /**
   * Waits for a turn and returns the function that ends it. Throws `limit-exceeded` when too many wait, and
   * `execution-refused` when the signal fires before the turn comes.
   */
  async enter(client: string, signal: AbortSignal | undefined): Promise<() => void> {
    if (signal?.aborted === true) throw cancelledWhileWaiting();
    if (this.#running < this.#limits.concurrentRuns) {
      this.#running += 1;
    } else {
      await this.#wait(client, signal);
    }
    let isLeft = false;
    return () => {
      if (isLeft) return;
      isLeft = true;
      this.#startNext();
    };
  }

  #wait(client: string, signal: AbortSignal | undefined): Promise<void> {
    if (this.#waiting >= this.#limits.waitingRuns) {
      throw new AssayError({
        code: "limit-exceeded",
        message: `${this.#waiting} runs are waiting already; that is the limit.`,
        nextStep: "Try again later, or have the operator raise waitingRuns or concurrentRuns.",
      });
    }
    return new Promise((resolve, reject) => {
      const waiting: Waiting = {
        client,
        start: () => {
          signal?.removeEventListener("abort", cancel);
          resolve();
        },
      };
      const cancel = (): void => {
        this.#forget(waiting);
        reject(cancelledWhileWaiting());
      };
      signal?.addEventListener("abort", cancel, { once: true });
      this.#lines.set(client, [...(this.#lines.get(client) ?? []), waiting]);
      this.#waiting += 1;
    });
  }

  /** Hands the place to the client whose turn it is, or frees it. */
  #startNext(): void {
    const [client, line] = this.#lines.entries().next().value ?? [];
    const next = line?.[0];
    if (client === undefined || line === undefined || next === undefined) {
      this.#running -= 1;
      return;
    }
    this.#lines.delete(client);
    // Behind all others: each client gets one turn a round.
    if (line.length > 1) this.#lines.set(client, line.slice(1));
    this.#waiting -= 1;
    next.start();
  }

  #forget(waiting: Waiting): void {
    const line = (this.#lines.get(waiting.client) ?? []).filter((entry) => entry !== waiting);
    if (line.length > 0) this.#lines.set(waiting.client, line);
    else this.#lines.delete(waiting.client);
    this.#waiting -= 1;
  }
}

function cancelledWhileWaiting(): AssayError {
  return new AssayError({ code: "execution-refused", message: "The run was cancelled while it waited.", nextStep: "Ask again." });
}
