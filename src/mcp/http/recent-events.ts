// Remembers a session's last events, so that a client whose connection broke gets what it missed.

import type { EventStore, JSONRPCMessage } from "@modelcontextprotocol/server";

const mostEvents = 500;
const mostCharacters = 4 * 1024 * 1024;

interface Remembered {
  readonly id: string;
  readonly streamId: string;
  readonly message: JSONRPCMessage;
  readonly characters: number;
}

export class RecentEvents implements EventStore {
  readonly #events: Remembered[] = [];
  #characters = 0;
  #lastId = 0;

  async storeEvent(streamId: string, message: JSONRPCMessage): Promise<string> {
    const id = String(++this.#lastId);
    const characters = JSON.stringify(message).length;
    this.#events.push({ id, streamId, message, characters });
    this.#characters += characters;
    while (this.#events.length > mostEvents || (this.#characters > mostCharacters && this.#events.length > 1)) {
      this.#characters -= this.#events.shift()!.characters;
    }
    return id;
  }

  async getStreamIdForEventId(eventId: string): Promise<string | undefined> {
    return this.#events.find(({ id }) => id === eventId)?.streamId;
  }

  async replayEventsAfter(lastEventId: string, { send }: { send: (eventId: string, message: JSONRPCMessage) => Promise<void> }): Promise<string> {
    const index = this.#events.findIndex(({ id }) => id === lastEventId);
    const streamId = this.#events[index]?.streamId;
    if (streamId === undefined) return "";
    for (const event of this.#events.slice(index + 1)) {
      if (event.streamId === streamId && Object.keys(event.message).length > 0) await send(event.id, event.message);
    }
    return streamId;
  }
}
