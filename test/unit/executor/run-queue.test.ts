// The queue lets N run, makes clients take turns, and forgets those who give up.

import { describe, expect, it } from "vitest";
import { RunQueue } from "../../../src/executor/run-queue.ts";

describe("the queue", () => {
  it("takes turns between clients whoever asked most", async () => {
    const queue = new RunQueue({ concurrentRuns: 1, waitingRuns: 100 });
    const order: string[] = [];
    const leaveFirst = await queue.enter("busy", undefined);
    const waiting = ["busy", "busy", "busy", "calm", "late"].map(async (client, index) => {
      const leave = await queue.enter(client, undefined);
      order.push(`${client}${index}`);
      leave();
    });
    leaveFirst();
    await Promise.all(waiting);
    expect(order).toEqual(["busy0", "calm3", "late4", "busy1", "busy2"]);
  });

  it("never lets more than the limit run", async () => {
    const queue = new RunQueue({ concurrentRuns: 3, waitingRuns: 1000 });
    let running = 0;
    let most = 0;
    await Promise.all(
      Array.from({ length: 200 }, async (_, index) => {
        const leave = await queue.enter(String(index % 7), undefined);
        most = Math.max(most, (running += 1));
        await Promise.resolve();
        running -= 1;
        leave();
        leave();
      }),
    );
    expect([most, running]).toEqual([3, 0]);
  });

  it("refuses more than may wait, and frees the place of one who gives up", async () => {
    const queue = new RunQueue({ concurrentRuns: 1, waitingRuns: 1 });
    const leave = await queue.enter("a", undefined);
    const controller = new AbortController();
    const waiting = queue.enter("a", controller.signal);
    await expect(queue.enter("b", undefined)).rejects.toMatchObject({ code: "limit-exceeded" });
    controller.abort();
    await expect(waiting).rejects.toMatchObject({ code: "execution-refused" });
    const next = queue.enter("b", undefined);
    leave();
    (await next)();
    (await queue.enter("c", undefined))();
  });
});
