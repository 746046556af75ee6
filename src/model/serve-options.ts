// What the operator decides about a server when it is started; nothing that a client sends changes it.

import type { Retention } from "./store-record.ts";

/** How the server is reached. */
export type ServeTransport =
  | { readonly type: "stdio" }
  | {
      readonly type: "http";
      readonly host: string;
      /** 0 lets the system choose. */
      readonly port: number;
      /** Clients must send it; a fresh one is made and shown where it is absent. */
      readonly token: string | undefined;
      /** Names besides the loopback ones under which the server may be addressed. */
      readonly allowedHosts: readonly string[];
      /** Largest request body. */
      readonly bodyBytes: number;
    };

export interface ServeOptions {
  /** Absolute: the project. Nothing outside of it, or of its git work tree, is read. */
  readonly root: string;
  readonly transport: ServeTransport;
  /** Names of the toolsets that are offered; undefined offers all. */
  readonly toolsets: readonly string[] | undefined;
  /** Offers only tools that change nothing, and records nothing. */
  readonly isReadOnly: boolean;
  /** A file, `false` for none, undefined for the project's own place. */
  readonly store: string | false | undefined;
  /** What the store throws away by itself, oldest first. */
  readonly retention: Retention;
  /** The operator's execution policy, as its file holds it. */
  readonly executionPolicy: unknown;
  readonly log: (line: string) => void;
}
