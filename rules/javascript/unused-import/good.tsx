import React from "react";
import "./effects.css";
import def, { type Shape, helper, Widget } from "./parts";
import * as names from "./names";
import type { Documented, Only } from "./types";
export { reexported } from "./other";
import { late } from "./late";

/** See {@link Documented}. */
export function View(shape: Shape, only: Only): unknown {
  return <Widget a={def} b={helper} c={names.one} d={shape} e={only} />;
}

export { late };
