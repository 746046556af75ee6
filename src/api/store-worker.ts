// Entry of the store's one writer thread: opens the file, then answers one operation after the other.

import { parentPort, workerData } from "node:worker_threads";
import { AssayError } from "../model/errors.ts";
import { openDatabase, type StoreConnection } from "../store/open-database.ts";
import { performOperation } from "./store/operations.ts";
import type { StoreReply, StoreRequest } from "./store/store-service.ts";

const port = parentPort;
if (port === null) throw new Error("This file is the entry of a worker thread");

// Written by the service, which is the only one that starts this thread.
const opened = openDatabase(workerData as { path: string; isReadOnly: boolean });
opened.then(
  ({ path, isReadOnly }) => reply({ id: 0, answer: { path, isReadOnly } }),
  (error: unknown) => reply({ id: 0, ...describe(error) }),
);

let line: Promise<unknown> = opened.catch(() => undefined);
port.on("message", (request: StoreRequest) => {
  line = line.then(() => perform(request));
});

async function perform({ id, name, input }: StoreRequest): Promise<void> {
  try {
    const store: StoreConnection = await opened;
    if (name === "close") await store.close();
    reply({ id, answer: name === "close" ? undefined : await performOperation(store, name, input) });
  } catch (error) {
    reply({ id, ...describe(error) });
  }
}

function reply(message: StoreReply): void {
  port!.postMessage(message);
}

function describe(error: unknown): Omit<StoreReply, "id"> {
  if (error instanceof AssayError) return { refused: { code: error.code, message: error.message, nextStep: error.nextStep } };
  return { failed: error instanceof Error ? (error.stack ?? error.message) : String(error) };
}
