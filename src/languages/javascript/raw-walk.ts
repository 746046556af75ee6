// What the raw lowering and its handlers share.

import type { NodeArrays } from "../../syntax/node-arrays.ts";
import type { RawBuffer } from "./raw-buffer.ts";

/** What the handlers of single structs use of the walk. Positions are byte offsets into the buffer. */
export interface RawWalk {
  readonly buffer: RawBuffer;
  readonly nodes: NodeArrays;
  /** The text of the file at hand. */
  text: string;
  readonly reader: (name: string) => number;
  /** Queues what stands at `at`; what is queued last comes first. */
  readonly push: (reader: number, at: number, role: number, flags: number, parent: number) => void;
  /** Adds the node of a struct and queues its children, at once. */
  readonly lowerNow: RawHandler;
  /** Queues the children that the tables give for a struct. */
  readonly pushChildren: (struct: number, at: number, parent: number) => void;
  /** Adds the node of a struct as the tables say, without its children. */
  readonly open: (struct: number, at: number, role: number, flags: number, parent: number) => number;
  readonly nameOf: (struct: number, at: number) => number;
  readonly jsString: (at: number) => number;
  readonly string: (at: number) => number;
  readonly constant: (text: string) => number;
  /** The text of a name id. */
  readonly textOfName: (name: number) => string;
  /** The struct at `at` behind boxes, choices and wrappers, and where it starts; undefined where it is absent. */
  readonly resolve: (reader: number, at: number) => { struct: number; at: number } | undefined;
  readonly structName: (struct: number) => string;
}

/** A handler adds the node of one struct and queues its children. */
export type RawHandler = (struct: number, at: number, role: number, flags: number, parent: number) => void;
