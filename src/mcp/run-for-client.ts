// Runs code for a client: progress while it lasts, the end as a reply.

import { executeForClient, type ExecutionRequest } from "../api/execute-for-client.ts";
import { type RunData, tellRun } from "./run-reply.ts";
import type { CallContext, Reply } from "./tool.ts";

/** How often a client that wants to hear is told that the run goes on. */
const progressEveryMs = 1_000;

/** A refused request ends in a reply too, so that clients see one shape. */
export async function runForClient(context: CallContext, request: ExecutionRequest, maxTokens: number): Promise<Reply<RunData>> {
  const startedAt = Date.now();
  let outputBytes = 0;
  const tell = (): void => {
    const seconds = (Date.now() - startedAt) / 1000;
    context.onProgress?.(seconds, undefined, `running for ${Math.round(seconds)} s, ${outputBytes} bytes of output`);
  };
  const timer = context.onProgress === undefined ? undefined : setInterval(tell, progressEveryMs);
  try {
    const { result, executionId, notRecorded } = await executeForClient(context.services, request, {
      signal: context.signal,
      client: context.client,
      onOutput: (_, chunk) => {
        outputBytes += chunk.length;
      },
    });
    return tellRun(result, { maxTokens, executionId, notRecorded });
  } finally {
    clearInterval(timer);
  }
}
