// Entry of the thread that analyses for a server: one request after the other, errors as plain data.

import { parentPort } from "node:worker_threads";
import { AssayError } from "../model/errors.ts";
import type { ServiceCancel, ServiceMessage, ServiceReply } from "./analysis-service.ts";
import { performAnalysis } from "./perform-analysis.ts";

const port = parentPort;
if (port === null) throw new Error("This file is the entry of a worker thread");

/** One request is at work at a time. */
let running: { readonly id: number; readonly controller: AbortController } | undefined;

port.on("message", async (message: ServiceMessage | ServiceCancel) => {
  if ("isCancelled" in message) {
    if (running?.id === message.id) running.controller.abort();
    return;
  }
  const { id, request, wantsProgress } = message;
  const controller = new AbortController();
  running = { id, controller };
  const reply = (message: ServiceReply): void => port.postMessage(message);
  try {
    const onProgress = wantsProgress ? (finished: number, total: number): void => reply({ id, type: "progress", finished, total }) : undefined;
    reply({ id, type: "answer", answer: await performAnalysis(request, { onProgress, signal: controller.signal }) });
  } catch (error) {
    if (error instanceof AssayError) reply({ id, type: "refused", code: error.code, message: error.message, nextStep: error.nextStep });
    else reply({ id, type: "failed", message: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
});
